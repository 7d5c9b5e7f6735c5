//! The files of a corpus on disk. This is the only room that reads and writes them; what people decide is kept by
//! [`super::decisions`].
//!
//! [`scan()`] finds the sources, [`SourceFiles`] reads their files, [`Deposit`] adds or replaces one: it builds the source in a hidden
//! folder and moves it in by a rename, so that whoever is stopped half-way leaves either the old state or the new one. [`Undo`]
//! takes the last deposit back in the same way, [`Amendment`] adds files to a source that stands. [`recover()`] clears away what a stopped one left.

mod amend;
mod bank_file;
mod deposit;
pub(super) mod disk;
mod files;
mod fingerprint;
mod history;
mod journal;
mod lock;
mod recover;
mod released;
mod scan;
mod tree;
mod undo;
mod walk;

use std::path::Path;

use crate::framework::FrameworkTexts;
use crate::id::Slug;
use crate::problem::Problem;

pub use amend::Amendment;
pub use bank_file::{BANK_FILE, BankFile, FORMAT, read_bank_file, read_bank_text};
pub use deposit::{Deposit, Depository};
pub use disk::Interrupted;
pub use files::{OpenFile, SourceFiles};
pub use lock::LockFile;
pub use recover::recover;
pub use released::{keep_released, read_released};
pub use scan::{earlier_versions, scan};
pub use tree::write_tree;
pub use undo::{Undo, Undone};
pub(crate) use walk::RECORD;

/// Which deposit of the source `id` is in use, counted from one: it is one more for each version that was replaced.
pub fn deposit_number(corpus: &Path, id: &Slug) -> u32 {
    history::History::of(corpus, id).number()
}

/// The texts of the framework files in `corpus`; one that is not there stays `None`.
pub fn read_framework_texts(corpus: &Path) -> (FrameworkTexts, Vec<Problem>) {
    let mut texts = FrameworkTexts::default();
    let mut problems = Vec::new();
    for name in FrameworkTexts::FILES {
        let path = corpus.join("framework").join(name);
        if !path.exists() {
            continue;
        }
        match disk::read_text(&path, &format!("framework/{name}")) {
            Ok(text) => texts.slot(name).into_iter().for_each(|slot| *slot = Some(text.clone())),
            Err(problem) => problems.push(problem),
        }
    }
    (texts, problems)
}

#[cfg(test)]
mod tests;
