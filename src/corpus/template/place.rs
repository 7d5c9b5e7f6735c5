//! Places in a template, and what problems of its record say of them.

use super::fields::{TemplateField, insight_fields, source_fields};
use crate::problem::{Place, Problem};

/// A cell of a template.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell<'t> {
    /// The name of its table.
    pub(super) table: &'t str,
    /// Its row in the table, counted from one.
    pub(super) row: u64,
    /// Its column, counted from nought.
    pub(super) column: usize,
    /// Whether its row is an insight.
    pub(super) in_insight: bool,
    /// Whether it stands for the whole of an insight.
    pub(super) is_head: bool,
}

impl Cell<'_> {
    /// The place of the cell, `label` being what belongs there.
    pub(super) fn place(&self, name: &str, label: &str) -> Place {
        let address = format!("{}{}", letters(self.column), self.row);
        let label = if label.is_empty() { String::new() } else { format!(", {label}") };
        Place::file(name)
            .line(self.row)
            .column(u64::try_from(self.column).unwrap_or(u64::MAX).saturating_add(1))
            .field(format!("{}, cell {address}{label}", self.table))
    }
}

/// The letters of a column: A to Z, then AA.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        match (left / 26).checked_sub(1) {
            Some(more) => left = more,
            None => break,
        }
    }
    letters.iter().rev().collect()
}

/// A problem of the record as one of the template.
pub(super) fn translate(name: &str, mut problem: Problem, cell: Option<&Cell<'_>>) -> Problem {
    let key = problem.place.field.take().unwrap_or_default();
    let in_insight = cell.is_some_and(|cell| cell.in_insight);
    let label = label_of(&key, if in_insight { insight_fields() } else { source_fields() });
    if problem.code == "missing_key" {
        return missing(name, problem, &label, cell.filter(|cell| cell.is_head));
    }
    problem.place = cell.map_or_else(|| Place::file(name).field(&label), |cell| cell.place(name, &label));
    match problem.code.as_str() {
        "unknown_key" => problem.hint = Some("empty the cell, or write `quote` under `Kind`".to_owned()),
        "empty_value" => problem.hint = Some("leave the cell empty, or write `not stated`".to_owned()),
        "duplicate_insight" => {
            "this id stands at another insight above already".clone_into(&mut problem.message);
            problem.hint = Some("give one of the two another id, or leave the cell empty".to_owned());
        }
        "bad_date" => problem.hint = Some("write the year first, as `2022-12-31`".to_owned()),
        "wrong_type" => problem.message = format!("`{label}` is not written as expected"),
        _ => {}
    }
    problem
}

/// The problem that something was not filled in.
fn missing(name: &str, mut problem: Problem, label: &str, head: Option<&Cell<'_>>) -> Problem {
    problem.message = format!("`{label}` is not filled in");
    problem.place = match head {
        Some(cell) => cell.place(name, label),
        None => Place::file(name).field(label),
    };
    let hint = match head {
        Some(_) => format!("fill in the column `{label}` in this row"),
        None => format!("fill in the row `{label}`"),
    };
    problem.hint(hint)
}

/// The name for people of a key of the record.
fn label_of(key: &str, fields: &'static [TemplateField]) -> String {
    let is_it =
        |field: &&TemplateField| field.key == key || field.key.rsplit_once('.').is_some_and(|(_, end)| end == key);
    fields.iter().find(is_it).map_or_else(|| key.to_owned(), |field| field.label.to_owned())
}
