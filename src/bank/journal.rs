//! What was decided in a bank, and the proof that nothing of it was changed since.

use std::path::Path;

use crate::bank::BankError;
use crate::corpus::decisions::{Decisions, EventFilter, Moment, Recorded, Verification};
use crate::corpus::store;
use crate::problem::Problem;

/// Who asks for something that may be a decision, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The name of a person, or what is known instead; at most 200 characters on a line.
    pub who: String,
    /// When it is asked for.
    pub at: Moment,
}

/// What was decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Journal {
    /// The decisions in their order.
    pub events: Vec<Recorded>,
    /// Those that cannot be read.
    pub problems: Vec<Problem>,
}

/// What was decided in the bank `root`, as far as the filter lets it through. Needs no index.
///
/// # Errors
/// When `root` is no bank or was made by a newer version, or its decisions cannot be read at all.
pub fn journal(root: &Path, filter: EventFilter) -> Result<Journal, BankError> {
    let mut journal = Journal::default();
    for event in decisions(root)?.events(filter).map_err(BankError::refused)? {
        match event {
            Ok(event) => journal.events.push(event),
            Err(problem) => journal.problems.push(problem),
        }
    }
    Ok(journal)
}

/// Proves that the decisions in the bank `root` are what they were when they were made. Needs no index.
///
/// # Errors
/// When `root` is no bank or was made by a newer version.
pub fn verify_journal(root: &Path) -> Result<Verification, BankError> {
    Ok(decisions(root)?.verify())
}

fn decisions(root: &Path) -> Result<Decisions, BankError> {
    let corpus = root.join("corpus");
    store::read_bank_file(&corpus).map_err(BankError::refused)?;
    Ok(Decisions::of(&corpus))
}
