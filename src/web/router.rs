//! Every address of the program, and what lies around them all.

use std::sync::Arc;

use axum::Router;
use axum::error_handling::HandleErrorLayer;
use axum::http::{StatusCode, Uri};
use axum::middleware::from_fn;
use tower::ServiceBuilder;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower::load_shed::LoadShedLayer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::bank::InsightBank;
use crate::web::error::{self, ApiError};
use crate::web::state::AppState;
use crate::web::{api, guard, headers, limits, pages};

/// The pages and the API over `bank`.
pub fn router(bank: Arc<InsightBank>) -> Router {
    let api = api::routes()
        .into_iter()
        .fold(Router::new(), |router, (path, handler)| {
            router.route(path, handler)
        });
    let routes = api
        .merge(pages::routes())
        .fallback(no_such_address)
        .method_not_allowed_fallback(wrong_method);
    around(routes).with_state(AppState { bank })
}

/// The layers, outermost first. Whatever refuses lies within [`error::present`], which gives the refusal its body.
fn around(routes: Router<AppState>) -> Router<AppState> {
    let busy = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(limits::overloaded))
        .layer(LoadShedLayer::new())
        .layer(GlobalConcurrencyLimitLayer::new(limits::AT_ONCE));
    let layers = ServiceBuilder::new()
        .layer(from_fn(headers::secure))
        .layer(CompressionLayer::new())
        .layer(from_fn(error::present))
        .layer(CatchPanicLayer::custom(limits::broken))
        .layer(from_fn(guard::guard))
        .layer(busy)
        .layer(from_fn(limits::limit));
    routes.layer(layers)
}

async fn no_such_address(uri: Uri) -> ApiError {
    let error = ApiError::no_such_address(uri.path());
    if error::is_api(uri.path()) {
        error.hint("the addresses are listed at `/api/v1/openapi.json`")
    } else {
        error
    }
}

async fn wrong_method(uri: Uri) -> ApiError {
    let detail = format!("`{}` does not take this method", uri.path());
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "wrong_method", detail)
        .hint("the header `Allow` names the methods it takes")
}
