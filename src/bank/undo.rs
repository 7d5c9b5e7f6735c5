//! Taking back the last load of a source, until something was released from it.

use std::path::Path;
use std::sync::PoisonError;

use serde::Serialize;

use crate::bank::open::{LOAD, read_shelf};
use crate::bank::released::refuse_released;
use crate::bank::{BankError, InsightBank, LoadRecord};
use crate::corpus::store::Undo;
use crate::engine::Silent;
use crate::id::Slug;
use crate::problem::{Place, Problem};

/// What taking back a load did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UndoReport {
    /// The source.
    pub id: String,
    /// Whether the version before is back; otherwise the source is out of the bank.
    pub restored: bool,
    /// The load that was taken back, where its account can be read.
    pub taken_back: Option<LoadedFile>,
    /// The load that is in its place again, where that was one and its account can be read.
    pub before: Option<LoadedFile>,
    /// What else is worth saying.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// A file that was loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoadedFile {
    /// Its name.
    pub file: String,
    /// The day it was loaded.
    pub loaded: String,
}

impl LoadedFile {
    fn of(account: &str) -> Option<Self> {
        let original = serde_json::from_str::<LoadRecord>(account).ok()?.original;
        Some(Self { file: original.name, loaded: original.loaded })
    }
}

impl InsightBank {
    /// Takes back the last load of the source `id`, or with `dry_run` says what that would do. A first load is removed from the
    /// corpus, a replacement brings the version before back with its recipe and its account. What was loaded is deleted with its
    /// original and not kept in the history: a file loaded in error may hold what should not be there.
    ///
    /// # Errors
    /// When there is no such source, the bank did not load it, something was released from it, this is the demonstration bank,
    /// or the corpus cannot be written. Nothing is changed then.
    pub fn undo(&self, id: &str, dry_run: bool) -> Result<UndoReport, BankError> {
        let id = self.source(&id.to_lowercase())?.id.clone();
        if self.file.demonstration {
            return Err(BankError::refused(in_demonstration()));
        }
        let _turn = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        let undo = begin(&self.corpus(), &id).map_err(BankError::refused)?;
        let mut report = UndoReport {
            id: id.to_string(),
            restored: undo.restores(),
            taken_back: undo.read(LOAD).as_deref().and_then(LoadedFile::of),
            before: undo.read_before(LOAD).as_deref().and_then(LoadedFile::of),
            problems: self.weights_gone(&id).into_iter().collect(),
        };
        if dry_run {
            return Ok(report);
        }
        report.problems.extend(undo.commit().map_err(BankError::refused)?.problems);
        let (shelf, _) = read_shelf(&self.corpus(), self.framework());
        // The corpus is as it should be whatever happens now: the index is derived, and the next command brings it up to date.
        let late = self.refresh(&shelf, &Silent).err();
        self.put_shelf(shelf);
        report.problems.extend(late.map(|error| index_late(&error)));
        Ok(report)
    }

    /// What to say of the weights that were made for the answers that are taken back.
    fn weights_gone(&self, id: &Slug) -> Option<Problem> {
        let shelf = self.shelf();
        let weights = &shelf.surveys.get(id)?.weights;
        let names: Vec<String> = weights.iter().map(|weight| format!("`{}`", weight.name)).collect();
        let message = format!("the weights made for these answers go with them: {}", names.join(", "));
        (!names.is_empty()).then(|| Problem::warning("weights_deleted", Place::default(), message))
    }
}

/// Looks whether the load may be taken back, now that nobody else can write.
fn begin(corpus: &Path, id: &Slug) -> Result<Undo, Problem> {
    let undo = Undo::begin(corpus, id)?;
    if !undo.has(LOAD) {
        return Err(not_loaded(id));
    }
    refuse_released(corpus, id)?;
    Ok(undo)
}

fn in_demonstration() -> Problem {
    let message = "this is the demonstration bank, which takes no loads, so there is none to take back";
    Problem::error("demonstration_bank", Place::default(), message)
        .hint("name the bank the file was loaded into: `insight-bank --bank DIR undo SOURCE`")
}

fn not_loaded(id: &Slug) -> Problem {
    let message = format!("`{id}` was put into the corpus by hand, so there is no load to take back");
    Problem::error("not_loaded", Place::default(), message)
        .hint("change or delete its files under `corpus/sources` by hand")
}

fn index_late(error: &crate::engine::EngineError) -> Problem {
    let message = format!("the load is taken back, but its words may still be found: {error}");
    Problem::warning("index_late", Place::default(), message)
        .hint("run any command again; the index is brought up to date first")
}
