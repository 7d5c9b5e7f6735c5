//! Whether a caller is an analyst, and what everybody else finds.
//!
//! There is no sign-in yet. Whoever calls from this machine's own address is an analyst and sees every text and count. A request
//! from another address, or one that says another server passed it on, comes from somebody below that: they ask the bank of what is
//! published, at the addresses listed here and no other.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use tower::ServiceExt;

use crate::web::error::ApiError;

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Somebody at this machine.
    Analyst,
    /// Anybody else.
    Anybody,
}

/// What servers that pass requests on add to them.
const PASSED_ON: [&str; 7] =
    ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-server", "x-real-ip"];

/// What callers below analyst may ask for. Workbooks are not among it: they carry a fingerprint of every answer.
const OPEN: [&str; 25] = [
    "/api/v1/search",
    "/api/v1/search.csv",
    "/api/v1/insights/{id}",
    "/api/v1/sources",
    "/api/v1/sources/{id}",
    "/api/v1/themes",
    "/api/v1/themes/{id}",
    "/api/v1/priorities/{id}",
    "/api/v1/surveys",
    "/api/v1/surveys/{id}/breakdown",
    "/api/v1/surveys/{id}/breakdown.csv",
    "/api/v1/released",
    "/api/v1/released/{id}",
    "/api/v1/health",
    "/api/v1/openapi.json",
    "/",
    "/search",
    "/insights/{id}",
    "/sources",
    "/sources/{id}",
    "/themes",
    "/themes/{id}",
    "/priorities",
    "/priorities/{id}",
    "/surveys",
];

/// Addresses that say nothing of the bank.
const PLAIN: [&str; 3] = ["/about", "/help/search", "/assets/bank.css"];

/// Whether callers below analyst may ask for the addresses of a route.
pub(crate) fn is_open(path: &str) -> bool {
    OPEN.contains(&path) || PLAIN.contains(&path)
}

/// The addresses for analysts and those for everybody else.
#[derive(Debug, Clone)]
pub(crate) struct Doors {
    pub(crate) analysts: Router,
    pub(crate) anybody: Router,
}

/// Leads a request to where its caller may go.
pub(crate) async fn lead(State(doors): State<Doors>, request: Request) -> Response {
    let door = match standing(&request) {
        Standing::Analyst => doors.analysts,
        Standing::Anybody => doors.anybody,
    };
    door.oneshot(request).await.unwrap_or_else(|never| match never {})
}

/// A request of which nobody knows where it comes from is not from here.
fn standing(request: &Request) -> Standing {
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let own = from.is_some_and(|ConnectInfo(address)| address.ip().to_canonical().is_loopback());
    let passed_on = PASSED_ON.iter().any(|name| request.headers().contains_key(*name));
    if own && !passed_on { Standing::Analyst } else { Standing::Anybody }
}

/// The same for what is there and what is not.
pub(crate) async fn analysts_only() -> ApiError {
    ApiError::new(StatusCode::FORBIDDEN, "analysts_only", "this address is for analysts, or there is nothing at it")
        .hint("search at `/search`; released tables are at `/api/v1/surveys/{id}/breakdown?question=...&view=release`")
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use axum::body::Body;

    use super::*;
    use crate::web::{api, pages};

    fn from(address: &str, headers: &[(&str, &str)]) -> Standing {
        let start = Request::builder().uri("/search");
        let start = headers.iter().fold(start, |request, (name, value)| request.header(*name, *value));
        let address: IpAddr = address.parse().unwrap();
        standing(&start.extension(ConnectInfo(SocketAddr::from((address, 4000)))).body(Body::empty()).unwrap())
    }

    #[test]
    fn only_this_machine_s_own_address_is_an_analyst_s() {
        for own in ["127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(from(own, &[]), Standing::Analyst, "{own}");
        }
        for other in ["192.168.0.4", "10.0.0.1", "0.0.0.0", "::", "fe80::1", "2001:db8::1", "::ffff:10.0.0.1"] {
            assert_eq!(from(other, &[]), Standing::Anybody, "{other}");
        }
    }

    #[test]
    fn what_another_server_passes_on_is_nobody_s_at_this_machine() {
        for name in PASSED_ON {
            assert_eq!(from("127.0.0.1", &[(name, "")]), Standing::Anybody, "{name}");
        }
    }

    #[test]
    fn a_request_from_nowhere_is_not_from_here() {
        let request = Request::builder().uri("/search").body(Body::empty()).unwrap();
        assert_eq!(standing(&request), Standing::Anybody);
    }

    #[test]
    fn every_open_address_is_one_and_none_is_of_a_load_a_workbook_or_a_whole_survey() {
        let there: Vec<&str> = api::routes().into_iter().chain(pages::routes()).map(|(path, _)| path).collect();
        for path in OPEN.iter().chain(&PLAIN) {
            assert!(there.contains(path), "{path}");
        }
        let closed = ["load", "undo", "recipe", "xlsx", "surveys/{id}"];
        let told = |path: &&&str| closed.iter().any(|word| path.ends_with(word) || path.contains("xlsx"));
        assert_eq!(OPEN.iter().find(told), None);
    }
}
