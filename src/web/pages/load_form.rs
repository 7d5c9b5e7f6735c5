//! The form that sends a file.

use maud::{Markup, html};

use super::upload::Upload;
use crate::corpus::{SourceKind, SurveyKind};

/// The files a browser offers to load; others can still be chosen.
const LOADED: &str = ".csv,.tsv,.tab,.psv,.dat,.txt,.xlsx,.xlsm,.xls,.ods,.sav,.zsav,.por,.lsa,.zip,.md,.html,.htm,.docx,.odt,.pdf,.ris,.bib,.nbib,.toml";
/// The files a browser offers as a questionnaire.
const QUESTIONNAIRES: &str = ".lss,.lsg,.lsq,.lsa,.qsf,.json,.xlsx,.toml";

/// The form with what was typed before; in the demonstration it only checks.
pub(super) fn render(upload: &Upload, demonstration: bool) -> Markup {
    html! {
        form class="load-form" action="/load" method="post" enctype="multipart/form-data" novalidate {
            (file("file", "File", "A survey export, a document, a list of literature or a filled-in template.", LOADED))
            (text("title", "Title (optional)", "What people will read. Made from the name of the file when left empty.", &upload.title))
            (survey_kinds(upload))
            (more(upload))
            div class="buttons" {
                button class="button" type="submit" name="action" value="check" { "Check only" }
                @if !demonstration { button class="button button-second" type="submit" name="action" value="load" { "Load" } }
            }
        }
    }
}

/// What most loads do without; open where something in it was used or went wrong.
fn more(upload: &Upload) -> Markup {
    let typed = [&upload.sheet, &upload.wave_of, &upload.id].into_iter().any(|text| !text.is_empty());
    let used = typed || upload.kind.is_some() || upload.replace;
    html! {
        details open[used || !upload.problems.is_empty()] {
            summary { "More: what it is, questionnaire, recipe, sheet, earlier wave, short name, replacing" }
            (file("questionnaire", "Questionnaire (optional)", "As the survey tool exports it. Gives the wordings, the options and who was asked what.", QUESTIONNAIRES))
            (file("recipe", "Recipe (optional)", "The recipe of an earlier load, to read this file in the same way.", ".toml"))
            (text("sheet", "Sheet (optional)", "The name of the sheet that holds the answers, for a workbook with several.", &upload.sheet))
            (text("wave_of", "Earlier wave (optional)", "The short name of the survey that this one repeats, or \u{201c}none\u{201d}. Found by the questions when left empty.", &upload.wave_of))
            (kinds(upload))
            (text("id", "Short name (optional)", "Stands in addresses and never changes: small letters, digits and hyphens.", &upload.id))
            div class="field choice" {
                input id="replace" name="replace" type="checkbox" value="true" checked[upload.replace];
                label for="replace" { "Put it in the place of what is stored under this short name; the old version is kept in the history" }
            }
        }
    }
}

fn file(name: &str, label: &str, hint: &str, accept: &str) -> Markup {
    let hint_id = format!("{name}-hint");
    html! {
        div class="field" {
            label for=(name) { (label) }
            p class="hint" id=(hint_id) { (hint) }
            input id=(name) name=(name) type="file" accept=(accept) aria-describedby=(hint_id);
        }
    }
}

fn text(name: &str, label: &str, hint: &str, value: &str) -> Markup {
    let hint_id = format!("{name}-hint");
    html! {
        div class="field" {
            label for=(name) { (label) }
            p class="hint" id=(hint_id) { (hint) }
            input id=(name) name=(name) type="text" value=(value) aria-describedby=(hint_id) autocomplete="off" spellcheck="false";
        }
    }
}

fn kinds(upload: &Upload) -> Markup {
    html! {
        div class="field" {
            label for="kind" { "What it is" }
            select id="kind" name="kind" {
                option value="" { "Tell by the file" }
                @for kind in SourceKind::ALL {
                    option value=(kind.as_str()) selected[upload.kind == Some(*kind)] { (kind.label()) }
                }
            }
        }
    }
}

fn survey_kinds(upload: &Upload) -> Markup {
    html! {
        div class="field" {
            label for="survey_kind" { "For a survey: how people came to be in it" }
            p class="hint" id="survey_kind-hint" { "Decides what its percentages may claim. Only a random sample speaks for people who did not answer." }
            select id="survey_kind" name="survey_kind" aria-describedby="survey_kind-hint" {
                option value="" { "Not said yet" }
                @for kind in SurveyKind::ALL.iter().filter(|kind| **kind != SurveyKind::Unknown) {
                    option value=(kind.as_str()) selected[upload.survey_kind == Some(*kind)] { (kind.label()) }
                }
            }
        }
    }
}
