//! The name of an encoding, and what had to be guessed or put up with on finding it.

use crate::problem::{Place, Problem};

/// The encodings that can be told apart, and any other that a person names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows,
    MacRoman,
    Latin1,
    Latin9,
    Named(&'static encoding_rs::Encoding),
}

/// Bytes in a text of UTF-8 that are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Strays {
    pub(super) count: u64,
    pub(super) line: u64,
    pub(super) column: u64,
}

/// How the characters of one file are written, and what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    pub(super) kind: Kind,
    /// Whether the file begins with a byte-order mark.
    pub(super) mark: bool,
    pub(super) strays: Option<Strays>,
    /// Whether the bytes do not settle it.
    pub(super) unsure: bool,
}

impl Encoding {
    pub(super) fn of(kind: Kind, mark: bool) -> Self {
        Self { kind, mark, strays: None, unsure: false }
    }

    /// The encoding a person calls `name`, `None` when there is no such encoding.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().trim_end_matches("with byte-order mark");
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        let kind = match plain.as_str() {
            "utf8" | "utf8bom" | "utf8sig" | "utf8withbyteordermark" => Kind::Utf8,
            "utf16" | "utf16le" | "utf16littleendian" | "unicode" => Kind::Utf16Le,
            "utf16be" | "utf16bigendian" => Kind::Utf16Be,
            "windows1252" | "cp1252" | "ansi" | "windows" => Kind::Windows,
            "macroman" | "macintosh" | "mac" | "xmacroman" => Kind::MacRoman,
            "latin1" | "iso88591" | "latin1iso88591" => Kind::Latin1,
            "latin9" | "iso885915" | "latin9iso885915" => Kind::Latin9,
            _ => Kind::Named(encoding_rs::Encoding::for_label(name.trim().as_bytes())?),
        };
        Some(Self::of(kind, false))
    }

    /// Whether it is a form of Unicode, which the bytes themselves tell.
    pub(in crate::file) fn is_unicode(&self) -> bool {
        matches!(self.kind, Kind::Utf8 | Kind::Utf16Le | Kind::Utf16Be)
    }

    /// Its name for people.
    pub fn label(&self) -> &'static str {
        match (self.kind, self.mark) {
            (Kind::Utf8, false) => "UTF-8",
            (Kind::Utf8, true) => "UTF-8 with byte-order mark",
            (Kind::Utf16Le, false) => "UTF-16, little-endian",
            (Kind::Utf16Le, true) => "UTF-16, little-endian, with byte-order mark",
            (Kind::Utf16Be, false) => "UTF-16, big-endian",
            (Kind::Utf16Be, true) => "UTF-16, big-endian, with byte-order mark",
            (Kind::Windows, _) => "Windows-1252",
            (Kind::MacRoman, _) => "Mac Roman",
            (Kind::Latin1, _) => "Latin-1 (ISO-8859-1)",
            (Kind::Latin9, _) => "Latin-9 (ISO-8859-15)",
            (Kind::Named(other), _) => other.name(),
        }
    }

    /// What a person should know about it, for the file called `name`.
    pub fn problems(&self, name: &str) -> Vec<Problem> {
        let strays = self.strays.map(|strays| stray_bytes(name, strays));
        let unsure = self.unsure.then(|| {
            Problem::warning("unsure_encoding", Place::file(name), "the encoding of the characters had to be guessed")
                .found(self.label())
                .hint(
                    "look at words with accents; if they are wrong, write `encoding = \"...\"` under `[file]` in the \
                     recipe, or export again as UTF-8",
                )
        });
        strays.into_iter().chain(unsure).collect()
    }
}

fn stray_bytes(name: &str, strays: Strays) -> Problem {
    let place = Place::file(name).line(strays.line).column(strays.column);
    let message = format!("bytes that are not UTF-8 were read as Windows-1252: {}, the first here", strays.count);
    Problem::warning("stray_bytes", place, message)
        .expected("UTF-8 throughout, as in the rest of the file")
        .hint("check the words here; parts of the file may come from another program")
}
