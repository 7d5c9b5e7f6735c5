//! Ids for questions and options.

use std::collections::{HashMap, HashSet};

use super::heading::Heading;
use super::numbers;
use crate::survey::AnswerOption;
use crate::text::{normalise, slug_of, slug_words};

/// The longest id made from the words of a question.
const QUESTION_MAX: usize = 40;
/// The longest id made from a code.
const CODE_MAX: usize = 120;
/// The longest id made from a label.
const OPTION_MAX: usize = 64;

/// Ids that are taken.
#[derive(Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    next: HashMap<String, u64>,
}

impl Names {
    /// `wanted`, or `wanted-2` and so on where that is taken; case does not tell ids apart.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        if self.taken.insert(wanted.to_lowercase()) {
            return wanted.to_owned();
        }
        // Where the numbering goes on, so that a name met ten thousand times is not counted from two each time.
        let next = self.next.entry(wanted.to_lowercase()).or_insert(2);
        loop {
            let name = format!("{wanted}-{next}");
            *next += 1;
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
        }
    }
}

/// The id a question is asked for by: its code, else a slug of its first words.
pub(super) fn question_id(heading: &Heading) -> String {
    match &heading.code {
        Some(code) => plain(code),
        None if heading.blank => heading.name.clone(),
        None => slug_or_name(&heading.text, heading),
    }
}

/// The id of an item of a grid.
pub(super) fn item_id(heading: &Heading) -> String {
    let mut base = question_id(heading);
    if let Some(row) = &heading.item {
        base = format!("{base}.{}", row.code);
    }
    let item =
        heading.part.clone().or_else(|| heading.option.as_ref().map(|option| slug_words(option, 6, QUESTION_MAX)));
    match item {
        Some(item) if !item.is_empty() => plain(&format!("{base}.{item}")),
        _ => plain(&base),
    }
}

/// A code of an endurable length. `.other` at the end is kept for the words beside an option.
fn plain(code: &str) -> String {
    let code = &code[..code.floor_char_boundary(CODE_MAX)];
    match code.strip_suffix(".other") {
        Some(base) => format!("{base}-other"),
        None => code.to_owned(),
    }
}

fn slug_or_name(text: &str, heading: &Heading) -> String {
    let slug = slug_words(text, 6, QUESTION_MAX);
    if !slug.is_empty() {
        return slug;
    }
    let slug = slug_words(&heading.name, 6, QUESTION_MAX);
    if slug.is_empty() { "question".to_owned() } else { slug }
}

/// The ids of options by their labels: the value code, else a slug. Labels are gone through in the order of their words, so that
/// an id does not depend on how often its option was chosen.
pub(super) fn option_ids(labels: &[&str]) -> Vec<String> {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_cached_key(|index| {
        (numbers::whole(labels[*index]).is_none(), normalise(labels[*index]), labels[*index])
    });
    let mut names = Names::default();
    let mut ids = vec![String::new(); labels.len()];
    for index in order {
        ids[index] = names.unique(&option_id(labels[index]));
    }
    ids
}

/// Whether the id of the option was made of its label, so that nobody but us writes it.
pub(super) fn is_made_of_label(option: &AnswerOption) -> bool {
    option.id.starts_with(&option_id(&option.label))
}

fn option_id(label: &str) -> String {
    if let Some(code) = numbers::whole(label) {
        return code;
    }
    let slug = slug_of(label, OPTION_MAX);
    if slug.is_empty() { "option".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(raw: &str) -> String {
        question_id(&Heading::parse(raw, 3))
    }

    #[test]
    fn a_question_is_called_by_its_code_else_by_its_first_words() {
        assert_eq!(id("q14r01c01"), "q14r01c01");
        assert_eq!(id("edu1. What is it?"), "edu1");
        assert_eq!(id("How would you write the following sentence?"), "how-would-you-write-the-following");
        assert_eq!(id(""), "column-3");
        assert_eq!(id("???"), "question");
        assert_eq!(item_id(&Heading::parse("Rate us [The doctors]", 1)), "rate-us.the-doctors");
        assert_eq!(item_id(&Heading::parse("q1[other]. Rate", 1)), "q1-other");
        let long = Heading { code: Some("q".repeat(30_000)), ..Heading::default() };
        assert_eq!(question_id(&long).len(), CODE_MAX);
    }

    #[test]
    fn options_are_called_by_their_value_code_else_by_their_label() {
        assert_eq!(option_ids(&["1.0", "Yes", "yes!", "5+", "да"]), ["1", "yes", "yes-2", "5", "option"]);
        assert_eq!(option_ids(&["5+", "5"]), ["5-2", "5"]);
    }

    #[test]
    fn ids_differ_though_case_differs_only() {
        let mut names = Names::default();
        assert_eq!([names.unique("Q1"), names.unique("q1"), names.unique("q1")], ["Q1", "q1-2", "q1-3"]);
    }
}
