//! The list of surveys: those whose answers the bank holds, and those it has only published figures of.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::address::Address;
use super::answer::answer;
use super::layout::{Page, Section};
use super::mark;
use super::summary::stated;
use super::wording::size;
use crate::bank::{InsightBank, Shelf};
use crate::corpus::{Source, SourceKind, SurveyKind};
use crate::web::state::AppState;

/// `/surveys`.
pub(super) async fn list(State(state): State<AppState>) -> Response {
    answer(&state, |bank| Ok(page(bank))).await
}

fn page(bank: &InsightBank) -> Page {
    let shelf = bank.shelf();
    let with_answers: Vec<&Source> = sources(&shelf).filter(|source| shelf.surveys.contains_key(&source.id)).collect();
    let record_only: Vec<&Source> = sources(&shelf).filter(|source| !shelf.surveys.contains_key(&source.id)).collect();
    let content = html! {
        h1 { "Surveys" }
        section aria-labelledby="with-answers" {
            h2 id="with-answers" { "With answers: tables can be made" }
            @if with_answers.is_empty() { p { "None yet. " a href="/load" { "Load a survey" } "." } }
            @else { (table(&shelf, &with_answers)) }
        }
        @if !record_only.is_empty() {
            section aria-labelledby="record-only" {
                h2 id="record-only" { "Published figures only" }
                p class="secondary" { "The bank has what was printed about these surveys, not the answers themselves." }
                ul class="plain-list" {
                    @for source in record_only {
                        li {
                            a href=(Address::of(&["sources", source.id.as_str()])) { (source.title) }
                            @if source.illustrative { " " (mark::illustrative()) }
                            span class="secondary" { " " (source.year.map_or_else(|| "year not stated".to_owned(), |year| year.to_string())) }
                        }
                    }
                }
            }
        }
        p { a href="/about#percentages" { "How percentages and bases work here" } }
    };
    Page::new("Surveys", Section::Surveys, content)
}

fn sources(shelf: &Shelf) -> impl Iterator<Item = &Source> {
    shelf.sources.values().map(AsRef::as_ref).filter(|source| source.kind == SourceKind::Survey)
}

fn table(shelf: &Shelf, surveys: &[&Source]) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Surveys with answers" {
            table {
                caption class="visually-hidden" { "Surveys with answers" }
                thead { tr {
                    th scope="col" { "Survey" }
                    th scope="col" { "Year" }
                    th scope="col" { "How people came to be in it" }
                    th scope="col" class="numeric" { "Questions" }
                } }
                tbody {
                    @for source in surveys {
                        tr {
                            th scope="row" {
                                a href=(Address::of(&["surveys", source.id.as_str()])) { (source.title) }
                                @if source.illustrative { " " (mark::illustrative()) }
                            }
                            td { (stated(source.year.map(|year| year.to_string()).as_deref())) }
                            td { (source.survey_kind.unwrap_or(SurveyKind::Unknown).label()) }
                            td class="numeric" { (size(shelf.surveys.get(&source.id).map_or(0, |record| record.questionnaire.questions.len()))) }
                        }
                    }
                }
            }
        }
    }
}
