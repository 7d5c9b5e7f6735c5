//! Questions as they are made, before the whole survey is known.

use super::names::distinct;
use super::payload::Choice;
use crate::survey::form::json_id::{Ids, safe};
use crate::survey::form::{Columns, FormQuestion};
use crate::survey::{AnswerOption, Class, Grid, Question, QuestionKind};

/// A question, and what other questions call it by.
pub(super) struct Draft {
    pub(super) asked: FormQuestion,
    /// The statement it is, in a grid.
    pub(super) item: Option<String>,
    /// The id of the choice behind each option.
    pub(super) choices: Vec<String>,
}

impl Draft {
    /// A question in one column that has any of `names`.
    pub(super) fn in_column(question: Question, names: Vec<String>) -> Self {
        Self { asked: FormQuestion::new(question, Columns::One(names)), item: None, choices: Vec::new() }
    }

    /// The same as the statement `choice` of `grid`.
    pub(super) fn in_grid(mut self, grid: &Grid, choice: &Choice) -> Self {
        self.asked.question.grid = Some(grid.clone());
        self.item = Some(choice.id.clone());
        self
    }

    /// The same with `choices` to choose from.
    pub(super) fn choosing(mut self, choices: &[Choice]) -> Self {
        let mut ids = Ids::default();
        for (choice, position) in choices.iter().zip(0_u16..=u16::MAX) {
            let id = ids.unique(&safe(&choice.code));
            let label = if choice.label.is_empty() { choice.code.clone() } else { choice.label.clone() };
            let mut spell = |way: &str| {
                if !way.eq_ignore_ascii_case(&id) && way != label {
                    self.asked.spellings.push((way.to_owned(), position));
                }
            };
            choice.variable.iter().for_each(|name| spell(name));
            if safe(&choice.code) != choice.code {
                spell(&choice.code);
            }
            let exclusive = choice.exclusive;
            self.asked.question.options.push(AnswerOption { id, label, exclusive, ..AnswerOption::default() });
            self.choices.push(choice.id.clone());
        }
        self
    }

    /// The same with words written in columns called `names`.
    pub(super) fn with_words(mut self, names: Vec<String>) -> Self {
        self.asked.words.extend(names);
        self.asked.words = distinct(std::mem::take(&mut self.asked.words));
        self
    }
}

/// A question with nothing but its id, wording and kind. How it is guarded is for the load to propose; until then it is guarded
/// well.
pub(super) fn question(id: String, text: String, kind: QuestionKind) -> Question {
    Question {
        id,
        text,
        kind,
        class: Class::Sensitive,
        options: Vec::new(),
        grid: None,
        asked_if: None,
        codes: Vec::new(),
        role: None,
        empty_is_answer: false,
    }
}
