//! What is looked at in a workbook before its reader sees it, because the reader believes what the file says of itself.

use std::io::Cursor;

use super::refuse;
use crate::file::archive::Archive;
use crate::problem::Problem;

/// Unpacks every entry once, which refuses archives that swell, and looks at what the shared texts say of their number.
pub(super) fn check(name: &str, archive: &mut Archive<Cursor<Vec<u8>>>) -> Result<(), Box<Problem>> {
    for entry in archive.names() {
        let bytes = archive.read(&entry)?.unwrap_or_default();
        if entry.to_ascii_lowercase().ends_with("sharedstrings.xml") && !is_honest(&bytes) {
            return Err(refuse::damaged(name));
        }
    }
    Ok(())
}

/// Whether the number of shared texts that is given could be true. The reader makes room for that many at once.
fn is_honest(bytes: &[u8]) -> bool {
    // Another encoding would hide the number from this look at it.
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let given = text.split("uniqueCount").skip(1).map(|rest| {
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest.get(..digits).unwrap_or_default()
    });
    !text.contains('\0') && given.filter(|digits| !digits.is_empty()).all(|digits| fits(digits, bytes.len()))
}

fn fits(digits: &str, most: usize) -> bool {
    digits.parse::<usize>().is_ok_and(|number| number <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_texts_beyond_the_size_of_the_file_is_not_believed() {
        assert!(is_honest(b"<sst count=\"9\" uniqueCount=\"2\"><si><t>a</t></si></sst>"));
        assert!(!is_honest(b"<sst uniqueCount=\"10000000000\"/>"));
        assert!(!is_honest(b"<sst uniqueCount = '99999999999999999999999'/>"));
        assert!(!is_honest(b"\xff\xfe<\0s\0s\0t\0"));
    }
}
