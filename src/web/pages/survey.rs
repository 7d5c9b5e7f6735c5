//! One survey: its record, what was asked, who answered, and the account of its load.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::address::Address;
use super::answer::answer;
use super::label::Labels;
use super::layout::{Page, Section};
use super::summary::list;
use super::wording::{count, date, number, size};
use super::{mark, record};
use crate::bank::{BankError, EarlierWave, InsightBank, SurveyAnswer};
use crate::corpus::SurveyKind;
use crate::survey::{Class, OptionsChange, Question, QuestionKind};
use crate::web::extract::Name;
use crate::web::state::AppState;

/// `/surveys/{id}`.
pub(super) async fn show(State(state): State<AppState>, Name(id): Name) -> Response {
    answer(&state, move |bank| one(bank, &id)).await
}

fn one(bank: &InsightBank, id: &str) -> Result<Page, BankError> {
    let survey = bank.survey(id)?;
    let labels = Labels::of(bank);
    let source = &survey.source;
    let content = html! {
        p class="hit-kind" { span class="tag" { "Survey" } }
        h1 { (source.title) }
        @if source.illustrative { (mark::illustrative_notice()) }
        p class="lead" {
            (count(survey.respondents, "person", "people")) @if source.illustrative { " (made up)" }
            " answered " (size(survey.record.questionnaire.questions.len())) " questions."
        }
        (how_chosen(source.survey_kind.unwrap_or(SurveyKind::Unknown)))
        @if let Some(wave) = &survey.earlier { (earlier_wave(wave)) }
        (ways_on(&survey))
        (questionnaire(&survey))
        section aria-labelledby="record-title" { h2 id="record-title" { "Record" } (list(&record::rows(&labels, source))) }
        @if let Some(load) = &survey.record.load {
            section aria-labelledby="account-title" {
                h2 id="account-title" { "How it was loaded" }
                p { "From the file " strong { (load.original.name) } " on " (date(&load.original.loaded)) "." }
                p { a href=(Address::of(&["surveys", id, "load"])) { "What was understood, and what became of every cell" } @if !load.report.open_points.is_empty() { " (" (size(load.report.open_points.len())) " to settle)" } }
            }
        }
    };
    let trail = vec![("Surveys".to_owned(), Address::of(&["surveys"]))];
    Ok(Page::new(source.title.clone(), Section::Surveys, content).trail(trail))
}

fn how_chosen(kind: SurveyKind) -> Markup {
    let meaning = match kind {
        SurveyKind::Probability => {
            "The people were drawn at random, so the percentages are estimates for everybody they were drawn from."
        }
        SurveyKind::Census => "The percentages describe those who answered.",
        SurveyKind::SelfSelected => "The percentages describe the people who answered and may not hold for everybody.",
        SurveyKind::Unknown => "Read the percentages as describing only the people who answered.",
    };
    html! { p class="notice" { strong { (kind.label()) ". " } (meaning) } }
}

fn earlier_wave(wave: &EarlierWave) -> Markup {
    html! {
        p {
            "Earlier wave: " a href=(Address::of(&["surveys", wave.source.id.as_str()])) { (wave.source.title) }
            ", " (size(wave.links.len())) @if wave.links.len() == 1 { " question" } @else { " questions" } " linked."
        }
    }
}

fn ways_on(survey: &SurveyAnswer) -> Markup {
    let id = survey.source.id.as_str();
    let open = survey.record.questionnaire.questions.iter().any(|question| question.kind == QuestionKind::Open);
    html! {
        ul class="actions" {
            li { a href=(Address::of(&["surveys", id, "breakdown"])) { "Make a percentage table" } }
            li { a href=(Address::of(&["api", "v1", "surveys", id, "tab-book.xlsx"]).with("view", "internal")) { "Every question as an Excel tab book" } " (not for release)" }
            @if open { li { a href=(Address::of(&["search"]).with("source", id).with("kind", "answer")) { "Read what people wrote" } } }
            li { a href=(Address::of(&["sources", id])) { "This survey as a source" } }
            li { a href=(Address::of(&["api", "v1", "surveys", id])) { "This survey as JSON" } }
        }
    }
}

fn questionnaire(survey: &SurveyAnswer) -> Markup {
    let questions = &survey.record.questionnaire.questions;
    html! {
        section aria-labelledby="questions-title" {
            h2 id="questions-title" { "What was asked" }
            div class="scroll" tabindex="0" role="region" aria-labelledby="questions-title" {
                table class="questions" {
                    caption class="visually-hidden" { "Questions, how they are answered, and how many answered" }
                    thead { tr {
                        th scope="col" { "Question" }
                        th scope="col" { "How it is answered" }
                        th scope="col" { "How small numbers are guarded" }
                        th scope="col" class="numeric" { "Answered" }
                        th scope="col" { "Table" }
                    } }
                    tbody {
                        @for (at, asked) in questions.iter().enumerate() {
                            @if begins_grid(questions, at) { (grid_row(asked)) }
                            (question_row(survey, asked, at))
                        }
                    }
                }
            }
        }
    }
}

/// Whether the question at `at` is the first item of its grid.
fn begins_grid(questions: &[Question], at: usize) -> bool {
    let grid = |at: usize| questions.get(at).and_then(|question| question.grid.as_ref()).map(|grid| &grid.id);
    grid(at).is_some() && (at == 0 || grid(at - 1) != grid(at))
}

fn grid_row(question: &Question) -> Markup {
    html! { @if let Some(grid) = &question.grid { tr class="grid-head" { th scope="rowgroup" colspan="5" { (grid.text) } } } }
}

fn question_row(survey: &SurveyAnswer, question: &Question, at: usize) -> Markup {
    let (asked, answered) = survey.asked_and_answered.get(at).copied().unwrap_or_default();
    let id = survey.source.id.as_str();
    html! {
        tr id={ "question-" (at + 1) } {
            th scope="row" {
                (question.text) " " code { (question.id) }
                (choices(question))
                @if let Some(wave) = &survey.earlier { (asked_before(wave, &question.id)) }
                @if let Some(condition) = &question.asked_if {
                    p class="secondary" { "Asked only of those who answered " code { (condition.options.join(" or ")) } " to " code { (condition.question) } "." }
                }
            }
            td { (kind_in_words(question.kind)) }
            td { (class_in_words(question)) }
            td class="numeric" { (number(answered)) " of " (number(asked)) " asked" }
            td {
                @if !question.is_answered() { span class="secondary" { "no table" } }
                @else {
                    a href=(Address::of(&["surveys", id, "breakdown"]).with("question", question.id.as_str())) {
                        "Table" span class="visually-hidden" { " of " (question.text) }
                    }
                }
            }
        }
    }
}

/// Which question of the earlier wave this is.
fn asked_before(wave: &EarlierWave, id: &str) -> Markup {
    let table =
        |question: &str| Address::of(&["surveys", wave.source.id.as_str(), "breakdown"]).with("question", question);
    html! {
        @match wave.link(id) {
            None => { p class="secondary" { "Not asked so before." } }
            Some(link) => {
                p class="secondary" {
                    "Asked before as " a href=(table(&link.earlier)) { code { (link.earlier) } }
                    @if link.reworded { ", in other words" }
                    @match &link.options {
                        OptionsChange::Same => "."
                        OptionsChange::Renamed(_) => ", with options worded otherwise."
                        OptionsChange::Different => ", with other options."
                    }
                }
            }
        }
    }
}

/// The options, or the codes of an open question.
fn choices(question: &Question) -> Markup {
    let options: Vec<&str> = question.options.iter().map(|option| option.label.as_str()).collect();
    let codes: Vec<&str> = question.codes.iter().map(|code| code.label.as_str()).collect();
    let (what, labels) = if options.is_empty() { ("codes", codes) } else { ("options", options) };
    html! {
        @if !labels.is_empty() {
            details {
                summary { (size(labels.len())) " " (what) }
                ul { @for label in labels { li { (label) } } }
            }
        }
    }
}

pub(super) fn kind_in_words(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Single => "one option",
        QuestionKind::Multiple => "any number of options",
        QuestionKind::Scale => "one step of a scale",
        QuestionKind::Number => "a number",
        QuestionKind::Date => "a day",
        QuestionKind::Open => "in people\u{2019}s own words",
        QuestionKind::Ranking => "options put in order",
        QuestionKind::Technical => "not an answer: kept for the record",
    }
}

fn class_in_words(question: &Question) -> &'static str {
    match question.class {
        Class::Sensitive => "sensitive: small numbers hidden in releases",
        Class::Opinion => "opinion: only small bases hidden in releases",
    }
}
