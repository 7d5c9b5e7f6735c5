//! `GET /api/v1/search`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};

use super::{ask, csv, paging};
use crate::view::{self, SearchAnswer};
use crate::web::error::ApiError;
use crate::web::extract::Asked;
use crate::web::params::{Pairs, search_names};
use crate::web::state::AppState;

const PATH: &str = "/api/v1/search";

/// Finds insights by words and filters.
///
/// Words in `q` are all wanted; when nothing has them all, any will do, and a notice says so. `q` is read leniently and never
/// refused. A filter may be repeated: any of its values will do; different filters must all hold. With `Accept: text/csv` the
/// same hits come as CSV.
///
/// For callers below analyst, what people answered in surveys and quotes that are not released are neither searched, listed nor
/// counted: no total, facet, order, score or notice depends on them, and the notice `answers_left_out` says so. The released tables
/// of a survey count its answers.
#[utoipa::path(
    get,
    path = "/api/v1/search",
    tag = "search",
    params(
        ("q" = Option<String>, Query, description = "Words, \"phrases\", AND OR NOT + -, pre*, \"near words\"~5, field:value"),
        ("kind" = Option<Vec<String>>, Query, description = "Kinds of insight: finding, recommendation, view, quote, answer, passage, figure, outcome"),
        ("theme" = Option<Vec<String>>, Query, description = "Themes, by id or name, with the themes within them"),
        ("priority" = Option<Vec<String>>, Query, description = "Priorities, by id or name"),
        ("group" = Option<Vec<String>>, Query, description = "Groups, by id or name"),
        ("place" = Option<Vec<String>>, Query, description = "Places, by id or name, with the places within them"),
        ("voice" = Option<Vec<String>>, Query, description = "Who speaks: first-hand, advocate, professional, organisation"),
        ("source" = Option<Vec<String>>, Query, description = "Sources, by id"),
        ("year" = Option<Vec<i32>>, Query, description = "Years"),
        ("sort" = Option<String>, Query, description = "relevance, newest or oldest"),
        ("limit" = Option<u32>, Query, description = "Hits on a page, 0 to 500; 20 when left out"),
        ("cursor" = Option<String>, Query, description = "Where the page before ended: its `next`"),
    ),
    responses((status = 200, description = "The hits", content(
        (SearchAnswer = "application/json"),
        (String = "text/csv"),
    ))),
)]
pub(super) async fn search(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
    Asked(pairs): Asked,
) -> Result<Response, ApiError> {
    let answer = find(&state, &pairs).await?;
    let next = answer.next.clone();
    let wanted = csv::is_wanted(&headers);
    let mut response =
        if wanted { csv::respond(view::hits_csv(&answer), "search") } else { Json(answer).into_response() };
    csv::mark_alternate(&mut response, PATH, uri.query());
    paging::mark_next(&mut response, PATH, &pairs, next.as_deref());
    Ok(response)
}

/// The hits as CSV.
#[utoipa::path(
    get,
    path = "/api/v1/search.csv",
    tag = "search",
    description = "Takes the parameters of `/api/v1/search`. Cells that a spreadsheet could take for a formula begin with an apostrophe.",
    params(
        ("q" = Option<String>, Query, description = "Words; see `/api/v1/search`"),
        ("kind" = Option<Vec<String>>, Query, description = "Kinds of insight"),
        ("theme" = Option<Vec<String>>, Query, description = "Themes"),
        ("priority" = Option<Vec<String>>, Query, description = "Priorities"),
        ("group" = Option<Vec<String>>, Query, description = "Groups"),
        ("place" = Option<Vec<String>>, Query, description = "Places"),
        ("voice" = Option<Vec<String>>, Query, description = "Who speaks"),
        ("source" = Option<Vec<String>>, Query, description = "Sources"),
        ("year" = Option<Vec<i32>>, Query, description = "Years"),
        ("sort" = Option<String>, Query, description = "relevance, newest or oldest"),
        ("limit" = Option<u32>, Query, description = "Hits on a page, 0 to 500; 20 when left out"),
        ("cursor" = Option<String>, Query, description = "Where the page before ended"),
    ),
    responses((status = 200, description = "The hits", body = String, content_type = "text/csv")),
)]
pub(super) async fn search_csv(State(state): State<AppState>, Asked(pairs): Asked) -> Result<Response, ApiError> {
    let answer = find(&state, &pairs).await?;
    let mut response = csv::respond(view::hits_csv(&answer), "search");
    paging::mark_next(&mut response, "/api/v1/search.csv", &pairs, answer.next.as_deref());
    Ok(response)
}

async fn find(state: &AppState, pairs: &Pairs) -> Result<SearchAnswer, ApiError> {
    let names = search_names(pairs, &[])?;
    ask(state, move |bank| {
        let hits = bank.search(&bank.search_request(&names)?)?;
        Ok(view::search_answer(bank.framework(), &bank.shelf(), &hits))
    })
    .await
}
