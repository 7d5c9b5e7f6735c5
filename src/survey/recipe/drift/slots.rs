//! The columns of a form, each with what it holds.

use super::alike::essence;
use crate::survey::form::{Columns, Form, FormQuestion};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    /// All answers to the question.
    One,
    /// One option of it.
    Option(u16),
    /// One rank.
    Rank(usize),
    /// Words beside its options.
    Words(usize),
    /// No answers.
    Technical,
}

/// One column of a form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot<'f> {
    /// The question, by its position; none for a technical column.
    pub(super) question: Option<usize>,
    /// What it holds.
    pub(super) spot: Spot,
    /// The names it goes by.
    pub(super) names: &'f [String],
}

impl Slot<'_> {
    /// The name to show.
    pub(super) fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// Its names as they are compared.
    pub(super) fn keys(&self) -> impl Iterator<Item = String> {
        self.names.iter().map(|name| essence(name))
    }
}

/// The columns of all questions and the technical ones. A column without any name is none.
pub(super) fn slots(form: &Form) -> Vec<Slot<'_>> {
    let mut slots: Vec<Slot<'_>> = Vec::new();
    for (index, asked) in form.questions.iter().enumerate() {
        slots.extend(of_question(asked).into_iter().map(|(spot, names)| Slot { question: Some(index), spot, names }));
    }
    let technical = form.technical.iter().map(std::slice::from_ref);
    slots.extend(technical.map(|names| Slot { question: None, spot: Spot::Technical, names }));
    slots
}

fn of_question(asked: &FormQuestion) -> Vec<(Spot, &[String])> {
    let mut spots: Vec<(Spot, &[String])> = match &asked.columns {
        Columns::One(names) => vec![(Spot::One, names)],
        Columns::PerOption(options) => {
            options.iter().map(|(names, option)| (Spot::Option(*option), names.as_slice())).collect()
        }
        // Columns of ranks are shared by the items, and each item would tell the same of them.
        Columns::PerRank(ranks, _) => {
            ranks.iter().enumerate().map(|(rank, names)| (Spot::Rank(rank), names.as_slice())).collect()
        }
    };
    spots.extend(asked.words.iter().enumerate().map(|(index, name)| (Spot::Words(index), std::slice::from_ref(name))));
    spots.retain(|(_, names)| !names.is_empty());
    spots
}
