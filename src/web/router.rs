//! Every address of the program, whom it is for, and what lies around them all.

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
use crate::web::present::present;
use crate::web::standing::{Doors, Standing, analysts_only, is_open, lead};
use crate::web::state::AppState;
use crate::web::{api, guard, headers, limits, pages};

/// The pages and the API over `bank`: all of it for callers from this machine's own address, which the connection tells
/// ([`axum::extract::ConnectInfo`]), and what is published for others.
pub fn router(bank: Arc<InsightBank>) -> Router {
    let analysts = routes(|_| true).fallback(no_such_address);
    let anybody = routes(is_open).fallback(analysts_only);
    let doors = Doors {
        analysts: analysts.with_state(AppState { bank: Arc::clone(&bank), standing: Standing::Analyst }),
        anybody: anybody.with_state(AppState { bank, standing: Standing::Anybody }),
    };
    around(Router::new().fallback(lead)).with_state(doors)
}

/// The routes of which `wanted` says so.
fn routes(wanted: impl Fn(&str) -> bool) -> Router<AppState> {
    let all = api::routes().into_iter().chain(pages::routes()).filter(|(path, _)| wanted(path));
    let routes = all.fold(Router::new(), |router, (path, handler)| router.route(path, handler));
    routes.method_not_allowed_fallback(wrong_method)
}

/// The layers, outermost first. Whatever refuses lies within [`present`], which gives the refusal its body.
fn around<S: Clone + Send + Sync + 'static>(routes: Router<S>) -> Router<S> {
    let busy = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(limits::overloaded))
        .layer(LoadShedLayer::new())
        .layer(GlobalConcurrencyLimitLayer::new(limits::AT_ONCE));
    let layers = ServiceBuilder::new()
        .layer(from_fn(headers::secure))
        .layer(CompressionLayer::new())
        .layer(from_fn(present))
        .layer(CatchPanicLayer::custom(limits::broken))
        .layer(from_fn(guard::guard))
        .layer(busy)
        .layer(from_fn(limits::limit));
    routes.layer(layers)
}

async fn no_such_address(uri: Uri) -> ApiError {
    let error = ApiError::no_such_address(uri.path());
    if error::is_api(uri.path()) { error.hint("the addresses are listed at `/api/v1/openapi.json`") } else { error }
}

async fn wrong_method(uri: Uri) -> ApiError {
    let detail = format!("`{}` does not take this method", uri.path());
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "wrong_method", detail)
        .hint("the header `Allow` names the methods it takes")
}

#[cfg(test)]
mod tests {
    use std::future::{Future, pending};

    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use axum::routing::get;
    use serde_json::Value;
    use tower::ServiceExt;

    use super::*;

    fn run<T>(work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
    }

    async fn ask(routes: &Router, path: &str) -> (StatusCode, Option<String>, Value) {
        let request = Request::builder().uri(path).header("host", "localhost").body(Body::empty()).unwrap();
        let response = routes.clone().oneshot(request).await.unwrap();
        let again = response.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
        let status = response.status();
        let body = to_bytes(response.into_body(), 100_000).await.unwrap();
        (status, again, serde_json::from_slice(&body).unwrap_or_default())
    }

    #[test]
    fn a_handler_that_breaks_off_is_told_without_its_reason() {
        async fn broken() -> &'static str {
            panic!("marmalade");
        }
        let routes = around(Router::new().route("/api/v1/broken", get(broken)));
        let (status, _, document) = run(ask(&routes, "/api/v1/broken"));
        assert_eq!((status.as_u16(), &document["code"]), (500, &"internal_error".into()));
        assert!(!document.to_string().contains("marmalade"));
    }

    #[test]
    fn one_request_too_many_is_told_when_to_come_back() {
        let slow = || async {
            pending::<()>().await;
        };
        let routes = around(Router::new().route("/api/v1/slow", get(slow)).route("/api/v1/other", get(slow)));
        let (status, again, document) = run(async {
            for _ in 0..limits::AT_ONCE {
                let routes = routes.clone();
                tokio::spawn(async move { ask(&routes, "/api/v1/slow").await.0 });
            }
            // Each of them has its turn before this one goes on.
            for _ in 0..10 {
                tokio::task::yield_now().await;
            }
            ask(&routes, "/api/v1/other").await
        });
        assert_eq!((status.as_u16(), &document["code"]), (503, &"busy".into()));
        assert_eq!(again.as_deref(), Some("2"));
    }
}
