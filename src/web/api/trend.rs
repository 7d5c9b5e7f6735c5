//! `GET /api/v1/surveys/{id}/trend`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};

use super::breakdown::{DEFAULT_VIEW, caller};
use super::{ask, csv};
use crate::bank::TrendAnswer;
use crate::report;
use crate::text::percent_encode;
use crate::view::{self, TrendView};
use crate::web::error::ApiError;
use crate::web::extract::{Asked, Name};
use crate::web::params::{Pairs, trend_request};
use crate::web::state::AppState;

/// One question over the waves of a survey, oldest first, with the change between each two.
///
/// The survey is the latest wave; those before are found by its record. Each wave shows what its own table shows in the same view.
/// Where two waves cannot be compared, `breaks` of the later one says why, and there is no change. With `Accept: text/csv` the same
/// comes as CSV.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}/trend",
    tag = "surveys",
    params(
        ("id" = String, Path, description = "The id of the latest wave"),
        ("question" = String, Query, description = "The question, as the latest wave has it"),
        ("weight" = Option<String>, Query, description = "The question that holds the weight in every wave, or none; of each wave the one its record names otherwise"),
        ("view" = Option<String>, Query, description = "internal or release"),
        ("policy" = Option<String>, Query, description = "ics-public, gpps, nhsd-hes, tre-10 or custom, the bank's own numbers; the bank's own policy otherwise"),
    ),
    responses((status = 200, description = "The waves side by side", content(
        (TrendView = "application/json"),
        (String = "text/csv"),
    ))),
)]
pub(super) async fn trend(
    State(state): State<AppState>,
    Name(id): Name,
    uri: Uri,
    headers: HeaderMap,
    Asked(pairs): Asked,
) -> Result<Response, ApiError> {
    let answer = make(&state, &id, &pairs).await?;
    let mut response =
        if csv::is_wanted(&headers) { as_csv(&answer) } else { Json(view::trend(&answer)).into_response() };
    csv::mark_alternate(&mut response, &format!("/api/v1/surveys/{}/trend", percent_encode(&id)), uri.query());
    Ok(response)
}

/// The waves side by side as CSV.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}/trend.csv",
    tag = "surveys",
    description = "Takes the parameters of `/api/v1/surveys/{id}/trend`.",
    params(
        ("id" = String, Path, description = "The id of the latest wave"),
        ("question" = String, Query, description = "The question, as the latest wave has it"),
        ("weight" = Option<String>, Query, description = "The question that holds the weight in every wave, or none; of each wave the one its record names otherwise"),
        ("view" = Option<String>, Query, description = "internal or release"),
        ("policy" = Option<String>, Query, description = "ics-public, gpps, nhsd-hes, tre-10 or custom, the bank's own numbers; the bank's own policy otherwise"),
    ),
    responses((status = 200, description = "A line per row and wave", body = String, content_type = "text/csv")),
)]
pub(super) async fn trend_csv(
    State(state): State<AppState>,
    Name(id): Name,
    Asked(pairs): Asked,
) -> Result<Response, ApiError> {
    Ok(as_csv(&make(&state, &id, &pairs).await?))
}

fn as_csv(answer: &TrendAnswer) -> Response {
    // Named as the table of the latest wave is, so that its name says whether it may leave the team.
    let name = answer.trend.latest().map(|wave| report::table_name(&wave.table)).unwrap_or_default();
    csv::respond(view::trend_csv(answer), &format!("waves-{name}"))
}

async fn make(state: &AppState, survey: &str, pairs: &Pairs) -> Result<TrendAnswer, ApiError> {
    let request = trend_request(survey, pairs, DEFAULT_VIEW)?;
    let caller = caller(state);
    ask(state, move |bank| bank.trend(&request, &caller)).await
}
