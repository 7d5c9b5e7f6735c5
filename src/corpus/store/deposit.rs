//! Putting a source into the corpus: whole or not at all.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::disk::{Interrupted, clear_away, make_folder, move_into, name_within, stream_file, sync_folder};
use super::history::History;
use super::journal::Journal;
use super::lock::LockFile;
use super::recover::clear_up;
use super::walk::DEPOSIT;
use super::walk::{RECORD, places, sources_folder};
use crate::corpus::SourceKind;
use crate::id::Slug;
use crate::problem::{Place, Problem};

/// A source being built beside its place. Until [`Deposit::commit`] the corpus does not know of it; dropping it takes it away.
#[derive(Debug)]
pub struct Deposit {
    corpus: PathBuf,
    id: Slug,
    /// Where it is built.
    new: PathBuf,
    /// Where it belongs.
    target: PathBuf,
    /// What it replaces.
    old: Option<PathBuf>,
    _lock: Arc<LockFile>,
}

/// The right to put many sources into a corpus, one after the other. What is there is looked through once, so that the time for
/// each does not grow with the corpus.
#[derive(Debug)]
pub struct Depository {
    corpus: PathBuf,
    /// Where each source stands, by its id.
    there: BTreeMap<String, PathBuf>,
    lock: Arc<LockFile>,
}

impl Depository {
    /// Keeps every other writer out until this and all its deposits end.
    ///
    /// # Errors
    /// `bank_busy` or `read_only`.
    pub fn open(corpus: &Path) -> Result<Self, Problem> {
        let lock = LockFile::acquire(corpus)?;
        clear_up(corpus, &lock);
        Ok(Self { corpus: corpus.to_path_buf(), there: places(corpus), lock: Arc::new(lock) })
    }

    /// Starts a deposit of the source `id`, which no earlier one of this depository may have had. With `replaces`, a source of
    /// that id gives way and is kept in the history.
    ///
    /// # Errors
    /// `read_only`, or `source_exists` when there is such a source and it is not to be replaced.
    pub fn begin(&self, kind: SourceKind, id: &Slug, replaces: bool) -> Result<Deposit, Problem> {
        let corpus = self.corpus.as_path();
        let folder = sources_folder(corpus, kind_folder(kind))?;
        let old = self.there.get(id.as_str()).cloned();
        if let Some(there) = old.as_ref().filter(|_| !replaces) {
            let problem = Problem::error(
                "source_exists",
                Place::file(name_within(corpus, there)),
                format!("there is a source `{id}` already"),
            );
            return Err(problem.hint("give another id with `--id`, or replace it with `--replace`"));
        }
        let new = folder.join(format!("{DEPOSIT}{id}-{}", std::process::id()));
        make_folder(&new)?;
        Ok(Deposit {
            corpus: corpus.to_path_buf(),
            id: id.clone(),
            new,
            target: folder.join(id.as_str()),
            old,
            _lock: Arc::clone(&self.lock),
        })
    }
}

impl Deposit {
    /// Starts a deposit of the source `id`, and keeps every other writer out until it ends. With `replaces`, a source of that id
    /// gives way and is kept in the history.
    ///
    /// # Errors
    /// `bank_busy`, `read_only`, or `source_exists` when there is such a source and it is not to be replaced.
    pub fn begin(corpus: &Path, kind: SourceKind, id: &Slug, replaces: bool) -> Result<Self, Problem> {
        Depository::open(corpus)?.begin(kind, id, replaces)
    }

    /// Writes a file of the source; `name` is its path within the source.
    ///
    /// # Errors
    /// When the name leads out of the source, or the file cannot be written.
    pub fn write(&mut self, name: &str, contents: &[u8]) -> Result<(), Vec<Problem>> {
        self.stream(name, |file| file.write_all(contents).map_err(Into::into))
    }

    /// Writes a file of the source piece by piece; `name` is its path within the source.
    ///
    /// # Errors
    /// When the name leads out of the source, `write` says so, or the file cannot be written.
    pub fn stream<T>(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<T, Interrupted>,
    ) -> Result<T, Vec<Problem>> {
        let path = self.path_of(name).map_err(|problem| vec![problem])?;
        let written = stream_file(&path, write)?;
        sync_folder(path.parent().unwrap_or(&self.new)).map_err(|problem| vec![problem])?;
        Ok(written)
    }

    fn path_of(&self, name: &str) -> Result<PathBuf, Problem> {
        let relative = Path::new(name);
        let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
        if name.is_empty() || !plain {
            let problem = Problem::error(
                "bad_name",
                Place::file(name),
                format!("`{name}` is not the name of a file within a source"),
            );
            return Err(problem.hint("use a plain name such as `responses.csv`"));
        }
        let path = self.new.join(relative);
        let parent = path.parent().unwrap_or(&self.new);
        make_folder(parent)?;
        Ok(path)
    }

    /// Moves the source into its place.
    ///
    /// # Errors
    /// When it has no record, or cannot be moved; the corpus is as it was then.
    pub fn commit(self) -> Result<(), Problem> {
        if !self.new.join(RECORD).is_file() {
            return Err(Problem::error(
                "no_record",
                Place::file(RECORD),
                "a source needs a record, and none was written",
            ));
        }
        sync_folder(&self.new)?;
        match &self.old {
            None => {
                History::of(&self.corpus, &self.id).note_nothing()?;
                move_into(&self.new, &self.target)
            }
            Some(old) => self.replace(old),
        }
    }

    fn replace(&self, old: &Path) -> Result<(), Problem> {
        let name = |path: &Path| name_within(&self.corpus, path);
        let history = self.history_place(old);
        let journal = Journal {
            id: self.id.clone(),
            old: name(old),
            history: name(&history),
            new: name(&self.new),
            target: name(&self.target),
        };
        journal.write(&self.corpus)?;
        journal.finish(&self.corpus)
    }

    /// The next place in the history of this source.
    fn history_place(&self, old: &Path) -> PathBuf {
        let place = History::of(&self.corpus, &self.id).next();
        // A source in one file is kept as the record of a folder, so that the history is of one shape.
        if old.is_dir() { place } else { place.join(RECORD) }
    }
}

/// Takes away what was not committed. What was has moved, so nothing is there any more; what a journal names is kept for
/// [`super::recover()`].
impl Drop for Deposit {
    fn drop(&mut self) {
        let name = name_within(&self.corpus, &self.new);
        if !super::journal::journals(&self.corpus).iter().any(|journal| journal.new == name) {
            clear_away(&self.new);
        }
    }
}

/// The folder new sources of a kind go to.
fn kind_folder(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Literature => "literature",
        SourceKind::FocusGroup => "focus-groups",
        SourceKind::Survey => "surveys",
        SourceKind::Meeting => "meetings",
        SourceKind::Document => "documents",
    }
}
