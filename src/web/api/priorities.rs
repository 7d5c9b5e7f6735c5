//! `GET /api/v1/priorities/{id}`.

use axum::Json;
use axum::extract::State;

use super::ask;
use super::themes::evidence_limit;
use crate::view::{self, PriorityView};
use crate::web::error::ApiError;
use crate::web::extract::{Asked, Name};
use crate::web::state::AppState;

/// One priority, enabler, principle or objective with its set, its crosswalk, its outcomes and its evidence.
#[utoipa::path(
    get,
    path = "/api/v1/priorities/{id}",
    tag = "priorities",
    params(
        ("id" = String, Path, description = "The id of the priority"),
        ("limit" = Option<u32>, Query, description = "Insights of each kind, 0 to 100; 20 when left out"),
    ),
    responses((status = 200, description = "The priority", body = PriorityView)),
)]
pub(super) async fn priority(
    State(state): State<AppState>,
    Name(id): Name,
    Asked(pairs): Asked,
) -> Result<Json<PriorityView>, ApiError> {
    let limit = evidence_limit(&pairs)?;
    let view =
        ask(&state, move |bank| Ok(view::priority(bank.framework(), &bank.shelf(), &bank.priority(&id, limit)?)));
    Ok(Json(view.await?))
}
