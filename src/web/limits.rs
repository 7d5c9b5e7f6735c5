//! How much one request may ask for, and how long it may take.

use std::any::Any;
use std::time::Duration;

use axum::BoxError;
use axum::extract::Request;
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::web::error::ApiError;

/// Requests answered at the same time; one more is told to come back.
pub(crate) const AT_ONCE: usize = 64;

/// The most bytes of a load.
pub(crate) const LOAD_BYTES: usize = 64 * 1024 * 1024;

/// The most bytes of any other request.
pub(crate) const OTHER_BYTES: usize = 64 * 1024;

/// The most bytes of an address.
const ADDRESS_BYTES: usize = 8 * 1024;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a load may take: it reads, writes and indexes a whole file.
const LOAD_PATIENCE: Duration = Duration::from_mins(10);

/// Refuses what is too large, and gives up what takes too long.
pub(crate) async fn limit(request: Request, next: Next) -> Response {
    if let Err(error) = check_size(request.method(), request.uri(), request.headers()) {
        return error.into_response();
    }
    let patience = if is_load(request.method(), request.uri().path()) { LOAD_PATIENCE } else { PATIENCE };
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => too_slow(patience).into_response(),
    }
}

fn check_size(method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), ApiError> {
    if uri.path_and_query().is_some_and(|address| address.as_str().len() > ADDRESS_BYTES) {
        let detail = format!("an address may have {ADDRESS_BYTES} bytes");
        return Err(ApiError::new(StatusCode::URI_TOO_LONG, "address_too_long", detail).hint("ask for less at a time"));
    }
    let most = if is_load(method, uri.path()) { LOAD_BYTES } else { OTHER_BYTES };
    let said =
        headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()).and_then(|length| length.parse().ok());
    if said.is_some_and(|length: usize| length > most) {
        return Err(too_large(most));
    }
    Ok(())
}

/// Whether a request brings files.
fn is_load(method: &Method, path: &str) -> bool {
    method == Method::POST && (path == "/api/v1/loads" || path == "/load" || path == "/loads")
}

/// A request that is larger than it may be.
pub(crate) fn too_large(most: usize) -> ApiError {
    let detail = format!("a request to this address may bring {most} bytes");
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
        .hint("load large files at the command line: `insight-bank load FILE`")
}

fn too_slow(patience: Duration) -> ApiError {
    let detail = format!("the answer was not ready within {} seconds", patience.as_secs());
    ApiError::new(StatusCode::GATEWAY_TIMEOUT, "too_slow", detail).hint("ask for less, or try again")
}

/// What is told when all places are taken.
pub(crate) async fn overloaded(_error: BoxError) -> ApiError {
    ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "too many requests are being answered at the moment")
        .hint("try again in a moment")
        .retry_after(2)
}

/// What is told when answering broke off. The reason is in the log; it may hold people's words, so it is not told.
pub(crate) fn broken(_reason: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!(target: "web", "answering a request broke off");
    ApiError::internal().into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(method: &Method, address: &str, length: usize) -> Result<(), ApiError> {
        let headers = HeaderMap::from_iter([(CONTENT_LENGTH, length.into())]);
        check_size(method, &address.parse().unwrap(), &headers)
    }

    #[test]
    fn only_a_load_may_bring_much() {
        assert!(check(&Method::POST, "/api/v1/loads?dry_run=true", OTHER_BYTES + 1).is_ok());
        let error = check(&Method::POST, "/api/v1/loads", LOAD_BYTES + 1).unwrap_err();
        assert_eq!(error.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(check(&Method::GET, "/api/v1/search", OTHER_BYTES + 1).is_err());
    }

    #[test]
    fn an_address_has_an_end() {
        let long = format!("/search?q={}", "a".repeat(ADDRESS_BYTES));
        assert_eq!(check(&Method::GET, &long, 0).unwrap_err().status, StatusCode::URI_TOO_LONG);
    }
}
