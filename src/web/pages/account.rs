//! The account of a load: what the file was taken for, what is still open, and what became of every cell.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::account_columns::columns;
use super::address::Address;
use super::answer::answer;
use super::layout::{Page, Section};
use super::problem::coded;
use super::summary::{list, stated};
use super::survey::kind_in_words;
use super::undo;
use super::wording::{count, date, number, sentence, size};
use crate::bank::{BankError, InsightBank, LoadReport};
use crate::problem::Problem;
use crate::survey::load::{ColumnAccount, OpenPoint};
use crate::view::{ToSettle, Totals, kinds, meaning_of};
use crate::web::extract::Name;
use crate::web::state::AppState;

/// `/surveys/{id}/load`.
pub(super) async fn show(State(state): State<AppState>, Name(id): Name) -> Response {
    answer(&state, move |bank| one(bank, &id)).await
}

fn one(bank: &InsightBank, id: &str) -> Result<Page, BankError> {
    let record = bank.account(id)?;
    let title = bank.source(id)?.title.clone();
    let id = record.report.id.as_str();
    let content = html! {
        h1 { "How this survey was loaded" }
        p class="lead" { (title) }
        p { "From the file " strong { (record.original.name) } " on " (date(&record.original.loaded)) "." }
        ul class="actions" {
            li { a href=(Address::of(&["surveys", id])) { "The questions and their tables" } }
            li { a href=(Address::of(&["api", "v1", "surveys", id, "load"])) { "This account as JSON" } }
            @if bank.recipe(id).is_ok() {
                li { a href=(Address::of(&["api", "v1", "surveys", id, "recipe"])) { "The recipe, to settle a point or to read next year\u{2019}s file" } }
            }
            @if !bank.file().demonstration { li { a href=(undo::address(id)) { "Take back this load" } } }
        }
        (of(&record.report))
    };
    let trail = vec![("Surveys".to_owned(), Address::of(&["surveys"])), (title.clone(), Address::of(&["surveys", id]))];
    Ok(Page::new(format!("How it was loaded: {title}"), Section::Surveys, content).trail(trail))
}

/// The whole account.
pub(super) fn of(report: &LoadReport) -> Markup {
    html! {
        h2 { "What was understood" }
        (list(&understood(report)))
        @if !report.open_points.is_empty() { (open_points(&report.open_points)) }
        @if !report.columns.is_empty() { (totals(report)) }
        @if !report.problems.is_empty() { (problems(&report.problems)) }
        @if !report.columns.is_empty() { (columns(report)) }
    }
}

fn understood(report: &LoadReport) -> Vec<(&'static str, Markup)> {
    let taken = &report.recognised;
    let mut rows = vec![
        ("Made with", stated(taken.maker.as_deref())),
        (
            "Layout",
            html! { (taken.layout) @if taken.header_rows > 0 && !taken.layout.contains("heading") { ", " (count(u64::from(taken.header_rows), "heading row", "heading rows")) } },
        ),
    ];
    if !taken.why.is_empty() {
        rows.push(("Recognised by", coded(&sentence(&taken.why.join("; ")))));
    }
    if !taken.encoding.is_empty() || taken.delimiter.is_some() {
        rows.push(("Characters", html! { (taken.encoding) @if let Some(sign) = &taken.delimiter { ", cells divided by " (sign.escape_debug()) } }));
    }
    if let Some(sheet) = &taken.sheet {
        rows.push(("Sheet", html! { (sheet) }));
    }
    rows.push(("Holds", extent(report)));
    if !report.columns.is_empty() {
        rows.push(("Questions", questions(&report.columns)));
    }
    rows
}

fn extent(report: &LoadReport) -> Markup {
    html! {
        @if report.columns.is_empty() { (count(report.rows, "passage or entry", "passages or entries")) }
        @else { (count(report.rows, "row", "rows")) " of " (count(report.columns.len() as u64, "column", "columns")) }
        ", loaded as " (report.kind)
    }
}

fn questions(columns: &[ColumnAccount]) -> Markup {
    let kinds = kinds(columns);
    let without = columns.iter().filter(|column| column.question.is_none()).count();
    html! {
        (number(kinds.values().sum()))
        @if without > 0 { "; " (count(without as u64, "column is", "columns are")) " no question" }
        @if !kinds.is_empty() { ul { @for (kind, many) in kinds { li { (number(many)) ": " (kind_in_words(kind)) } } } }
    }
}

/// What has changed since the recipe, and then all else that is open.
fn open_points(points: &[OpenPoint]) -> Markup {
    let (changed, open): (Vec<_>, Vec<_>) = ToSettle::all(points).into_iter().partition(ToSettle::is_drift);
    html! {
        @if !changed.is_empty() {
            section class="notice" aria-labelledby="changed-title" {
                h2 id="changed-title" { "Changed since the recipe was written (" (size(changed.len())) ")" }
                p { "This file is not quite as the recipe says. What changed, and what was done with it meanwhile:" }
                (each(&changed))
            }
        }
        @if !open.is_empty() {
            section class="notice" aria-labelledby="open-title" {
                h2 id="open-title" { "To settle (" (size(open.len())) ")" }
                p { "Nothing was guessed in silence. These points wait for a person. To settle one, change the recipe of this load where the point says so, and load the file again with it: on the page \u{201c}Load\u{201d} under \u{201c}More\u{201d}, or at the command line as written here." }
                (each(&open))
            }
        }
    }
}

fn each(points: &[ToSettle<'_>]) -> Markup {
    html! {
        ol class="open-points" {
            @for one in points {
                li {
                    @if let Some(question) = one.unnamed() { code { (question) } ": " }
                    strong { (coded(&sentence(&one.point.message))) }
                    @if !one.others.is_empty() { (others(&one.others)) }
                    br; "Meanwhile: " (coded(&one.point.meanwhile)) "."
                    br; "To settle it: " (settle(one))
                }
            }
        }
    }
}

/// The other questions that raise the same.
fn others(ids: &[&str]) -> Markup {
    html! {
        br; "The same in "
        @for (at, id) in ids.iter().enumerate() { @if at > 0 { ", " } code { (id) } }
        "."
    }
}

/// How to settle a point: on a page first what a page can do.
fn settle(one: &ToSettle<'_>) -> Markup {
    let point = one.point;
    html! {
        @if point.code == "survey_kind" { "choose it on the page \u{201c}Load\u{201d} under \u{201c}For a survey\u{201d}, or say it at the command line: " }
        @if one.is_recipe() { "in the recipe:" pre { (point.settle) } }
        @else if point.settle.starts_with("--") { code { (point.settle) } }
        @else { (coded(&point.settle)) }
    }
}

fn totals(report: &LoadReport) -> Markup {
    let sums = Totals::of(&report.columns);
    html! {
        h2 id="totals-title" { "What became of the cells" }
        div class="scroll" tabindex="0" role="region" aria-labelledby="totals-title" {
            table class="totals" {
                caption class="visually-hidden" { "What became of all cells" }
                thead { tr { th scope="col" { "What became of them" } th scope="col" class="numeric" { "Cells" } } }
                tbody {
                    (total("Mapped", "became an option, a tick, a number or a date", sums.mapped))
                    (total("Kept as words", "as they were written", sums.stored))
                    @for (reason, many) in &sums.reasons {
                        (total(&format!("Left out: {}", reason.replace('_', " ")), meaning_of(reason), *many))
                    }
                    tr class="net" { th scope="row" { "All cells" } td class="numeric" { (number(sums.cells)) } }
                }
            }
        }
    }
}

fn total(what: &str, meaning: &str, many: u64) -> Markup {
    html! { tr { th scope="row" { (what) " " span class="secondary" { "(" (meaning) ")" } } td class="numeric" { (number(many)) } } }
}

fn problems(problems: &[Problem]) -> Markup {
    html! {
        h2 { "Also worth knowing" }
        ul {
            @for problem in problems {
                li {
                    strong { (sentence(problem.severity.as_str()).trim_end_matches('.')) ": " }
                    (coded(&sentence(&problem.message)))
                    @if let Some(hint) = &problem.hint { " " (coded(&sentence(hint))) }
                }
            }
        }
    }
}
