//! What `merge` takes.

use clap::Args;

use super::Format;

#[derive(Debug, Args)]
pub(in crate::cli) struct MergeArgs {
    /// The survey.
    pub(in crate::cli) survey: String,
    /// The question: a single choice or a scale.
    pub(in crate::cli) question: String,
    /// The merged answer and what is counted as it: "16 to 34=16-24|25-34"; repeating merges more.
    #[arg(value_name = "LABEL=OPTION|OPTION", required_unless_present = "remove")]
    pub(in crate::cli) categories: Vec<String>,
    /// Part the merged answer of this name again; repeating parts more.
    #[arg(long, value_name = "LABEL")]
    pub(in crate::cli) remove: Vec<String>,
    /// Nobody outside has seen a released table of these answers yet: that is noted under your name.
    #[arg(long)]
    pub(in crate::cli) not_passed_on: bool,
    /// Say how much public tables hide before and after, and change nothing.
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: Format,
}
