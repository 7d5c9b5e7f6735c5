//! The account of a load and lists of problems, for a terminal and for a spreadsheet.

use std::fmt::Write as _;

use crate::bank::LoadReport;
use crate::problem::Problem;
use crate::survey::load::ColumnAccount;
use crate::view::columns;
use crate::view::sheet::Sheet;

/// What a load understood, for a person at a terminal: what it was taken for, every column, and what is open.
pub fn load_text(report: &LoadReport, dry_run: bool) -> String {
    let mut text = String::new();
    let there = report.problems.iter().any(|problem| problem.code == "no_change");
    let done = match (there, dry_run) {
        (true, _) => "already stored",
        (false, true) => "would be stored",
        (false, false) => "stored",
    };
    let (one, many) = if report.columns.is_empty() { ("passage", "passages") } else { ("row", "rows") };
    let rows = if report.rows == 1 { one } else { many };
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{} {done} as `{}`: {} {rows}, {}", report.kind, report.id, report.rows, taken_for(report));
    if !report.columns.is_empty() {
        columns_text(&mut text, &report.columns);
    }
    if !report.open_points.is_empty() {
        let _ = writeln!(text, "\nTo settle ({}):", report.open_points.len());
    }
    for point in &report.open_points {
        let question = point.question.as_deref().map(|id| format!("`{id}`: ")).unwrap_or_default();
        let _ = writeln!(
            text,
            "- {question}{}\n  meanwhile: {}\n  to settle: {}",
            point.message, point.meanwhile, point.settle
        );
    }
    text
}

fn taken_for(report: &LoadReport) -> String {
    let known = &report.recognised;
    let mut parts = vec![known.layout.clone(), known.encoding.clone()];
    parts.extend(known.maker.clone());
    parts.extend(known.delimiter.as_ref().map(|delimiter| format!("divided by `{}`", delimiter.escape_debug())));
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn columns_text(text: &mut String, columns: &[ColumnAccount]) {
    let _ = writeln!(
        text,
        "\n{:<44} {:<24} {:>8} {:>8} {:>8} {:>8}  why",
        "column", "question", "cells", "mapped", "as text", "left out"
    );
    for column in columns {
        let reasons: Vec<String> = column.reasons.iter().map(|(reason, n)| format!("{reason} {n}")).collect();
        let _ = writeln!(
            text,
            "{:<44} {:<24} {:>8} {:>8} {:>8} {:>8}  {}",
            clip(&column.name, 44),
            clip(column.question.as_deref().unwrap_or("-"), 24),
            column.cells,
            column.mapped,
            column.stored,
            column.left_out,
            reasons.join(", ")
        );
    }
}

/// The first `width` characters, with an ellipsis where more follows.
pub(super) fn clip(text: &str, width: usize) -> String {
    let plain = columns::clean(text);
    if plain.chars().count() <= width {
        return plain;
    }
    plain.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// The account of every column of every load, one row each.
pub fn loads_csv(reports: &[LoadReport]) -> String {
    let mut sheet = Sheet::new(&["source", "column", "question", "cells", "mapped", "stored", "left_out", "reasons"]);
    for report in reports {
        for column in &report.columns {
            let reasons: Vec<String> = column.reasons.iter().map(|(reason, n)| format!("{reason} {n}")).collect();
            sheet.row(&[
                &report.id,
                &column.name,
                column.question.as_deref().unwrap_or_default(),
                &column.cells.to_string(),
                &column.mapped.to_string(),
                &column.stored.to_string(),
                &column.left_out.to_string(),
                &reasons.join("; "),
            ]);
        }
    }
    sheet.finish()
}

/// Problems, one row each.
pub fn problems_csv(problems: &[Problem]) -> String {
    let heads = ["severity", "code", "file", "line", "column", "field", "message", "found", "expected", "hint"];
    let mut sheet = Sheet::new(&heads);
    for problem in problems {
        let place = &problem.place;
        let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
        let words = |text: &Option<String>| text.clone().unwrap_or_default();
        sheet.row(&[
            problem.severity.as_str(),
            &problem.code,
            &words(&place.file),
            &number(place.line),
            &number(place.column),
            &words(&place.field),
            &problem.message,
            &words(&problem.found),
            &words(&problem.expected),
            &words(&problem.hint),
        ]);
    }
    sheet.finish()
}
