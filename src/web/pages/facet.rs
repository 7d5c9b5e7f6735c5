//! The filter panel of the search page: checkboxes with counts, which join the search form without script.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::label::{Labels, facet_name};
use super::wording::{number, percent_of};
use crate::engine::{Facet, FacetValue, Filters, Hits};
use crate::id::Slug;

/// The facets in the order people need them.
const ORDER: [Facet; 8] =
    [Facet::Kind, Facet::Theme, Facet::Priority, Facet::Group, Facet::Place, Facet::Voice, Facet::Year, Facet::Source];
/// How many values stand open; the rest are one press away.
const OPEN: usize = 10;

/// One checkbox.
struct Choice {
    id: String,
    label: String,
    count: u64,
    checked: bool,
    depth: usize,
}

/// The values of `filters` by facet, as ids.
pub(super) fn chosen(filters: &Filters) -> Vec<(Facet, String)> {
    let slugs = |facet, ids: &[Slug]| ids.iter().map(|id| (facet, id.to_string())).collect::<Vec<_>>();
    let mut all: Vec<(Facet, String)> =
        filters.kinds.iter().map(|kind| (Facet::Kind, kind.as_str().to_owned())).collect();
    all.extend(slugs(Facet::Theme, &filters.themes));
    all.extend(slugs(Facet::Priority, &filters.priorities));
    all.extend(slugs(Facet::Group, &filters.groups));
    all.extend(slugs(Facet::Place, &filters.places));
    all.extend(filters.voices.iter().map(|voice| (Facet::Voice, voice.as_str().to_owned())));
    all.extend(filters.years.iter().map(|year| (Facet::Year, year.to_string())));
    all.extend(slugs(Facet::Source, &filters.sources));
    all
}

/// The panel: every facet that has something to choose.
pub(super) fn panel(labels: &Labels<'_>, hits: &Hits, filters: &Filters) -> Markup {
    let chosen = chosen(filters);
    html! {
        aside class="filters" aria-labelledby="filters-title" {
            a class="to-results" href="#results-title" { "Go to the results" }
            h2 id="filters-title" { "Filter" }
            p class="hint" { "Several choices in one list widen it; choices in different lists narrow it." }
            @for facet in ORDER {
                @let choices = choices(labels, facet, hits, &chosen);
                @if !choices.is_empty() { (group(facet, &choices, hits.total)) }
            }
            button class="button button-wide" type="submit" form="search-form" { "Apply filters" }
        }
    }
}

fn group(facet: Facet, choices: &[Choice], total: u64) -> Markup {
    let any_checked = choices.iter().any(|choice| choice.checked);
    let open = any_checked || matches!(facet, Facet::Kind | Facet::Theme | Facet::Priority);
    let (first, rest) = choices.split_at(choices.len().min(OPEN));
    html! {
        details class="facet" open[open] {
            summary { (facet_name(facet)) }
            fieldset {
                legend class="visually-hidden" { (facet_name(facet)) }
                @for choice in first { (checkbox(facet, choice, total)) }
                @if !rest.is_empty() {
                    details class="facet-more" open[rest.iter().any(|choice| choice.checked)] {
                        summary { "Show " (rest.len()) " more" span class="visually-hidden" { " of " (facet_name(facet)) } }
                        @for choice in rest { (checkbox(facet, choice, total)) }
                    }
                }
            }
        }
    }
}

fn checkbox(facet: Facet, choice: &Choice, total: u64) -> Markup {
    let name = facet.as_str();
    let id = format!("{name}-{}", choice.id);
    html! {
        div class={ "choice depth-" (choice.depth.min(3)) } {
            input type="checkbox" form="search-form" id=(id) name=(name) value=(choice.id) checked[choice.checked];
            label for=(id) {
                (choice.label) " "
                span class="facet-count" { (number(choice.count)) ", " (percent_of(choice.count, total)) }
            }
        }
    }
}

fn choices(labels: &Labels<'_>, facet: Facet, hits: &Hits, chosen: &[(Facet, String)]) -> Vec<Choice> {
    let counted = hits.facets.get(&facet).map(Vec::as_slice).unwrap_or_default();
    let picked: BTreeSet<&str> = chosen.iter().filter(|(of, _)| *of == facet).map(|(_, id)| id.as_str()).collect();
    let mut values: Vec<FacetValue> = counted.to_vec();
    // What was chosen stays in the list even where nothing has it, so that it can be taken away again.
    let absent = picked.iter().filter(|id| !counted.iter().any(|value| value.id == **id));
    values.extend(absent.map(|id| FacetValue { id: (*id).to_owned(), count: 0 }));
    let placed = if facet == Facet::Theme {
        by_family(labels, &values)
    } else {
        values.iter().map(|value| (value, 0)).collect()
    };
    let choice = |(value, depth): (&FacetValue, usize)| Choice {
        id: value.id.clone(),
        label: labels.facet_value(facet, &value.id),
        count: value.count,
        checked: picked.contains(value.id.as_str()),
        depth,
    };
    placed.into_iter().map(choice).collect()
}

/// The themes with those within them straight after them; the families in the order of their counts.
fn by_family<'v>(labels: &Labels<'_>, values: &'v [FacetValue]) -> Vec<(&'v FacetValue, usize)> {
    let listed = |id: &str| values.iter().any(|value| value.id == id);
    let parent =
        |value: &FacetValue| labels.parent_theme(&value.id).filter(|parent| listed(parent)).map(ToOwned::to_owned);
    let mut placed = Vec::with_capacity(values.len());
    let tops = values.iter().filter(|value| parent(value).is_none());
    let mut waiting: Vec<(&FacetValue, usize)> = tops.map(|value| (value, 0)).collect();
    waiting.reverse();
    while let Some((value, depth)) = waiting.pop() {
        placed.push((value, depth));
        let within = values.iter().rev().filter(|child| parent(child).as_deref() == Some(value.id.as_str()));
        waiting.extend(within.map(|child| (child, depth + 1)));
    }
    placed
}
