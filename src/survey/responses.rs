//! What was answered.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why there is no answer. These are different things and none is guessed into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Asked, and left empty.
    Blank,
    /// Not asked.
    NotAsked,
    /// Said that it does not apply.
    NotApplicable,
    /// Said that they would rather not say.
    PreferNotToSay,
    /// An answer that cannot stand.
    Invalid,
}

impl Missing {
    /// Every reason, in the order tables list them.
    pub const ALL: [Self; 5] = [Self::Blank, Self::NotAsked, Self::NotApplicable, Self::PreferNotToSay, Self::Invalid];

    /// The word in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::NotAsked => "not_asked",
            Self::NotApplicable => "not_applicable",
            Self::PreferNotToSay => "prefer_not_to_say",
            Self::Invalid => "invalid",
        }
    }

    /// The reason a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}

/// One respondent's answer to one question.
#[derive(Clone, PartialEq)]
pub enum Answer {
    /// No answer, and why.
    Missing(Missing),
    /// The positions of the chosen options; empty only where nothing chosen is itself an answer. For a ranking, best first.
    Options(Vec<u16>),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
    /// Words as they were written.
    Text(String),
}

/// The shape only: what people said never reaches a log.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing(reason) => reason.as_str(),
            Self::Options(_) => "options",
            Self::Number(_) => "number",
            Self::Date(_) => "date",
            Self::Text(_) => "text",
        })
    }
}

/// One respondent: an answer for every question of the questionnaire, in its order.
#[derive(Debug, Clone, PartialEq)]
pub struct Respondent {
    /// The respondent's id within the survey.
    pub id: String,
    /// One answer per question.
    pub answers: Vec<Answer>,
    /// The words written beside an option ("Other, please specify"), by question position.
    pub others: Vec<(usize, OtherWords)>,
}

/// Words written beside an option.
#[derive(Clone, PartialEq, Eq)]
pub struct OtherWords(pub String);

/// The shape only: what people said never reaches a log.
impl fmt::Debug for OtherWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("words")
    }
}

/// A code a person gave to an open answer. `code` is `None` for an answer that fits no code of the frame.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coding {
    /// The respondent.
    pub respondent: String,
    /// The question id.
    pub question: String,
    /// The code id.
    pub code: Option<String>,
}
