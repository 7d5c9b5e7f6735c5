//! Questionnaires as files give them: what was asked, and which columns of an export hold the answers.
//!
//! A [`Form`] is what every reader here makes: of a questionnaire exported from a survey tool, of the dictionary inside an SPSS
//! file, of a question sheet in a workbook, and of a recipe. A load reads the columns it names as it says, and recognises the rest.

mod json;
mod json_id;
mod json_text;
mod limesurvey;
mod qualtrics;
mod quantipy;
mod sheet;

use std::collections::BTreeMap;

pub use json::read_json_form;
pub use limesurvey::{LimeSurveyResponses, read_limesurvey, read_limesurvey_responses};
use qualtrics::looks_like_qualtrics;
use quantipy::looks_like_quantipy;
pub use sheet::read_workbook_form;

use crate::survey::{Missing, Question};

/// A questionnaire and the columns of its exports.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Form {
    /// The program it comes from, such as `LimeSurvey`.
    pub maker: String,
    /// The title of the survey.
    pub title: Option<String>,
    /// The language its wordings are in, such as `en` or `de-informal`, where it is told.
    pub language: Option<String>,
    /// The questions in the order they were asked, items of grids and of rankings each for themselves.
    pub questions: Vec<FormQuestion>,
    /// Whether a person settled it, as in a recipe, so that classes and kinds stand as they are.
    pub settled: bool,
    /// Columns that hold no answers (ids, time stamps, contact details), by their names.
    pub technical: Vec<String>,
}

/// One question and its columns.
#[derive(Debug, Clone, PartialEq)]
pub struct FormQuestion {
    /// The question.
    pub question: Question,
    /// Where its answers are.
    pub columns: Columns,
    /// The place of its column in the export, counted from nought, where the questionnaire gives it by its letter.
    pub letter: Option<usize>,
    /// The columns that hold words written beside its options ("Other, please specify").
    pub words: Vec<String>,
    /// What divides the options where one cell lists several; found by looking when `None`.
    pub divided_by: Option<String>,
    /// The order of day and month in its cells, where a person has settled it.
    pub days: Option<DayOrder>,
    /// The ways cells name an option besides its id and its label: the way, and the option's position.
    pub spellings: Vec<(String, u16)>,
    /// Texts that stand for a reason not to answer, as the file of answers itself declares them.
    pub reasons: BTreeMap<String, Missing>,
}

/// The order in which a column writes day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// `31/12/2022`.
    DayFirst,
    /// `12/31/2022`.
    MonthFirst,
}

/// Where the answers to a question are. Names of columns are those the maker of the form gives them in an export
/// (`q1`, `q1[SQ001]`, `Q5_1`, or the whole heading); case does not tell them apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Columns {
    /// In one column, under any of these names.
    One(Vec<String>),
    /// In a column for each option: the names of the column, and the option's position.
    PerOption(Vec<(Vec<String>, u16)>),
    /// In a column for each rank, best first, that holds the item put there: the names of each column, and the ways cells
    /// name this item. The question is of kind `ranking`, one for each item, its options the ranks.
    PerRank(Vec<Vec<String>>, Vec<String>),
}

impl FormQuestion {
    /// A question in one column called `name`.
    pub fn in_column(question: Question, name: impl Into<String>) -> Self {
        Self::new(question, Columns::One(vec![name.into()]))
    }

    /// A question in `columns`, with nothing else told.
    pub fn new(question: Question, columns: Columns) -> Self {
        Self {
            question,
            columns,
            letter: None,
            words: Vec::new(),
            divided_by: None,
            days: None,
            spellings: Vec::new(),
            reasons: BTreeMap::new(),
        }
    }
}
