//! A file of JSON as a value, within bounds.

use serde_json::Value;

use crate::problem::{Place, Problem};

/// The largest questionnaire that is read, in bytes; those of large surveys have two or three million.
const LARGEST: usize = 50_000_000;

/// The value in `bytes`. How deep it may go is bounded by the reader of JSON itself, at 128 levels, so that whatever walks the value
/// may call itself.
pub(super) fn parse_json(name: &str, bytes: &[u8]) -> Result<Value, Vec<Problem>> {
    if bytes.len() > LARGEST {
        return Err(vec![too_large(name, bytes.len())]);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|error| vec![not_json(name, &error)])
}

fn too_large(name: &str, size: usize) -> Problem {
    Problem::error("file_too_large", Place::file(name), "the questionnaire is too large to be read")
        .found(format!("{size} bytes"))
        .expected(format!("at most {LARGEST} bytes"))
        .hint("export the questionnaire again, without its images and without the answers")
}

fn not_json(name: &str, error: &serde_json::Error) -> Problem {
    let line = u64::try_from(error.line()).unwrap_or_default();
    let column = u64::try_from(error.column()).unwrap_or_default();
    let place = Place { line: Some(line), column: Some(column), ..Place::file(name) };
    Problem::error("not_json", place, "the file is not JSON, or breaks off here")
        .expected("a questionnaire as JSON text in UTF-8")
        .hint("export the questionnaire again, and do not edit the file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_of_utf_8_before_the_text_is_passed_over() {
        assert_eq!(parse_json("a.json", b"\xef\xbb\xbf{}"), Ok(Value::Object(serde_json::Map::new())));
    }

    #[test]
    fn the_line_is_told_where_the_text_breaks_off() {
        let problems = parse_json("a.json", b"{\n\"a\": ").expect_err("it breaks off");
        assert_eq!(problems[0].place.line, Some(2));
    }

    #[test]
    fn text_nested_without_end_is_refused() {
        let deep = "[".repeat(1_000_000);
        assert!(parse_json("a.json", deep.as_bytes()).is_err());
    }

    #[test]
    fn a_file_beyond_the_bound_is_refused_before_it_is_read() {
        let problems = parse_json("a.json", &vec![b' '; LARGEST + 1]).expect_err("it is too large");
        assert_eq!(problems[0].code, "file_too_large");
    }
}
