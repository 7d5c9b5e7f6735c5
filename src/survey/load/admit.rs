//! Answers that a questionnaire does not know.
//!
//! People's answers are never bent to a questionnaire. A label it does not know becomes an option of its own, in the base; words
//! go to "Other" only where the questionnaire says that words were asked for there; and a column of which it knows less than half
//! is another question than it says.

use std::collections::HashMap;

use super::cell::Wordings;
use super::choice::OWN_WORDS;
use super::labels;
use super::naming::{Names, option_ids};
use super::numbers;
use super::outcome::UNSEEN;
use super::profile::Column;
use crate::survey::form::FormQuestion;
use crate::survey::{AnswerOption, Question};
use crate::text::fold;

/// The most options that are added to those of a questionnaire.
const MOST_ADDED: usize = 60;
/// The longest answer that is taken for the label of an option.
const LONGEST: usize = 120;
/// Among people's own words, what comes back as often as this is a label.
const COMES_BACK: u64 = 3;

/// The answers to a question that it has no option for, with how many gave each.
pub(super) type Strange = Vec<(String, u64)>;

/// How a question takes in answers it has no option for.
pub(super) struct Admission {
    /// Answers it has no option for, whatever became of them.
    pub(super) strange: Strange,
    /// Whether it knows so little of the answers that it is another question.
    pub(super) is_another: bool,
}

/// Takes the answers that `wordings` does not know into `question`, as options of their own or as words. `settled` says that a
/// person has decided on the options.
pub(super) fn admit(
    question: &mut Question,
    asked: &FormQuestion,
    wordings: &mut Wordings,
    answers: impl Iterator<Item = (String, u64)>,
    settled: bool,
) -> Admission {
    // What a person settled names every wording that stands for an option.
    let bare = if settled { HashMap::new() } else { bare_labels(question) };
    let (mut known, mut strange) = (0, Strange::new());
    for (text, count) in answers {
        if wordings.find(&text).is_some() {
            known += count;
        } else if let Some(Some(option)) = bare.get(&bare_of(&text)) {
            wordings.add(&text, *option);
            known += count;
        } else {
            strange.push((text, count));
        }
    }
    let unknown: u64 = strange.iter().map(|(_, count)| count).sum();
    if unknown > known {
        return Admission { strange, is_another: true };
    }
    strange.sort_by_key(|(text, count)| (std::cmp::Reverse(*count), text.clone()));
    let own_words = question.options.iter().position(|option| option.label == OWN_WORDS);
    let own_words = own_words.and_then(|at| u16::try_from(at).ok());
    let words_asked = own_words.or_else(|| other_option(question).filter(|_| settled || asks_for_words(asked)));
    // What a person settled stays as it is: what comes back is told of, and the words are kept.
    let least = if settled { u64::MAX } else { COMES_BACK };
    let is_label =
        |(text, count): &&(String, u64)| text.chars().count() <= LONGEST && (words_asked.is_none() || *count >= least);
    let labels: Vec<String> = strange.iter().filter(is_label).take(MOST_ADDED).map(|(text, _)| text.clone()).collect();
    let left = strange.len() > labels.len();
    add_options(question, wordings, &labels);
    if left {
        wordings.own = Some(words_asked.unwrap_or_else(|| add_own_words(question)));
    }
    if settled && words_asked.is_some() {
        // Words that hardly anybody shares are what the option for them is there for.
        let common = ((known + unknown) / 200).max(COMES_BACK);
        strange.retain(|(text, count)| *count >= common && text.chars().count() <= LONGEST);
    }
    Admission { strange, is_another: false }
}

/// The answers of a column, each with how many gave it.
pub(super) fn answers_of(column: &Column) -> impl Iterator<Item = (String, u64)> {
    column.filled().filter(|(text, _)| *text != UNSEEN).map(|(text, count)| (text.to_owned(), count))
}

/// The labels without punctuation, those that are not alone so left out.
fn bare_labels(question: &Question) -> HashMap<String, Option<u16>> {
    let mut bare = HashMap::new();
    for (option, at) in question.options.iter().zip(0_u16..) {
        bare.entry(bare_of(&option.label)).and_modify(|found| *found = None).or_insert(Some(at));
    }
    bare.remove("");
    bare
}

/// Letters and digits, single-spaced and folded: exports lose commas and hyphens, and keep the tags of web pages.
pub(super) fn bare_of(text: &str) -> String {
    let mut inside = false;
    let tagless: String = text
        .chars()
        .filter(|c| {
            inside = (inside || *c == '<') && *c != '>';
            !inside && *c != '>'
        })
        .collect();
    let plain: String = fold(&tagless).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The option for anything else, where there is one.
fn other_option(question: &Question) -> Option<u16> {
    let other = question
        .options
        .iter()
        .position(|option| labels::says_other(&option.label) || matches!(option.id.as_str(), "-oth-" | "other"));
    other.and_then(|at| u16::try_from(at).ok())
}

/// Whether the questionnaire says that words may be written beside the options.
fn asks_for_words(asked: &FormQuestion) -> bool {
    !asked.words.is_empty() || asked.question.options.iter().any(|option| option.id == "-oth-")
}

fn add_options(question: &mut Question, wordings: &mut Wordings, labels: &[String]) {
    let texts: Vec<&str> = labels.iter().map(String::as_str).collect();
    let mut taken = Names::default();
    for option in &question.options {
        taken.unique(&option.id);
    }
    for (label, id) in labels.iter().zip(option_ids(&texts)) {
        let Ok(at) = u16::try_from(question.options.len()) else { return };
        wordings.add(label, at);
        let label = numbers::whole(label).unwrap_or_else(|| label.clone());
        question.options.push(AnswerOption { id: taken.unique(&id), label, ..AnswerOption::default() });
    }
}

/// The option for words of people's own, where the questionnaire has none for them.
fn add_own_words(question: &mut Question) -> u16 {
    let at = u16::try_from(question.options.len()).unwrap_or_default();
    let mut taken = Names::default();
    for option in &question.options {
        taken.unique(&option.id);
    }
    let id = taken.unique("other-in-their-own-words");
    question.options.push(AnswerOption { id, label: OWN_WORDS.to_owned(), ..AnswerOption::default() });
    at
}
