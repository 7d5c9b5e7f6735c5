//! From bytes to text: what is not a text in UTF-8 is refused with what it looks like and the way on.

use crate::problem::{Place, Problem};

/// How kinds of file begin that are not tables of text, and what they are.
const SIGNATURES: [(&[u8], &str); 10] = [
    (b"PK\x03\x04", "an Excel workbook, OpenDocument sheet or zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"$FL2", "an SPSS data file"),
    (b"$FL3", "a compressed SPSS data file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF document"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
];
/// How kinds of text begin that are not tables, in lower case.
const MARKUPS: [(&str, &str); 6] = [
    ("<!doctype", "a web page"),
    ("<html", "a web page"),
    ("<?xml", "an XML file"),
    ("{\"", "a JSON file"),
    ("[{", "a JSON file"),
    ("{\n", "a JSON file"),
];
const EXPORT_HINT: &str = "export the answers as CSV in UTF-8 and load that; other formats come later";

/// The text in `bytes` and the name of its encoding.
pub(super) fn decode<'t>(name: &str, bytes: &'t [u8]) -> Result<(&'t str, &'static str), Box<Problem>> {
    if bytes.is_empty() {
        return Err(empty(name));
    }
    let signature = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what);
    if let Some(what) = signature {
        return Err(not_a_table(name, what));
    }
    if bytes.contains(&0) {
        return Err(not_a_table(name, "a file that is not text"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(name, bytes, error.valid_up_to()))?;
    let (text, encoding) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest, "UTF-8 with byte-order mark"),
        None => (text, "UTF-8"),
    };
    if text.trim().is_empty() {
        return Err(empty(name));
    }
    let start: String = text.trim_start().chars().take(12).collect::<String>().to_lowercase();
    match MARKUPS.iter().find(|(markup, _)| start.starts_with(markup)) {
        Some((_, what)) => Err(not_a_table(name, what)),
        None => Ok((text, encoding)),
    }
}

fn empty(name: &str) -> Box<Problem> {
    Box::new(
        Problem::error("empty_file", Place::file(name), "the file is empty")
            .expected("a heading and one row for each respondent")
            .hint("export the answers again"),
    )
}

fn not_a_table(name: &str, what: &str) -> Box<Problem> {
    Box::new(
        Problem::error("not_a_csv", Place::file(name), "this is not a CSV file")
            .found(what)
            .expected("CSV in UTF-8 with one heading row")
            .hint(EXPORT_HINT),
    )
}

fn not_utf8(name: &str, bytes: &[u8], at: usize) -> Box<Problem> {
    let before = bytes.get(..at).unwrap_or_default();
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let line = String::from_utf8_lossy(before).matches('\n').count() + 1;
    let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default()).chars().count() + 1;
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let byte = bytes.get(at).copied().unwrap_or_default();
    Box::new(
        Problem::error(
            "not_utf8",
            Place::file(name).line(number(line)).column(number(column)),
            "the file is not in UTF-8",
        )
        .found(format!("byte {byte:#04x}"))
        .expected("UTF-8")
        .hint("open it in the program it came from and save it as CSV UTF-8"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_table_of_text_is_named() {
        for (bytes, code) in [
            (&b"PK\x03\x04rest"[..], "not_a_csv"),
            (b"a,b\n\0,2\n", "not_a_csv"),
            (b"{\"a\": 1}", "not_a_csv"),
            (b"", "empty_file"),
            (b"\xef\xbb\xbf \n", "empty_file"),
        ] {
            assert_eq!(decode("f", bytes).unwrap_err().code, code);
        }
    }

    #[test]
    fn a_wrong_byte_is_told_with_its_line_and_column() {
        let problem = decode("f", b"name\ncaf\xe9,1\n").unwrap_err();
        assert_eq!((problem.place.line, problem.place.column), (Some(2), Some(4)));
        assert_eq!(problem.found.as_deref(), Some("byte 0xe9"));
    }

    #[test]
    fn a_byte_order_mark_is_taken_off() {
        assert_eq!(decode("f", b"\xef\xbb\xbfa,b").unwrap(), ("a,b", "UTF-8 with byte-order mark"));
    }
}
