//! The account of a load: what the file was taken for, what became of every column, and what is still open.

use maud::{Markup, html};

use super::problem::coded;
use super::summary::{list, stated};
use super::wording::{number, sentence, size};
use crate::bank::LoadReport;
use crate::problem::Problem;
use crate::survey::load::{ColumnAccount, OpenPoint};

/// The whole account.
pub(super) fn of(report: &LoadReport) -> Markup {
    html! {
        (list(&rows(report)))
        @if !report.open_points.is_empty() { (open_points(&report.open_points)) }
        @if !report.problems.is_empty() { (problems(&report.problems)) }
        @if !report.columns.is_empty() { (columns(&report.columns)) }
    }
}

fn rows(report: &LoadReport) -> Vec<(&'static str, Markup)> {
    let taken = &report.recognised;
    let delimiter = taken.delimiter.as_deref().map(|sign| match sign {
        "\t" => "tab".to_owned(),
        other => format!("\u{201c}{other}\u{201d}"),
    });
    vec![
        ("Loaded as", html! { (report.kind) }),
        ("Made by", stated(taken.maker.as_deref())),
        ("Layout", html! { (taken.layout) }),
        ("Characters", html! { (taken.encoding) }),
        ("Cells divided by", stated(delimiter.as_deref())),
        ("Header rows", html! { (taken.header_rows) }),
        (if report.columns.is_empty() { "Passages or entries" } else { "Rows" }, html! { (number(report.rows)) }),
    ]
}

fn open_points(points: &[OpenPoint]) -> Markup {
    html! {
        h3 { "To settle (" (size(points.len())) ")" }
        p { "Nothing was guessed in silence. These points wait for a person:" }
        ul class="open-points" {
            @for point in points {
                li {
                    @if let Some(question) = &point.question { code { (question) } ": " }
                    (coded(&sentence(&point.message)))
                    " Meanwhile: " (coded(&sentence(&point.meanwhile)))
                    " To settle it: " (coded(&point.settle))
                }
            }
        }
    }
}

fn problems(problems: &[Problem]) -> Markup {
    html! {
        h3 { "Also worth knowing" }
        ul {
            @for problem in problems {
                li {
                    strong { (problem.severity.as_str()) ": " }
                    (coded(&sentence(&problem.message)))
                    @if let Some(hint) = &problem.hint { " " (coded(&sentence(hint))) }
                }
            }
        }
    }
}

fn columns(columns: &[ColumnAccount]) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="What became of every column" {
            table {
                caption {
                    "What became of every column"
                    span class="caption-base" { "Mapped, kept as words and left out add up to the cells of each column." }
                }
                thead { tr {
                    th scope="col" { "Column" }
                    th scope="col" { "Question" }
                    th scope="col" class="numeric" { "Cells" }
                    th scope="col" class="numeric" { "Mapped" }
                    th scope="col" class="numeric" { "Kept as words" }
                    th scope="col" class="numeric" { "Left out" }
                    th scope="col" { "Why left out" }
                } }
                tbody { @for column in columns { (column_row(column)) } }
            }
        }
    }
}

fn column_row(column: &ColumnAccount) -> Markup {
    let reasons: Vec<String> =
        column.reasons.iter().map(|(reason, n)| format!("{} {}", reason.replace('_', " "), number(*n))).collect();
    html! {
        tr {
            th scope="row" { (column.name) }
            td { @match &column.question { Some(question) => { code { (question) } }, None => { span class="secondary" { "no question" } } } }
            td class="numeric" { (number(column.cells)) }
            td class="numeric" { (number(column.mapped)) }
            td class="numeric" { (number(column.stored)) }
            td class="numeric" { (number(column.left_out)) }
            td { @if reasons.is_empty() { span class="secondary" { "nothing" } } @else { (reasons.join(", ")) } }
        }
    }
}
