//! What `trend` takes.

use clap::Args;

use super::Format;
use super::words::{policy, view};

#[derive(Debug, Args)]
pub(in crate::cli) struct TrendArgs {
    /// The survey: the latest wave of those to compare.
    pub(in crate::cli) survey: String,
    /// The question, as that wave has it.
    pub(in crate::cli) question: String,
    /// The question that holds the weight in every wave, or `none`; otherwise of each wave the one its record names, if any.
    #[arg(long)]
    pub(in crate::cli) weight: Option<String>,
    /// internal shows every count and is not for release; release hides small numbers.
    #[arg(long, value_parser = view, default_value = "internal")]
    pub(in crate::cli) view: crate::breakdown::View,
    /// The disclosure policy of a release: ics-public, gpps, nhsd-hes, tre-10 or custom; the bank's own otherwise.
    #[arg(long, value_parser = policy, value_name = "PRESET")]
    pub(in crate::cli) policy: Option<crate::breakdown::Preset>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: Format,
}
