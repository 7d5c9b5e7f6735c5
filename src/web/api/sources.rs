//! `GET /api/v1/sources` and `GET /api/v1/sources/{id}`.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::{ask, paging};
use crate::bank::{BankError, InsightBank};
use crate::corpus::SourceKind;
use crate::view::{self, SourceList, SourceView};
use crate::web::error::ApiError;
use crate::web::extract::{Asked, Name};
use crate::web::params::{Pairs, Reader};
use crate::web::state::AppState;

/// Entries on a page when nobody says otherwise, and the most.
const PAGE: usize = 100;
const MOST: usize = 500;

/// Which page of a list.
struct Page {
    kind: Option<SourceKind>,
    limit: usize,
    cursor: Option<String>,
}

fn read_page(pairs: &Pairs, allowed: &[&str]) -> Result<Page, ApiError> {
    let words: Vec<&str> = SourceKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let mut reader = Reader::new(pairs, allowed, &[]);
    let page = Page {
        kind: reader.word("kind", &words, SourceKind::from_word),
        limit: reader.number("limit", 1, MOST, PAGE),
        cursor: reader.one("cursor"),
    };
    Ok(reader.finish(page)?)
}

/// The sources of the bank, by id.
#[utoipa::path(
    get,
    path = "/api/v1/sources",
    tag = "sources",
    params(
        ("kind" = Option<String>, Query, description = "literature, focus-group, survey, meeting or document"),
        ("limit" = Option<u32>, Query, description = "Sources on a page, 1 to 500; 100 when left out"),
        ("cursor" = Option<String>, Query, description = "Where the page before ended: its `next`"),
    ),
    responses((status = 200, description = "The sources", body = SourceList)),
)]
pub(super) async fn list_sources(State(state): State<AppState>, Asked(pairs): Asked) -> Result<Response, ApiError> {
    let page = read_page(&pairs, &["kind", "limit", "cursor"])?;
    let list = ask(&state, move |bank| Ok(sources(bank, &page))).await?;
    let next = list.next.clone();
    let mut response = Json(list).into_response();
    paging::mark_next(&mut response, "/api/v1/sources", &pairs, next.as_deref());
    Ok(response)
}

/// The cursor is the last id of the page before, so that a load in between moves nothing.
fn sources(bank: &InsightBank, page: &Page) -> SourceList {
    let shelf = bank.shelf();
    let all: Vec<_> =
        shelf.sources.values().filter(|source| page.kind.is_none_or(|kind| source.kind == kind)).collect();
    let after = |id: &str| page.cursor.as_deref().is_none_or(|cursor| id > cursor);
    let rest: Vec<_> = all.iter().filter(|source| after(source.id.as_str())).map(|source| (*source).clone()).collect();
    let shown = &rest[..rest.len().min(page.limit)];
    let next = shown.last().filter(|_| rest.len() > shown.len()).map(|source| source.id.to_string());
    view::source_list(shown, all.len(), next)
}

/// One source with its record and a page of its insights.
#[utoipa::path(
    get,
    path = "/api/v1/sources/{id}",
    tag = "sources",
    params(
        ("id" = String, Path, description = "The id of the source"),
        ("limit" = Option<u32>, Query, description = "Insights on a page, 1 to 500; 100 when left out"),
        ("cursor" = Option<String>, Query, description = "Where the page before ended: `insights.next`"),
    ),
    responses((status = 200, description = "The source", body = SourceView)),
)]
pub(super) async fn source(
    State(state): State<AppState>,
    Name(id): Name,
    Asked(pairs): Asked,
) -> Result<Response, ApiError> {
    let page = read_page(&pairs, &["limit", "cursor"])?;
    let found = ask(&state, move |bank| one_source(bank, &id, &page)).await?;
    let (path, next) = (found.summary.links.api.clone(), found.insights.next.clone());
    let mut response = Json(found).into_response();
    paging::mark_next(&mut response, &path, &pairs, next.as_deref());
    Ok(response)
}

fn one_source(bank: &InsightBank, id: &str, page: &Page) -> Result<SourceView, BankError> {
    let source = bank.source(id)?;
    let start = match &page.cursor {
        Some(cursor) => cursor.parse().map_err(|_| BankError::refused(paging::bad_cursor(cursor)))?,
        None => 0,
    };
    let (hits, total) = bank.insights_of(source.id.as_str(), start, page.limit)?;
    let end = start.saturating_add(hits.len());
    let next = (!hits.is_empty() && end < total).then(|| end.to_string());
    Ok(view::source(bank.framework(), &bank.shelf(), &source, &hits, total, next))
}
