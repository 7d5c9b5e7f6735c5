//! `GET /api/v1/released` and `GET /api/v1/released/{id}`.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use super::{ask, csv, no_parameters};
use crate::view::{self, PackTableView, TableView};
use crate::web::error::ApiError;
use crate::web::extract::{Asked, Name};
use crate::web::state::AppState;

/// The tables that were released one by one beside those that are public, in order.
#[utoipa::path(
    get,
    path = "/api/v1/released",
    tag = "surveys",
    responses((status = 200, description = "The tables", body = Vec<PackTableView>)),
)]
pub(super) async fn list_released(
    State(state): State<AppState>,
    Asked(pairs): Asked,
) -> Result<Json<Vec<PackTableView>>, ApiError> {
    no_parameters(&pairs)?;
    Ok(Json(ask(&state, |bank| Ok(view::pack_public(&bank.released_tables(None)?))).await?))
}

/// A released table as it went out, whatever was loaded since. With `Accept: text/csv` it comes as CSV.
#[utoipa::path(
    get,
    path = "/api/v1/released/{id}",
    tag = "surveys",
    params(("id" = String, Path, description = "The id of the released table")),
    responses((status = 200, description = "The table", content(
        (TableView = "application/json"),
        (String = "text/csv"),
    ))),
)]
pub(super) async fn released(
    State(state): State<AppState>,
    Name(id): Name,
    headers: HeaderMap,
    Asked(pairs): Asked,
) -> Result<Response, ApiError> {
    no_parameters(&pairs)?;
    let name = id.clone();
    let (ending, wanted) = if csv::is_wanted(&headers) { ("csv", true) } else { ("json", false) };
    let text = ask(&state, move |bank| bank.released_table(&id, ending)).await?;
    Ok(if wanted {
        csv::respond(text, &name)
    } else {
        ([(header::CONTENT_TYPE, "application/json")], text).into_response()
    })
}
