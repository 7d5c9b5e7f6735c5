//! Problems as data: what is wrong, where, what was found and expected, and the way on.
//!
//! Reading never stops at the first bad record. It gives what it could read together with a list of [`Problem`]s, and the
//! caller decides whether an error among them matters.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The record cannot be used as it stands.
    Error,
    /// The record was used, and somebody should look at it.
    Warning,
    /// Worth knowing; nothing to do.
    Note,
}

impl Severity {
    /// The word used in JSON and in print.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Where a problem is. Lines and columns count from one; a column counts characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct Place {
    /// The file, relative to the bank's corpus or as the user named it.
    pub file: Option<String>,
    /// The line in the file.
    pub line: Option<u64>,
    /// The column in the line.
    pub column: Option<u64>,
    /// The key, column heading or question concerned.
    pub field: Option<String>,
}

impl Place {
    /// A place that is a whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: Some(file.into()), ..Self::default() }
    }

    /// The same place at a line.
    #[must_use]
    pub fn line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// The same place at a column of its line.
    #[must_use]
    pub fn column(mut self, column: u64) -> Self {
        self.column = Some(column);
        self
    }

    /// The same place at a field.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        if let Some(file) = &self.file {
            parts.push(file.clone());
        }
        parts.extend([self.line, self.column].iter().flatten().map(u64::to_string));
        f.write_str(&parts.join(":"))?;
        match (&self.field, parts.is_empty()) {
            (Some(field), true) => write!(f, "`{field}`"),
            (Some(field), false) => write!(f, " `{field}`"),
            (None, _) => Ok(()),
        }
    }
}

/// One thing that is wrong or worth knowing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name, `snake_case`.
    pub code: String,
    /// Where it is.
    pub place: Place,
    /// One sentence for a person, starting small, without a full stop, values in backticks.
    pub message: String,
    /// What was found.
    pub found: Option<String>,
    /// What was expected.
    pub expected: Option<String>,
    /// How to go on.
    pub hint: Option<String>,
}

/// The most bytes of one text of a problem: what is quoted from a file may be of any length, what a person reads is not.
const LONGEST: usize = 2_000;

/// The text, broken off with an ellipsis where nobody would read on.
pub(crate) fn shortened(mut text: String) -> String {
    if text.len() > LONGEST {
        text.truncate(text.floor_char_boundary(LONGEST));
        text.push('…');
    }
    text
}

impl Problem {
    /// A problem of any severity.
    pub fn new(severity: Severity, code: &str, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity,
            code: code.to_owned(),
            place: Place { field: place.field.map(shortened), ..place },
            message: shortened(message.into()),
            found: None,
            expected: None,
            hint: None,
        }
    }

    /// An error.
    pub fn error(code: &str, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, place, message)
    }

    /// A warning.
    pub fn warning(code: &str, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, place, message)
    }

    /// A note.
    pub fn note(code: &str, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, place, message)
    }

    /// Adds what was found.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(shortened(found.into()));
        self
    }

    /// Adds what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(shortened(expected.into()));
        self
    }

    /// Adds the way on.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(shortened(hint.into()));
        self
    }

    /// Whether this is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// One line for a terminal: `error: place: message (found ..., expected ...)`, then `hint: ...` on a line of its own.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.severity.as_str())?;
        if self.place != Place::default() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.message)?;
        match (&self.found, &self.expected) {
            (Some(found), Some(expected)) => write!(f, " (found {found}, expected {expected})")?,
            (Some(found), None) => write!(f, " (found {found})")?,
            (None, Some(expected)) => write!(f, " (expected {expected})")?,
            (None, None) => {}
        }
        match &self.hint {
            Some(hint) => write!(f, "\nhint: {hint}"),
            None => Ok(()),
        }
    }
}

/// Whether any of `problems` is an error.
pub fn any_error(problems: &[Problem]) -> bool {
    problems.iter().any(Problem::is_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_from_a_file_is_broken_off() {
        let long = "é".repeat(5_000);
        let place = Place::file("f").field(long.as_str());
        let problem = Problem::error("x", place, long.as_str());
        let problem = problem.found(long.as_str()).expected(long.as_str()).hint(long);
        let texts = [problem.place.field, Some(problem.message), problem.found, problem.expected, problem.hint];
        for text in texts.map(Option::unwrap_or_default) {
            assert_eq!(text, "é".repeat(LONGEST / 2) + "…");
        }
    }
}
