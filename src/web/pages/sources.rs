//! The list of sources, by kind.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::address::Address;
use super::answer::answer;
use super::label::{Labels, kind_of_sources};
use super::layout::{Page, Section};
use super::mark;
use super::summary::stated;
use super::wording::{count, number, size};
use crate::bank::{BankError, InsightBank};
use crate::corpus::{Source, SourceKind};
use crate::engine::{Facet, Hits, SearchRequest};
use crate::web::extract::Asked;
use crate::web::params::{Pairs, Reader};
use crate::web::state::AppState;

/// `/sources`, all of them or those of one kind.
pub(super) async fn list(State(state): State<AppState>, Asked(pairs): Asked) -> Response {
    answer(&state, move |bank| page(bank, &pairs)).await
}

fn page(bank: &InsightBank, pairs: &Pairs) -> Result<Page, BankError> {
    let mut reader = Reader::new(pairs, &["kind"], &[]);
    let words: Vec<&str> = SourceKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let wanted = reader.word("kind", &words, SourceKind::from_word);
    let wanted = reader.finish(wanted).map_err(BankError::Refused)?;
    let counts = bank.search(&SearchRequest { facets: true, ..SearchRequest::default() })?;
    let labels = Labels::of(bank);
    let shelf = bank.shelf();
    let kinds = SourceKind::ALL.iter().copied().filter(|kind| wanted.is_none_or(|wanted| wanted == *kind));
    let of_kind = |kind: SourceKind| {
        let mut found: Vec<&Source> =
            shelf.sources.values().map(AsRef::as_ref).filter(|source| source.kind == kind).collect();
        found.sort_by(|a, b| b.year.cmp(&a.year).then_with(|| a.title.cmp(&b.title)));
        found
    };
    let content = html! {
        h1 { "Sources" }
        p class="lead" { (count(u64::try_from(shelf.sources.len()).unwrap_or(u64::MAX), "source", "sources")) ": studies, focus groups, surveys, meetings and documents. Everything in the bank leads back to one of them." }
        (kind_links(wanted))
        @for kind in kinds {
            @let sources = of_kind(kind);
            @if !sources.is_empty() {
                section aria-labelledby={ "kind-" (kind.as_str()) } {
                    h2 id={ "kind-" (kind.as_str()) } { (kind_of_sources(kind)) " (" (size(sources.len())) ")" }
                    (table(kind, &sources, &labels, &counts))
                }
            } @else if wanted.is_some() {
                p { "The bank holds no sources of this kind yet. " a href="/sources" { "See all sources" } }
            }
        }
    };
    Ok(Page::new(wanted.map_or("Sources", kind_of_sources), Section::Sources, content))
}

fn kind_links(wanted: Option<SourceKind>) -> Markup {
    html! {
        nav class="sorting" aria-label="Kind of source" {
            span { "Show: " }
            ul {
                li { @if wanted.is_none() { strong aria-current="true" { "All" } } @else { a href="/sources" { "All" } } }
                @for kind in SourceKind::ALL {
                    li {
                        @if wanted == Some(*kind) { strong aria-current="true" { (kind_of_sources(*kind)) } }
                        @else { a href=(Address::of(&["sources"]).with("kind", kind.as_str())) { (kind_of_sources(*kind)) } }
                    }
                }
            }
        }
    }
}

fn table(kind: SourceKind, sources: &[&Source], labels: &Labels<'_>, counts: &Hits) -> Markup {
    let insights = |source: &Source| {
        let values = counts.facets.get(&Facet::Source).into_iter().flatten();
        values.filter(|value| value.id == source.id.as_str()).map(|value| value.count).next().unwrap_or(0)
    };
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(kind_of_sources(kind)) {
            table {
                caption class="visually-hidden" { (kind_of_sources(kind)) ", newest first" }
                thead { tr {
                    th scope="col" { "Title" }
                    th scope="col" { "Year" }
                    th scope="col" { "Publisher" }
                    th scope="col" class="numeric" { "Insights" }
                } }
                tbody {
                    @for source in sources {
                        tr {
                            th scope="row" {
                                a href=(Address::of(&["sources", source.id.as_str()])) { (source.title) }
                                @if source.illustrative { " " (mark::illustrative()) }
                            }
                            td { (stated(source.year.map(|year| year.to_string()).as_deref())) }
                            td { (stated(source.publisher.as_deref().map(|text| labels.organisation(text)).as_deref())) }
                            td class="numeric" { (number(insights(source))) }
                        }
                    }
                }
            }
        }
    }
}
