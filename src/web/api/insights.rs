//! `GET /api/v1/insights/{id}`.

use axum::Json;
use axum::extract::State;

use super::{ask, no_parameters};
use crate::view::{self, Item};
use crate::web::error::ApiError;
use crate::web::extract::{Asked, Name};
use crate::web::state::AppState;

/// One insight by its address.
#[utoipa::path(
    get,
    path = "/api/v1/insights/{id}",
    tag = "insights",
    params(("id" = String, Path, description = "The address of the insight: source, full stop, local part")),
    responses((status = 200, description = "The insight", body = Item)),
)]
pub(super) async fn insight(
    State(state): State<AppState>,
    Name(id): Name,
    Asked(pairs): Asked,
) -> Result<Json<Item>, ApiError> {
    no_parameters(&pairs)?;
    let item = ask(&state, move |bank| Ok(view::item(bank.framework(), &bank.shelf(), &bank.insight(&id)?)));
    Ok(Json(item.await?))
}
