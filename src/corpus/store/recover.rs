//! Clearing up after a deposit, or the taking back of one, that was stopped half-way.

use std::path::Path;

use super::disk::{clear_away, name_within};
use super::journal;
use super::lock::LockFile;
use super::walk::{DEPOSIT, UNDONE, hidden};
use crate::problem::{Place, Problem};

/// Completes what counted and removes what did not, each with a note. Does nothing while somebody is writing,
/// and nothing where nothing is left over.
pub fn recover(corpus: &Path) -> Vec<Problem> {
    if !journal::any(corpus) && [DEPOSIT, UNDONE].iter().all(|prefix| hidden(corpus, prefix).is_empty()) {
        return Vec::new();
    }
    // Without the lock the leftovers are either somebody's work in hand, or lie where nobody can write; the scan copes with both.
    match LockFile::acquire(corpus) {
        Ok(lock) => clear_up(corpus, &lock),
        Err(_) => Vec::new(),
    }
}

/// [`recover`] for whoever holds the lock: every leftover is dead.
pub(super) fn clear_up(corpus: &Path, _lock: &LockFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut unfinished = Vec::new();
    for journal in journal::journals(corpus) {
        match journal.finish(corpus) {
            Ok(()) => {
                let what = if journal.is_undo() { "undo of the last load" } else { "replacement" };
                let message = format!("the {what} of `{}` was interrupted; it is complete now", journal.id);
                problems.push(Problem::note("recovered", Place::file(journal.target), message));
            }
            Err(problem) => {
                unfinished.push(corpus.join(&journal.new));
                problems.push(problem);
            }
        }
    }
    journal::clear_drafts(corpus);
    for folder in hidden(corpus, DEPOSIT) {
        if !unfinished.contains(&folder) {
            clear_away(&folder);
            let message = "a load was interrupted before it counted; what it left was removed";
            problems.push(Problem::note("recovered", Place::file(name_within(corpus, &folder)), message));
        }
    }
    for folder in hidden(corpus, UNDONE) {
        clear_away(&folder);
        let message = "an undo was interrupted after it counted; the files that were taken back are deleted now";
        problems.push(Problem::note("recovered", Place::file(name_within(corpus, &folder)), message));
    }
    problems
}
