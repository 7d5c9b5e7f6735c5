//! What is kept of tables: which was asked for, what was released of it, what was refused.

use serde::{Deserialize, Serialize};

use super::sets::SetId;

/// A table by everything that shapes it, in ids only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedTable {
    /// The fingerprint of the frozen snapshot it is counted in.
    pub snapshot: String,
    /// The id of the table: the same for the same request. It must not say what was searched for, which may be somebody's name.
    pub table: String,
    /// The question in the rows.
    pub question: String,
    /// What the shares are shares of: the word of the base rule.
    pub base: String,
    /// The banner: each `question` or `outer>inner`.
    pub by: Vec<String>,
    /// The filters; all must hold.
    #[serde(rename = "where")]
    pub filters: Vec<AskedFilter>,
    /// Whether only people whose own words match a search are counted.
    pub matching: bool,
    /// The question that holds the weight.
    pub weight: Option<String>,
    /// The preset of the disclosure policy.
    pub policy: String,
}

/// A filter: who gave any of some answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedFilter {
    /// The id of the deciding question.
    pub question: String,
    /// The ids of the options.
    pub options: Vec<String>,
}

/// A table somebody released. Why is the reason of the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableReleased {
    /// The table.
    #[serde(flatten)]
    pub asked: AskedTable,
    /// The cells, those that are hidden among them.
    pub cells: Vec<ReleasedCell>,
    /// Who approved it.
    pub approver: String,
}

/// A number of a table that was released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleasedCell {
    /// The id of the column.
    pub column: String,
    /// The id of the row: an option, value, band or code.
    pub answer: String,
    /// The people in it.
    pub set: SetId,
    /// How many they are; nought where that is hidden.
    pub n: u64,
    /// Whether the number is hidden: it must not follow from others that go out later.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
}

/// A table that may not be released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRefused {
    /// The table.
    #[serde(flatten)]
    pub asked: AskedTable,
    /// The stable names of the rules that forbid it. They say neither where nor how many.
    pub rules: Vec<String>,
}

/// Cells a person lets stand although the policy would hide them. Why is the reason of the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuppressionOverride {
    /// The table.
    #[serde(flatten)]
    pub asked: AskedTable,
    /// The cells.
    pub cells: Vec<CellName>,
    /// Who approved it.
    pub approver: String,
}

/// A cell by its column and row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellName {
    /// The id of the column.
    pub column: String,
    /// The id of the row.
    pub answer: String,
}
