//! Bringing texts to one form, so that what reads the same is the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, one form for each character, runs of white space as one space, none at the ends.
pub fn normalise(text: &str) -> String {
    let plain: String = text.nfkc().flat_map(char::to_lowercase).map(plain_quote).collect();
    single_spaced(&plain)
}

/// [`normalise`] without accents: `Café` and `CAFE` fold to the same.
pub fn fold(text: &str) -> String {
    let bare: String = normalise(text).nfd().filter(|c| !is_combining_mark(*c)).collect();
    single_spaced(&bare)
}

/// `text` with runs of white space as one space and none at the ends, otherwise as it is.
pub fn single_spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// Typographic apostrophes as the plain one, because `don’t` and `don't` are the same word.
fn plain_quote(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' => '\'',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spacing_case_and_ways_of_writing_a_character_do_not_matter() {
        assert_eq!(normalise("  Caf\u{e9}\u{a0}\n OPEN "), "caf\u{e9} open");
        assert_eq!(normalise("Cafe\u{301} open"), "caf\u{e9} open");
        assert_eq!(normalise("don\u{2019}t"), "don't");
    }

    #[test]
    fn folding_drops_accents() {
        assert_eq!(fold("Café CRÈME"), "cafe creme");
    }

    proptest! {
        #[test]
        fn folding_leaves_no_double_spaces_and_no_spaces_at_the_ends(text in "\\PC{0,60}") {
            let folded = normalise(&text);
            prop_assert!(!folded.contains("  "));
            prop_assert!(!folded.starts_with(' ') && !folded.ends_with(' '));
        }
    }
}
