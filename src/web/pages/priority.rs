//! One priority: what it means, what it came from and became, what should become true, and the evidence.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::address::Address;
use super::answer::answer;
use super::label::{Labels, priority_address, priority_name, theme_address};
use super::layout::{Page, Section};
use super::priorities::member_kind;
use super::summary::list;
use super::wording::{count, span};
use super::{evidence, hit};
use crate::bank::{BankError, InsightBank, PriorityAnswer};
use crate::framework::{Crosswalk, Theme};
use crate::id::Slug;
use crate::web::extract::Name;
use crate::web::state::AppState;

/// `/priorities/{id}`.
pub(super) async fn show(State(state): State<AppState>, Name(id): Name) -> Response {
    answer(&state, move |bank| one(bank, &id)).await
}

fn one(bank: &InsightBank, id: &str) -> Result<Page, BankError> {
    let found = bank.priority(id, evidence::SHOWN)?;
    let labels = Labels::of(bank);
    let name = priority_name(&found.set, &found.priority);
    let id = &found.priority.id;
    let content = html! {
        p class="hit-kind" { span class="tag" { (member_kind(found.set.kind)) } }
        h1 { @if let Some(number) = found.priority.number { span class="heading-above" { "Number " (number) " of " (found.set.label) } } (name) }
        @if let Some(definition) = &found.priority.definition { p class="lead" { (definition) } }
        p { a href=(Address::of(&["search"]).with("priority", id.as_str())) { "Search within this priority" } }
        (list(&rows(&labels, &found)))
        (crosswalk(&labels, &found))
        (themes(bank, id))
        (outcomes(&found))
        (evidence::columns(&found.evidence, "priority", id.as_str()))
        p { a href=(Address::of(&["api", "v1", "priorities", id.as_str()])) { "This priority as JSON" } }
    };
    let trail = vec![("Priorities".to_owned(), Address::of(&["priorities"]))];
    Ok(Page::new(name, Section::Priorities, content).trail(trail))
}

fn rows(labels: &Labels<'_>, found: &PriorityAnswer) -> Vec<(&'static str, Markup)> {
    let lifetime = &found.set.lifetime;
    let held = span(lifetime.from.as_deref(), lifetime.to.as_deref()).unwrap_or_else(|| "not stated".to_owned());
    let mut rows = vec![("Set", html! { (found.set.label) }), ("When it holds", html! { (held) })];
    if let Some(source) = &found.set.source {
        rows.push((
            "Published in",
            html! {
                (labels.source_link(source))
                @if let Some(locator) = &found.set.locator { ", " (locator) }
            },
        ));
    }
    rows.extend(found.set.note.as_ref().map(|note| ("Remarks", html! { (note) })));
    rows
}

fn crosswalk(labels: &Labels<'_>, found: &PriorityAnswer) -> Markup {
    html! {
        @if !found.crosswalk.is_empty() {
            h2 { "What it came from and what became of it" }
            ul { @for step in &found.crosswalk { li { (crosswalk_step(labels, step)) } } }
        }
    }
}

fn crosswalk_step(labels: &Labels<'_>, step: &Crosswalk) -> Markup {
    let link = |id: &Slug| html! { a href=(priority_address(id)) { (labels.priority(id.as_str())) } };
    html! {
        (link(&step.from)) " " (relation(&step.relation)) " "
        @for (index, to) in step.to.iter().enumerate() {
            @if index > 0 { " and " }
            (link(to))
        }
        "."
        @if let Some(note) = &step.note { " " span class="secondary" { (note) } }
    }
}

fn relation(word: &str) -> &str {
    match word {
        "same" => "is the same as",
        "became" => "became",
        "merged-into" => "was merged into",
        "narrower" => "is narrower than",
        "broader" => "is broader than",
        _ => "is related to",
    }
}

/// The themes that speak to this priority.
fn themes(bank: &InsightBank, id: &Slug) -> Markup {
    let speaking: Vec<&Theme> =
        bank.framework().themes.values().filter(|theme| theme.priorities.contains(id)).collect();
    html! {
        @if !speaking.is_empty() {
            h2 { "Themes that speak to it" }
            ul class="theme-list" { @for theme in speaking { li { a href=(theme_address(&theme.id)) { (theme.label) } } } }
        }
    }
}

fn outcomes(found: &PriorityAnswer) -> Markup {
    html! {
        @if found.outcomes.total > 0 {
            section aria-labelledby="outcomes-title" {
                h2 id="outcomes-title" { "What should become true" }
                p class="secondary" { (count(found.outcomes.total, "outcome statement", "outcome statements")) "." }
                ul { @for outcome in &found.outcomes.items { li { a href=(hit::address(&outcome.insight)) { (outcome.insight.text) } } } }
            }
        }
    }
}
