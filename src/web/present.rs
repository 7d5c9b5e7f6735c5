//! The outermost layer: gives every refusal and failure its body.

use axum::extract::Request;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::Response;

use crate::web::error::{ApiError, is_api, problem_response};
use crate::web::pages;

/// Gives every refusal and failure its body: a problem document under `/api`, a page elsewhere.
pub(crate) async fn present(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let Some(facts) = response.extensions_mut().remove::<ApiError>() else {
        return response;
    };
    if facts.status.is_server_error() {
        // The path only: a query may hold people's words.
        tracing::warn!(target: "web", %path, status = facts.status.as_u16(), code = %facts.code, "request failed");
    }
    let (mut head, _) = response.into_parts();
    let shown = if is_api(&path) { problem_response(facts, &path) } else { pages::error_page(&facts) };
    // The length was that of no body.
    head.headers.remove(CONTENT_LENGTH);
    head.headers.extend(shown.headers().clone());
    head.status = shown.status();
    Response::from_parts(head, shown.into_body())
}
