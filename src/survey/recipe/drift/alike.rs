//! Whether two names or labels are the same to a reader, or near enough that one may have become the other.

use std::collections::BTreeSet;

use crate::text::{fold, nearest, normalise, single_spaced};

/// The longest label a message repeats; what is longer is cut.
const SHOWN: usize = 40;
/// The longest wording a message repeats.
const WORDING_SHOWN: usize = 160;
/// How much of a text is compared.
const COMPARED: usize = 160;
/// Signs that tell labels apart as words do: `< 18` is not `> 18`.
const SIGNS: &str = "<>≤≥+%£$€#=";
/// Beginnings that turn a word into its opposite.
const OPPOSITES: [&str; 6] = ["dis", "un", "in", "im", "non", "not"];
/// Words that turn an answer into its opposite.
const NO: [&str; 5] = ["not", "no", "never", "none", "nor"];

/// The words of a text with the signs that matter, without case, accents and punctuation.
pub(super) fn essence(text: &str) -> String {
    let folded = fold(text);
    let mut words = String::with_capacity(folded.len());
    let mut letters = folded.chars().peekable();
    let mut before = ' ';
    while let Some(c) = letters.next() {
        let minus = c == '-' && !before.is_alphanumeric() && letters.peek().is_some_and(char::is_ascii_digit);
        if SIGNS.contains(c) {
            words.extend([' ', c, ' ']);
        } else if c.is_alphanumeric() || minus {
            words.push(c);
        } else if c != '\'' {
            words.push(' ');
        }
        before = c;
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { normalise(text) } else { words }
}

/// Whether two wordings differ in case and punctuation only.
pub(super) fn same_wording(one: &str, other: &str) -> bool {
    let squeezed = |text: &str| essence(text).replace(' ', "");
    essence(one) == essence(other) || squeezed(one) == squeezed(other)
}

/// How near two texts are, of 100; `None` when nobody would take one for the other.
pub(in crate::survey) fn closeness(one: &str, other: &str) -> Option<usize> {
    let (one, other) = (essence(&cut(one, COMPARED)), essence(&cut(other, COMPARED)));
    if one == other {
        return Some(100);
    }
    let (ours, theirs): (BTreeSet<&str>, BTreeSet<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    if opposed(&ours, &theirs) || opposed(&theirs, &ours) {
        return None;
    }
    let all = ours.union(&theirs).count().max(1);
    let shared = ours.intersection(&theirs).count() * 100 / all;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    // Other numbers are mostly other things: `65 or over` is not `75 or over`.
    let numbers = digits(&one) == digits(&other);
    let slip = numbers && nearest(&one, [other.as_str()]).is_some();
    let near = shared.max(if slip { 70 } else { 0 });
    (near >= if numbers { 50 } else { 60 }).then_some(near)
}

/// Whether the words of one text deny those of the other.
fn opposed(ours: &BTreeSet<&str>, theirs: &BTreeSet<&str>) -> bool {
    let denied = |word: &&str| OPPOSITES.iter().any(|before| theirs.contains(format!("{before}{word}").as_str()));
    let denies = |words: &BTreeSet<&str>| NO.iter().any(|no| words.contains(no));
    ours.difference(theirs).any(denied) || denies(ours) != denies(theirs)
}

/// A label or heading as a message shows it.
pub(super) fn short(text: &str) -> String {
    shown(text, SHOWN)
}

/// The wording of a question as a message shows it: long enough to see what is another.
pub(super) fn wording(text: &str) -> String {
    shown(text, WORDING_SHOWN)
}

fn shown(text: &str, most: usize) -> String {
    let line = single_spaced(&text.replace('`', "'"));
    if line.chars().nth(most).is_some() { cut(&line, most) + "…" } else { line }
}

/// Whether a cell may be shown: it reads like an option and not like somebody's words.
pub(super) fn is_option_like(cell: &str) -> bool {
    let long = cell.chars().nth(SHOWN).is_some() || cell.split_whitespace().nth(8).is_some();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    !(long || cell.trim().is_empty() || cell.contains(['\n', '\r', '@']) || digits > 8)
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
