//! Who may ask: only whoever calls this machine by its own name, and only pages of this program may send it anything.
//!
//! There is no sign-in yet, so a web site open in the same browser must not be able to reach the bank. It could try by a name
//! of its own that leads to this machine, or by a form that sends here. Both are refused.

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::web::error::ApiError;

/// Refuses requests that were meant for another name or come from another site.
pub(crate) async fn guard(request: Request, next: Next) -> Response {
    if !is_meant_for_us(&request) {
        return wrong_host().into_response();
    }
    if !request.method().is_safe() && comes_from_elsewhere(request.headers()) {
        return cross_site().into_response();
    }
    next.run(request).await
}

/// Whether every name the request calls this machine by is one of its own.
fn is_meant_for_us(request: &Request) -> bool {
    let named = request
        .headers()
        .get_all(HOST)
        .iter()
        .map(|host| host.to_str().ok().and_then(|host| host.parse::<Authority>().ok()));
    let in_address = request.uri().authority().cloned().map(Some);
    let mut names = named.into_iter().chain(in_address).peekable();
    // Every browser names the host, and so must every client of HTTP/1.1.
    names.peek().is_some() && names.all(|name| name.is_some_and(|name| is_own_name(&name)))
}

fn is_own_name(name: &Authority) -> bool {
    let host = name.host().trim_end_matches('.');
    !name.as_str().contains('@') && (host.eq_ignore_ascii_case("localhost") || host == "127.0.0.1" || host == "[::1]")
}

/// Whether a browser says that another site sends this. What says nothing is no browser.
fn comes_from_elsewhere(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    let Some(origin) = headers.get(ORIGIN) else {
        return false;
    };
    let own = headers.get(HOST).and_then(|host| host.to_str().ok());
    let from = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
    from.is_none() || from != own
}

fn wrong_host() -> ApiError {
    ApiError::new(StatusCode::MISDIRECTED_REQUEST, "wrong_host", "the bank answers only to this machine's own name")
        .hint("use `http://127.0.0.1` or `http://localhost` with the port that was printed at the start")
}

fn cross_site() -> ApiError {
    ApiError::new(StatusCode::FORBIDDEN, "cross_site", "another site may not send anything to the bank")
        .hint("use the bank's own pages, or a program that is no browser")
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn request(headers: &[(&str, &str)]) -> Request {
        let start = Request::builder().uri("/search");
        headers.iter().fold(start, |request, (name, value)| request.header(*name, *value)).body(Body::empty()).unwrap()
    }

    #[test]
    fn only_the_names_of_this_machine_are_answered_to() {
        for own in ["localhost", "localhost:8000", "LOCALHOST:1", "127.0.0.1:8000", "[::1]:8000", "[::1]"] {
            assert!(is_meant_for_us(&request(&[("host", own)])), "{own}");
        }
        for other in [
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil.example:8000",
            "localhost@evil.example",
            "0.0.0.0",
            "",
        ] {
            assert!(!is_meant_for_us(&request(&[("host", other)])), "{other}");
        }
        assert!(!is_meant_for_us(&request(&[])));
    }

    #[test]
    fn an_address_that_names_another_host_is_not_ours_whatever_the_header_says() {
        let mut request = request(&[("host", "localhost")]);
        *request.uri_mut() = "http://evil.example/search".parse().unwrap();
        assert!(!is_meant_for_us(&request));
    }

    #[test]
    fn another_site_may_not_send_anything() {
        let from = |headers: &[(&str, &str)]| comes_from_elsewhere(request(headers).headers());
        for site in ["cross-site", "same-site", "nonsense"] {
            assert!(from(&[("sec-fetch-site", site)]), "{site}");
        }
        assert!(!from(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "http://localhost:8000"),
            ("host", "localhost:8000")
        ]));
        assert!(from(&[("origin", "http://evil.example"), ("host", "localhost:8000")]));
        assert!(from(&[("origin", "http://localhost:9000"), ("host", "localhost:8000")]));
        assert!(from(&[("origin", "null"), ("host", "localhost:8000")]));
        assert!(!from(&[("origin", "http://localhost:8000"), ("host", "localhost:8000")]));
        assert!(!from(&[("host", "localhost:8000")]), "a program that is no browser");
    }
}
