//! `GET /api/v1/surveys/{id}/breakdown`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};

use super::{ask, csv, workbook};
use crate::bank::Caller;
use crate::breakdown::{Disclosed, View};
use crate::corpus::decisions::Moment;
use crate::report;
use crate::text::percent_encode;
use crate::view::{self, TableView};
use crate::web::error::ApiError;
use crate::web::extract::{Asked, Name};
use crate::web::params::{Pairs, breakdown_request, explained};
use crate::web::standing::Standing;
use crate::web::state::AppState;

/// What is asked for when nobody says: most callers are analysts, and others are told to ask for a release.
pub(super) const DEFAULT_VIEW: View = View::Internal;

/// A percentage table of one question.
///
/// Filters with `where` must all hold; within one, `question=A|B` is any of them. `by` may be repeated (stacked) and nested
/// (`outer>inner`). `view=release` applies the disclosure policy; `view=internal` shows every count and is marked as not for
/// release. With `Accept: text/csv` the same table comes as CSV.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}/breakdown",
    tag = "surveys",
    params(
        ("id" = String, Path, description = "The id of the survey"),
        ("question" = String, Query, description = "The question whose answers are the rows"),
        ("rows" = Option<String>, Query, description = "What the rows of an open question are: codes, or the themes its codes map to"),
        ("by" = Option<Vec<String>>, Query, description = "The questions whose answers are the columns"),
        ("where" = Option<Vec<String>>, Query, description = "Filters: `question=Option|Option`"),
        ("matching" = Option<String>, Query, description = "A search that the respondent's own words must match"),
        ("weight" = Option<String>, Query, description = "The question that holds the weight, or none; the one the survey's record names otherwise"),
        ("base" = Option<String>, Query, description = "answered, asked, all or ticks"),
        ("net" = Option<Vec<String>>, Query, description = "Answers counted together as a row: `Name=Option|Option`"),
        ("intervals" = Option<bool>, Query, description = "Whether intervals are shown where the kind of survey does not call for them, or not where it does"),
        ("view" = Option<String>, Query, description = "internal or release"),
        ("policy" = Option<String>, Query, description = "ics-public, gpps, nhsd-hes, tre-10 or custom, the bank's own numbers; the bank's own policy otherwise"),
        ("data_version" = Option<String>, Query, description = "The version of the data that is known, as tables name it; where it is not the one there is, the table says what changed"),
        ("explain" = Option<Vec<String>>, Query, description = "Figures to say as sentences: `all`, a row, or a row and a column parted by a comma"),
    ),
    responses((status = 200, description = "The table", content(
        (TableView = "application/json"),
        (String = "text/csv"),
    ))),
)]
pub(super) async fn breakdown(
    State(state): State<AppState>,
    Name(id): Name,
    uri: Uri,
    headers: HeaderMap,
    Asked(pairs): Asked,
) -> Result<Response, ApiError> {
    let table = make(&state, &id, &pairs).await?;
    let mut response = if csv::is_wanted(&headers) {
        csv::respond(view::table_csv(&table), &report::table_name(&table))
    } else {
        let cells = table.shown().cells_named(&explained(&pairs))?;
        Json(view::table_explained(&table, &cells)).into_response()
    };
    csv::mark_alternate(&mut response, &format!("/api/v1/surveys/{}/breakdown", percent_encode(&id)), uri.query());
    Ok(response)
}

/// The table as CSV.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}/breakdown.csv",
    tag = "surveys",
    description = "Takes the parameters of `/api/v1/surveys/{id}/breakdown`.",
    params(
        ("id" = String, Path, description = "The id of the survey"),
        ("question" = String, Query, description = "The question whose answers are the rows"),
        ("rows" = Option<String>, Query, description = "What the rows of an open question are: codes, or the themes its codes map to"),
        ("by" = Option<Vec<String>>, Query, description = "The questions whose answers are the columns"),
        ("where" = Option<Vec<String>>, Query, description = "Filters: `question=Option|Option`"),
        ("matching" = Option<String>, Query, description = "A search that the respondent's own words must match"),
        ("weight" = Option<String>, Query, description = "The question that holds the weight, or none; the one the survey's record names otherwise"),
        ("base" = Option<String>, Query, description = "answered, asked, all or ticks"),
        ("net" = Option<Vec<String>>, Query, description = "Answers counted together as a row: `Name=Option|Option`"),
        ("intervals" = Option<bool>, Query, description = "Whether intervals are shown where the kind of survey does not call for them, or not where it does"),
        ("view" = Option<String>, Query, description = "internal or release"),
        ("policy" = Option<String>, Query, description = "ics-public, gpps, nhsd-hes, tre-10 or custom, the bank's own numbers; the bank's own policy otherwise"),
        ("data_version" = Option<String>, Query, description = "The version of the data that is known, as tables name it; where it is not the one there is, the table says what changed"),
    ),
    responses((status = 200, description = "The table", body = String, content_type = "text/csv")),
)]
pub(super) async fn breakdown_csv(
    State(state): State<AppState>,
    Name(id): Name,
    Asked(pairs): Asked,
) -> Result<Response, ApiError> {
    let table = make(&state, &id, &pairs).await?;
    Ok(csv::respond(view::table_csv(&table), &report::table_name(&table)))
}

/// The table as a workbook.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}/breakdown.xlsx",
    tag = "surveys",
    description = "Takes the parameters of `/api/v1/surveys/{id}/breakdown`. A cover, notes, and the table on a sheet of its own.",
    params(
        ("id" = String, Path, description = "The id of the survey"),
        ("question" = String, Query, description = "The question whose answers are the rows"),
        ("rows" = Option<String>, Query, description = "What the rows of an open question are: codes, or the themes its codes map to"),
        ("by" = Option<Vec<String>>, Query, description = "The questions whose answers are the columns"),
        ("where" = Option<Vec<String>>, Query, description = "Filters: `question=Option|Option`"),
        ("matching" = Option<String>, Query, description = "A search that the respondent's own words must match"),
        ("weight" = Option<String>, Query, description = "The question that holds the weight, or none; the one the survey's record names otherwise"),
        ("base" = Option<String>, Query, description = "answered, asked, all or ticks"),
        ("net" = Option<Vec<String>>, Query, description = "Answers counted together as a row: `Name=Option|Option`"),
        ("intervals" = Option<bool>, Query, description = "Whether intervals are shown where the kind of survey does not call for them, or not where it does"),
        ("view" = Option<String>, Query, description = "internal or release"),
        ("policy" = Option<String>, Query, description = "ics-public, gpps, nhsd-hes, tre-10 or custom, the bank's own numbers; the bank's own policy otherwise"),
        ("data_version" = Option<String>, Query, description = "The version of the data that is known, as tables name it; where it is not the one there is, the table says what changed"),
    ),
    responses((status = 200, description = "The workbook", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)]
pub(super) async fn breakdown_xlsx(
    State(state): State<AppState>,
    Name(id): Name,
    Asked(pairs): Asked,
) -> Result<Response, ApiError> {
    let table = make(&state, &id, &pairs).await?;
    let name = report::table_name(&table);
    let bytes = ask(&state, move |bank| workbook::written(&bank.book_of(table)?)).await?;
    Ok(workbook::respond(bytes, &name))
}

async fn make(state: &AppState, survey: &str, pairs: &Pairs) -> Result<Disclosed, ApiError> {
    let request = breakdown_request(survey, pairs, DEFAULT_VIEW)?;
    let caller = caller(state);
    ask(state, move |bank| bank.breakdown(&request, &caller)).await
}

/// Whoever calls, now.
pub(super) fn caller(state: &AppState) -> Caller {
    let who = match state.standing {
        Standing::Analyst => "a caller of the API on this machine",
        Standing::Anybody => "a caller of the API from another machine",
    };
    Caller { who: who.to_owned(), at: Moment::of(&jiff::Zoned::now()) }
}
