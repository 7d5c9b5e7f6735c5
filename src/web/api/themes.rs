//! `GET /api/v1/themes` and `GET /api/v1/themes/{id}`.

use axum::Json;
use axum::extract::State;

use super::{ask, no_parameters};
use crate::view::{self, ThemeList, ThemeView};
use crate::web::error::ApiError;
use crate::web::extract::{Asked, Name};
use crate::web::params::{Pairs, Reader};
use crate::web::state::AppState;

/// Every theme with how many insights carry it, parents before the themes within them.
#[utoipa::path(
    get,
    path = "/api/v1/themes",
    tag = "themes",
    responses((status = 200, description = "The themes", body = ThemeList)),
)]
pub(super) async fn list_themes(
    State(state): State<AppState>,
    Asked(pairs): Asked,
) -> Result<Json<ThemeList>, ApiError> {
    no_parameters(&pairs)?;
    Ok(Json(ask(&state, |bank| Ok(view::themes(&bank.themes()?))).await?))
}

/// One theme with its evidence: studies, focus groups, figures and survey percentages, each with its own base.
#[utoipa::path(
    get,
    path = "/api/v1/themes/{id}",
    tag = "themes",
    params(
        ("id" = String, Path, description = "The id or name of the theme"),
        ("limit" = Option<u32>, Query, description = "Insights of each kind, 0 to 100; 20 when left out"),
    ),
    responses((status = 200, description = "The theme", body = ThemeView)),
)]
pub(super) async fn theme(
    State(state): State<AppState>,
    Name(id): Name,
    Asked(pairs): Asked,
) -> Result<Json<ThemeView>, ApiError> {
    let limit = evidence_limit(&pairs)?;
    let view = ask(&state, move |bank| Ok(view::theme(bank.framework(), &bank.shelf(), &bank.theme(&id, limit)?)));
    Ok(Json(view.await?))
}

/// How many insights of each kind of evidence are wanted.
pub(super) fn evidence_limit(pairs: &Pairs) -> Result<usize, ApiError> {
    let mut reader = Reader::new(pairs, &["limit"], &[]);
    let limit = reader.number("limit", 0, 100, 20);
    Ok(reader.finish(limit)?)
}
