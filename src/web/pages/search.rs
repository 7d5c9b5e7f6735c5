//! The search page: words above, filters at the side, what was found in the middle.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::address::{Address, take};
use super::answer::answer;
use super::label::{Labels, facet_name};
use super::layout::{Page, Section};
use super::problem::{coded, error_summary};
use super::wording::{number, sentence};
use super::{facet, hit, search_box};
use crate::bank::{BankError, DEFAULT_LIMIT, InsightBank, SearchNames};
use crate::engine::{Hits, SearchRequest, Sort};
use crate::problem::Problem;
use crate::web::extract::Asked;
use crate::web::params::search_names;
use crate::web::state::AppState;

/// `/search`.
pub(super) async fn show(State(state): State<AppState>, Asked(mut pairs): Asked) -> Response {
    let typed = pairs.iter().rev().find(|(name, _)| name == "q").map(|(_, value)| value.clone()).unwrap_or_default();
    // Which hit the page begins with is only for the reader: the cursor decides.
    let first = take(&mut pairs, "first").and_then(|text| text.parse().ok()).unwrap_or(1);
    let names = search_names(&pairs, &[]);
    answer(&state, move |bank| match names {
        Ok(names) => found(bank, &names, first),
        Err(problems) => Ok(refused(&typed, &problems)),
    })
    .await
}

fn found(bank: &InsightBank, names: &SearchNames, first: u64) -> Result<Page, BankError> {
    let request = match bank.search_request(names) {
        Ok(request) => request,
        Err(BankError::Refused(problems)) => return Ok(refused(&names.query, &problems)),
        Err(error) => return Err(error),
    };
    let hits = bank.search(&request)?;
    let view = View {
        labels: Labels::of(bank),
        pairs: pairs_of(&request),
        request: &request,
        hits: &hits,
        first: first.max(1),
    };
    let page = Page::new(view.title(), Section::Search, view.content());
    Ok(page.alternate("application/json", view.machine("search")).alternate("text/csv", view.machine("search.csv")))
}

/// The page for a question that cannot be met as it stands, with the words kept.
fn refused(typed: &str, problems: &[Problem]) -> Page {
    let content = html! {
        (error_summary(problems, &["q"]))
        h1 { "Search" }
        (search_box::large(typed, true))
        p { a href="/search" { "Start again without filters" } }
    };
    Page::new("Error: Search", Section::Search, content).status(StatusCode::BAD_REQUEST)
}

/// The words, filters, sort and length of a search as the pairs of its address; not the place in its pages.
fn pairs_of(request: &SearchRequest) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut add = |name: &str, value: &str| pairs.push((name.to_owned(), value.to_owned()));
    if !request.query.is_empty() {
        add("q", &request.query);
    }
    for (facet, id) in facet::chosen(&request.filters) {
        add(facet.as_str(), &id);
    }
    if request.sort != Sort::Relevance {
        add("sort", sort_word(request.sort));
    }
    if request.limit != DEFAULT_LIMIT {
        add("limit", &request.limit.to_string());
    }
    pairs
}

fn sort_word(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "relevance",
        Sort::Newest => "newest",
        Sort::Oldest => "oldest",
    }
}

struct View<'a> {
    labels: Labels<'a>,
    pairs: Vec<(String, String)>,
    request: &'a SearchRequest,
    hits: &'a Hits,
    first: u64,
}

impl View<'_> {
    fn title(&self) -> String {
        let later = if self.request.cursor.is_some() {
            format!(" (from number {})", number(self.first))
        } else {
            String::new()
        };
        match self.request.query.trim() {
            "" => format!("Insights{later}"),
            query => format!("Search results for \u{201c}{query}\u{201d}{later}"),
        }
    }

    fn content(&self) -> Markup {
        html! {
            h1 class="heading-search" {
                @if self.request.query.trim().is_empty() { "Search" } @else { "Search results" }
            }
            (search_box::large(&self.request.query, true))
            @if self.request.sort != Sort::Relevance {
                input type="hidden" form="search-form" name="sort" value=(sort_word(self.request.sort));
            }
            div class="with-filters" {
                (facet::panel(&self.labels, self.hits, &self.request.filters))
                section class="results" aria-labelledby="results-title" {
                    (self.selected())
                    h2 class="results-count" id="results-title" { (self.count_line()) }
                    (self.notices())
                    @if self.hits.total == 0 { (self.nothing()) } @else { (self.list()) }
                }
            }
        }
    }

    fn count_line(&self) -> String {
        let total = number(self.hits.total);
        let noun = if self.hits.total == 1 { "insight" } else { "insights" };
        let shown = u64::try_from(self.hits.items.len()).unwrap_or(u64::MAX);
        if shown == 0 || shown == self.hits.total {
            return format!("{total} {noun}");
        }
        let first = if self.request.cursor.is_some() { self.first } else { 1 };
        let last = first.saturating_add(shown - 1).min(self.hits.total);
        format!("{total} {noun}, showing {} to {}", number(first), number(last))
    }

    fn selected(&self) -> Markup {
        let chosen = facet::chosen(&self.request.filters);
        html! {
            @if !chosen.is_empty() {
                div class="selected" {
                    h2 class="selected-title" { "Selected filters" }
                    ul {
                        @for (facet, id) in &chosen {
                            li {
                                a class="selected-tag" href=(self.without(facet.as_str(), id)) {
                                    span aria-hidden="true" { "\u{2715} " }
                                    span class="visually-hidden" { "Remove filter " }
                                    (facet_name(*facet)) ": " (self.labels.facet_value(*facet, id))
                                }
                            }
                        }
                    }
                    p { a href=(self.without_filters()) { "Clear all filters" } }
                }
            }
        }
    }

    fn notices(&self) -> Markup {
        html! {
            @if !self.hits.notices.is_empty() {
                div class="notice" role="status" {
                    @for notice in &self.hits.notices { p { (coded(&sentence(&notice.message))) } }
                }
            }
        }
    }

    fn list(&self) -> Markup {
        html! {
            (self.sort_links())
            @if self.hits.items.is_empty() {
                p { "This page of the list is empty. " a href=(self.here()) { "Go to the first page" } }
            }
            ul class="hits" { @for item in &self.hits.items { (hit::item(&self.labels, item)) } }
            (self.paging())
            p class="downloads" {
                "Take this list away: "
                a href=(self.machine("search.csv")) { "CSV" } ", " a href=(self.machine("search")) { "JSON" }
                ". The files begin with the first insight, whatever page you are on."
            }
        }
    }

    fn sort_links(&self) -> Markup {
        // Without words nothing matches better than anything else.
        let best = if self.request.query.trim().is_empty() { "Usual order" } else { "Best match" };
        let sorts = [(Sort::Relevance, best), (Sort::Newest, "Newest first"), (Sort::Oldest, "Oldest first")];
        html! {
            nav class="sorting" aria-label="Sort" {
                span { "Sort by: " }
                ul {
                    @for (sort, label) in sorts {
                        li {
                            @if sort == self.request.sort { strong aria-current="true" { (label) } }
                            @else { a href=(self.sorted(sort)) { (label) } }
                        }
                    }
                }
            }
        }
    }

    fn paging(&self) -> Markup {
        let shown = u64::try_from(self.hits.items.len()).unwrap_or(u64::MAX);
        let from = if self.request.cursor.is_some() { self.first } else { 1 };
        html! {
            @if self.request.cursor.is_some() || self.hits.next.is_some() {
                nav class="paging" aria-label="Pagination" {
                    @if self.request.cursor.is_some() { a href=(self.here()) { "Back to the first page" } }
                    @if let Some(cursor) = &self.hits.next {
                        a class="paging-next" rel="next"
                            href=(self.here().with("cursor", cursor).with("first", from.saturating_add(shown).to_string())) {
                            "Next page" span aria-hidden="true" { " \u{2192}" }
                        }
                    }
                }
            }
        }
    }

    fn nothing(&self) -> Markup {
        let filtered = !facet::chosen(&self.request.filters).is_empty();
        html! {
            p { "The bank holds nothing for this. That may be a gap in what people have been asked. Before you conclude that, try:" }
            ul {
                @if filtered { li { a href=(self.without_filters()) { "the same words without filters" } } }
                li { "fewer words, or one word instead of a phrase in quotation marks" }
                li { "another word for the same thing, or the beginning of a word with a star: " code { "hous*" } }
                li { a href="/themes" { "the themes" } ", which find things whatever words were used" }
                li { a href="/help/search" { "how searching works" } }
            }
        }
    }

    fn here(&self) -> Address {
        Address::of(&["search"]).with_all(&self.pairs)
    }

    fn machine(&self, name: &str) -> Address {
        Address::of(&["api", "v1", name]).with_all(&self.pairs)
    }

    fn sorted(&self, sort: Sort) -> Address {
        let others = self.kept(|name, _| name != "sort");
        if sort == Sort::Relevance { others } else { others.with("sort", sort_word(sort)) }
    }

    fn without(&self, name: &str, value: &str) -> Address {
        self.kept(|other, held| other != name || held != value)
    }

    fn without_filters(&self) -> Address {
        self.kept(|name, _| matches!(name, "q" | "sort" | "limit"))
    }

    fn kept(&self, keep: impl Fn(&str, &str) -> bool) -> Address {
        let pairs: Vec<(String, String)> =
            self.pairs.iter().filter(|(name, value)| keep(name, value)).cloned().collect();
        Address::of(&["search"]).with_all(&pairs)
    }
}
