//! The arguments of `report`.

use clap::{Args, Subcommand};

use super::Format;
use super::words::{base_rule, policy};

#[derive(Debug, Args)]
pub(in crate::cli) struct ReportArgs {
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t, global = true)]
    pub(in crate::cli) format: Format,
    #[command(subcommand)]
    pub(in crate::cli) command: ReportCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ReportCommand {
    /// Let a table out, if it tells too little together with everything that is known already.
    Release(Box<ReleaseArgs>),
    /// List the tables that were let out.
    List(ReleasedArgs),
    /// Give a table again, as it went out.
    Show(ShowArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ReleaseArgs {
    /// The survey.
    pub(in crate::cli) survey: String,
    /// The question.
    pub(in crate::cli) question: String,
    /// Who approves it.
    #[arg(long)]
    pub(in crate::cli) approver: String,
    /// What it is for.
    #[arg(long)]
    pub(in crate::cli) why: String,
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
    /// The disclosure policy: ics-public, gpps, nhsd-hes, tre-10 or custom; the bank's own otherwise.
    #[arg(long, value_parser = policy, value_name = "PRESET")]
    pub(in crate::cli) policy: Option<crate::breakdown::Preset>,
    /// The answers were put right since figures of them went out, so few people need have come.
    #[arg(long)]
    pub(in crate::cli) correction: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ReleasedArgs {
    /// Only those of this survey.
    pub(in crate::cli) survey: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    /// The id of the table.
    pub(in crate::cli) table: String,
}
