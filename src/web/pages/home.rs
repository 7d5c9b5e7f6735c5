//! The first page: what this is, the search box, and ways in.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::address::Address;
use super::answer::answer;
use super::label::{Labels, kind_of_sources, theme_address};
use super::layout::{Page, Section};
use super::wording::{count, number, percent_of, size};
use super::{mark, priorities, search_box};
use crate::bank::{BankError, InsightBank, Shelf, ThemeCount};
use crate::corpus::{InsightKind, Source, SourceKind};
use crate::engine::{Facet, Hits, SearchRequest};
use crate::web::state::AppState;

/// How many of the newest sources and of the surveys the page lists.
const LISTED: usize = 6;

/// `/`.
pub(super) async fn show(State(state): State<AppState>) -> Response {
    answer(&state, page).await
}

fn page(bank: &InsightBank) -> Result<Page, BankError> {
    let hits = bank.search(&SearchRequest { facets: true, ..SearchRequest::default() })?;
    let shelf = bank.shelf();
    let labels = Labels::of(bank);
    let content = html! {
        div class="hero" {
            h1 { "What have residents already told us?" }
            p class="lead" {
                "Studies, focus groups and surveys of health and care in one place: searchable word by word, filed by theme, with percentages that say what they are percentages of. Everything leads back to its source."
            }
            (search_box::large("", true))
        }
        (contents(&shelf, &hits))
        (priority_cards(bank, &labels)?)
        (themes(bank, hits.total)?)
        div class="two-columns" {
            (newest(&shelf))
            (surveys(&shelf, &hits))
        }
    };
    Ok(Page::new("Home", Section::Home, content))
}

/// What is in the bank, in numbers.
fn contents(shelf: &Shelf, hits: &Hits) -> Markup {
    let of_kind = |kind: SourceKind| shelf.sources.values().filter(|source| source.kind == kind).count();
    let answers = facet_count(hits, Facet::Kind, InsightKind::Answer.as_str());
    html! {
        section aria-labelledby="contents-title" {
            h2 id="contents-title" { "In the bank" }
            ul class="counts" {
                (tile(&number(hits.total), "insights", &Address::of(&["search"])))
                @for kind in SourceKind::ALL {
                    @let found = of_kind(*kind);
                    @if found > 0 {
                        (tile(&size(found), &kind_of_sources(*kind).to_lowercase(), &Address::of(&["sources"]).with("kind", kind.as_str())))
                    }
                }
                @if answers > 0 {
                    (tile(&number(answers), "survey answers in people\u{2019}s own words", &Address::of(&["search"]).with("kind", InsightKind::Answer.as_str())))
                }
            }
            @if shelf.sources.is_empty() {
                p { "This bank is empty. " a href="/load" { "Load a survey or a document" } " to begin." }
            }
        }
    }
}

fn tile(value: &str, label: &str, address: &Address) -> Markup {
    html! { li { a class="count-tile" href=(address) { strong { (value) } " " span { (label) } } } }
}

fn facet_count(hits: &Hits, facet: Facet, id: &str) -> u64 {
    let values = hits.facets.get(&facet).into_iter().flatten();
    values.filter(|value| value.id == id).map(|value| value.count).sum()
}

fn priority_cards(bank: &InsightBank, labels: &Labels<'_>) -> Result<Markup, BankError> {
    let Some(set) = priorities::leading(bank.framework()) else {
        return Ok(html! {});
    };
    let counts = priorities::counts(bank)?;
    Ok(html! {
        section aria-labelledby="priorities-title" {
            h2 id="priorities-title" { (set.label) }
            @if let Some(source) = &set.source { p class="secondary" { "Published in " (labels.source_link(source)) "." } }
            (priorities::cards(set, &counts))
            p { a href="/priorities" { "All sets of priorities, earlier and later" } }
        }
    })
}

fn themes(bank: &InsightBank, all: u64) -> Result<Markup, BankError> {
    let themes = bank.themes()?;
    let children = |top: &ThemeCount| -> Vec<&ThemeCount> {
        themes.iter().filter(|theme| theme.theme.parent.as_ref() == Some(&top.theme.id)).collect()
    };
    Ok(html! {
        @if !themes.is_empty() {
            section aria-labelledby="themes-title" {
                h2 id="themes-title" { "Themes" }
                p class="secondary" { "With how many insights carry each, and their share of all " (number(all)) "." }
                ul class="theme-columns" {
                    @for top in themes.iter().filter(|theme| theme.theme.parent.is_none()) {
                        li {
                            a href=(theme_address(&top.theme.id)) { strong { (top.theme.label) } }
                            " " span class="facet-count" { (number(top.count)) ", " (percent_of(top.count, all)) }
                            (within(&children(top)))
                        }
                    }
                }
            }
        }
    })
}

fn within(children: &[&ThemeCount]) -> Markup {
    html! {
        @if !children.is_empty() {
            ul {
                @for child in children {
                    li {
                        a href=(theme_address(&child.theme.id)) { (child.theme.label) }
                        " " span class="facet-count" { (number(child.count)) }
                    }
                }
            }
        }
    }
}

fn newest(shelf: &Shelf) -> Markup {
    let mut sources: Vec<&Source> =
        shelf.sources.values().map(AsRef::as_ref).filter(|source| source.kind != SourceKind::Meeting).collect();
    sources.sort_by(|a, b| recency(b).cmp(&recency(a)).then_with(|| a.id.cmp(&b.id)));
    html! {
        section aria-labelledby="newest-title" {
            h2 id="newest-title" { "Newest sources" }
            ul class="plain-list" {
                @for source in sources.into_iter().take(LISTED) {
                    li {
                        a href=(Address::of(&["sources", source.id.as_str()])) { (source.title) }
                        @if source.illustrative { " " (mark::illustrative()) }
                        span class="secondary" { " " (source.kind.label()) ", " (source.year.map_or_else(|| "year not stated".to_owned(), |year| year.to_string())) }
                    }
                }
            }
            p { a href="/sources" { "All sources" } }
        }
    }
}

/// The latest date a record gives, as text that sorts.
fn recency(source: &Source) -> String {
    let dated = source.published.clone().or_else(|| source.dates.to.clone()).or_else(|| source.dates.from.clone());
    dated.or_else(|| source.year.map(|year| year.to_string())).unwrap_or_default()
}

fn surveys(shelf: &Shelf, hits: &Hits) -> Markup {
    html! {
        section aria-labelledby="surveys-title" {
            h2 id="surveys-title" { "Surveys with answers" }
            @if shelf.surveys.is_empty() { p { "None yet. " a href="/load" { "Load a survey" } "." } }
            ul class="plain-list" {
                @for (id, record) in shelf.surveys.iter().take(LISTED) {
                    @if let Some(source) = shelf.sources.get(id) {
                        li {
                            a href=(Address::of(&["surveys", id.as_str()])) { (source.title) }
                            @if source.illustrative { " " (mark::illustrative()) }
                            span class="secondary" {
                                " " (size(record.questionnaire.questions.len())) " questions, "
                                (count(facet_count(hits, Facet::Source, id.as_str()), "insight", "insights"))
                            }
                        }
                    }
                }
            }
            p { a href="/surveys" { "All surveys and their percentage tables" } }
        }
    }
}
