//! What a text may do to the screen it is shown on.

use std::borrow::Cow;

/// The text without what moves a cursor, colours a terminal or turns the order of letters round: control characters but line
/// ends and tabs, and the marks of text direction. Each becomes the replacement character, so that something is seen to be there.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_unseen(c) { char::REPLACEMENT_CHARACTER } else { c }).collect())
}

fn is_unseen(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    control || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_shown_can_move_the_cursor_or_turn_letters_round() {
        assert_eq!(visible("a\u{1b}[31mred\u{7}"), "a\u{fffd}[31mred\u{fffd}");
        assert_eq!(visible("\u{202e}live"), "\u{fffd}live");
        assert!(matches!(visible("tea,\tand\nmilk — £2 👍🏽"), Cow::Borrowed(_)));
    }
}
