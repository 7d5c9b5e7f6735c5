//! Taking back the last deposit of a source: whole or not at all.

use std::path::{Path, PathBuf};

use super::disk::{clear_away, move_into, name_within, read_text};
use super::history::History;
use super::journal::Journal;
use super::lock::LockFile;
use super::recover::clear_up;
use super::walk::{UNDONE, places};
use crate::id::Slug;
use crate::problem::{Place, Problem};

/// A source whose last deposit is to be taken back. Every other writer is kept out until it ends.
#[derive(Debug)]
pub struct Undo {
    corpus: PathBuf,
    id: Slug,
    /// Where the source stands.
    place: PathBuf,
    _lock: LockFile,
}

/// What taking back a deposit did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// Whether the version before is back; otherwise there is no such source any more.
    pub restored: bool,
    /// What to say beside it.
    pub problems: Vec<Problem>,
}

impl Undo {
    /// Looks for the source `id`. Nothing is changed before [`Undo::commit`].
    ///
    /// # Errors
    /// `bank_busy`, `read_only`, or `not_found` when there is no such source.
    pub fn begin(corpus: &Path, id: &Slug) -> Result<Self, Problem> {
        let lock = LockFile::acquire(corpus)?;
        clear_up(corpus, &lock);
        let missing = || Problem::error("not_found", Place::default(), format!("there is no source `{id}` any more"));
        let place = places(corpus).remove(id.as_str()).ok_or_else(missing)?;
        Ok(Self { corpus: corpus.to_path_buf(), id: id.clone(), place, _lock: lock })
    }

    /// Whether the source has a file of this name in its folder.
    pub fn has(&self, name: &str) -> bool {
        self.place.join(name).is_file()
    }

    /// The text of a file of the source, where it can be read.
    pub fn read(&self, name: &str) -> Option<String> {
        read_text(&self.place.join(name), name).ok()
    }

    /// Whether a version that was replaced comes back.
    pub fn restores(&self) -> bool {
        History::of(&self.corpus, &self.id).before().is_some()
    }

    /// The text of a file of the version that comes back, where it can be read.
    pub fn read_before(&self, name: &str) -> Option<String> {
        read_text(&History::of(&self.corpus, &self.id).before()?.join(name), name).ok()
    }

    /// Puts the version before into the place of the source, or takes the source away where there was none. What is taken back is
    /// deleted with its original: a file loaded in error may hold what should not be there.
    ///
    /// # Errors
    /// When it cannot be moved; the corpus is as it was then, or the next command completes what was begun.
    pub fn commit(self) -> Result<Undone, Problem> {
        let history = History::of(&self.corpus, &self.id);
        let before = history.before();
        let aside = self.corpus.join("sources").join(format!("{UNDONE}{}-{}", self.id, std::process::id()));
        if let Some(before) = &before {
            self.restore(before, &aside)?;
        } else {
            // This one rename is what counts.
            move_into(&self.place, &aside)?;
            history.clear_note();
        }
        history.tidy();
        clear_away(&aside);
        let problems = aside.exists().then(|| self.still_there(&aside)).into_iter().collect();
        Ok(Undone { restored: before.is_some(), problems })
    }

    /// The reverse of a replacement, by the same journal: the version in use goes aside, the one before comes in.
    fn restore(&self, before: &Path, aside: &Path) -> Result<(), Problem> {
        let name = |path: &Path| name_within(&self.corpus, path);
        let journal = Journal {
            id: self.id.clone(),
            old: name(&self.place),
            history: name(aside),
            new: name(before),
            target: name(&self.place),
        };
        journal.write(&self.corpus)?;
        journal.finish(&self.corpus)
    }

    fn still_there(&self, aside: &Path) -> Problem {
        let message = format!("`{}` is taken back, but its files could not all be deleted", self.id);
        let problem = Problem::warning("not_deleted", Place::file(name_within(&self.corpus, aside)), message);
        problem.hint("delete this folder by hand; the next command tries again")
    }
}
