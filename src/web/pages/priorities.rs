//! The published sets of priorities, enablers, principles and objectives.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::answer::answer;
use super::label::{Labels, priority_address, priority_name};
use super::layout::{Page, Section};
use super::wording::{count, span};
use crate::bank::{BankError, InsightBank};
use crate::engine::{Facet, SearchRequest};
use crate::framework::{Framework, PrioritySet, SetKind};
use crate::web::state::AppState;

/// `/priorities`.
pub(super) async fn list(State(state): State<AppState>) -> Response {
    answer(&state, page).await
}

fn page(bank: &InsightBank) -> Result<Page, BankError> {
    let counts = counts(bank)?;
    let labels = Labels::of(bank);
    let mut sets: Vec<&PrioritySet> = bank.framework().sets.iter().collect();
    // Those that hold now before those that have ended; within that the newest first.
    sets.sort_by(|a, b| {
        a.lifetime.to.is_some().cmp(&b.lifetime.to.is_some()).then_with(|| b.lifetime.from.cmp(&a.lifetime.from))
    });
    let content = html! {
        h1 { "Priorities" }
        p class="lead" { "What the system said it would do, set by set. Old evidence keeps the words of its time; each page says what became of a priority." }
        @if sets.is_empty() { p { "This bank has no priorities yet. Write them in " code { "corpus/framework/priorities.toml" } "." } }
        @for set in sets { (section(&labels, set, &counts)) }
    };
    Ok(Page::new("Priorities", Section::Priorities, content))
}

fn section(labels: &Labels<'_>, set: &PrioritySet, counts: &BTreeMap<String, u64>) -> Markup {
    let held = span(set.lifetime.from.as_deref(), set.lifetime.to.as_deref());
    html! {
        section aria-labelledby={ "set-" (set.id) } {
            h2 id={ "set-" (set.id) } { (set.label) }
            p class="secondary" {
                (set_kind(set.kind)) ", " (held.unwrap_or_else(|| "dates not stated".to_owned()))
                @if let Some(source) = &set.source { ". Published in " (labels.source_link(source)) }
                "."
            }
            (cards(set, counts))
        }
    }
}

/// The members of a set as cards with their counts.
pub(super) fn cards(set: &PrioritySet, counts: &BTreeMap<String, u64>) -> Markup {
    html! {
        ul class="cards" {
            @for member in &set.members {
                li class="card" {
                    @if let Some(position) = member.number { p class="card-number" aria-hidden="true" { (position) } }
                    h3 { a href=(priority_address(&member.id)) { (priority_name(set, member)) } }
                    @if let Some(definition) = &member.definition { p { (definition) } }
                    p class="evidence-count" { (count(counts.get(member.id.as_str()).copied().unwrap_or(0), "insight", "insights")) }
                }
            }
        }
    }
}

/// How many insights are filed under each priority.
pub(super) fn counts(bank: &InsightBank) -> Result<BTreeMap<String, u64>, BankError> {
    let hits = bank.search(&SearchRequest { facets: true, ..SearchRequest::default() })?;
    let values = hits.facets.get(&Facet::Priority).cloned().unwrap_or_default();
    Ok(values.into_iter().map(|value| (value.id, value.count)).collect())
}

/// The set that leads now: the newest set of priorities that no end date closes, else the newest of all.
pub(super) fn leading(frame: &Framework) -> Option<&PrioritySet> {
    let sets = || frame.sets.iter().filter(|set| set.kind == SetKind::Priorities);
    let open = sets().filter(|set| set.lifetime.to.is_none());
    open.max_by(|a, b| a.lifetime.from.cmp(&b.lifetime.from))
        .or_else(|| sets().max_by(|a, b| a.lifetime.from.cmp(&b.lifetime.from)))
}

/// What a set is a set of.
pub(super) fn set_kind(kind: SetKind) -> &'static str {
    match kind {
        SetKind::Priorities => "Priorities",
        SetKind::Enablers => "Enablers",
        SetKind::Principles => "Principles",
        SetKind::Objectives => "Objectives",
    }
}

/// What one member of a set is.
pub(super) fn member_kind(kind: SetKind) -> &'static str {
    match kind {
        SetKind::Priorities => "Priority",
        SetKind::Enablers => "Enabler",
        SetKind::Principles => "Principle",
        SetKind::Objectives => "Objective",
    }
}
