//! One TOML file being read: where each value stands, and what is wrong so far.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use crate::problem::{Place, Problem};

/// More problems than these are counted and not listed.
const MOST_PROBLEMS: usize = 500;
/// A place so many bytes into its line is told by the line alone: counting up to it for each of many problems takes long.
const FAR: usize = 10_000;

/// A parsed file that remembers where everything stood and collects the problems found in it. A fault in one line does not
/// hide the lines after it.
pub(crate) struct TomlFile<'t> {
    name: &'t str,
    text: &'t str,
    line_starts: Vec<usize>,
    pub(super) table: Spanned<DeTable<'t>>,
    problems: RefCell<Vec<Problem>>,
}

impl<'t> TomlFile<'t> {
    /// Parses `text`, called `name` in problems.
    pub(crate) fn parse(name: &'t str, text: &'t str) -> Self {
        let (table, faults) = DeTable::parse_recoverable(text);
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(offset, _)| offset + 1);
        let line_starts = std::iter::once(0).chain(breaks).collect();
        let file = Self { name, text, line_starts, table, problems: RefCell::default() };
        for fault in faults {
            let place = fault.span().map_or_else(|| Place::file(name), |span| file.place(&span));
            let message = format!("this is not TOML: {}", one_line(fault.message()));
            file.report(
                Problem::error("toml_syntax", place, message)
                    .hint("correct the line; the rest of the file was read as well as it could be"),
            );
        }
        file
    }

    /// Adds a problem.
    pub(crate) fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// Everything found wrong, in the order of the file.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| (problem.place.line, problem.place.column));
        let more = problems.len().saturating_sub(MOST_PROBLEMS);
        if more > 0 {
            problems.truncate(MOST_PROBLEMS);
            let message = format!("{more} more problems are not listed");
            let problem = Problem::error("more_problems", Place::file(self.name), message);
            problems.push(problem.hint("correct those above first"));
        }
        problems
    }

    /// The line and column where `span` starts.
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        let line = self.line_starts.partition_point(|start| *start <= span.start);
        let start = line.checked_sub(1).and_then(|index| self.line_starts.get(index)).copied().unwrap_or_default();
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let place = Place::file(self.name).line(count(line));
        if span.start.saturating_sub(start) > FAR {
            return place;
        }
        let column = self.text.get(start..span.start).map_or(0, |before| before.chars().count());
        place.column(count(column) + 1)
    }
}

/// A parser's message as one line without a full stop.
fn one_line(message: &str) -> String {
    message.lines().map(str::trim).collect::<Vec<_>>().join(", ").trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_has_its_line_and_does_not_hide_the_rest() {
        let file = TomlFile::parse("a.toml", "one = 1\ntwo = = 2\nthree = \"x\"\n");
        assert_eq!(file.root().text("three").as_deref(), Some("x"));
        let problems = file.into_problems();
        assert_eq!(problems[0].code, "toml_syntax");
        assert_eq!(problems[0].place.line, Some(2));
    }

    #[test]
    fn a_file_of_faults_is_told_of_within_bounds() {
        let text = (0..5_000).map(|key| format!("k{key} = 1\n")).collect::<Vec<_>>().concat();
        let file = TomlFile::parse("a.toml", &text);
        file.root().done();
        let problems = file.into_problems();
        assert_eq!(problems.len(), MOST_PROBLEMS + 1);
        assert_eq!(problems[MOST_PROBLEMS].message, "4500 more problems are not listed");
    }

    #[test]
    fn columns_count_characters() {
        let file = TomlFile::parse("a.toml", "a = 1\nb = { \"é\" = 1, c = 2 }\n");
        assert_eq!(file.place(&(6..7)), Place::file("a.toml").line(2).column(1));
        let after_accent = "a = 1\nb = { \"é\"".len();
        assert_eq!(file.place(&(after_accent..after_accent)).column, Some(10));
    }
}
