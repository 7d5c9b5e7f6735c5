//! A comparison over waves as CSV: one line per row and wave, with everything a line needs to stand alone.

use super::leaning;
use crate::bank::TrendAnswer;
use crate::breakdown::{Against, TrendCell, TrendRow, View, Wave};
use crate::view::sheet::Sheet;

const HEADS: [&str; 28] = [
    "survey",
    "wave",
    "question",
    "question_text",
    "row_id",
    "row",
    "net",
    "count",
    "weighted",
    "share",
    "percent",
    "low",
    "high",
    "marker",
    "unweighted_base",
    "weighted_base",
    "effective_base",
    "weight",
    "base",
    "change",
    "change_low",
    "change_high",
    "change_p",
    "direction",
    "break",
    "trend",
    "view",
    "notes",
];

/// The CSV: a line per row and wave, oldest wave first. Shares and changes are 0 to 1 and unrounded.
pub fn trend_csv(answer: &TrendAnswer) -> String {
    let mut sheet = Sheet::new(&HEADS);
    let view = match answer.view {
        View::Internal => "internal, not for release",
        View::Release => "release",
    };
    let notes = answer.trend.notes.join(" ");
    for row in &answer.trend.rows {
        for (cell, wave) in row.cells.iter().zip(&answer.trend.waves) {
            let mut line = of_the_row(row, wave);
            line.extend(figures(cell));
            line.extend(bases(wave));
            line.extend(change(cell, wave));
            line.extend([row.trend.map(leaning).unwrap_or_default().to_owned(), view.to_owned(), notes.clone()]);
            sheet.row(&line.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
    sheet.finish()
}

fn of_the_row(row: &TrendRow, wave: &Wave) -> Vec<String> {
    let shown = wave.table.shown();
    let net = if row.net { "net" } else { "" };
    let texts =
        [&shown.survey, &wave.label, &shown.question, &shown.question_text, &row.id, &row.label].map(String::clone);
    texts.into_iter().chain([net.to_owned()]).collect()
}

fn figures(cell: &TrendCell) -> Vec<String> {
    let Some(cell) = &cell.cell else {
        return [[""; 6].as_slice(), &["[x]"]].concat().into_iter().map(str::to_owned).collect();
    };
    let percent = cell.printed.split('%').next().filter(|_| cell.share.is_some()).unwrap_or_default();
    let marker = cell.printed.find('[').and_then(|at| cell.printed.get(at..)).unwrap_or_default();
    vec![
        number(cell.count),
        number(cell.weighted),
        number(cell.share),
        percent.to_owned(),
        number(cell.interval.map(|interval| interval.low)),
        number(cell.interval.map(|interval| interval.high)),
        marker.to_owned(),
    ]
}

fn bases(wave: &Wave) -> Vec<String> {
    let total = wave.total();
    vec![
        number(total.and_then(|total| total.unweighted_base)),
        number(total.and_then(|total| total.weighted_base)),
        number(total.and_then(|total| total.effective_base)),
        wave.table.shown().weight.clone().unwrap_or_default(),
        wave.table.shown().base_words(),
    ]
}

fn change(cell: &TrendCell, wave: &Wave) -> Vec<String> {
    let change = cell.change;
    let interval = change.and_then(|change| change.interval);
    vec![
        number(change.map(|change| change.difference)),
        number(interval.map(|interval| interval.low)),
        number(interval.map(|interval| interval.high)),
        number(change.and_then(|change| change.p)),
        change.and_then(|change| change.marked).map(Against::as_str).unwrap_or_default().to_owned(),
        if wave.breaks.is_empty() { String::new() } else { format!("[b] {}", wave.breaks.join("; ")) },
    ]
}

fn number(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
