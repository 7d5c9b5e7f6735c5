//! Lists to choose from: one answer, any number of answers, an order of answers.

use super::draft::{Draft, Drafts, Options, worded};
use super::fixed;
use super::names::Names;
use super::outline::Asked;
use crate::survey::QuestionKind;
use crate::survey::form::Columns;

/// The code of "Other" in lists of one answer.
const OTHER_CODE: &str = "-oth-";
/// The part that holds the words beside "Other".
const OTHER: &str = "other";
/// The part that holds the words beside any answer.
const COMMENT: &str = "comment";
/// The most items of a ranking: each has all ranks as its options.
const MOST_RANKED: usize = 50;

/// One answer of a list, a word for it beside "Other", and a comment on it.
pub(super) fn single(asked: &Asked, languages: &[String], names: &Names<'_>, drafts: &mut Drafts) {
    let mut options = match asked.letter {
        'I' => Options::fixed(fixed::languages(languages), Vec::new()),
        letter @ ('5' | 'Y' | 'G') => Options::fixed(fixed::options(letter), fixed::spellings(letter)),
        _ => answers(asked, false),
    };
    let kind = if asked.letter == '5' { QuestionKind::Scale } else { QuestionKind::Single };
    let mut draft = Draft::alone(asked, kind, Columns::One(names.whole()));
    if asked.other && matches!(asked.letter, 'L' | '!' | 'O' | 'W' | 'Z') {
        let label = other_label(asked, &options);
        options.push(OTHER_CODE, &label);
        draft.words.push(names.part(OTHER));
    }
    if asked.letter == 'O' {
        draft.words.push(names.part(COMMENT));
    }
    drafts.add(draft.with(&options));
}

/// Any number of answers, each in a column of its own, with comments on each for the type that has them. "Other" has no column
/// but that of its words.
pub(super) fn multiple(asked: &Asked, names: &Names<'_>, drafts: &mut Drafts) {
    let mut options = Options::default();
    let mut columns = Vec::new();
    let mut words = Vec::new();
    for part in asked.rows() {
        let Some(position) = options.push(&part.code, &part.text) else {
            break;
        };
        columns.push((names.part(&part.code), position));
        if asked.letter == 'P' {
            words.push(names.part(&format!("{}{COMMENT}", part.code)));
        }
    }
    if asked.other {
        let label = other_label(asked, &options);
        options.push(OTHER, &label);
        words.push(names.part(OTHER));
        if asked.letter == 'P' {
            words.push(names.part(&format!("{OTHER}{COMMENT}")));
        }
    }
    options.exclude(&asked.alone);
    options.spellings.clear();
    let mut draft = Draft::alone(asked, QuestionKind::Multiple, Columns::PerOption(columns));
    draft.words = words;
    drafts.add(draft.with(&options));
}

/// An order of answers: each answer becomes a question whose options are the ranks.
pub(super) fn ranking(asked: &Asked, names: &Names<'_>, drafts: &mut Drafts) {
    let mut items: Vec<(&str, &str)> =
        asked.answers.iter().map(|answer| (answer.code.as_str(), answer.text.as_str())).collect();
    if items.is_empty() {
        items = asked.rows().map(|part| (part.code.as_str(), part.text.as_str())).collect();
    }
    items.truncate(MOST_RANKED);
    let ranks = asked.ranks.map_or(items.len(), |ranks| ranks.min(items.len()));
    let mut options = Options::default();
    for rank in 1..=ranks {
        options.push(&rank.to_string(), &format!("Rank {rank}"));
    }
    let columns: Vec<Vec<String>> = (1..=ranks).map(|rank| names.part(&rank.to_string())).collect();
    for (code, text) in items {
        let ways = vec![code.to_owned(), worded(text, code).to_owned()];
        let columns = Columns::PerRank(columns.clone(), ways);
        drafts.add(Draft::item(asked, (code, text), QuestionKind::Ranking, columns).with(&options));
    }
}

/// The answers of one scale as options.
pub(super) fn answers(asked: &Asked, second: bool) -> Options {
    let mut options = Options::default();
    for answer in asked.answers.iter().filter(|answer| answer.second == second) {
        options.push(&answer.code, &answer.text);
    }
    options
}

/// What "Other" is called; another name where one of the answers is called the same.
fn other_label(asked: &Asked, options: &Options) -> String {
    let label = asked.other_label.as_deref().unwrap_or("Other");
    let taken = options.list.iter().any(|option| option.label.eq_ignore_ascii_case(label));
    if taken { format!("{label}, in their own words") } else { label.to_owned() }
}
