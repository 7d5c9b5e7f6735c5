//! Text that a spreadsheet can hold: of a length it takes, without control characters, and never a formula.

use crate::text::visible;

/// The most characters (UTF-16 units) of a cell.
const CELL: usize = 32_000;

/// The most characters of the head of a column.
const HEAD: usize = 200;

/// A text as a cell holds it: on one line, cut off with an ellipsis where it is too long.
pub(super) fn cell_text(text: &str) -> String {
    clip(&one_line(text), CELL)
}

/// A text as the head of a column holds it.
pub(super) fn head_text(text: &str) -> String {
    clip(&one_line(text), HEAD)
}

/// Whether a person could turn a text into a formula by touching its cell.
pub(super) fn is_risky(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@'])
}

/// `text` cut off with an ellipsis to at most `most` UTF-16 units.
pub(super) fn clip(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.chars().take_while(|letter| {
        used += letter.len_utf16();
        used <= most
    });
    kept.chain(std::iter::once('…')).collect()
}

/// The same, cut off after a word where there is one.
pub(super) fn clip_words(text: &str, most: usize) -> String {
    let short = clip(text, most);
    let whole = short == text;
    match short.rsplit_once(' ').filter(|_| !whole) {
        Some((words, _)) => format!("{}…", words.trim_end()),
        None => short,
    }
}

fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    // Two letters that no XML can hold.
    visible(spaced.trim()).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// `heads` made unlike each other, ignoring case: a repeated one is numbered.
pub(super) fn distinct(heads: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let unlike = |head: String| {
        let head = if head.is_empty() { "No name".to_owned() } else { head };
        let mut name = head.clone();
        let mut number = 2;
        while !seen.insert(name.to_lowercase()) {
            name = format!("{head} ({number})");
            number += 1;
        }
        name
    };
    heads.into_iter().map(unlike).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_unlike_each_other() {
        let heads = ["Total", "total", "A", "", "Total", ""].map(str::to_owned).to_vec();
        assert_eq!(distinct(heads), ["Total", "total (2)", "A", "No name", "Total (3)", "No name (2)"]);
    }

    #[test]
    fn what_is_cut_off_ends_with_a_word() {
        assert_eq!(clip_words("What kind of organisation is it?", 20), "What kind of…");
        assert_eq!(clip_words("Age", 20), "Age");
        assert_eq!(clip_words("Unbreakable", 4), "Unb…");
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_written_fits_a_cell(text in "\\PC{0,30}|[\u{0}-\u{20}=+@-]{0,30}", most in 1_usize..12) {
            let clipped = clip(&text, most);
            proptest::prop_assert!(clipped.encode_utf16().count() <= most);
            proptest::prop_assert!(!cell_text(&text).chars().any(char::is_control));
        }
    }
}
