//! Why a file cannot be read on.

use std::io;

use crate::problem::{Place, Problem};

/// What stops the reading of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The file ends too early.
    Ends,
    /// The system could not read the file.
    Unreadable(String),
    /// The file contradicts the rules of its format.
    Damaged(String),
    /// The file is of a kind that is not read here, and the way on.
    Foreign(String, &'static str),
}

impl Fault {
    /// The fault as a problem of the file called `name`, met in `part` of it.
    pub(super) fn problem(&self, name: &str, part: &str) -> Problem {
        let place = Place::file(name);
        match self {
            Self::Ends => Problem::error("file_ends_early", place, format!("the file breaks off in {part}"))
                .hint("it was not copied whole; fetch it again, or save it again in SPSS"),
            Self::Unreadable(reason) => {
                Problem::error("unreadable_file", place, format!("the file cannot be read in {part}: {reason}"))
                    .hint("check that the file is still there and may be read")
            }
            Self::Damaged(what) => Problem::error("damaged_file", place, format!("{what}, in {part}"))
                .hint("open it in SPSS or PSPP and save it again, or export it as CSV with value labels"),
            Self::Foreign(what, hint) => Problem::error("not_an_spss_file", place, what.clone()).hint(*hint),
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Ends,
            // What the unpacking of compressed data and wrong positions in a file are told by.
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                Self::Damaged("the compressed data cannot be unpacked".to_owned())
            }
            _ => Self::Unreadable(error.to_string()),
        }
    }
}
