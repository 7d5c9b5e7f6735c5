//! The files of one source.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::disk;
use super::walk::RECORD;
use crate::id::Slug;
use crate::problem::{Place, Problem};

/// A file of the corpus, opened for reading.
pub type OpenFile = std::fs::File;

/// Where the files of a source are, and a fingerprint of what is in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFiles {
    /// The id of the source: the last part of its path.
    pub id: Slug,
    /// A fingerprint of the names and contents of all files but the originals.
    pub fingerprint: String,
    /// The fingerprints of single files, by name, as they were when the source was found.
    pub(super) prints: BTreeMap<String, String>,
    pub(super) record: PathBuf,
    /// The record within the corpus, for people.
    pub(super) record_name: String,
    /// The other files of its folder by their name within it, originals left out.
    pub(super) others: BTreeMap<String, PathBuf>,
}

impl SourceFiles {
    /// The record within the corpus: `sources/surveys/carers-2026/source.toml`.
    pub fn record_name(&self) -> String {
        self.record_name.clone()
    }

    /// The text of the record.
    ///
    /// # Errors
    /// When it cannot be read or is not UTF-8.
    pub fn read_record(&self) -> Result<String, Problem> {
        let text = disk::read_text(&self.record, &self.record_name)?;
        if text.trim().is_empty() {
            let problem = Problem::error("empty_file", Place::file(self.record_name.as_str()), "the record is empty");
            return Err(problem.hint("write at least `kind` and `title`, or delete the file"));
        }
        Ok(text)
    }

    /// Whether the source has a file of this name in its folder.
    pub fn has(&self, name: &str) -> bool {
        self.others.contains_key(name)
    }

    /// The names of the files beside the record.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.others.keys().map(String::as_str)
    }

    /// A file of the source within the corpus: `sources/surveys/carers-2026/responses.csv`.
    pub fn name_of(&self, name: &str) -> String {
        match self.record_name.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{name}"),
            None => name.to_owned(),
        }
    }

    /// A file of the source, opened for reading piece by piece.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be opened.
    pub fn open(&self, name: &str) -> Result<OpenFile, Problem> {
        let missing = || std::io::ErrorKind::NotFound.into();
        let opened = self.others.get(name).ok_or_else(missing).and_then(std::fs::File::open);
        opened.map_err(|error| disk::unreadable(&self.name_of(name), &error))
    }

    /// The SHA-256 of a file of the source as 64 hex digits, as it was when the source was found; `None` where there was none or it
    /// could not be read.
    pub fn print_of(&self, name: &str) -> Option<&str> {
        self.prints.get(name).map(String::as_str)
    }

    /// The SHA-256 of the record, as [`SourceFiles::print_of`] tells those of the other files.
    pub fn record_print(&self) -> Option<&str> {
        self.print_of(RECORD)
    }

    /// The text of a file of the source.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be read or is not UTF-8.
    pub fn read(&self, name: &str) -> Result<String, Problem> {
        match self.others.get(name) {
            Some(path) => disk::read_text(path, &self.name_of(name)),
            None => Err(disk::unreadable(&self.name_of(name), &std::io::ErrorKind::NotFound.into())),
        }
    }
}
