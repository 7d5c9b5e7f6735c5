//! What people decided: who, what about which source, when and why, in one SQLite file beside what they deposited.
//!
//! Events are only ever added. Each is sealed with the one before, so that the file is the state and the proof of it at once;
//! `verify` says what that proof is worth. A bank nobody decided anything in has no file, and all of this still works. Bodies hold
//! ids, counts and fingerprints, never what respondents wrote: nothing can be taken out of a chain again.
//!
//! Reading order: `kinds` and `tables` (what is decided), `event`, `chain` (how it is sealed), `schema`, `append`, `read`, `verify`.

mod append;
mod chain;
mod event;
mod fault;
mod file;
#[cfg(test)]
mod fixture;
mod kinds;
#[cfg(test)]
mod laws;
mod moment;
mod noted;
mod read;
mod schema;
mod sets;
mod tables;
#[cfg(test)]
mod tests;
mod verify;

use std::path::{Path, PathBuf};

pub use event::{Event, Recorded};
pub use kinds::{Decision, Kind, LoadReleased, SnapshotFrozen, WeightMade, WeightRemoved};
pub use moment::Moment;
pub use read::{EventFilter, Events};
pub use sets::{RespondentSet, SetId};
pub use tables::{AskedFilter, AskedTable, CellName, ReleasedCell, SuppressionOverride, TableRefused, TableReleased};
pub use verify::Verification;

/// The file, within the corpus.
pub const FILE: &str = "decisions.sqlite";
/// The note of how far the chain went, within the corpus.
const NOTE: &str = "decisions.last";

/// The decisions of a corpus. Nothing is opened before it is needed, and nothing kept open, so that any number of programs and
/// threads can use the same file.
#[derive(Debug, Clone)]
pub struct Decisions {
    corpus: PathBuf,
}

impl Decisions {
    /// The decisions in `corpus`, whether there are any or not.
    pub fn of(corpus: &Path) -> Self {
        Self { corpus: corpus.to_path_buf() }
    }
}
