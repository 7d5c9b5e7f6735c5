//! Plain text in whatever encoding it was saved.

use std::io::Cursor;

use crate::bank::BankError;
use crate::file::encoding::{FileKind, detect, kind_of};
use crate::problem::{Place, Problem};

/// So many bytes tell what a file is.
const START: usize = 4_096;

/// A text that was decoded.
pub(super) struct Plain {
    pub(super) text: String,
    /// The encoding it had, for people.
    pub(super) encoding: &'static str,
    /// What had to be guessed or put up with.
    pub(super) problems: Vec<Problem>,
}

/// Decodes the text of the file called `name`.
pub(super) fn decode(name: &str, bytes: &[u8]) -> Result<Plain, BankError> {
    let kind = kind_of(bytes.get(..START).unwrap_or(bytes));
    if !is_text(kind) {
        return Err(no_text(name, Some(kind)));
    }
    let encoding = detect(name, &mut Cursor::new(bytes)).map_err(|problem| BankError::refused(*problem))?;
    let mut text = String::new();
    encoding.decoder().decode(bytes, true, &mut text);
    if text.contains('\0') {
        return Err(no_text(name, None));
    }
    let problems = encoding.problems(name).into_iter().map(for_a_text).collect();
    Ok(Plain { text, encoding: encoding.label(), problems })
}

fn is_text(kind: FileKind) -> bool {
    use FileKind::{Empty, Html, Json, Text, Xml};
    matches!(kind, Text | Html | Xml | Json | Empty)
}

fn no_text(name: &str, kind: Option<FileKind>) -> BankError {
    let problem = Problem::error("binary_file", Place::file(name), "this is not text: it holds bytes that no text has");
    let problem = match kind {
        Some(kind) => problem.found(kind.label()),
        None => problem,
    };
    BankError::refused(
        problem.hint(
            "give it the ending of what it is, such as `.docx` or `.pdf`, or save it as plain text, then load that",
        ),
    )
}

/// A text has no recipe in which to name its encoding.
fn for_a_text(problem: Problem) -> Problem {
    if problem.code != "unsure_encoding" {
        return problem;
    }
    problem.hint("look at words with accents; if they are wrong, save the text again as UTF-8, and load that")
}
