//! What can be counted over the respondents of a survey, and what comes back: plain tallies, before any base, share or rule.

use std::collections::BTreeMap;
use std::fmt;

use crate::id::Slug;
use crate::survey::Missing;

/// No block of a banner may have more columns, "not stated" included.
pub const MOST_COLUMNS: usize = 10_000;

/// Counts of one question by the columns of a banner, over the respondents that pass every filter.
#[derive(Debug, Clone, PartialEq)]
pub struct TabulateRequest {
    /// The survey.
    pub survey: Slug,
    /// The question whose answers are the rows; position in the questionnaire.
    pub question: usize,
    /// The blocks of the banner: each a path of question positions, more than one when nested. The total is always there.
    pub banner: Vec<Vec<usize>>,
    /// All of these must hold.
    pub filters: Vec<RowFilter>,
    /// A search over the respondents' open answers that must match.
    pub matching: Option<String>,
    /// The question that holds the weight; every respondent counts one when `None`.
    pub weight: Option<usize>,
}

/// Keeps respondents who gave any of `codes` (option or code positions) to `question`.
#[derive(Debug, Clone, PartialEq)]
pub struct RowFilter {
    /// The deciding question.
    pub question: usize,
    /// What it compares with.
    pub comparison: Comparison,
}

/// What a filter compares an answer with.
#[derive(Debug, Clone, PartialEq)]
pub enum Comparison {
    /// Any of these option or code positions.
    AnyCode(Vec<u16>),
    /// Any of these numbers; days count from 1970-01-01.
    AnyNumber(Vec<f64>),
}

/// People and their weights.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    /// How many respondents.
    pub n: u64,
    /// The sum of their weights.
    pub weight: f64,
    /// The sum of the squares of their weights.
    pub weight_squared: f64,
}

impl Tally {
    /// Counts one more respondent.
    pub fn add(&mut self, weight: f64) {
        self.n += 1;
        self.weight += weight;
        self.weight_squared += weight * weight;
    }

    /// The two together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            n: self.n + other.n,
            weight: self.weight + other.weight,
            weight_squared: self.weight_squared + other.weight_squared,
        }
    }
}

/// What was counted: the total first, then the columns of each block in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Crosstab {
    /// The columns.
    pub columns: Vec<CrosstabColumn>,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct CrosstabColumn {
    /// The block of the banner, `None` for the total.
    pub block: Option<usize>,
    /// The option positions that define it, one per question of the block's path; `None` within it is "not stated".
    pub path: Vec<Option<u16>>,
    /// Everybody in the column who passed the filters.
    pub respondents: Tally,
    /// Those with no answer, by reason; nobody is in two.
    pub missing: BTreeMap<Missing, Tally>,
    /// The answers given.
    pub answers: Distribution,
}

/// Who is in one column, by position.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ColumnMembers {
    /// The block of the banner, `None` for the total.
    pub block: Option<usize>,
    /// The option positions that define it, as in [`CrosstabColumn`].
    pub path: Vec<Option<u16>>,
    /// Everybody in the column who passed the filters.
    pub respondents: Vec<u32>,
    /// Those with no answer, by reason.
    pub missing: BTreeMap<Missing, Vec<u32>>,
    /// Those who gave each option or code; numbers and words are not listed.
    pub answers: BTreeMap<u16, Vec<u32>>,
}

/// Says how many, never who.
impl fmt::Debug for ColumnMembers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ColumnMembers({} respondents)", self.respondents.len())
    }
}

/// How answers are spread over a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Distribution {
    /// By option or code position (rank one of a ranking is position zero); a respondent may be in several.
    Codes(BTreeMap<u16, Tally>),
    /// By number, ascending; days count from 1970-01-01.
    Values(Vec<(f64, Tally)>),
    /// Words: how many gave any.
    Texts,
}
