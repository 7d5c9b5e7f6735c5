//! The record made of a template, line by line, each line with the cell it came from.

use super::super::quoted;
use super::fields::TemplateField;
use super::place::{Cell, translate};
use crate::problem::{Problem, Severity};

/// More of one template's own problems than these are only counted.
const OWN_MAX: usize = 100;

/// The text of a record being made.
pub(super) struct Draft<'t> {
    pub(super) name: &'t str,
    text: String,
    /// The cell of each line.
    cells: Vec<Cell<'t>>,
    problems: Vec<Problem>,
}

impl<'t> Draft<'t> {
    pub(super) fn new(name: &'t str) -> Self {
        Self { name, text: String::new(), cells: Vec::new(), problems: Vec::new() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A line `key = value`; `value` is TOML on one line.
    pub(super) fn line(&mut self, field: &'static TemplateField, value: &str, cell: Cell<'t>) {
        self.text.push_str(field.key);
        self.text.push_str(" = ");
        self.text.push_str(value);
        self.text.push('\n');
        self.cells.push(cell);
    }

    /// The header of an insight.
    pub(super) fn head(&mut self, word: &str, cell: Cell<'t>) {
        self.text.push_str("[[");
        self.text.push_str(word);
        self.text.push_str("]]\n");
        self.cells.push(cell);
    }

    pub(super) fn report(&mut self, problem: Problem) {
        if self.problems.len() < OWN_MAX || problem.severity == Severity::Error && self.problems.len() < 10 * OWN_MAX {
            self.problems.push(problem);
        }
    }

    /// The template's own problems, then those of its record at the cells they are about.
    pub(super) fn into_problems(self, of_record: Vec<Problem>) -> Vec<Problem> {
        let mut problems = self.problems;
        let translated = of_record.into_iter().map(|problem| {
            let line = problem.place.line.and_then(|line| usize::try_from(line).ok());
            let cell = line.and_then(|line| self.cells.get(line.checked_sub(1)?));
            translate(self.name, problem, cell)
        });
        problems.extend(translated);
        problems
    }
}

/// A list of words as TOML.
pub(super) fn text_list<'i>(items: impl IntoIterator<Item = &'i str>) -> String {
    super::super::list(items.into_iter().map(quoted))
}
