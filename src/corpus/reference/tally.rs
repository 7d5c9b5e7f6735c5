//! What is worth saying of a whole list, each thing once with how often it was met, so that a list of ten thousand works does
//! not bring ten thousand problems.

use std::collections::BTreeMap;

use crate::problem::{Place, Problem, Severity};

/// So many different things are said; what comes after them is said together.
const MOST: usize = 100;

/// Something met while reading a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Remark {
    /// Words between two references.
    Outside,
    /// A reference that begins without its first line.
    NoStart,
    /// A reference that is not closed.
    NoEnd,
    /// A reference that says nothing.
    Empty,
    /// An entry that breaks off, or a line in it that cannot be told.
    Broken,
    /// A macro nobody defined.
    NoMacro,
    /// Macros that would make the list too long.
    TooLong,
    /// A reference without a title.
    NoTitle,
    /// A reference without a year.
    NoYear,
    /// A reference given twice.
    Duplicate,
    /// A field whose meaning is not known.
    Unread,
    /// A field that says how the list was kept.
    LeftOut,
}

/// The remarks on a list, counted.
pub(super) struct Tally {
    file: String,
    met: BTreeMap<(Remark, String), (u64, u64)>,
}

impl Tally {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), met: BTreeMap::new() }
    }

    /// Counts `remark` on `what`, met on `line`.
    pub(super) fn count(&mut self, remark: Remark, what: &str, line: u64) {
        let mut key = (remark, what.chars().take(60).collect::<String>());
        if self.met.len() >= MOST && !self.met.contains_key(&key) {
            key.1 = String::new();
        }
        let (count, first) = self.met.entry(key).or_insert((0, line));
        *count += 1;
        *first = (*first).min(line);
    }

    /// One problem for each thing met. `expected` is what a list looks like, where no reference was found at all.
    pub(super) fn into_problems(self, expected: Option<&str>) -> Vec<Problem> {
        let mut problems = Vec::new();
        if let Some(expected) = expected {
            let problem =
                Problem::error("no_references", Place::file(&self.file), "no reference was found in the list");
            problems.push(problem.expected(expected).hint("export the list again as RIS or BibTeX, and load that"));
        }
        let file = self.file;
        problems.extend(
            self.met
                .into_iter()
                .map(|((remark, what), (count, line))| say(remark, &what, count, Place::file(&file).line(line))),
        );
        problems
    }
}

fn say(remark: Remark, what: &str, count: u64, place: Place) -> Problem {
    use Severity::{Note, Warning};
    let times = if count == 1 { "one reference".to_owned() } else { format!("{count} references") };
    let lines = if count == 1 { "one line".to_owned() } else { format!("{count} lines") };
    let named = if what.is_empty() { "another field".to_owned() } else { format!("the field `{what}`") };
    let (severity, code, message, hint) = match remark {
        Remark::Outside => (Note, "outside_reference", format!("{lines} outside any reference were left out"), ""),
        Remark::NoStart => (
            Warning,
            "missing_start",
            format!("{times} without a first line `TY`"),
            "look whether a reference lost its beginning",
        ),
        Remark::NoEnd => (
            Warning,
            "missing_end",
            format!("{times} without its end"),
            "all that was read of it is there; look whether something was cut off",
        ),
        Remark::Empty => (Note, "empty_reference", format!("{times} without any content was left out"), ""),
        Remark::Broken => (
            Warning,
            "broken_entry",
            format!("{times} with a fault in the braces, quotes or commas"),
            "correct it in the list, or check what was read of it",
        ),
        Remark::NoMacro => (
            Warning,
            "unknown_macro",
            format!("`{what}` stands without quotes and no `@string` defines it; the name itself was taken"),
            "put the words in braces",
        ),
        Remark::TooLong => (
            Warning,
            "long_macro",
            "the `@string` entries repeat each other beyond measure and were not all put in".to_owned(),
            "write the words out where they belong",
        ),
        Remark::NoTitle => (
            Warning,
            "missing_title",
            format!("{times} without a title; the id stands instead"),
            "write the title into the record",
        ),
        Remark::NoYear => (
            Note,
            "missing_year",
            format!("{times} without a year that could be read"),
            "write the year into the record where it is known",
        ),
        Remark::Duplicate => (
            Note,
            "duplicate_reference",
            format!(
                "{times} given more than once, with the same DOI or the same title and year, became one record with `{what}`"
            ),
            "",
        ),
        Remark::Unread => {
            (Note, "unread_field", format!("{named} has no place in a record and stands in the note of {times}"), "")
        }
        Remark::LeftOut => (
            Note,
            "left_out_field",
            format!("{named} of {times} says how the list was kept, not what the work is, and was left out"),
            "",
        ),
    };
    let problem = Problem::new(severity, code, place, message);
    if hint.is_empty() { problem } else { problem.hint(hint) }
}
