//! Loading a file: a form, a check that writes nothing, and the account of what was stored.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::address::Address;
use super::answer::answer;
use super::layout::{Page, Section};
use super::problem::{coded, error_summary};
use super::upload::Upload;
use super::{account, load_form, undo};
use crate::bank::{BankError, InsightBank, LoadReport};
use crate::corpus::SourceKind;
use crate::engine::Silent;
use crate::problem::Problem;
use crate::view;
use crate::web::error::ApiError;
use crate::web::state::AppState;

/// The fields of the form that a problem can lead to.
const FIELDS: [&str; 9] = ["file", "title", "survey_kind", "questionnaire", "recipe", "sheet", "wave_of", "kind", "id"];

/// `GET /load`.
pub(super) async fn form(State(state): State<AppState>) -> Response {
    answer(&state, |bank| Ok(blank(bank))).await
}

/// `POST /load`: checks the file or stores it, as the pressed button says.
pub(super) async fn submit(State(state): State<AppState>, parts: Result<Multipart, MultipartRejection>) -> Response {
    let upload = Upload::read(parts).await;
    answer(&state, move |bank| loaded(bank, upload)).await
}

fn blank(bank: &InsightBank) -> Page {
    let demonstration = bank.file().demonstration;
    let content = html! {
        h1 { "Load a file" }
        @if demonstration { (own_bank()) }
        p class="lead" { "The file as you have it: no need to edit it first." }
        (what_loads())
        (steps())
        (load_form::render(&Upload::blank(), demonstration))
    };
    Page::new("Load a file", Section::Load, content)
}

/// Why the demonstration takes no loads, and how to have a bank that does.
fn own_bank() -> Markup {
    html! {
        div class="notice notice-illustrative" {
            p { strong { "This is the demonstration bank: it takes no loads." } " People\u{2019}s own answers never go into a folder that is under version control. You can still check a file here: nothing is written." }
            p { "To load, make a bank of your own. It takes a minute:" }
            pre { code { "insight-bank init my-bank\ninsight-bank --bank my-bank load survey.csv\ninsight-bank --bank my-bank serve" } }
            p { "Then open this page in that bank." }
        }
    }
}

fn what_loads() -> Markup {
    html! {
        ul {
            li { strong { "Answers to a survey" } ", as any survey tool exports them: CSV in any encoding, Excel, OpenDocument spreadsheet, SPSS, or a LimeSurvey archive." }
            li { strong { "Documents" } ": Word, OpenDocument, PDF, web pages, Markdown or plain text." }
            li { strong { "Lists of literature" } ": RIS or BibTeX." }
            li { strong { "Filled-in templates" } " for studies, focus groups and meetings: choose what it is under \u{201c}More\u{201d}." }
        }
    }
}

fn steps() -> Markup {
    html! {
        ol {
            li { strong { "Check only" } " reads the file and says what was understood, what is still open, and what would become of every cell. Nothing is written." }
            li { strong { "Load" } " does the same, then stores the file whole or not at all, and makes it searchable." }
        }
    }
}

fn loaded(bank: &InsightBank, mut upload: Upload) -> Result<Page, BankError> {
    if !upload.problems.is_empty() {
        return Ok(refused(bank, &upload, upload.status, &upload.problems));
    }
    let request = upload.request();
    match bank.load(&request, &Silent) {
        Ok(report) if request.dry_run => Ok(checked(bank, &upload, &report)),
        Ok(report) => Ok(stored(&report)),
        Err(BankError::Refused(problems)) => {
            let status = ApiError::refused(problems.clone()).status;
            Ok(refused(bank, &upload, status, &problems))
        }
        Err(error) => Err(error),
    }
}

/// The account of a file that was looked at and not stored.
fn checked(bank: &InsightBank, upload: &Upload, report: &LoadReport) -> Page {
    let demonstration = bank.file().demonstration;
    let content = html! {
        h1 { "Check before you load" }
        p class="lead" { "Nothing has been stored. This is what " strong { (upload.name) } " would become: " code { (report.id) } "." }
        ul class="actions" { li { a href="#next" { "If this is right, go on to load it" } } }
        (account::of(report))
        h2 id="next" { "If this is right" }
        @if demonstration { (own_bank()) }
        @else { p { "Choose the same file again, and any that go with it, and press \u{201c}Load\u{201d}. The bank does not keep files that were only checked." } }
        (load_form::render(upload, demonstration))
    };
    Page::new("Check before you load", Section::Load, content)
}

fn stored(report: &LoadReport) -> Page {
    let survey = report.kind == SourceKind::Survey.as_str();
    let is_list = view::is_list(report);
    let things = if survey { "surveys" } else { "sources" };
    let content = html! {
        h1 { "Loaded" }
        @if is_list {
            p class="notice notice-done" role="status" { "The works of the list are stored, each as a source of its own, and searchable." }
        } @else {
            p class="notice notice-done" role="status" { "Stored as " code { (report.id) } " and searchable." }
        }
        ul class="actions" {
            @if is_list { li { a href=(Address::of(&["sources"]).with("kind", &report.kind)) { "See all literature" } } }
            @else { li { a href=(Address::of(&[things, &report.id])) { @if survey { "See the questions and make tables" } @else { "See the source" } } } }
            li { a href="/load" { "Load another file" } }
            li { a href=(undo::address(&report.id)) { "Take back this load" } }
        }
        @if survey { p { "You find this account again on the page of the survey, under \u{201c}How it was loaded\u{201d}." } }
        (account::of(report))
    };
    Page::new("Loaded", Section::Load, content)
}

fn refused(bank: &InsightBank, upload: &Upload, status: StatusCode, problems: &[Problem]) -> Page {
    let demonstration = bank.file().demonstration;
    let content = html! {
        (error_summary(problems, &FIELDS))
        h1 { "Load a file" }
        @if demonstration { (own_bank()) }
        @if !upload.name.is_empty() { p { "Nothing was stored. Choose " (coded(&format!("`{}`", upload.name))) " again once this is put right: a browser does not send a file twice." } }
        (load_form::render(upload, demonstration))
    };
    Page::new("Error: Load a file", Section::Load, content).status(status)
}
