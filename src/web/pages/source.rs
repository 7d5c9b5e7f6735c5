//! One source: its record, then what it found, recommends, quotes and counts, then its text.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::address::Address;
use super::answer::answer;
use super::label::{Labels, kind_of_sources, priority_address, theme_address};
use super::layout::{Page, Section};
use super::passages;
use super::record;
use super::summary::list;
use super::wording::{count, size};
use super::{hit, mark};
use crate::bank::{BankError, InsightBank};
use crate::corpus::{Insight, InsightKind, Source, SourceKind};
use crate::framework::Outcome;
use crate::web::extract::{Asked, Name};
use crate::web::params::Reader;
use crate::web::state::AppState;

/// `/sources/{id}`; `from` says where in its text to begin.
pub(super) async fn show(State(state): State<AppState>, Name(id): Name, Asked(pairs): Asked) -> Response {
    answer(&state, move |bank| {
        let mut reader = Reader::new(&pairs, &["from"], &[]);
        let from = reader.number("from", 0, usize::MAX, 0);
        one(bank, &id, reader.finish(from).map_err(BankError::Refused)?)
    })
    .await
}

fn one(bank: &InsightBank, id: &str, from: usize) -> Result<Page, BankError> {
    let source = bank.source(id)?;
    let labels = Labels::of(bank);
    let text = passages::read(bank, &source, from)?;
    let content = html! {
        p class="hit-kind" { span class="tag" { (source.kind.label()) } }
        h1 { (source.title) }
        @if source.illustrative { (mark::illustrative_notice()) }
        @if from == 0 {
            (ways_on(bank, &source))
            div class="two-columns wide-left" {
                div { h2 { "Record" } (list(&record::rows(&labels, &source))) }
                div { (subjects(&labels, &source)) (relations(bank, &labels, &source)) }
            }
            (questions(&source))
            @for kind in [InsightKind::Finding, InsightKind::Recommendation, InsightKind::View, InsightKind::Quote, InsightKind::Figure] {
                (insights_of_kind(&source, kind))
            }
            (outcomes(bank, &source))
        } @else {
            p { a href=(Address::of(&["sources", id])) { "Back to the record of this source" } }
        }
        (text)
    };
    let trail = vec![
        ("Sources".to_owned(), Address::of(&["sources"])),
        (kind_of_sources(source.kind).to_owned(), Address::of(&["sources"]).with("kind", source.kind.as_str())),
    ];
    let section = if source.kind == SourceKind::Survey { Section::Surveys } else { Section::Sources };
    let title = if from == 0 { source.title.clone() } else { format!("{} (later part of the text)", source.title) };
    Ok(Page::new(title, section, content).trail(trail))
}

/// What can be done with this source.
fn ways_on(bank: &InsightBank, source: &Source) -> Markup {
    let id = source.id.as_str();
    html! {
        ul class="actions" {
            @if bank.shelf().surveys.contains_key(id) {
                li { a href=(Address::of(&["surveys", id])) { "Questions and percentage tables of this survey" } }
            }
            li { a href=(Address::of(&["search"]).with("source", id)) { "Search within this source" } }
            li { a href=(Address::of(&["api", "v1", "sources", id])) { "This record as JSON" } }
        }
    }
}

fn subjects(labels: &Labels<'_>, source: &Source) -> Markup {
    html! {
        @if !source.themes.is_empty() {
            h2 { "Themes" }
            ul { @for id in &source.themes { li { a href=(theme_address(id)) { (labels.theme(id.as_str())) } } } }
        }
        @if !source.priorities.is_empty() {
            h2 { "Priorities" }
            ul { @for id in &source.priorities { li { a href=(priority_address(id)) { (labels.priority(id.as_str())) } } } }
        }
    }
}

/// Editions, the study it belongs to, what belongs to it, who speaks of it.
fn relations(bank: &InsightBank, labels: &Labels<'_>, source: &Source) -> Markup {
    let shelf = bank.shelf();
    let editions = shelf.editions(source);
    let related: Vec<_> = shelf.related(&source.id).collect();
    html! {
        @if editions.len() > 1 {
            h2 { "Editions of this text" }
            ul {
                @for edition in editions {
                    li {
                        @if edition.id == source.id { strong { (edition.title) } " (this one)" } @else { (labels.source_link(&edition.id)) }
                        @if let Some(known) = &edition.edition { ", " (known.label) }
                    }
                }
            }
        }
        @if let Some(whole) = &source.part_of { h2 { "Part of" } p { (labels.source_link(whole)) } }
        @if !source.cited_in.is_empty() {
            h2 { "Spoken of in" }
            ul {
                @for cited in &source.cited_in {
                    li { (labels.source_link(&cited.source)) @if let Some(locator) = &cited.locator { ", " (locator) } }
                }
            }
        }
        @if !related.is_empty() {
            h2 { "Related sources" }
            details open[related.len() < 8] {
                summary { (count(u64::try_from(related.len()).unwrap_or(u64::MAX), "source belongs", "sources belong")) " to this one or are spoken of in it" }
                ul { @for other in related { li { (labels.source_link(&other.id)) } } }
            }
        }
    }
}

fn questions(source: &Source) -> Markup {
    html! {
        @if !source.questions.is_empty() {
            section aria-labelledby="questions-title" {
                h2 id="questions-title" { "What was asked" }
                ol { @for question in &source.questions { li { (question) } } }
            }
        }
    }
}

fn insights_of_kind(source: &Source, kind: InsightKind) -> Markup {
    let found: Vec<&Insight> = source.insights.iter().filter(|insight| insight.kind == kind).collect();
    let id = format!("list-{}", kind.as_str());
    html! {
        @if !found.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (several_of(kind)) " (" (size(found.len())) ")" }
                ul class="hits" { @for insight in found { (hit::within_source(insight)) } }
            }
        }
    }
}

fn several_of(kind: InsightKind) -> &'static str {
    match kind {
        InsightKind::Finding => "Findings",
        InsightKind::Recommendation => "Recommendations",
        InsightKind::View => "Views on plans and priorities",
        InsightKind::Quote => "Quotes",
        InsightKind::Figure => "Published figures",
        InsightKind::Answer => "Survey answers",
        InsightKind::Passage => "Passages",
        InsightKind::Outcome => "Outcomes",
    }
}

fn outcomes(bank: &InsightBank, source: &Source) -> Markup {
    let published: Vec<&Outcome> =
        bank.framework().outcomes.iter().filter(|outcome| outcome.source == source.id).collect();
    html! {
        @if !published.is_empty() {
            section aria-labelledby="outcomes-title" {
                h2 id="outcomes-title" { "What should become true (" (size(published.len())) ")" }
                ul {
                    @for outcome in published {
                        @let address = Address::of(&["insights", &format!("{}.{}", outcome.source, outcome.id)]);
                        li { a href=(address) { (outcome.text) } }
                    }
                }
            }
        }
    }
}
