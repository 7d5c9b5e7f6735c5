//! The JSON API under `/api/v1`: one file per resource, each with its parameters, its handler and its description.

mod breakdown;
mod csv;
mod health;
mod insights;
mod loads;
mod openapi;
mod paging;
mod priorities;
mod released;
mod search;
mod sources;
mod surveys;
mod tab_book;
mod themes;
mod workbook;

use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post};

use crate::bank::{BankError, InsightBank};
use crate::web::error::ApiError;
use crate::web::limits::LOAD_BYTES;
use crate::web::params::{Pairs, Reader};
use crate::web::state::AppState;

pub use openapi::document;

/// Every address of the API with what answers it.
pub(crate) fn routes() -> Vec<(&'static str, MethodRouter<AppState>)> {
    let loads = post(loads::load_files).layer(DefaultBodyLimit::max(LOAD_BYTES));
    vec![
        ("/api/v1/search", get(search::search)),
        ("/api/v1/search.csv", get(search::search_csv)),
        ("/api/v1/insights/{id}", get(insights::insight)),
        ("/api/v1/sources", get(sources::list_sources)),
        ("/api/v1/sources/{id}", get(sources::source)),
        ("/api/v1/themes", get(themes::list_themes)),
        ("/api/v1/themes/{id}", get(themes::theme)),
        ("/api/v1/priorities/{id}", get(priorities::priority)),
        ("/api/v1/surveys", get(surveys::list_surveys)),
        ("/api/v1/surveys/{id}", get(surveys::survey)),
        ("/api/v1/surveys/{id}/load", get(surveys::survey_load)),
        ("/api/v1/surveys/{id}/recipe", get(surveys::survey_recipe)),
        ("/api/v1/surveys/{id}/breakdown", get(breakdown::breakdown)),
        ("/api/v1/surveys/{id}/breakdown.csv", get(breakdown::breakdown_csv)),
        ("/api/v1/surveys/{id}/breakdown.xlsx", get(breakdown::breakdown_xlsx)),
        ("/api/v1/surveys/{id}/tab-book.xlsx", get(tab_book::tab_book)),
        ("/api/v1/released", get(released::list_released)),
        ("/api/v1/released/{id}", get(released::released)),
        ("/api/v1/loads", loads),
        ("/api/v1/health", get(health::health)),
        ("/api/v1/openapi.json", get(openapi::openapi)),
    ]
}

/// Asks the bank away from the threads that serve connections.
async fn ask<T: Send + 'static>(
    state: &AppState,
    work: impl FnOnce(&InsightBank) -> Result<T, BankError> + Send + 'static,
) -> Result<T, ApiError> {
    let answer = state.ask(work).await.ok_or_else(ApiError::internal)?;
    answer.map_err(ApiError::from)
}

/// Refuses every parameter, for addresses that take none.
fn no_parameters(pairs: &Pairs) -> Result<(), ApiError> {
    Ok(Reader::new(pairs, &[], &[]).finish(())?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_description_lists_every_address_and_no_other() {
        let described: BTreeSet<String> = document().paths.paths.keys().cloned().collect();
        let there: BTreeSet<String> = routes().into_iter().map(|(path, _)| path.to_owned()).collect();
        assert_eq!(described, there);
    }
}
