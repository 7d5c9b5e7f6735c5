//! Three kinds of evidence side by side: studies, focus groups, and figures and surveys. Their bases have nothing in common, so
//! nothing is ever added across them.

use maud::{Markup, html};

use super::address::Address;
use super::bar::bar;
use super::wording::{count, number};
use super::{hit, mark};
use crate::bank::{Evidence, SurveyEvidence};
use crate::breakdown::ShownTable;
use crate::corpus::InsightKind;
use crate::engine::Hits;

/// How many insights of each kind a page shows.
pub(super) const SHOWN: usize = 8;

/// The three columns, and below them what survey respondents wrote. `name` and `value` are the filter that asks for more.
pub(super) fn columns(evidence: &Evidence, name: &str, value: &str) -> Markup {
    let all = Address::of(&["search"]).with(name, value);
    html! {
        section aria-labelledby="evidence-title" {
            h2 id="evidence-title" { "What people have said" }
            p class="notice" { "These kinds of evidence have different bases and are never added together." }
            div class="three-columns" {
                (column("studies", "Studies and documents", &evidence.studies, "No study or document in the bank speaks of this."))
                (column("groups", "Focus groups and meetings", &evidence.focus_groups, "No focus group or meeting in the bank speaks of this."))
                (figures(evidence))
            }
            (answers(&evidence.answers, &all))
            p { a class="action" href=(all) { "See everything in search, with filters" } }
        }
    }
}

fn column(id: &str, title: &str, hits: &Hits, none: &str) -> Markup {
    html! {
        section class="evidence" aria-labelledby={ "evidence-" (id) } {
            h3 id={ "evidence-" (id) } { (title) }
            p class="evidence-count" { (count(hits.total, "insight", "insights")) }
            @if hits.total == 0 { p class="secondary" { (none) } }
            @else { (list(hits)) }
        }
    }
}

fn list(hits: &Hits) -> Markup {
    let shown = u64::try_from(hits.items.len()).unwrap_or(u64::MAX);
    html! {
        @if shown < hits.total { p class="secondary" { "The first " (number(shown)) ":" } }
        ul class="hits" { @for found in &hits.items { (hit::compact(found)) } }
    }
}

fn figures(evidence: &Evidence) -> Markup {
    html! {
        section class="evidence" aria-labelledby="evidence-figures" {
            h3 id="evidence-figures" { "Figures and surveys" }
            p class="evidence-count" {
                (count(evidence.figures.total, "published figure", "published figures"))
                @if !evidence.surveys.is_empty() {
                    ", " (count(u64::try_from(evidence.surveys.len()).unwrap_or(u64::MAX), "survey question", "survey questions"))
                }
            }
            @for survey in &evidence.surveys { (survey_rows(survey)) }
            @if evidence.figures.total > 0 {
                @if !evidence.surveys.is_empty() { h4 { "Published figures" } }
                (list(&evidence.figures))
            } @else if evidence.surveys.is_empty() {
                p class="secondary" { "No figure or survey in the bank speaks of this." }
            }
        }
    }
}

/// The rows of one survey table that speak of the theme or priority, each with its base in words.
fn survey_rows(evidence: &SurveyEvidence) -> Markup {
    let shown: &ShownTable = evidence.table.shown();
    let rows = shown.rows.iter().filter(|row| evidence.rows.contains(&row.id));
    html! {
        div class="survey-evidence" {
            p class="hit-kind" {
                span class="tag" { "Survey" }
                @if shown.illustrative { " " (mark::illustrative()) }
                @if evidence.table.mark().is_some() { " " (mark::internal()) }
            }
            p class="question-text" { (shown.question_text) }
            ul class="shares" {
                @for row in rows {
                    @if let Some(cell) = row.cells.first() {
                        li {
                            strong class="figure-value" { (cell.printed) } " " (row.label)
                            @if let Some(share) = cell.share { (bar(share)) }
                        }
                    }
                }
            }
            p class="base" { "Base: " (shown.base_words()) }
            p class="hit-source" { a href=(Address::of(&["surveys", evidence.source.id.as_str()])) { (evidence.source.title) } }
            p class="hit-open" {
                a href=(shown.permalink) { "Open this table" span class="visually-hidden" { ": " (shown.question_text) } }
            }
        }
    }
}

fn answers(answers: &Hits, all: &Address) -> Markup {
    html! {
        @if answers.total > 0 {
            section aria-labelledby="evidence-answers" {
                h3 id="evidence-answers" { "In the words of survey respondents" }
                p { (count(answers.total, "open answer", "open answers")) ". Quotes illustrate; they are not counts." }
                (list(answers))
                p { a href=(all.clone().with("kind", InsightKind::Answer.as_str())) { "All open answers on this" } }
            }
        }
    }
}
