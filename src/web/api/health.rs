//! `GET /api/v1/health`.

use axum::Json;
use axum::extract::State;

use super::{ask, no_parameters};
use crate::view::{self, HealthView};
use crate::web::error::ApiError;
use crate::web::extract::Asked;
use crate::web::state::AppState;

/// How the bank is: what the corpus holds and what the index holds.
#[utoipa::path(
    get,
    path = "/api/v1/health",
    tag = "bank",
    responses((status = 200, description = "How the bank is", body = HealthView)),
)]
pub(super) async fn health(State(state): State<AppState>, Asked(pairs): Asked) -> Result<Json<HealthView>, ApiError> {
    no_parameters(&pairs)?;
    Ok(Json(ask(&state, |bank| Ok(view::health(&bank.health()?))).await?))
}
