//! The account of a load and lists of problems, for a spreadsheet.

use crate::bank::LoadReport;
use crate::problem::Problem;
use crate::view::account::letters;
use crate::view::questions::kind_word;
use crate::view::sheet::Sheet;

/// The account of every column of every load, one row each.
pub fn loads_csv(reports: &[LoadReport]) -> String {
    let heads =
        ["source", "column", "question", "cells", "mapped", "stored", "left_out", "reasons", "letters", "kind", "grid"];
    let mut sheet = Sheet::new(&heads);
    for report in reports {
        for (position, column) in report.columns.iter().enumerate() {
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
                &letters(position),
                column.kind.map(kind_word).unwrap_or_default(),
                column.grid.as_deref().unwrap_or_default(),
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
