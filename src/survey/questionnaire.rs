//! What was asked: questions, their options, who was asked, and the code frames of open answers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::Slug;
use crate::survey::Missing;

/// The questions of a survey in the order they were asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Questionnaire {
    /// The questions.
    pub questions: Vec<Question>,
}

impl Questionnaire {
    /// The question called `id`, ignoring case.
    pub fn find(&self, id: &str) -> Option<&Question> {
        self.position(id).map(|index| &self.questions[index])
    }

    /// The position of the question called `id`, ignoring case.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.id.eq_ignore_ascii_case(id))
    }
}

/// One question, or one item of a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its id, as `interface.md` makes it.
    pub id: String,
    /// Its wording, without the id.
    pub text: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// How its small numbers are guarded.
    pub class: Class,
    /// The options of a single, multiple, scale or ranking question, in their order.
    pub options: Vec<AnswerOption>,
    /// The grid it is an item of.
    pub grid: Option<Grid>,
    /// Who was asked; everybody when `None`.
    pub asked_if: Option<Condition>,
    /// The code frame of an open question.
    pub codes: Vec<Code>,
    /// What the question is for, beside its answers.
    pub role: Option<Role>,
    /// Whether a multiple choice left empty says "none of them" (columns with an explicit No) rather than nothing.
    pub empty_is_answer: bool,
}

impl Question {
    /// The position of the option called `name`, as [`position_called`] finds it.
    pub fn option(&self, name: &str) -> Option<usize> {
        position_called(name, || self.options.iter().map(|option| (option.id.as_str(), option.label.as_str())))
    }

    /// Whether people answered it: it is no id, time or address of theirs, and no weight.
    pub fn is_answered(&self) -> bool {
        self.kind != QuestionKind::Technical && self.role != Some(Role::Weight)
    }

    /// Whether people can be weighted by it.
    pub fn can_weigh(&self) -> bool {
        self.kind == QuestionKind::Number || self.role == Some(Role::Weight)
    }

    /// Whether its answers are options.
    pub fn is_chosen_from(&self) -> bool {
        use QuestionKind::{Multiple, Ranking, Scale, Single};
        matches!(self.kind, Single | Multiple | Scale | Ranking)
    }

    /// Whether answers are options (or, when open, codes of its frame).
    pub fn is_coded(&self) -> bool {
        self.is_chosen_from() || !self.codes.is_empty()
    }
}

/// The position among `all`, each an id and a label, of the one called `name`: as it is written before ignoring case, by its id
/// before its label, so that of two which differ in case alone the one that was named is meant.
pub fn position_called<'n, I: Iterator<Item = (&'n str, &'n str)>>(name: &str, all: impl Fn() -> I) -> Option<usize> {
    let small = name.to_lowercase();
    all()
        .position(|(id, _)| id == name)
        .or_else(|| all().position(|(_, label)| label == name))
        .or_else(|| all().position(|(id, _)| id.to_lowercase() == small))
        .or_else(|| all().position(|(_, label)| label.to_lowercase() == small))
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// One option.
    Single,
    /// Any number of options.
    Multiple,
    /// One option of an ordered set.
    Scale,
    /// A number.
    Number,
    /// A day.
    Date,
    /// Words.
    Open,
    /// A rank for each of several items.
    Ranking,
    /// Not an answer: an id, a time stamp, an address.
    Technical,
}

/// How the small numbers of a question are guarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Who people are, their health, anything special: the cell rule holds.
    Sensitive,
    /// Views on services and plans: only the base rule holds.
    Opinion,
}

/// One thing that can be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswerOption {
    /// Its value code or a slug of its label.
    pub id: String,
    /// Its wording.
    pub label: String,
    /// The reason for no answer this option stands for.
    pub meaning: Option<Missing>,
    /// Whether it rules the others out.
    pub exclusive: bool,
    /// The priority it names.
    pub priority: Option<Slug>,
}

/// The grid an item belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Grid {
    /// Its id.
    pub id: String,
    /// Its wording.
    pub text: String,
}

/// Who was asked: those who gave one of `options` to `question`. Written `question=option|option`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The deciding question.
    pub question: String,
    /// The option ids, any of which will do.
    pub options: Vec<String>,
}

/// One code of the frame of an open question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Code {
    /// Its id.
    pub id: String,
    /// Its wording.
    pub label: String,
    /// The themes it maps to; none for tone.
    pub themes: Vec<Slug>,
}

/// What a question is for, beside its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Whether the respondent may be quoted.
    Consent,
    /// A weight for each respondent.
    Weight,
}
