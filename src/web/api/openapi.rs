//! `GET /api/v1/openapi.json`: the description of the API, made from the handlers themselves.

use axum::Json;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{Content, OpenApi as Document, Ref, RefOr, Response};
use utoipa::{Modify, OpenApi};

use super::{
    breakdown, health, insights, loads, no_parameters, priorities, released, search, sources, surveys, tab_book, themes,
};
use crate::web::error::{ApiError, ProblemDocument};
use crate::web::extract::Asked;

/// The description without what every address has in common.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "insight-bank",
        description = "What residents have said: studies, focus groups and surveys, full-text indexed, tagged with themes, with percentage breakdowns. Shares are 0 to 1; dates are ISO 8601."
    ),
    paths(
        search::search,
        search::search_csv,
        insights::insight,
        sources::list_sources,
        sources::source,
        themes::list_themes,
        themes::theme,
        priorities::priority,
        surveys::list_surveys,
        surveys::survey,
        surveys::survey_load,
        surveys::survey_recipe,
        breakdown::breakdown,
        breakdown::breakdown_csv,
        breakdown::breakdown_xlsx,
        tab_book::tab_book,
        released::list_released,
        released::released,
        loads::load_files,
        health::health,
        openapi,
    ),
    components(schemas(ProblemDocument)),
    modifiers(&Refusals),
    tags(
        (name = "search", description = "Finding what has been said"),
        (name = "insights", description = "One addressable unit of text"),
        (name = "sources", description = "Studies, focus groups, surveys, meetings and documents"),
        (name = "themes", description = "What it is about"),
        (name = "priorities", description = "What it speaks to"),
        (name = "surveys", description = "Questions and percentage tables"),
        (name = "bank", description = "Loading, health and this description"),
    ),
)]
struct Description;

/// Adds to every operation how it may be refused or fail.
struct Refusals;

/// The statuses every address may answer with, beside its own.
const EVERYWHERE: [(&str, &str); 7] = [
    ("400", "Unknown parameters or values; the allowed ones are named"),
    ("403", "Not allowed here"),
    ("413", "The request is too large"),
    ("421", "The request was meant for another host"),
    ("500", "Something went wrong"),
    ("503", "The bank is busy; `Retry-After` says when to come back"),
    ("504", "The answer took too long"),
];

impl Modify for Refusals {
    fn modify(&self, document: &mut Document) {
        for (path, item) in &mut document.paths.paths {
            let named = path.contains('{');
            for operation in operations(item) {
                let sends = operation.request_body.is_some();
                for (status, meaning) in EVERYWHERE {
                    add(operation, status, meaning);
                }
                if named {
                    add(operation, "404", "There is no such thing; the nearest name is told");
                }
                if sends {
                    add(operation, "409", "Something else is stored under that id");
                    add(operation, "415", "The request is no form with files");
                    add(operation, "422", "The file cannot be loaded as it stands");
                }
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [item.get.as_mut(), item.post.as_mut()].into_iter().flatten()
}

fn add(operation: &mut Operation, status: &str, meaning: &str) {
    let mut response = Response::new(meaning);
    let content = Content::new(Some(RefOr::Ref(Ref::from_schema_name("ProblemDocument"))));
    response.content.insert("application/problem+json".to_owned(), content.into());
    operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(response));
}

/// The description of the API.
pub fn document() -> Document {
    Description::openapi()
}

/// This description.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "bank",
    responses((status = 200, description = "OpenAPI 3.1", body = Object)),
)]
pub(super) async fn openapi(Asked(pairs): Asked) -> Result<Json<Document>, ApiError> {
    no_parameters(&pairs)?;
    Ok(Json(document()))
}
