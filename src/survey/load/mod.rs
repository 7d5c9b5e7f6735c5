//! Reading a file of answers somebody made elsewhere, and accounting for every cell of it.
//!
//! [`Answers::open`] goes through the file once and recognises what each column is; [`Answers::read`] goes through it again and
//! turns each row into a respondent, so that a file of any length is read in bounded memory. Nothing is guessed in silence: what
//! is ambiguous is kept as text and listed as an open point.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::survey::{QuestionKind, Questionnaire, Respondent};

mod added;
mod admit;
mod answers;
mod beside;
mod body;
mod cell;
mod choice;
mod class;
mod column;
mod cut;
mod dates;
mod fill;
mod given;
mod groups;
mod heading;
mod identifying;
mod joining;
mod kept;
mod known;
mod labels;
#[cfg(test)]
mod laws;
mod layout;
mod multiple;
mod naming;
mod numbers;
mod open;
mod outcome;
mod person;
mod plan;
mod points;
mod profile;
mod ranking;
mod recognise;
mod routing;
mod scale_sets;
mod scales;
mod technical;
#[cfg(test)]
mod tests;

pub use answers::{Answers, ReadOptions, read_survey};
pub use class::says_who;
pub use given::read_form;
pub use kept::told_by;
pub use layout::LayoutWishes;

/// What a load made of a file: the questionnaire, the respondents, and the account of every cell.
#[derive(Debug, Clone)]
pub struct LoadedSurvey {
    /// What was asked, as recognised.
    pub questionnaire: Questionnaire,
    /// Who answered. Names, addresses and other technical columns are not in it.
    pub respondents: Vec<Respondent>,
    /// The account.
    pub reconciliation: Reconciliation,
}

/// The account of a load.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Reconciliation {
    /// What the file was taken for.
    pub recognised: Recognised,
    /// Data rows.
    pub rows: u64,
    /// One entry per column of the file, in its order.
    pub columns: Vec<ColumnAccount>,
    /// What a person should settle, and how.
    pub open_points: Vec<OpenPoint>,
    /// Everything else worth saying.
    pub problems: Vec<Problem>,
}

/// What a file was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Recognised {
    /// Who made it, where it could be told.
    pub maker: Option<String>,
    /// How it is laid out.
    pub layout: String,
    /// How its characters are encoded.
    pub encoding: String,
    /// What divides its cells.
    pub delimiter: Option<String>,
    /// How many header rows it has.
    pub header_rows: u32,
    /// The sheet of a workbook that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// What it was recognised by, for people.
    #[serde(default)]
    pub why: Vec<String>,
}

/// The account of one column: `mapped + stored + left_out = cells`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ColumnAccount {
    /// Its heading in the file, as renamed where it was blank or repeated.
    pub name: String,
    /// The question it went to.
    pub question: Option<String>,
    /// How that question is answered.
    #[serde(default)]
    pub kind: Option<QuestionKind>,
    /// The grid that question is an item of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<String>,
    /// Data rows.
    pub cells: u64,
    /// Became an option, number, date or tick.
    pub mapped: u64,
    /// Kept as words.
    pub stored: u64,
    /// The rest, empty cells included.
    pub left_out: u64,
    /// Why cells were left out.
    pub reasons: BTreeMap<String, u64>,
}

/// Something a person should settle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenPoint {
    /// A stable name.
    pub code: String,
    /// The question or column.
    pub question: Option<String>,
    /// What is open, in one sentence.
    pub message: String,
    /// What was done meanwhile.
    pub meanwhile: String,
    /// The option or recipe line that settles it.
    pub settle: String,
}
