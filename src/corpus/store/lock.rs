//! One writer at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use super::disk::unwritable;
use crate::problem::{Place, Problem};

/// The right to write into a corpus. It ends when this value goes, or with the process that holds it, however that ends.
#[derive(Debug)]
pub struct LockFile {
    _file: File,
}

impl LockFile {
    /// Takes the right to write into `corpus`.
    ///
    /// # Errors
    /// `bank_busy` when somebody else holds it, `read_only` when the corpus cannot be written.
    pub fn acquire(corpus: &Path) -> Result<Self, Problem> {
        let path = corpus.join(".lock");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(|error| unwritable(&path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => {
                let problem = Problem::error(
                    "bank_busy",
                    Place::file(path.display().to_string()),
                    "another program is writing into this bank",
                );
                Err(problem.hint("wait until its load has ended, and try again"))
            }
            Err(TryLockError::Error(error)) => Err(unwritable(&path, &error)),
        }
    }
}
