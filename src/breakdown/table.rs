//! A percentage table as plain data. Shares are 0..1; nothing here is rounded or hidden.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::breakdown::evidence::Evidence;
use crate::breakdown::{BaseRule, RowsBy};
use crate::corpus::SurveyKind;
use crate::stats::Interval;
use crate::stats::design::Weighed;
use crate::survey::{Class, Missing, QuestionKind};

/// One question by the columns of a banner.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The survey's id.
    pub survey: String,
    /// The survey's title.
    pub survey_title: String,
    /// Whether nobody real answered.
    pub illustrative: bool,
    /// Whether no disclosure policy applies, because nobody real answered.
    pub exempt: bool,
    /// The question's position in the questionnaire.
    pub position: usize,
    /// The question's id.
    pub question: String,
    /// Its wording, with that of its grid.
    pub question_text: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// What the rows of an open question are.
    pub rows_by: RowsBy,
    /// Whether one respondent may be in several rows.
    pub several: bool,
    /// How its small numbers are guarded.
    pub class: Class,
    /// How people came to be in the survey.
    pub survey_kind: SurveyKind,
    /// What the shares are shares of.
    pub base: TableBase,
    /// The filters that choose the people of one option each.
    pub within: Vec<PathPart>,
    /// The filters and the search, in words.
    pub filters: Vec<String>,
    /// The total first, then each block.
    pub columns: Vec<Column>,
    /// One per option, value, band, month or code.
    pub rows: Vec<Row>,
    /// Mean and others, for numbers.
    pub statistics: Vec<Statistic>,
    /// By row: the number it counts as in the statistics, where it is one number.
    pub scores: Vec<Option<f64>>,
    /// The weight's question id; `None` when everybody counts one.
    pub weight: Option<String>,
    /// What claims about its differences rest on.
    pub evidence: Evidence,
    /// Footnotes.
    pub notes: Vec<String>,
    /// Its id: a fingerprint of its address and its data, so that a figure in a report can be traced to the table it is from. Empty
    /// until the table is [`Table::of_version`].
    pub id: String,
    /// The version of its data; empty until then.
    pub data_version: String,
    /// The address that asks for this table again.
    pub permalink: String,
}

/// What the shares are shares of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableBase {
    /// The rule.
    pub rule: BaseRule,
    /// The rule in words.
    pub definition: String,
    /// How many of the total column were left out, by reason.
    pub excluded: BTreeMap<Missing, u64>,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// `total`, or the block and option ids joined.
    pub id: String,
    /// What it says at its head.
    pub label: String,
    /// The wording of the block it belongs to; `None` for the total.
    pub block: Option<String>,
    /// Its letter within the block.
    pub letter: Option<char>,
    /// What defines it: empty for the total, several parts when nested.
    pub path: Vec<PathPart>,
    /// The options of other questions that everybody in it gave, where such columns add up to theirs.
    pub within: Vec<PathPart>,
    /// Whether it counts how many of each row left a question empty, which may be told where the rows say who people are.
    pub tells_silence: bool,
    /// How many people the shares are shares of (ticks, for that rule).
    pub unweighted_base: u64,
    /// How many people stand behind its figures, whatever the base rule: what disclosure control looks at.
    pub people: u64,
    /// The sum of their weights.
    pub weighted_base: f64,
    /// The sum of the squares of their weights.
    pub squared: f64,
    /// Kish's effective base: the square of the sum of weights over the sum of their squares.
    pub effective_base: f64,
}

impl Column {
    /// Whether it is of people who stated nothing to a question.
    pub fn is_silent(&self) -> bool {
        self.path.iter().any(|part| part.option.is_none())
    }

    /// The base that decides how far its figures can be relied on: the smaller of people and effective base.
    pub fn reliable_base(&self) -> f64 {
        crate::stats::people(self.unweighted_base).min(self.effective_base)
    }

    /// The base as people with weights.
    pub fn weighed(&self) -> Weighed {
        Weighed { n: self.unweighted_base, weight: self.weighted_base, squared: self.squared }
    }
}

impl Cell {
    /// The cell as people with weights.
    pub fn weighed(&self) -> Weighed {
        Weighed { n: self.count, weight: self.weighted, squared: self.squared }
    }
}

/// One question of a banner and the option a column holds of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathPart {
    /// The position of the question.
    pub question: usize,
    /// The position of the option; `None` is "not stated".
    pub option: Option<u16>,
    /// Whether one respondent may be in several columns of this question.
    pub several: bool,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The option id, value or band.
    pub id: String,
    /// What it says at its head.
    pub label: String,
    /// The position of the option or code it counts, where it is one.
    pub code: Option<u16>,
    /// The positions of the rows it counts together; empty for a row of its own.
    pub members: Vec<usize>,
    /// The reason for no answer it stands for.
    pub reason: Option<Missing>,
    /// What it spans, where rows are numbers, days or bands of them.
    pub span: Option<Span>,
    /// One per column.
    pub cells: Vec<Cell>,
    /// What it counts, where that is people with any of several codes of an open question, or with none.
    pub filed: Option<Filed>,
}

/// People by whether they were given any of some codes.
#[derive(Debug, Clone, PartialEq)]
pub struct Filed {
    /// The positions of the codes, ascending.
    pub codes: Vec<u16>,
    /// Whether those with any of them are counted, or those with none.
    pub any: bool,
    /// The sets of codes, rows of this table or of the table of the codes, that all of them together are.
    pub parts: Vec<Vec<u16>>,
}

/// What the parts of a set of codes tell of the people with any of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bounds {
    /// They are no fewer.
    pub least: u64,
    /// They are no more.
    pub most: u64,
    /// The fewest people, though some, by whom they differ from a part or from all parts added up; 0 where there are none such.
    pub gap: u64,
}

impl Bounds {
    /// The bounds of `whole` people, of all who `wrote`, from the numbers of its `parts`.
    pub fn of(whole: u64, wrote: u64, parts: &[u64]) -> Self {
        let least = parts.iter().copied().max().unwrap_or_default();
        let sum: u64 = parts.iter().sum();
        let gaps = parts.iter().map(|part| whole.saturating_sub(*part)).chain([sum.saturating_sub(whole)]);
        Self { least, most: sum.min(wrote), gap: gaps.filter(|gap| *gap > 0).min().unwrap_or(0) }
    }
}

impl Row {
    /// Whether it counts other rows together.
    pub fn is_net(&self) -> bool {
        !self.members.is_empty()
    }
}

/// The numbers or days a row holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// The lowest.
    pub low: f64,
    /// Whether it is that one number alone.
    pub single: bool,
    /// The lowest as ids have it.
    pub start: String,
    /// The lowest in words.
    pub from: String,
    /// The highest in words.
    pub to: String,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// How many people.
    pub count: u64,
    /// The sum of their weights.
    pub weighted: f64,
    /// The sum of the squares of their weights.
    pub squared: f64,
    /// Weighted over the weighted base; `None` when the base is empty.
    pub share: Option<f64>,
    /// How far the share could be off; `None` where the kind of survey or the base allows no such claim.
    pub interval: Option<Interval>,
    /// The standard error of the share by the design of the sample, for comparison with another wave: of the total alone, and only
    /// where the kind of survey allows such a claim.
    pub error: Option<f64>,
    /// The letters of columns of the same block whose share is lower beyond chance.
    pub letters: Vec<char>,
    /// How the share compares with everybody else in the total.
    pub against_rest: Option<Against>,
    /// What is known of those with any of several codes from the rows of the codes, where the row counts them, or all but them.
    pub bounds: Option<Bounds>,
}

/// How a column compares with everybody in the total who is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// Higher.
    Higher,
    /// Lower.
    Lower,
}

impl Against {
    /// The word in JSON and in print.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
        }
    }
}

/// A statistic of a numeric question, one value per column; `None` when it is not defined.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistic {
    /// `mean`, `sd`, `median`, `min` or `max`.
    pub id: String,
    /// What it says at its head.
    pub label: String,
    /// One per column.
    pub values: Vec<Option<f64>>,
}

/// Why a cell is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// `[c]`: confidential.
    Confidential,
    /// `[u]`: low reliability.
    Unreliable,
    /// `[z]`: not applicable.
    NotApplicable,
}

impl Marker {
    /// The letter in JSON; in print it stands in square brackets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confidential => "c",
            Self::Unreliable => "u",
            Self::NotApplicable => "z",
        }
    }
}
