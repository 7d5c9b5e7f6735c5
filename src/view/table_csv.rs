//! A percentage table as CSV: one line per cell, with everything a line needs to stand alone.

use crate::breakdown::{Disclosed, Marker, ShownColumn, ShownTable, View};
use crate::view::sheet::Sheet;

const HEADS: [&str; 19] = [
    "survey",
    "question",
    "question_text",
    "row_id",
    "row",
    "block",
    "column_id",
    "column",
    "count",
    "weighted",
    "share",
    "value",
    "marker",
    "unweighted_base",
    "weighted_base",
    "effective_base",
    "base",
    "view",
    "notes",
];

/// The CSV of a table: a line per cell, then a line per statistic and column with its `value`. The base, the view and the notes
/// stand on every line, so that no line can be taken out of its setting.
pub fn table_csv(disclosed: &Disclosed) -> String {
    let shown = disclosed.shown();
    let frame = Frame::new(disclosed);
    let mut sheet = Sheet::new(&HEADS);
    for row in &shown.rows {
        for (cell, column) in row.cells.iter().zip(&shown.columns) {
            let numbers =
                [number(cell.count), number(cell.weighted), number(cell.share), String::new(), marker(cell.marker)];
            frame.line(&mut sheet, [&row.id, &row.label], column, &numbers);
        }
    }
    for statistic in &shown.statistics {
        for (value, column) in statistic.values.iter().zip(&shown.columns) {
            let numbers = [String::new(), String::new(), String::new(), number(*value), String::new()];
            frame.line(&mut sheet, [&statistic.id, &statistic.label], column, &numbers);
        }
    }
    sheet.finish()
}

/// What is the same on every line.
struct Frame<'a> {
    shown: &'a ShownTable,
    base: String,
    view: &'static str,
    notes: String,
}

impl<'a> Frame<'a> {
    fn new(disclosed: &'a Disclosed) -> Self {
        let shown = disclosed.shown();
        let view = match disclosed.view() {
            View::Internal => "internal, not for release",
            View::Release => "release",
        };
        Self { shown, base: shown.base_words(), view, notes: shown.notes.join(" ") }
    }

    fn line(&self, sheet: &mut Sheet, [id, label]: [&String; 2], column: &ShownColumn, numbers: &[String; 5]) {
        let bases = [number(column.unweighted_base), number(column.weighted_base), number(column.effective_base)];
        let place = [
            &self.shown.survey,
            &self.shown.question,
            &self.shown.question_text,
            id,
            label,
            column.block.as_ref().unwrap_or(&String::new()),
            &column.id,
            &column.label,
        ]
        .map(Clone::clone);
        let frame = [self.base.clone(), self.view.to_owned(), self.notes.clone()];
        let cells = place.iter().chain(numbers).chain(&bases).chain(&frame);
        sheet.row(&cells.map(String::as_str).collect::<Vec<_>>());
    }
}

fn number(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn marker(marker: Option<Marker>) -> String {
    marker.map(|marker| format!("[{}]", marker.as_str())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture;
    use crate::breakdown::{InternalTable, Policy, Table, release};

    fn lines(disclosed: &Disclosed) -> Vec<csv::StringRecord> {
        let text = table_csv(disclosed);
        csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
    }

    fn made() -> Table {
        fixture::table(&[&[60, 55, 5], &[50, 30, 20], &[50, 30, 20]])
    }

    #[test]
    fn every_cell_has_a_line_with_its_base_and_mark() {
        let lines = lines(&Disclosed::Internal(InternalTable::new(made())));
        assert_eq!(lines.len(), 9);
        assert_eq!(&lines[0][8], "60");
        assert_eq!(&lines[0][13], "160");
        assert!(lines.iter().all(|line| &line[17] == "internal, not for release"));
    }

    #[test]
    fn a_hidden_cell_is_a_marker() {
        let lines = lines(&Disclosed::Released(release(made(), &Policy::default())));
        assert_eq!((&lines[2][8], &lines[2][10], &lines[2][12]), ("", "", "[c]"));
    }

    #[test]
    fn a_label_that_looks_like_a_formula_is_inert() {
        let mut table = made();
        table.rows[0].label = "=HYPERLINK(\"x\")".to_owned();
        table.rows[1].label = "two\nlines, and \"quotes\"".to_owned();
        let lines = lines(&Disclosed::Internal(InternalTable::new(table)));
        assert_eq!(&lines[0][4], "'=HYPERLINK(\"x\")");
        assert_eq!(&lines[3][4], "two\nlines, and \"quotes\"");
    }
}
