//! What `journal` takes.

use clap::Args;

use super::Format;
use super::words::decision_kind;

#[derive(Debug, Args)]
pub(in crate::cli) struct JournalArgs {
    /// Prove that nothing was changed since it was decided.
    #[arg(long, conflicts_with_all = ["kind", "subject"])]
    pub(in crate::cli) verify: bool,
    /// Only decisions of this kind.
    #[arg(long, value_parser = decision_kind)]
    pub(in crate::cli) kind: Option<crate::corpus::decisions::Kind>,
    /// Only decisions about this source.
    #[arg(long, value_name = "SOURCE")]
    pub(in crate::cli) subject: Option<String>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: Format,
}
