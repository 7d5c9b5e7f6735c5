//! Undoing the damage of a text that was once decoded wrongly: `cafÃ©` was `café`.
//!
//! The characters are turned back into the bytes they came from and those are read as UTF-8, in the damaged places only. What
//! people may have written themselves, such as `«CAFÉ »`, is left alone.

use super::upper::{MAC, Upper, WINDOWS, byte_of};

/// The most layers of damage that are undone.
const LAYERS: usize = 4;
/// A no-break space that went to and fro between a Mac and Windows.
const MAC_TRACE: &str = "åÊ";

/// The text without the damage, `None` when there is none.
pub fn repair(text: &str) -> Option<String> {
    let mut whole = layer(text)?.0;
    for _ in 1..LAYERS {
        match layer(&whole) {
            Some((better, _)) => whole = better,
            None => break,
        }
    }
    Some(whole)
}

/// How many places of `text` are damaged.
pub(super) fn damaged_places(text: &str) -> u64 {
    layer(text).map_or(0, |(_, places)| places)
}

/// The text with one layer of damage undone, and in how many places.
fn layer(text: &str) -> Option<(String, u64)> {
    // Damage is always two characters beyond ASCII side by side, which sound text seldom has.
    let joint = |pair: &[u8]| matches!(pair, [0x80..=0xBF, 0xC0..=0xFF]);
    if !text.as_bytes().windows(2).any(joint) {
        return None;
    }
    undo(text, &WINDOWS, windows_run).or_else(|| undo(text, &MAC, mac_run))
}

/// What a run of damaged characters was, and how many bytes of the damaged text it takes.
type Run = fn(&str, Option<char>, &Upper) -> Option<(String, usize)>;

fn undo(text: &str, upper: &Upper, run: Run) -> Option<(String, u64)> {
    let mut whole = String::new();
    let mut places = 0;
    let mut rest = text;
    let mut before = None;
    while let Some(it) = rest.chars().next() {
        let found = if it.is_ascii() { None } else { run(rest, before, upper) };
        let mut length = it.len_utf8();
        before = Some(it);
        if let Some((was, taken)) = found {
            places += 1;
            length = taken;
            before = was.chars().next_back();
            whole.push_str(&was);
        } else {
            whole.push(it);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    (places > 0).then_some((whole, places))
}

/// Damage by Windows-1252: one sequence that nobody writes, or two and more in a row that mean something.
fn windows_run(text: &str, before: Option<char>, upper: &Upper) -> Option<(String, usize)> {
    let mut was = String::new();
    let (mut length, mut count, mut sure) = (0, 0, false);
    while let Some((it, taken)) = sequence(text.get(length..).unwrap_or_default(), upper) {
        let after = text.get(length + taken..).and_then(|rest| rest.chars().next());
        let last = text.get(length..length + taken).and_then(|part| part.chars().next_back());
        sure |= is_sure(it) && !(count == 0 && may_be_written(before, text.chars().next(), last, after));
        was.push(it);
        length += taken;
        count += 1;
    }
    (sure || count > 1).then_some((was, length))
}

/// Damage by Mac Roman, in which only the commonest sequences are beyond doubt.
fn mac_run(text: &str, _: Option<char>, upper: &Upper) -> Option<(String, usize)> {
    if text.starts_with(MAC_TRACE) {
        return Some(("\u{a0}".to_owned(), MAC_TRACE.len()));
    }
    let (it, length) = sequence(text, upper)?;
    matches!(it, '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{2122}' | '\u{1f300}'..='\u{1faff}')
        .then(|| (it.to_string(), length))
}

/// The character that the first characters of `text` were, if their bytes make one in UTF-8.
fn sequence(text: &str, upper: &Upper) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    let mut length = 0;
    let mut wanted = 1;
    for (place, it) in text.chars().take(4).enumerate() {
        let byte = byte_of(it, upper)?;
        if place == 0 {
            wanted = match byte {
                0xC2..=0xDF => 2,
                0xE0..=0xEF => 3,
                0xF0..=0xF4 => 4,
                _ => return None,
            };
        }
        *bytes.get_mut(place)? = byte;
        length += it.len_utf8();
        if place + 1 == wanted {
            let was = std::str::from_utf8(bytes.get(..wanted)?).ok()?;
            return was.chars().next().map(|it| (it, length));
        }
    }
    None
}

/// Characters whose damaged form is beyond doubt even alone.
fn is_sure(it: char) -> bool {
    matches!(it, '\u{80}'..='\u{17f}' | '\u{380}'..='\u{3ff}' | '\u{2000}'..='\u{2bff}' | '\u{fb00}'..='\u{fb06}'
        | '\u{feff}' | '\u{fffd}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether somebody may have written it so: `first` ends a word in capitals, or stands alone, and `last` is a mark that closes.
fn may_be_written(before: Option<char>, first: Option<char>, last: Option<char>, after: Option<char>) -> bool {
    let ends_capitals = before.is_some_and(char::is_uppercase);
    // `Ã` and `Â` alone are words in no language, other than `Å` and `Î`.
    let alone = !before.is_some_and(char::is_alphanumeric) && !matches!(first, Some('Ã' | 'Â' | 'â' | 'ð'));
    (ends_capitals || alone)
        && matches!(last, Some('\u{2019}' | '\u{201c}' | '\u{201d}' | '»' | '…' | '\u{a0}'))
        && !after.is_some_and(char::is_alphanumeric)
}
