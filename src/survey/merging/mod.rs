//! Merged categories: what released tables of a survey have in the place of several options of a question, so that less must be
//! hidden. The record of the survey names them in `[[merged]]`; the answers stay as they were given.
//!
//! Reading order: this (what merging does to a questionnaire), `read` (what a record may ask for), `text` (how it is written).

mod read;
mod text;

use std::collections::BTreeMap;

use crate::survey::{AnswerOption, Questionnaire, position_called};
use crate::text::fingerprint;

pub use read::read_merging;
pub use text::{Written, merged_sections, with_merged, without_merged};

/// How many digits of their fingerprint merged categories are known by.
const DIGITS: usize = 12;

/// Several options counted as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The position of the question.
    pub question: usize,
    /// What it is called.
    pub label: String,
    /// The positions of its options, in their order.
    pub codes: Vec<u16>,
    /// Whether everybody who gave no answer is counted with them.
    pub with_silent: bool,
}

/// A survey as released tables have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Merging {
    /// The questions, with a category in the place of the first of its options and the others gone. Their positions are those they
    /// had.
    pub questionnaire: Questionnaire,
    /// The categories.
    pub categories: Vec<Category>,
    /// By question that has categories: where each option it had is now.
    places: BTreeMap<usize, Vec<u16>>,
    /// The options that were, by question.
    before: BTreeMap<usize, Vec<AnswerOption>>,
}

impl Merging {
    /// `questionnaire` with `categories`, of which each has an option or more and no option is in two.
    pub fn of(questionnaire: &Questionnaire, categories: Vec<Category>) -> Self {
        let mut merging =
            Self { questionnaire: questionnaire.clone(), categories, places: BTreeMap::new(), before: BTreeMap::new() };
        for (at, question) in merging.questionnaire.questions.iter_mut().enumerate() {
            let own: Vec<&Category> = merging.categories.iter().filter(|category| category.question == at).collect();
            if !own.is_empty() {
                let (options, places) = merged(&question.options, &own);
                merging.before.insert(at, std::mem::replace(&mut question.options, options));
                merging.places.insert(at, places);
            }
        }
        merging
    }

    /// Whether any option of a question is merged.
    pub fn changes(&self, question: usize) -> bool {
        self.places.contains_key(&question)
    }

    /// Where an option of a question is now.
    pub fn place(&self, question: usize, code: u16) -> u16 {
        let place = self.places.get(&question).and_then(|places| places.get(usize::from(code)));
        place.copied().unwrap_or(code)
    }

    /// Where those are now who gave no answer to a question, if anywhere.
    pub fn place_of_silent(&self, question: usize) -> Option<u16> {
        let with = self.categories.iter().find(|category| category.question == question && category.with_silent)?;
        with.codes.first().map(|code| self.place(question, *code))
    }

    /// The options that are now at a place of a question.
    pub fn options_at(&self, question: usize, place: u16) -> Vec<u16> {
        match self.places.get(&question) {
            Some(places) => {
                (0..=u16::MAX).zip(places).filter(|(_, now)| **now == place).map(|(code, _)| code).collect()
            }
            None => vec![place],
        }
    }

    /// The category that an option called `name` is in, unless the category is called so itself.
    pub fn category_of(&self, question: usize, name: &str) -> Option<&Category> {
        let asked = self.questionnaire.questions.get(question)?;
        let before = self.before.get(&question).filter(|_| asked.option(name).is_none())?;
        let named = || before.iter().map(|option| (option.id.as_str(), option.label.as_str()));
        let code = u16::try_from(position_called(name, named)?).ok()?;
        self.categories.iter().find(|category| category.question == question && category.codes.contains(&code))
    }

    /// A name for the categories: the same for the same ones.
    pub fn print(&self) -> String {
        let mut lines: Vec<String> = self
            .categories
            .iter()
            .map(|category| format!("{} {:?} {}", category.question, category.codes, category.label))
            .collect();
        lines.sort_unstable();
        let print = fingerprint(lines.join("\n").as_bytes());
        print.get(..DIGITS).unwrap_or(&print).to_owned()
    }
}

/// Options with categories among them, and where each option is now.
fn merged(options: &[AnswerOption], categories: &[&Category]) -> (Vec<AnswerOption>, Vec<u16>) {
    let (mut now, mut places) = (Vec::<AnswerOption>::new(), Vec::new());
    let mut begun: BTreeMap<&str, u16> = BTreeMap::new();
    for (code, option) in (0..=u16::MAX).zip(options) {
        let category = categories.iter().find(|category| category.codes.contains(&code));
        let known = category.and_then(|category| begun.get(category.label.as_str()).copied());
        let place = known.unwrap_or_else(|| {
            let place = u16::try_from(now.len()).unwrap_or(u16::MAX);
            now.push(category.map_or_else(|| option.clone(), |category| in_its_place(category, options)));
            place
        });
        if let Some(category) = category {
            begun.insert(&category.label, place);
        }
        places.push(place);
    }
    (now, places)
}

/// A category as an option. It names a priority where all its options name that one.
fn in_its_place(category: &Category, options: &[AnswerOption]) -> AnswerOption {
    let mut priorities = category.codes.iter().map(|code| options.get(usize::from(*code))?.priority.clone());
    let first = priorities.next().flatten().filter(|first| priorities.all(|other| other.as_ref() == Some(first)));
    let label = category.label.clone();
    // One answer with those who gave none stays that answer.
    let said = || category.codes.iter().filter_map(|code| options.get(usize::from(*code)));
    let mut said = said().filter(|option| option.meaning.is_none());
    match (category.with_silent, said.next(), said.next()) {
        (true, Some(only), None) => AnswerOption { label, ..only.clone() },
        _ => AnswerOption { id: label.clone(), label, priority: first, ..AnswerOption::default() },
    }
}

#[cfg(test)]
mod tests;
