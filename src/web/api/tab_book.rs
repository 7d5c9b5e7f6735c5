//! `GET /api/v1/surveys/{id}/tab-book.xlsx`.

use axum::extract::State;
use axum::response::Response;

use super::breakdown::{DEFAULT_VIEW, caller};
use super::{ask, workbook};
use crate::engine::Silent;
use crate::report;
use crate::web::error::ApiError;
use crate::web::extract::{Asked, Name};
use crate::web::params::tab_book_request;
use crate::web::state::AppState;

/// Every question of a survey by one banner, as a workbook with one table per sheet.
///
/// A question of the banner stands alone, over everybody. `view=release` applies the disclosure policy to every table;
/// `view=internal` shows every count and is marked as not for release, in the name of the file and on every sheet.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}/tab-book.xlsx",
    tag = "surveys",
    params(
        ("id" = String, Path, description = "The id of the survey"),
        ("question" = Option<Vec<String>>, Query, description = "The questions whose answers are the rows; all that can be counted otherwise"),
        ("by" = Option<Vec<String>>, Query, description = "The questions whose answers are the columns of every table"),
        ("where" = Option<Vec<String>>, Query, description = "Filters: `question=Option|Option`"),
        ("matching" = Option<String>, Query, description = "A search that the respondent's own words must match"),
        ("weight" = Option<String>, Query, description = "The question that holds the weight, or none; the one the survey's record names otherwise"),
        ("view" = Option<String>, Query, description = "internal or release"),
        ("policy" = Option<String>, Query, description = "ics-public, gpps, nhsd-hes, tre-10 or custom, the bank's own numbers; the bank's own policy otherwise"),
    ),
    responses((status = 200, description = "The workbook", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)]
pub(super) async fn tab_book(
    State(state): State<AppState>,
    Name(id): Name,
    Asked(pairs): Asked,
) -> Result<Response, ApiError> {
    let request = tab_book_request(&id, &pairs, DEFAULT_VIEW)?;
    let caller = caller(&state);
    let (name, bytes) = ask(&state, move |bank| {
        let book = bank.tab_book(&request, &caller, &Silent)?;
        Ok((report::book_name(&book), workbook::written(&book)?))
    })
    .await?;
    Ok(workbook::respond(bytes, &name))
}
