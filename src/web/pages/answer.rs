//! From a question to the bank to a whole page, or to a page that says why not.

use axum::response::{Html, IntoResponse, Response};

use super::layout::{Page, Site};
use super::problem;
use crate::bank::{BankError, InsightBank};
use crate::web::error::ApiError;
use crate::web::state::AppState;

/// Asks the bank for a page and sends it. What the bank refuses becomes a page that says so.
pub(super) async fn answer(
    state: &AppState,
    work: impl FnOnce(&InsightBank) -> Result<Page, BankError> + Send + 'static,
) -> Response {
    let made = state.ask(move |bank| {
        let site = Site::of(bank);
        let page = work(bank).unwrap_or_else(|error| problem::page_of(&ApiError::from(error)));
        (page.status, page.render(&site))
    });
    match made.await {
        Some((status, document)) => (status, Html(document.into_string())).into_response(),
        None => ApiError::internal().into_response(),
    }
}
