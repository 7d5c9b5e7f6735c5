//! The history of a source: the versions it had before, numbered from the oldest on.

use std::fs;
use std::path::{Path, PathBuf};

use super::disk::{clear_away, make_folder, write_file};
use super::walk::RECORD;
use crate::id::Slug;
use crate::problem::Problem;

/// What stands in the place of a version when nothing was stored under the id.
const NOTHING: &str = "none.txt";

/// The folder of the earlier versions of one source.
pub(super) struct History {
    folder: PathBuf,
}

impl History {
    /// The history of the source `id`, whether it has one or not.
    pub(super) fn of(corpus: &Path, id: &Slug) -> Self {
        Self { folder: corpus.join("history").join(id.as_str()) }
    }

    /// The number of the version in use, counted from one.
    pub(super) fn number(&self) -> u32 {
        self.newest().map_or(1, |(number, _)| number.saturating_add(1))
    }

    /// The place for the version that gives way now.
    pub(super) fn next(&self) -> PathBuf {
        self.folder.join(self.number().to_string())
    }

    /// The version that the one in use replaced; none where it replaced nothing.
    pub(super) fn before(&self) -> Option<PathBuf> {
        self.newest().map(|(_, place)| place).filter(|place| place.join(RECORD).is_file())
    }

    /// Every version that was replaced, newest first.
    pub(super) fn versions(&self) -> Vec<PathBuf> {
        let mut found: Vec<_> = self.numbered().filter(|(_, place)| place.join(RECORD).is_file()).collect();
        found.sort_unstable_by(|one, other| other.cmp(one));
        found.into_iter().map(|(_, place)| place).collect()
    }

    /// Notes that what is stored now replaces nothing, where older versions could be taken for what it replaced: those of a
    /// source that somebody deleted.
    pub(super) fn note_nothing(&self) -> Result<(), Problem> {
        if self.before().is_none() {
            return Ok(());
        }
        let place = self.next();
        make_folder(&place)?;
        write_file(&place.join(NOTHING), b"Nothing was stored under this id before the next load.\n")
    }

    /// Takes away the note that nothing was replaced.
    pub(super) fn clear_note(&self) {
        if let Some((_, place)) = self.newest().filter(|(_, place)| place.join(NOTHING).is_file()) {
            clear_away(&place);
        }
    }

    /// Takes the folder away when it is empty.
    pub(super) fn tidy(&self) {
        // Only an empty folder can be removed so.
        let _ = fs::remove_dir(&self.folder);
    }

    fn newest(&self) -> Option<(u32, PathBuf)> {
        self.numbered().max()
    }

    fn numbered(&self) -> impl Iterator<Item = (u32, PathBuf)> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        entries.filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())))
    }
}
