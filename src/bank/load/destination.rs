//! Where a load is written to: into the corpus, whole or not at all, or nowhere.

use std::io::{self, Write};
use std::path::Path;

use crate::bank::BankError;
use crate::corpus::SourceKind;
use crate::corpus::store::{Deposit, Depository, Interrupted};
use crate::id::Slug;

/// Where the files of a source go.
pub(super) enum Destination {
    /// Nowhere: somebody wants to know what a load would do.
    Nowhere,
    /// Into the corpus.
    Corpus(Box<Deposit>),
}

impl Destination {
    /// A place in the corpus for the source `id`.
    pub(super) fn in_corpus(corpus: &Path, kind: SourceKind, id: &Slug, replaces: bool) -> Result<Self, BankError> {
        let deposit = Deposit::begin(corpus, kind, id, replaces).map_err(BankError::refused)?;
        Ok(Self::Corpus(Box::new(deposit)))
    }

    /// A place in the corpus for one of several sources; nowhere without a depository.
    pub(super) fn among(
        several: Option<&Depository>,
        kind: SourceKind,
        id: &Slug,
        replaces: bool,
    ) -> Result<Self, BankError> {
        let Some(depository) = several else {
            return Ok(Self::Nowhere);
        };
        let deposit = depository.begin(kind, id, replaces).map_err(BankError::refused)?;
        Ok(Self::Corpus(Box::new(deposit)))
    }

    /// Writes a file of the source.
    pub(super) fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), BankError> {
        self.stream(name, |file| Ok(file.write_all(bytes)?))
    }

    /// Writes a file of the source piece by piece.
    pub(super) fn stream<T>(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<T, Interrupted>,
    ) -> Result<T, BankError> {
        let written = match self {
            Self::Corpus(deposit) => deposit.stream(name, write),
            Self::Nowhere => write(&mut io::sink()).map_err(|interrupted| match interrupted {
                Interrupted::Source(problems) => problems,
                // Nothing is written, so nothing can fail to be.
                Interrupted::Disk(_) => Vec::new(),
            }),
        };
        written.map_err(BankError::Refused)
    }

    /// Makes the source part of the corpus.
    pub(super) fn commit(self) -> Result<(), BankError> {
        match self {
            Self::Corpus(deposit) => deposit.commit().map_err(BankError::refused),
            Self::Nowhere => Ok(()),
        }
    }
}

/// Where a file is kept as it came, within its source.
pub(super) fn original_place(name: &str) -> String {
    format!("originals/{}", safe_name(name))
}

/// The file's own name without anything that could lead out of its folder.
fn safe_name(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_control() || "/\\:".contains(c) { '-' } else { c }).collect();
    let plain = plain.trim_start_matches('.');
    if plain.is_empty() { "original".to_owned() } else { plain.chars().take(120).collect() }
}
