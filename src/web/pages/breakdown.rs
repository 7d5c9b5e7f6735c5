//! The table page: a form that asks, the table that answers, and how to read it.

use axum::extract::State;
use axum::response::Response;
use maud::html;

use super::address::Address;
use super::answer::answer;
use super::breakdown_form::Form;
use super::layout::{Page, Section};
use super::problem::error_summary;
use super::{reading, table};
use crate::bank::{BankError, Caller, InsightBank};
use crate::breakdown::{Disclosed, View};
use crate::corpus::Source;
use crate::corpus::decisions::Moment;
use crate::problem::Problem;
use crate::web::error::ApiError;
use crate::web::extract::{Asked, Name};
use crate::web::params::{breakdown_request, explained};
use crate::web::state::AppState;

/// The fields of the form, for the summary of problems to lead to.
const FIELDS: [&str; 7] = ["question", "rows", "by", "where", "matching", "base", "view"];

/// `/surveys/{id}/breakdown`.
pub(super) async fn show(State(state): State<AppState>, Name(id): Name, Asked(pairs): Asked) -> Response {
    answer(&state, move |bank| page(bank, &id, &pairs)).await
}

fn page(bank: &InsightBank, id: &str, pairs: &[(String, String)]) -> Result<Page, BankError> {
    let shelf = bank.shelf();
    let (Some(source), Some(record)) = (shelf.sources.get(id), shelf.surveys.get(id)) else {
        // The bank says best why there is no such survey.
        bank.survey(id)?;
        return Err(BankError::not_found("survey", id, []));
    };
    let form = Form { survey: id, questionnaire: &record.questionnaire, pairs };
    if !form.is_filled() {
        return Ok(blank(source, &form));
    }
    // In these pages, which only this machine's own address can reach, the reader is an analyst.
    let asked = breakdown_request(id, pairs, View::Internal);
    let caller =
        Caller { who: "a reader of the pages on this machine".to_owned(), at: Moment::of(&jiff::Zoned::now()) };
    let made = asked.map_err(BankError::Refused).and_then(|request| bank.breakdown(&request, &caller));
    let explained = |table: &Disclosed| table.shown().cells_named(&explained(pairs)).map_err(BankError::Refused);
    match made.and_then(|table| Ok((explained(&table)?, table))) {
        Ok((cells, table)) => {
            let waves = bank.has_trend(id, &table.shown().question);
            Ok(answered(source, &form, &table, &cells, waves))
        }
        Err(BankError::Refused(problems)) => Ok(refused(source, &form, problems)),
        Err(error) => Err(error),
    }
}

fn blank(source: &Source, form: &Form<'_>) -> Page {
    let content = html! {
        h1 { "Make a percentage table" }
        p class="lead" { "From the survey " (link(source)) "." }
        @if source.illustrative { (super::mark::illustrative_notice()) }
        (form.render())
    };
    Page::new("Make a percentage table", Section::Surveys, content).trail(trail(source))
}

fn answered(
    source: &Source,
    form: &Form<'_>,
    disclosed: &Disclosed,
    explained: &[(usize, usize)],
    waves: bool,
) -> Page {
    let shown = disclosed.shown();
    let content = html! {
        h1 { span class="heading-above" { (source.title) } (shown.question_text) }
        (table::full(disclosed))
        (reading::readings(shown, explained))
        @if waves { (over_time(source, form, disclosed)) }
        (downloads(source, form, disclosed))
        section aria-labelledby="form-title" {
            h2 id="form-title" { "Change the table" }
            (form.render())
        }
        p { "Back to " (link(source)) " and its other questions." }
    };
    Page::new(format!("{} \u{2013} {}", shown.question_text, source.title), Section::Surveys, content)
        .trail(trail(source))
}

/// The way to the same question over the waves of the survey.
fn over_time(source: &Source, form: &Form<'_>, disclosed: &Disclosed) -> maud::Markup {
    let mut address = Address::of(&["surveys", source.id.as_str(), "trend"]);
    for name in ["question", "weight", "policy"] {
        for value in form.values(name) {
            address = address.with(name, value);
        }
    }
    html! {
        p { a href=(address.with("view", disclosed.view().as_str())) { "Compared with earlier waves" } }
    }
}

/// The table as files, its address, and all questions by the same columns.
fn downloads(source: &Source, form: &Form<'_>, disclosed: &Disclosed) -> maud::Markup {
    let shown = disclosed.shown();
    let json = format!("/api/v1{}", shown.permalink);
    let csv = json.replacen("/breakdown?", "/breakdown.csv?", 1);
    let xlsx = json.replacen("/breakdown?", "/breakdown.xlsx?", 1);
    let mut all = Address::of(&["api", "v1", "surveys", source.id.as_str(), "tab-book.xlsx"]);
    for name in ["by", "where", "matching", "weight", "policy"] {
        for value in form.values(name) {
            all = all.with(name, value);
        }
    }
    let all = all.with("view", disclosed.view().as_str());
    let mark = disclosed.mark().map(|mark| format!(" ({mark})")).unwrap_or_default();
    html! {
        ul class="downloads" {
            li { "Take this table away" (mark) ": " a href=(xlsx) { "Excel" } ", " a href=(csv) { "CSV" } ", " a href=(json) { "JSON" } }
            li { a href=(all) { "Every question by these columns as an Excel tab book" } (mark) }
            li { a href=(shown.permalink) { "Permanent address of this table" } }
        }
    }
}

fn refused(source: &Source, form: &Form<'_>, problems: Vec<Problem>) -> Page {
    let content = html! {
        (error_summary(&problems, &FIELDS))
        h1 { "Make a percentage table" }
        p class="lead" { "From the survey " (link(source)) "." }
        (form.render())
    };
    let status = ApiError::refused(problems).status;
    Page::new("Error: Make a percentage table", Section::Surveys, content).trail(trail(source)).status(status)
}

fn link(source: &Source) -> maud::Markup {
    html! { a href=(Address::of(&["surveys", source.id.as_str()])) { (source.title) } }
}

fn trail(source: &Source) -> Vec<(String, Address)> {
    vec![
        ("Surveys".to_owned(), Address::of(&["surveys"])),
        (source.title.clone(), Address::of(&["surveys", source.id.as_str()])),
    ]
}
