//! The encoding of the texts of a file.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How the bytes of texts become letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    /// As the file says.
    Told(&'static Encoding),
    /// The file does not say: UTF-8 where a text can be that, else windows-1252.
    Untold,
}

impl Charset {
    /// The encoding called `name` or numbered `page`, the name first; `Err` with what was found when neither is known here.
    pub(super) fn find(name: Option<&str>, page: Option<i32>) -> Result<Self, String> {
        let told = name.map(str::trim).filter(|name| !name.is_empty());
        if let Some(name) = told {
            return by_name(name).map(Self::Told).ok_or_else(|| name.chars().take(40).collect());
        }
        match page {
            // Two and three say "ASCII" and mean "whatever the machine had"; nought and less say nothing.
            None | Some(2 | 3 | ..=0) => Ok(Self::Untold),
            Some(page) => by_page(page.unsigned_abs()).map(Self::Told).ok_or_else(|| format!("code page {page}")),
        }
    }

    /// What a person is told.
    pub(super) fn label(self) -> String {
        match self {
            Self::Told(encoding) => encoding.name().to_owned(),
            Self::Untold => "UTF-8 or windows-1252 (the file does not say)".to_owned(),
        }
    }

    /// The text of `bytes`, and whether every byte could be read.
    pub(super) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        let encoding = match self {
            Self::Told(encoding) => encoding,
            Self::Untold if std::str::from_utf8(bytes).is_ok() => UTF_8,
            Self::Untold => WINDOWS_1252,
        };
        // A letter that was cut at the end of its place is left out, as SPSS does.
        let bytes = if encoding == UTF_8 { whole_letters(bytes) } else { bytes };
        let (text, faulty) = encoding.decode_without_bom_handling(bytes);
        (text, !faulty)
    }

    /// The text of `bytes` without the blanks that fill it up.
    pub(super) fn text(self, bytes: &[u8]) -> String {
        self.decode(trimmed(bytes)).0.into_owned()
    }
}

/// `bytes` without the blanks and noughts at its end.
pub(super) fn trimmed(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| !matches!(byte, b' ' | 0)).map_or(0, |last| last + 1);
    bytes.get(..end).unwrap_or(bytes)
}

/// `bytes` without the beginning of a letter at their end.
fn whole_letters(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.get(..error.valid_up_to()).unwrap_or(bytes),
        _ => bytes,
    }
}

fn by_name(name: &str) -> Option<&'static Encoding> {
    let usable = |encoding: &&'static Encoding| encoding.is_ascii_compatible();
    let page = || {
        let digits: String = name.chars().filter(char::is_ascii_digit).collect();
        let lower = name.to_ascii_lowercase();
        let numbered = ["cp", "windows", "ibm", "ms"].iter().any(|maker| lower.starts_with(maker));
        digits.parse().ok().filter(|_| numbered || digits.len() == name.len()).and_then(by_page)
    };
    Encoding::for_label(name.as_bytes()).filter(usable).or_else(page)
}

fn by_page(page: u32) -> Option<&'static Encoding> {
    let label = match page {
        65001 => "utf-8".to_owned(),
        874 | 1250..=1258 => format!("windows-{page}"),
        28591..=28606 => format!("iso-8859-{}", page - 28590),
        866 => "ibm866".to_owned(),
        932 | 943 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 | 51949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        10007 => "x-mac-cyrillic".to_owned(),
        20127 => "us-ascii".to_owned(),
        20866 => "koi8-r".to_owned(),
        21866 => "koi8-u".to_owned(),
        51932 => "euc-jp".to_owned(),
        54936 => "gb18030".to_owned(),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}
