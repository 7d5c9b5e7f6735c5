//! Taking back a load: what it would do, a button that does it, and what was done.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::address::Address;
use super::answer::answer;
use super::layout::{Page, Section};
use super::problem::coded;
use super::wording::{date, sentence};
use crate::bank::{BankError, InsightBank, LoadedFile, UndoReport};
use crate::problem::Problem;
use crate::web::error::ApiError;
use crate::web::extract::Name;
use crate::web::state::AppState;

/// `GET /sources/{id}/undo`: what taking back the last load would do.
pub(super) async fn ask(State(state): State<AppState>, Name(id): Name) -> Response {
    answer(&state, move |bank| asked(bank, &id)).await
}

/// `POST /sources/{id}/undo`: takes the last load back.
pub(super) async fn submit(State(state): State<AppState>, Name(id): Name) -> Response {
    answer(&state, move |bank| done(bank, &id)).await
}

/// Where the last load of a source is taken back.
pub(super) fn address(id: &str) -> Address {
    Address::of(&["sources", id, "undo"])
}

fn asked(bank: &InsightBank, id: &str) -> Result<Page, BankError> {
    let report = match bank.undo(id, true) {
        Err(BankError::Refused(problems)) => return Ok(refused(id, &problems)),
        report => report?,
    };
    let content = html! {
        h1 { "Take back this load?" }
        (what_goes(&report))
        p { "It cannot be brought back from here: to have it again, load the file again." }
        form action=(address(&report.id)) method="post" {
            div class="buttons" { button class="button" type="submit" { "Take back this load" } }
        }
        ul class="actions" { li { a href=(Address::of(&["sources", &report.id])) { "No, leave it as it is" } } }
    };
    Ok(Page::new("Take back this load?", Section::Load, content))
}

fn what_goes(report: &UndoReport) -> Markup {
    html! {
        p class="lead" {
            (named(report.taken_back.as_ref(), "What was loaded last"))
            " will be taken back from " code { (report.id) } " and deleted with its original. It is not kept in the history."
        }
        @if report.restored {
            p { (named(report.before.as_ref(), "The version before")) " comes back in its place, with its account and its recipe." }
        } @else {
            p { "It was the first load of that name, so nothing of it stays in the bank." }
        }
    }
}

fn named(load: Option<&LoadedFile>, what: &str) -> Markup {
    html! {
        @match load {
            Some(load) => { "The file " strong { (load.file) } ", loaded on " (date(&load.loaded)) "," }
            None => (what)
        }
    }
}

fn done(bank: &InsightBank, id: &str) -> Result<Page, BankError> {
    let report = match bank.undo(id, false) {
        Err(BankError::Refused(problems)) => return Ok(refused(id, &problems)),
        report => report?,
    };
    let content = html! {
        h1 { "Taken back" }
        p class="notice notice-done" role="status" {
            "The last load of " code { (report.id) } " is taken back. "
            @if report.restored { "The version before is in its place again." } @else { "It is out of the bank." }
        }
        @for problem in &report.problems { (told(problem)) }
        ul class="actions" {
            @if report.restored { li { a href=(Address::of(&["sources", &report.id])) { "See the source" } } }
            li { a href="/load" { "Load a file" } }
        }
    };
    Ok(Page::new("Taken back", Section::Load, content))
}

fn refused(id: &str, problems: &[Problem]) -> Page {
    let content = html! {
        h1 { "This load cannot be taken back" }
        @for problem in problems { (told(problem)) }
        ul class="actions" { li { a href=(Address::of(&["sources", id])) { "Back to the source" } } }
    };
    let status = ApiError::refused(problems.to_vec()).status;
    Page::new("This load cannot be taken back", Section::Load, content).status(status)
}

fn told(problem: &Problem) -> Markup {
    html! {
        p { (coded(&sentence(&problem.message))) }
        @if let Some(hint) = &problem.hint { p { (coded(&sentence(hint))) } }
    }
}
