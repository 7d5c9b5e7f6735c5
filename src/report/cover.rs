//! The cover: what the book is of, who was asked, and what may be done with it.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::bank::TabBook;
use crate::breakdown::{DisclosureSummary, kind_note};
use crate::corpus::SurveyKind;
use crate::report::page::Page;
use crate::report::style::Style;

/// The name of the sheet.
pub(super) const SHEET: &str = "Cover";

/// What stands on every sheet of a book that must not leave the building.
pub(super) const INTERNAL: &str =
    "Not for release: internal view, every count is shown. Use the release view for anything that leaves the team.";

/// What stands on every sheet of a book of made-up answers.
pub(super) const ILLUSTRATIVE: &str = "Illustrative: made-up data, no real person answered.";

/// The marks of a book, which stand below the title of every sheet.
pub(super) fn marks(book: &TabBook) -> Vec<&'static str> {
    let internal = book.mark().map(|_| INTERNAL);
    internal.into_iter().chain(book.source.illustrative.then_some(ILLUSTRATIVE)).collect()
}

/// Writes the cover.
pub(super) fn write(workbook: &mut Workbook, style: &Style, book: &TabBook) -> Result<(), XlsxError> {
    let mut page = Page::add(workbook, style, SHEET, &[90.0])?;
    page.title(&format!("{}: percentage tables", book.source.title))?;
    for mark in marks(book) {
        page.strong(mark)?;
    }
    for line in lines(book) {
        page.text(&line)?;
    }
    page.link(super::contents::SHEET, "Contents: the list of tables")?;
    page.link(super::notes::SHEET, "Notes: shorthand, bases, weighting, tests, confidentiality, rounding")
}

fn lines(book: &TabBook) -> Vec<String> {
    let source = &book.source;
    let kind = source.survey_kind.unwrap_or(SurveyKind::Unknown);
    let respondents = book.respondents.map_or_else(|| "[c]".to_owned(), |n| n.to_string());
    let made_up = if source.illustrative { " (made up)" } else { "" };
    let tables = book.tables.len();
    let mut lines = vec![
        format!(
            "This workbook holds {tables} {}, each on a sheet of its own.",
            if tables == 1 { "table" } else { "tables" }
        ),
        format!("Survey: {} ({})", source.title, source.id),
        format!("Kind of survey: {}. {}", kind.label(), kind_note(kind)),
        format!("People who took part: {respondents}{made_up}"),
    ];
    lines.extend(fieldwork(book).map(|dates| format!("When: {dates}")));
    lines.extend(book.publisher.as_ref().map(|name| format!("Published by: {name}")));
    lines.extend(source.published.as_ref().map(|day| format!("Published: {day}")));
    lines.extend(source.link.as_ref().map(|link| format!("Where it can be read: {link}")));
    lines.extend(source.method.as_ref().map(|method| format!("How it was done: {method}")));
    lines.push(view(book));
    if !book.without_columns.is_empty() {
        lines.push(format!(
            "Tables without their columns, which are not available for confidentiality: {}.",
            book.without_columns.join(", ")
        ));
    }
    lines.push(weight(book));
    lines.push(format!("Version of the data: {}", book.data_version));
    lines
}

/// From when to when people answered.
fn fieldwork(book: &TabBook) -> Option<String> {
    let dates = &book.source.dates;
    match (&dates.from, &dates.to) {
        (Some(from), Some(to)) if from == to => Some(from.clone()),
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        (Some(day), None) | (None, Some(day)) => Some(day.clone()),
        (None, None) => book.source.year.map(|year| year.to_string()),
    }
}

fn view(book: &TabBook) -> String {
    if book.mark().is_some() {
        return "View: internal. No disclosure policy applies, and every count is shown.".to_owned();
    }
    let done: Vec<DisclosureSummary> = book.tables.iter().map(crate::breakdown::Disclosed::disclosure).collect();
    let preset = done.first().map_or("none", |summary| summary.preset.as_str());
    if preset == "none" {
        return "View: release. No disclosure policy applies, because the data are made up.".to_owned();
    }
    let hidden: usize = done.iter().map(|summary| summary.hidden_cells).sum();
    format!(
        "View: release. Disclosure policy: {preset}. Cells hidden for confidentiality in all tables together: {hidden}."
    )
}

fn weight(book: &TabBook) -> String {
    let weight = book.tables.iter().find_map(|table| table.shown().weight.clone());
    weight.map_or_else(
        || "Weighting: none, everybody counts one.".to_owned(),
        |name| format!("Weighting: by `{name}`. Each table says what it costs in precision."),
    )
}
