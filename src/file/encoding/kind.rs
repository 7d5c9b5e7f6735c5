//! What a file is, told by how it begins and not by what it is called.

use super::detect::wide;
use super::name::{Encoding, Kind};

/// The kinds of files that can be told by their first bytes; some 1,000 of them are enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A zip archive, which every modern workbook and word document is.
    Zip,
    /// A workbook or document of the years before 2007.
    OldWorkbook,
    /// An SPSS data file, compressed or not.
    Spss,
    /// An SPSS portable file.
    SpssPortable,
    /// A file packed by gzip.
    Gzip,
    /// A PDF document.
    Pdf,
    /// An `SQLite` database.
    Sqlite,
    /// Rich text.
    Rtf,
    /// A web page, whatever it calls itself; many programs save a table so as `.xls`.
    Html,
    /// XML of any kind.
    Xml,
    /// JSON.
    Json,
    /// Text that may be a table.
    Text,
    /// Nothing, or white space only.
    Empty,
    /// Anything else that is no text.
    Binary,
}

impl FileKind {
    /// What it is, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Zip => "an Excel workbook, OpenDocument sheet or zip archive",
            Self::OldWorkbook => "an old Excel workbook",
            Self::Spss => "an SPSS data file",
            Self::SpssPortable => "an SPSS portable file",
            Self::Gzip => "a gzip archive",
            Self::Pdf => "a PDF document",
            Self::Sqlite => "an SQLite database",
            Self::Rtf => "a rich text document",
            Self::Html => "a web page",
            Self::Xml => "an XML file",
            Self::Json => "a JSON file",
            Self::Text => "text",
            Self::Empty => "an empty file",
            Self::Binary => "a file that is not text",
        }
    }
}

const SIGNATURES: [(&[u8], FileKind); 18] = [
    (b"PK\x03\x04", FileKind::Zip),
    (b"PK\x05\x06", FileKind::Zip),
    (b"PK\x07\x08", FileKind::Zip),
    (b"\xd0\xcf\x11\xe0", FileKind::OldWorkbook),
    (b"$FL2", FileKind::Spss),
    (b"$FL3", FileKind::Spss),
    (b"\x1f\x8b", FileKind::Gzip),
    (b"%PDF", FileKind::Pdf),
    (b"SQLite format 3\0", FileKind::Sqlite),
    (b"{\\rtf", FileKind::Rtf),
    (b"\x89PNG", FileKind::Binary),
    (b"\xff\xd8\xff", FileKind::Binary),
    (b"GIF8", FileKind::Binary),
    (b"PAR1", FileKind::Binary),
    (b"Rar!\x1a", FileKind::Binary),
    (b"7z\xbc\xaf", FileKind::Binary),
    (b"<stata_dta>", FileKind::Binary),
    (b"HEADER RECORD*******", FileKind::Binary),
];
const PAGES: [&str; 7] = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style"];

/// What a file is that begins with `first`.
pub fn kind_of(first: &[u8]) -> FileKind {
    if let Some((_, kind)) = SIGNATURES.iter().find(|(start, _)| first.starts_with(start)) {
        return *kind;
    }
    if is_portable(first) {
        return FileKind::SpssPortable;
    }
    // For looking at the start any reading of the bytes beyond ASCII will do.
    let encoding = wide_start(first).unwrap_or(Encoding::of(Kind::Utf8, false));
    let mut text = String::new();
    encoding.decoder().decode(first, true, &mut text);
    if is_binary(&text) {
        return FileKind::Binary;
    }
    kind_of_text(text.trim_start_matches(|it: char| it.is_whitespace() || it == '\0'))
}

fn kind_of_text(text: &str) -> FileKind {
    let start = text.chars().take(400).collect::<String>().to_lowercase();
    let second = start.chars().skip(1).find(|it| !it.is_whitespace());
    match () {
        () if start.is_empty() => FileKind::Empty,
        () if PAGES.iter().any(|page| start.starts_with(page)) => FileKind::Html,
        () if start.starts_with("<?xml") && start.contains("<html") => FileKind::Html,
        () if start.starts_with("<?xml") || start.starts_with("<!doctype") => FileKind::Xml,
        () if start.starts_with('{') && matches!(second, Some('"' | '}')) => FileKind::Json,
        () if start.starts_with('[') && matches!(second, Some('{' | '[' | '"')) => FileKind::Json,
        () => FileKind::Text,
    }
}

fn wide_start(first: &[u8]) -> Option<Encoding> {
    let nuls = |odd: usize| first.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    wide(first, number(first.len()), [number(nuls(0)), number(nuls(1))])
}

/// Whether more than one character in ten is none that a text holds.
fn is_binary(start: &str) -> bool {
    let odd = |it: &char| matches!(it, '\0'..='\x08' | '\x0e'..='\x19' | '\x1c'..='\x1f' | '\x7f');
    start.chars().filter(odd).count().saturating_mul(10) > start.chars().count()
}

/// SPSS signs a portable file after a page of 200 bytes and a table of 256, in lines of eighty.
fn is_portable(first: &[u8]) -> bool {
    let unbroken: Vec<u8> = first.iter().take(600).copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    if unbroken.get(456..464) == Some(b"SPSSPORT") {
        return true;
    }
    let holds = |end: usize, words: &[u8]| {
        let part = unbroken.get(..end.min(unbroken.len())).unwrap_or_default();
        part.windows(words.len()).any(|window| window == words)
    };
    // Where spaces at the ends of lines were lost the signature stands earlier.
    holds(250, b"SPSS PORT FILE") && (unbroken.len() < 464 || holds(600, b"SPSSPORT"))
}
