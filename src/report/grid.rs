//! A shown table as a plain grid: one row of heads, then one measure per row, so that every number of a row has the same unit
//! and nothing needs a second line of heads or a merged cell.

use crate::breakdown::{
    Against, BaseRule, Disclosed, ShownCell, ShownColumn, ShownRow, ShownTable, View, format_share,
};
use crate::report::safe::{clip_words, distinct, head_text};

/// How much of the wording of a block stands in the head of each of its columns.
const BLOCK: usize = 40;

/// The heads of the first two columns.
const FIRST: [&str; 2] = ["Answer", "Measure"];

/// A table to be written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// The heads, all unlike each other.
    pub(super) heads: Vec<String>,
    /// The rows below them.
    pub(super) rows: Vec<GridRow>,
}

/// A row of a grid.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GridRow {
    /// What it is about.
    pub(super) label: String,
    /// What its numbers are.
    pub(super) measure: String,
    /// Whether it counts others together.
    pub(super) net: bool,
    /// One for each column of the table.
    pub(super) cells: Vec<GridCell>,
}

/// A cell of a grid.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum GridCell {
    /// A number.
    Number(f64),
    /// Shorthand, or words.
    Text(String),
}

impl Grid {
    /// The grid of a table: bases, percentages, statistics; then, where they may be seen, the numbers of people, the ends of
    /// intervals and what differs from what.
    pub(super) fn of(disclosed: &Disclosed) -> Self {
        let shown = disclosed.shown();
        let mut rows = bases(shown);
        rows.extend(reliability(shown));
        rows.extend(answers(shown, "Percentage", |cell| printed(&cell.printed)));
        rows.extend(statistics(shown));
        if disclosed.view() == View::Internal {
            rows.extend(answers(shown, people(shown), |cell| number(cell.count.map(whole))));
        }
        rows.extend(intervals(shown));
        rows.extend(comparisons(shown));
        Self { heads: heads(shown), rows }
    }
}

fn heads(shown: &ShownTable) -> Vec<String> {
    let lettered = shown.has_letters();
    let head = |column: &ShownColumn| {
        let place = column.block.as_deref().map(place).unwrap_or_default();
        let letter = column.letter.filter(|_| lettered).map(|letter| format!(" (column {letter})")).unwrap_or_default();
        head_text(&format!("{place}{}{letter}", column.label))
    };
    distinct(FIRST.into_iter().map(str::to_owned).chain(shown.columns.iter().map(head)).collect())
}

/// The wording of a block as it stands before the label of each of its columns.
fn place(block: &str) -> String {
    let block = clip_words(block, BLOCK);
    let end = if block.ends_with(['?', '.', ':', '!', '…']) { " " } else { ": " };
    format!("{block}{end}")
}

fn people(shown: &ShownTable) -> &'static str {
    if shown.base.rule == BaseRule::Ticks { "Number of answers ticked" } else { "Number of people" }
}

fn bases(shown: &ShownTable) -> Vec<GridRow> {
    let row = |label: &str, measure: &str, value: &dyn Fn(&ShownColumn) -> Option<f64>| GridRow {
        label: label.to_owned(),
        measure: measure.to_owned(),
        net: false,
        cells: shown.columns.iter().map(|column| number_or(value(column), "[c]")).collect(),
    };
    let mut rows = vec![row("Unweighted base", people(shown), &|column| column.unweighted_base.map(whole))];
    if shown.weight.is_some() {
        rows.push(row("Weighted base", "Sum of weights", &|column| column.weighted_base.map(f64::round)));
        rows.push(row("Effective base", "Worth in people", &|column| column.effective_base.map(f64::round)));
    }
    rows
}

/// A warning for each column of few people, where there is one to be given.
fn reliability(shown: &ShownTable) -> Option<GridRow> {
    let warnings: Vec<Option<&str>> = shown.columns.iter().map(ShownColumn::caution).collect();
    warnings.iter().any(Option::is_some).then(|| GridRow {
        label: "How far to rely on this column".to_owned(),
        measure: "Warning".to_owned(),
        net: false,
        cells: warnings.iter().map(|warning| GridCell::Text(warning.unwrap_or("no warning").to_owned())).collect(),
    })
}

fn answers(shown: &ShownTable, measure: &str, cell: impl Fn(&ShownCell) -> GridCell) -> Vec<GridRow> {
    let row = |row: &ShownRow| GridRow {
        label: row.head(),
        measure: measure.to_owned(),
        net: row.net,
        cells: row.cells.iter().map(&cell).collect(),
    };
    shown.rows.iter().map(row).collect()
}

fn statistics(shown: &ShownTable) -> Vec<GridRow> {
    let row = |statistic: &crate::breakdown::ShownStatistic| GridRow {
        label: statistic.label.clone(),
        measure: "Statistic".to_owned(),
        net: false,
        cells: (0..shown.columns.len()).map(|at| printed(&statistic.printed(at))).collect(),
    };
    shown.statistics.iter().map(row).collect()
}

fn intervals(shown: &ShownTable) -> Vec<GridRow> {
    if !any(shown, |cell| cell.interval.is_some()) {
        return Vec::new();
    }
    let end = |cell: &ShownCell, share: Option<f64>| match (share, cell.marker) {
        (Some(share), _) => printed(&format_share(share)),
        (None, Some(_)) => printed(&cell.printed),
        (None, None) => GridCell::Text("[x]".to_owned()),
    };
    let mut rows = answers(shown, "Percentage, lower end of the interval", |cell| {
        end(cell, cell.interval.map(|interval| interval.low))
    });
    rows.extend(answers(shown, "Percentage, upper end of the interval", |cell| {
        end(cell, cell.interval.map(|interval| interval.high))
    }));
    rows
}

fn comparisons(shown: &ShownTable) -> Vec<GridRow> {
    let mut rows = Vec::new();
    if shown.has_letters() {
        rows.extend(answers(shown, "Columns that are lower", |cell| {
            words(cell, cell.letters.iter().map(char::to_string).collect::<Vec<_>>().join(", "), "none")
        }));
    }
    if any(shown, |cell| cell.against_rest.is_some()) {
        rows.extend(answers(shown, "Compared with everybody else", |cell| {
            words(cell, cell.against_rest.map(Against::as_str).unwrap_or_default().to_owned(), "no clear difference")
        }));
    }
    rows
}

fn any(shown: &ShownTable, test: impl Fn(&ShownCell) -> bool) -> bool {
    shown.rows.iter().flat_map(|row| &row.cells).any(test)
}

/// `text`, or `nothing` where it is empty, or the marker of a cell without a figure.
fn words(cell: &ShownCell, text: String, nothing: &str) -> GridCell {
    match cell.marker {
        Some(_) => printed(&cell.printed),
        None if text.is_empty() => GridCell::Text(nothing.to_owned()),
        None => GridCell::Text(text),
    }
}

/// What print shows as a number where it is one; the sign of a percentage is in the name of the measure, and the mark of a
/// small base in a row of its own.
fn printed(text: &str) -> GridCell {
    let figure = text.split('%').next().unwrap_or(text);
    figure
        .parse()
        .ok()
        .filter(|value: &f64| value.is_finite())
        .map_or_else(|| GridCell::Text(figure.to_owned()), GridCell::Number)
}

fn number(value: Option<f64>) -> GridCell {
    number_or(value, "[c]")
}

fn number_or(value: Option<f64>, otherwise: &str) -> GridCell {
    value.map_or_else(|| GridCell::Text(otherwise.to_owned()), GridCell::Number)
}

/// A number of people as spreadsheets hold numbers.
#[expect(clippy::cast_precision_loss, reason = "no survey has so many people")]
fn whole(n: u64) -> f64 {
    n as f64
}
