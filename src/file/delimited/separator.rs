//! The line `sep=;` that Excel writes and reads above a table.

use super::dialect::may_divide;

/// The delimiter that the first line of `text` names, if it is such a line.
pub(super) fn named_in(text: &str) -> Option<u8> {
    let line = text.get(..text.find(['\r', '\n'])?)?;
    let line = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap_or(line);
    let (key, value) = line.split_at_checked(4)?;
    match value.as_bytes() {
        [byte] if key.eq_ignore_ascii_case("sep=") && may_divide(*byte) => Some(*byte),
        _ => None,
    }
}
