//! Words and sentences, by the Unicode rules, mended where a full stop ends an abbreviation and not a sentence.

use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations that are followed by more of the same sentence, without their last full stop, in lower case. Those that often
/// end a sentence too ("etc.", "Ltd.") are left to the Unicode rules, which go on where a small letter follows.
const ABBREVIATIONS: &[&str] = &[
    "dr", "mr", "mrs", "ms", "mx", "prof", "rev", "hon", "rt", "cllr", "st", "sr", "gen", "lt", "sgt", "capt", "e.g",
    "i.e", "eg", "ie", "cf", "vs", "v", "viz", "approx", "ca", "c", "no", "nos", "fig", "figs", "p", "pp", "vol", "ed",
    "eds", "para", "sec", "al", "dept", "tel", "incl", "esp",
];

/// Abbreviations that are words as well: they only count where a number follows ("no. 5"), because "he said no." is a sentence.
const BEFORE_NUMBERS: &[&str] = &["no", "nos", "fig", "figs", "p", "pp", "vol", "ed", "para", "sec", "c", "ca", "v"];

/// The sentences of `text`, each without the spaces around it. Nothing else is lost, and nothing is said twice.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (offset, piece) in text.split_sentence_bound_indices() {
        let end = offset + piece.len();
        let sofar = text.get(start..end).unwrap_or_default();
        if goes_on(sofar, text.get(end..).unwrap_or_default()) {
            continue;
        }
        if !sofar.trim().is_empty() {
            found.push(sofar.trim());
        }
        start = end;
    }
    let rest = text.get(start..).unwrap_or_default().trim();
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

/// Whether the sentence that seems to end with `sofar` goes on in `rest`.
fn goes_on(sofar: &str, rest: &str) -> bool {
    let Some(body) = sofar.trim_end().strip_suffix('.') else {
        return false;
    };
    if rest.trim().is_empty() || sofar.ends_with('\n') {
        return false;
    }
    let last = body
        .rsplit(|c: char| c.is_whitespace() || "([\"'\u{201c}\u{2018}/\u{2013}\u{2014}".contains(c))
        .next()
        .unwrap_or_default();
    let word = last.to_lowercase();
    if BEFORE_NUMBERS.contains(&word.as_str()) {
        return rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    }
    ABBREVIATIONS.contains(&word.as_str()) || is_initial(last) || is_list_number(body, last)
}

/// The initial of a name (`J` of "J. Smith"); "I" is a word and may end a sentence.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    matches!((letters.next(), letters.next()), (Some(letter), None) if letter.is_uppercase() && letter != 'I')
}

/// The number in front of an item ("3. Access"), which is no sentence of its own.
fn is_list_number(body: &str, last: &str) -> bool {
    body.trim_start() == last && last.len() <= 3 && !last.is_empty() && last.chars().all(|c| c.is_ascii_digit())
}

/// The words of `text` as they are written, without punctuation.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.unicode_words()
}

/// How many words `text` has.
pub fn word_count(text: &str) -> usize {
    words(text).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(sentences(text), expected);
    }

    #[test]
    fn sentences_end_at_full_stops_question_marks_and_exclamation_marks() {
        check("We waited. Why? Nobody knew!  So we left", &["We waited.", "Why?", "Nobody knew!", "So we left"]);
    }

    #[test]
    fn abbreviations_titles_initials_and_numbers_do_not_end_a_sentence() {
        check("Staff, e.g. GPs and nurses, left. We stayed.", &["Staff, e.g. GPs and nurses, left.", "We stayed."]);
        check("I saw Dr. Patel and Cllr. J. Reed.", &["I saw Dr. Patel and Cllr. J. Reed."]);
        check("It rose by 3.5% (see fig. 2). Good.", &["It rose by 3.5% (see fig. 2).", "Good."]);
        check("1. Access is hard.", &["1. Access is hard."]);
        check(
            "The Rt. Hon. Paul Burstow spoke (i.e. Opened it).",
            &["The Rt. Hon. Paul Burstow spoke (i.e. Opened it)."],
        );
    }

    #[test]
    fn a_word_that_is_also_an_abbreviation_may_end_a_sentence() {
        check("They said no. We went home.", &["They said no.", "We went home."]);
        check("Neither did I. We went home.", &["Neither did I.", "We went home."]);
    }

    #[test]
    fn words_leave_punctuation_out() {
        assert_eq!(words("Don't wait: 3.5 hours!").collect::<Vec<_>>(), ["Don't", "wait", "3.5", "hours"]);
        assert_eq!(word_count("  "), 0);
    }

    proptest! {
        #[test]
        fn the_sentences_hold_the_whole_text(text in "([A-Za-z]{1,6}[.?!,]? ?|\\PC|\n){0,40}") {
            let squash = |t: &str| t.split_whitespace().collect::<String>();
            let joined: String = sentences(&text).iter().map(|s| squash(s)).collect();
            prop_assert_eq!(joined, squash(&text));
        }
    }
}
