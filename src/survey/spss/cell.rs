//! What is written into a cell for a value of a variable.

use std::collections::BTreeMap;

use super::dictionary::{Piece, UserMissing, Value, equal};
use super::format::Format;
use super::written;

/// How the values of one variable become cells.
///
/// A variable of a multiple dichotomy set is written `Yes` where it has the counted value, empty where there is no answer, and
/// `No` for anything else. A text that cannot be the id of an option is written as the id it was given instead.
pub(super) struct Cell {
    pieces: Vec<Piece>,
    is_text: bool,
    format: Format,
    counted: Option<Counted>,
    renamed: BTreeMap<String, String>,
    /// A wide range of numbers that are no answers, and the numbers in it that are options of their own.
    excluded: Option<((f64, f64), Vec<f64>)>,
}

/// What is written for a number in a wide range of those that are no answers.
pub(super) const EXCLUDED: &str = "missing";

/// When a variable of a multiple dichotomy set says "chosen", and when it says nothing.
#[derive(Clone)]
pub(super) struct Counted {
    /// The value that says "chosen".
    pub(super) value: Value,
    /// The values that are no answers.
    pub(super) missing: UserMissing,
}

impl Cell {
    /// Cells of the values as they are.
    pub(super) fn new(pieces: Vec<Piece>, is_text: bool, format: Format) -> Self {
        Self { pieces, is_text, format, counted: None, renamed: BTreeMap::new(), excluded: None }
    }

    /// Cells that say `Yes` and `No`.
    pub(super) fn counting(mut self, counted: Counted) -> Self {
        self.counted = Some(counted);
        self
    }

    /// Cells in which some texts are written in another way.
    pub(super) fn renaming(mut self, renamed: BTreeMap<String, String>) -> Self {
        self.renamed = renamed;
        self
    }

    /// Cells in which the numbers of a range, but for some, are written as [`EXCLUDED`].
    pub(super) fn excluding(mut self, range: (f64, f64), but: Vec<f64>) -> Self {
        self.excluded = Some((range, but));
        self
    }

    /// Where the bytes of the value are in a case.
    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Whether the values are texts.
    pub(super) fn is_text(&self) -> bool {
        self.is_text
    }

    /// Writes the cell of a number; the number that stands for nothing is left out before.
    pub(super) fn write_number(&self, number: f64, out: &mut String) {
        let Some(counted) = &self.counted else {
            if self.excludes(number) {
                return out.push_str(EXCLUDED);
            }
            return written::write(number, self.format, out);
        };
        if !counted.missing.has_number(number) {
            let chosen = matches!(counted.value, Value::Number(value) if equal(value, number));
            out.push_str(if chosen { "Yes" } else { "No" });
        }
    }

    fn excludes(&self, number: f64) -> bool {
        self.excluded.as_ref().is_some_and(|((from, to), but)| {
            *from <= number && number <= *to && !but.iter().any(|other| equal(*other, number))
        })
    }

    /// Writes the cell of a text without the blanks at its end.
    pub(super) fn write_text(&self, text: &str, out: &mut String) {
        let Some(counted) = &self.counted else {
            let renamed = if self.renamed.is_empty() { None } else { self.renamed.get(text) };
            return out.push_str(renamed.map_or(text, String::as_str));
        };
        if !text.is_empty() && !counted.missing.has_text(text) {
            let chosen = matches!(&counted.value, Value::Text(value) if value == text);
            out.push_str(if chosen { "Yes" } else { "No" });
        }
    }
}
