//! A percentage table as CSV: one line per cell, with everything a line needs to stand alone.

use crate::breakdown::{Against, Disclosed, Marker, ShownCell, ShownColumn, ShownTable, View};
use crate::view::sheet::Sheet;

const HEADS: [&str; 26] = [
    "survey",
    "question",
    "question_text",
    "row_id",
    "row",
    "net",
    "block",
    "column_id",
    "column",
    "letter",
    "count",
    "weighted",
    "share",
    "percent",
    "low",
    "high",
    "higher_than",
    "against_rest",
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
    tables_csv(std::slice::from_ref(disclosed))
}

/// The CSV of several tables, one after the other under the same heads.
pub fn tables_csv(tables: &[Disclosed]) -> String {
    let mut sheet = Sheet::new(&HEADS);
    for disclosed in tables {
        add(&mut sheet, disclosed);
    }
    sheet.finish()
}

fn add(sheet: &mut Sheet, disclosed: &Disclosed) {
    let shown = disclosed.shown();
    let frame = Frame::new(disclosed);
    for row in &shown.rows {
        let net = if row.net { "net" } else { "" };
        for (cell, column) in row.cells.iter().zip(&shown.columns) {
            frame.line(sheet, [&row.id, &row.label, net], column, &figures(cell));
        }
    }
    for statistic in &shown.statistics {
        for (value, column) in statistic.values.iter().zip(&shown.columns) {
            let marker = if value.is_none() { "[x]".to_owned() } else { String::new() };
            let figures = Figures { value: number(*value), marker, ..Figures::default() };
            frame.line(sheet, [&statistic.id, &statistic.label, ""], column, &figures);
        }
    }
}

/// What a line says of one cell.
#[derive(Default)]
struct Figures {
    count: String,
    weighted: String,
    share: String,
    percent: String,
    low: String,
    high: String,
    higher_than: String,
    against_rest: String,
    value: String,
    marker: String,
}

fn figures(cell: &ShownCell) -> Figures {
    let shown = cell.share.is_some();
    let percent = cell.printed.split('%').next().filter(|_| shown).unwrap_or_default();
    let letters: Vec<String> = cell.letters.iter().map(char::to_string).collect();
    let unreliable = if shown && cell.shows(Marker::Unreliable) { Some(Marker::Unreliable) } else { None };
    Figures {
        count: number(cell.count),
        weighted: number(cell.weighted),
        share: number(cell.share),
        percent: percent.to_owned(),
        low: number(cell.interval.map(|interval| interval.low)),
        high: number(cell.interval.map(|interval| interval.high)),
        higher_than: letters.join(" "),
        against_rest: cell.against_rest.map(Against::as_str).unwrap_or_default().to_owned(),
        value: String::new(),
        marker: marker(cell.marker.or(unreliable)),
    }
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

    fn line(&self, sheet: &mut Sheet, [id, label, net]: [&str; 3], column: &ShownColumn, figures: &Figures) {
        let block = column.block.as_deref().unwrap_or_default();
        let letter = column.letter.map(String::from).unwrap_or_default();
        let bases = [number(column.unweighted_base), number(column.weighted_base), number(column.effective_base)];
        let cells: [&str; 26] = [
            &self.shown.survey,
            &self.shown.question,
            &self.shown.question_text,
            id,
            label,
            net,
            block,
            &column.id,
            &column.label,
            &letter,
            &figures.count,
            &figures.weighted,
            &figures.share,
            &figures.percent,
            &figures.low,
            &figures.high,
            &figures.higher_than,
            &figures.against_rest,
            &figures.value,
            &figures.marker,
            &bases[0],
            &bases[1],
            &bases[2],
            &self.base,
            self.view,
            &self.notes,
        ];
        sheet.row(&cells);
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
    use std::collections::BTreeMap;

    use super::*;
    use crate::breakdown::fixture;
    use crate::breakdown::{InternalTable, Policy, Table, release};
    use crate::stats::Interval;

    fn lines(disclosed: &Disclosed) -> Vec<BTreeMap<String, String>> {
        let text = table_csv(disclosed);
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
    }

    fn made() -> Table {
        fixture::table(&[&[60, 55, 5], &[50, 30, 20], &[50, 30, 20]])
    }

    #[test]
    fn every_cell_has_a_line_with_its_base_and_mark() {
        let lines = lines(&Disclosed::Internal(InternalTable::new(made())));
        assert_eq!(lines.len(), 9);
        assert_eq!((&*lines[0]["count"], &*lines[0]["percent"]), ("60", "38"));
        assert_eq!(&lines[0]["unweighted_base"], "160");
        assert!(lines.iter().all(|line| line["view"] == "internal, not for release"));
    }

    #[test]
    fn a_hidden_cell_is_a_marker() {
        let lines = lines(&Disclosed::Released(release(made(), &Policy::default())));
        let empty = ["count", "weighted", "share", "percent", "low", "high"];
        assert!(empty.iter().all(|name| lines[2][*name].is_empty()), "{:?}", lines[2]);
        assert_eq!(lines[2]["marker"], "[c]");
    }

    #[test]
    fn what_differs_and_how_far_figures_could_be_off_is_in_columns_of_its_own() {
        let mut table = made();
        table.columns[1].letter = Some('A');
        let cell = &mut table.rows[0].cells[2];
        cell.letters = vec!['A', 'B'];
        cell.interval = Some(Interval { low: 0.125, high: 0.5 });
        cell.against_rest = Some(Against::Lower);
        let lines = lines(&Disclosed::Internal(InternalTable::as_marked(table, &Policy::default())));
        let line = &lines[2];
        let found = ["low", "high", "higher_than", "against_rest"].map(|name| line[name].as_str());
        assert_eq!(found, ["0.125", "0.5", "A B", "lower"]);
        assert_eq!((&*lines[1]["letter"], &*line["marker"]), ("A", ""));
    }

    #[test]
    fn a_label_that_looks_like_a_formula_is_inert() {
        let mut table = made();
        table.rows[0].label = "=HYPERLINK(\"x\")".to_owned();
        table.rows[1].label = "two\nlines, and \"quotes\"".to_owned();
        let lines = lines(&Disclosed::Internal(InternalTable::new(table)));
        assert_eq!(lines[0]["row"], "'=HYPERLINK(\"x\")");
        assert_eq!(lines[3]["row"], "two\nlines, and \"quotes\"");
    }
}
