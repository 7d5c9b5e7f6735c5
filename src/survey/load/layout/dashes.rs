//! One heading row in which dashes divide: `Question - Option` over neighbouring columns, `Prop 1 Q1 - wording`.

use std::collections::HashSet;

use super::super::heading::{Heading, plain_code, spaced};
use super::over::{asks_words, tabulate};
use super::stem;

/// What divides a question from its options.
const DASH: &str = " - ";
/// The longest code before a wording.
const CODE_MAX: usize = 24;

/// Tells question and option apart where neighbours share the question before a dash.
pub(super) fn divide(headings: &mut [Heading]) {
    let mut start = 0;
    while start < headings.len() {
        let (length, at) = run(headings.get(start..).unwrap_or_default());
        if length > 1
            && let Some(run) = headings.get_mut(start..start + length)
        {
            for heading in run.iter_mut() {
                split(heading, at);
            }
            lead(run);
            tabulate(run);
        } else if let Some(heading) = headings.get_mut(start) {
            single(heading);
        }
        start += length.max(1);
    }
}

/// How many headings from the first on share its question, and where that ends.
fn run(headings: &[Heading]) -> (usize, usize) {
    let usable = |heading: &&Heading| !heading.blank && heading.option.is_none() && heading.part.is_none();
    let text = |index: usize| headings.get(index).filter(usable).map(|heading| heading.text.as_str());
    let (Some(first), Some(second)) = (text(0), text(1)) else {
        return (1, 0);
    };
    let Some((at, _)) = stem::stem(&[first, second], DASH) else {
        return (1, 0);
    };
    let question = first.get(..at).unwrap_or_default();
    let shares = |heading: &&Heading| {
        usable(heading) && heading.text.strip_prefix(question).is_some_and(|rest| rest.starts_with(DASH))
    };
    (headings.iter().take_while(shares).count(), at)
}

fn split(heading: &mut Heading, at: usize) {
    let (Some(text), Some(option)) = (heading.text.get(..at), heading.text.get(at + DASH.len()..)) else {
        return;
    };
    let (text, option) = (text.trim().to_owned(), option.trim().to_owned());
    heading.words = heading.words || asks_words(&option);
    (heading.text, heading.option) = (text, Some(option));
}

/// How Citizen Space and those who write for it ask for the reasons of an answer.
const REASONS: [&str; 9] = [
    "explain",
    "reasons for your",
    "reason for your",
    "please tell us",
    "please comment",
    "please expand",
    "please provide",
    "please give",
    "further comments",
];

/// Where all columns of a question but one ask for words, as `Please explain your answer` does, the one is the question itself.
fn lead(run: &mut [Heading]) {
    let asks = |heading: &Heading| {
        let option = heading.option.as_deref().unwrap_or_default().to_lowercase();
        heading.words || REASONS.iter().any(|reason| option.contains(reason))
    };
    if run.iter().filter(|heading| !asks(heading)).count() != 1 {
        return;
    }
    for heading in run.iter_mut() {
        if asks(heading) {
            heading.words = true;
        } else {
            heading.option = None;
        }
    }
}

/// `Age - Age` is only `Age`.
fn single(heading: &mut Heading) {
    if let Some((question, again)) = heading.text.split_once(DASH)
        && question.trim().eq_ignore_ascii_case(again.trim())
    {
        heading.text = question.trim().to_owned();
    }
}

/// Takes codes such as `Q1:` and `Prop 1 Q1 -` from the words, where at least two columns have one and no two the same.
pub(super) fn codes(headings: &mut [Heading]) {
    let coded = |heading: &Heading| {
        let free = heading.code.is_none() && heading.option.is_none() && !heading.blank;
        free.then(|| code_before(&heading.text)).flatten().map(|(code, text)| (plain_code(code), spaced(text)))
    };
    let found: Vec<Option<(String, String)>> = headings.iter().map(coded).collect();
    let codes = || found.iter().flatten().map(|(code, _)| code.as_str());
    let taken: HashSet<String> =
        headings.iter().filter_map(|heading| heading.code.as_deref()).map(str::to_lowercase).collect();
    if codes().count() < 2
        || !super::cells::distinct(codes())
        || codes().any(|code| taken.contains(&code.to_lowercase()))
    {
        return;
    }
    for (heading, found) in headings.iter_mut().zip(found) {
        if let Some((code, text)) = found {
            (heading.code, heading.text) = (Some(code), text);
        }
    }
}

/// The code that `text` begins with: a few short words, the last with a number, before a dash or a colon.
fn code_before(text: &str) -> Option<(&str, &str)> {
    let (dash, colon) = (text.split_once(DASH), text.split_once(": "));
    let shorter = |a: &(&str, &str), b: &(&str, &str)| a.0.len().cmp(&b.0.len());
    let (code, rest) = dash.into_iter().chain(colon).min_by(shorter)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '_');
    let numbered = code.rsplit(' ').next().is_some_and(|word| {
        let word = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        word.ends_with(|c: char| c.is_ascii_digit()) && word.len() <= 4
    });
    let fits = code.len() <= CODE_MAX
        && code.starts_with(|c: char| c.is_ascii_alphabetic())
        && code.chars().all(plain)
        && code.split(' ').count() <= 4
        && numbered;
    (fits && !rest.trim().is_empty()).then_some((code, rest))
}
