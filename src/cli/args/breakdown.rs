//! The arguments of `breakdown`.

use clap::Args;

use super::words::{base_rule, data_version, policy, rows_by, view};
use super::{FileArgs, TableFormat};

#[derive(Debug, Args)]
pub(in crate::cli) struct BreakdownArgs {
    /// The survey.
    pub(in crate::cli) survey: String,
    /// The question.
    pub(in crate::cli) question: String,
    /// What the rows of an open question are: codes, or the themes its codes map to.
    #[arg(long, value_parser = rows_by, default_value = "codes", value_name = "codes|themes")]
    pub(in crate::cli) rows: crate::breakdown::RowsBy,
    /// Columns for each answer to this question; `outer>inner` nests, repeating stacks.
    #[arg(long)]
    pub(in crate::cli) by: Vec<String>,
    /// Only respondents with this answer: "question=Option", "question=A|B" for either; repeating narrows.
    #[arg(long = "where", value_name = "QUESTION=OPTION")]
    pub(in crate::cli) filters: Vec<String>,
    /// Only respondents whose own words match this search.
    #[arg(long, value_name = "QUERY")]
    pub(in crate::cli) matching: Option<String>,
    /// The question that holds the weight, or `none`; otherwise the one the survey's record names, if any.
    #[arg(long)]
    pub(in crate::cli) weight: Option<String>,
    /// What the percentages are of: answered, asked, all or ticks.
    #[arg(long, value_parser = base_rule)]
    pub(in crate::cli) base: Option<crate::breakdown::BaseRule>,
    /// Count several answers as one more row: "Name=Option|Option"; repeating adds rows.
    #[arg(long = "net", value_name = "NAME=OPTION|OPTION")]
    pub(in crate::cli) nets: Vec<String>,
    /// Show how far each percentage could be off, also where the kind of survey does not call for it.
    #[arg(long)]
    pub(in crate::cli) intervals: bool,
    /// internal shows every count and is not for release; release hides small numbers.
    #[arg(long, value_parser = view, default_value = "internal")]
    pub(in crate::cli) view: crate::breakdown::View,
    /// The disclosure policy of a release: ics-public, gpps, nhsd-hes, tre-10 or custom; the bank's own otherwise.
    #[arg(long, value_parser = policy, value_name = "PRESET")]
    pub(in crate::cli) policy: Option<crate::breakdown::Preset>,
    /// The version of the data you know, as a table names it: where there is another, the table says what changed.
    #[arg(long, value_parser = data_version, value_name = "VERSION")]
    pub(in crate::cli) data_version: Option<crate::breakdown::DataVersion>,
    /// Say figures as sentences: `all`, a row, or a row and a column ("Very good,16-34"); repeating adds more.
    #[arg(long, value_name = "ROW,COLUMN")]
    pub(in crate::cli) explain: Vec<String>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: TableFormat,
    #[command(flatten)]
    pub(in crate::cli) file: FileArgs,
}
