//! `GET /api/v1/surveys`, `GET /api/v1/surveys/{id}`, and how one was loaded: `/load` and `/recipe` beneath it.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

use super::csv::attached;
use super::{ask, no_parameters};
use crate::bank::LoadReport;
use crate::view::{self, SurveyList, SurveyView};
use crate::web::error::ApiError;
use crate::web::extract::{Asked, Name};
use crate::web::state::AppState;

/// The surveys that have responses.
#[utoipa::path(
    get,
    path = "/api/v1/surveys",
    tag = "surveys",
    responses((status = 200, description = "The surveys", body = SurveyList)),
)]
pub(super) async fn list_surveys(
    State(state): State<AppState>,
    Asked(pairs): Asked,
) -> Result<Json<SurveyList>, ApiError> {
    no_parameters(&pairs)?;
    Ok(Json(ask(&state, |bank| Ok(view::surveys(&bank.shelf()))).await?))
}

/// One survey with its questions, and how many were asked and answered.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}",
    tag = "surveys",
    params(("id" = String, Path, description = "The id of the survey")),
    responses((status = 200, description = "The survey", body = SurveyView)),
)]
pub(super) async fn survey(
    State(state): State<AppState>,
    Name(id): Name,
    Asked(pairs): Asked,
) -> Result<Json<SurveyView>, ApiError> {
    no_parameters(&pairs)?;
    Ok(Json(ask(&state, move |bank| Ok(view::survey(&bank.survey(&id)?))).await?))
}

/// How one survey was loaded: what was understood, and what became of every cell.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}/load",
    tag = "surveys",
    params(("id" = String, Path, description = "The id of the survey")),
    responses((status = 200, description = "The account of its load, as the load itself gave it", body = LoadReport)),
)]
pub(super) async fn survey_load(
    State(state): State<AppState>,
    Name(id): Name,
    Asked(pairs): Asked,
) -> Result<Json<LoadReport>, ApiError> {
    no_parameters(&pairs)?;
    Ok(Json(ask(&state, move |bank| Ok(bank.account(&id)?.report)).await?))
}

/// The recipe by which one survey was read: change a line to settle a point, or read the next wave with it.
#[utoipa::path(
    get,
    path = "/api/v1/surveys/{id}/recipe",
    tag = "surveys",
    params(("id" = String, Path, description = "The id of the survey")),
    responses((status = 200, description = "The recipe", content_type = "application/toml", body = String)),
)]
pub(super) async fn survey_recipe(
    State(state): State<AppState>,
    Name(id): Name,
    Asked(pairs): Asked,
) -> Result<Response, ApiError> {
    no_parameters(&pairs)?;
    let name = id.clone();
    let recipe = ask(&state, move |bank| bank.recipe(&id)).await?;
    let kind = HeaderValue::from_static("application/toml; charset=utf-8");
    Ok(attached(([(CONTENT_TYPE, kind)], recipe).into_response(), &format!("{name}-recipe.toml")))
}
