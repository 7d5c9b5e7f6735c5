//! What went wrong with the file, in plain words.

use rusqlite::ErrorCode;

use super::FILE;
use crate::problem::{Place, Problem};

/// Why something could not be done with the file.
#[derive(Debug)]
pub(super) enum Fault {
    /// SQLite says no.
    Sqlite(rusqlite::Error),
    /// It is known in plain words already.
    Told(Box<Problem>),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Told(Box::new(problem))
    }
}

impl Fault {
    /// What to tell whoever wanted to read.
    pub(super) fn reading(self) -> Problem {
        self.told().unwrap_or_else(|error| {
            let message = format!("the decisions cannot be read: {error}");
            let problem = Problem::error("decisions_unreadable", Place::file(FILE), message);
            problem.hint("make the file readable, and its folder writable if a write was interrupted")
        })
    }

    /// What to tell whoever wanted to write.
    pub(super) fn writing(self) -> Problem {
        self.told().unwrap_or_else(|error| match error.sqlite_error_code() {
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                let message = "the bank cannot be written here, so nothing was stored";
                let problem = Problem::error("read_only", Place::file(FILE), message);
                problem.hint(
                    "run as the owner of the folder, or make a bank of your own elsewhere: `insight-bank init DIR`",
                )
            }
            Some(ErrorCode::DiskFull) => {
                let message = "there is no room left on the disk, so nothing was stored";
                Problem::error("disk_full", Place::file(FILE), message).hint("make room and try again")
            }
            _ => {
                let message = format!("the decisions cannot be written: {error}");
                let problem = Problem::error("unwritable", Place::file(FILE), message);
                problem.hint("nothing was stored; mend the cause and try again")
            }
        })
    }

    /// What is the same for both.
    fn told(self) -> Result<Problem, rusqlite::Error> {
        let error = match self {
            Self::Told(problem) => return Ok(*problem),
            Self::Sqlite(error) => error,
        };
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                let message = "another program is writing decisions into this bank";
                Ok(Problem::error("bank_busy", Place::file(FILE), message)
                    .hint("wait until it has ended, and try again"))
            }
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Ok(damaged(&error.to_string())),
            _ => Err(error),
        }
    }
}

/// A file that SQLite cannot make sense of.
pub(super) fn damaged(found: &str) -> Problem {
    let problem = Problem::error("decisions_damaged", Place::file(FILE), "the file of decisions is damaged");
    problem.found(found).hint("put back a copy from before, and keep this one beside it")
}
