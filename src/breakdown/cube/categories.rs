//! Groups of answers as categories with a name.

use std::collections::BTreeSet;

use crate::survey::{Category, Question, QuestionKind, Questionnaire};

use super::groups::{Atom, Division};

/// More answers than this are not written out in the name of what they are merged into.
const NAMED: usize = 3;

/// Whether what is said of a group may be said of an answer in it: of one answer, with those who gave none.
pub(super) fn is_told(group: &[Atom]) -> bool {
    group.iter().flatten().count() <= 1
}

/// The groups of a division that are no answers by themselves, as categories; those alone that are `told`, or all.
pub(super) fn categories(division: &Division, questionnaire: &Questionnaire, told: bool) -> Vec<Category> {
    let Some(question) = questionnaire.questions.get(division.question) else { return Vec::new() };
    let mut taken: BTreeSet<String> = question.options.iter().map(|option| option.label.clone()).collect();
    let merged = division.groups.iter().filter(|group| group.len() > 1 && (!told || is_told(group)));
    let category = |group: &Vec<Atom>| {
        let said: Vec<u16> = group.iter().copied().flatten().collect();
        let silent = group.contains(&None);
        let mut label = label(question, &said, silent);
        while !taken.insert(label.clone()) {
            label.push_str(" (together)");
        }
        let reasons = (0..=u16::MAX).zip(&question.options).filter(|(_, option)| silent && option.meaning.is_some());
        let codes = said.into_iter().chain(reasons.map(|(code, _)| code)).collect();
        Category { question: division.question, label, codes, with_silent: silent }
    };
    merged.map(category).collect()
}

/// `16-24 or 25-34`; `White, or not stated`.
fn label(question: &Question, codes: &[u16], silent: bool) -> String {
    let labels = codes.iter().filter_map(|code| question.options.get(usize::from(*code)));
    let labels: Vec<&str> = labels.map(|option| option.label.as_str()).collect();
    let written = match labels.as_slice() {
        [first, second, rest @ ..] if labels.len() > NAMED => {
            format!("{first}, {second} or {} other answers", rest.len())
        }
        [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        labels => labels.concat(),
    };
    if silent { format!("{written}, or not stated") } else { written }
}

/// Whether the answers stand in an order: the points of a scale, or bands, which have numbers in them.
pub fn is_ordered(question: &Question) -> bool {
    let mut said = question.options.iter().filter(|option| option.meaning.is_none());
    match question.kind {
        QuestionKind::Scale => true,
        QuestionKind::Single => said.all(|option| option.label.chars().any(|letter| letter.is_ascii_digit())),
        _ => false,
    }
}
