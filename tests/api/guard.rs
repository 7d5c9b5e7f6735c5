//! What surrounds every answer: headers that keep browsers from harm, and who may ask at all.

use axum::body::Body;

use crate::support::app::TestApp;

#[test]
fn every_answer_good_or_not_carries_the_security_headers() {
    let app = TestApp::shipped();
    for address in [
        "/",
        "/search?q=x",
        "/api/v1/health",
        "/api/v1/nothing",
        "/nowhere",
        "/api/v1/search?bad=1",
        "/assets/bank.css",
    ] {
        let answer = app.get(address);
        let policy = answer.header("content-security-policy").unwrap_or_default().to_owned();
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{address}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{address}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{address}");
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"), "{address}");
        assert!(answer.header("permissions-policy").is_some() && answer.header("cache-control").is_some(), "{address}");
    }
}

#[test]
fn people_s_words_are_not_kept_by_a_browser() {
    let app = TestApp::shipped();
    for address in ["/api/v1/search?q=trust", "/search?q=trust"] {
        assert_eq!(app.get(address).header("cache-control"), Some("private, no-store"), "{address}");
    }
}

#[test]
fn only_this_machine_s_own_name_is_answered_to() {
    let app = TestApp::shipped();
    for own in ["localhost:8000", "127.0.0.1", "[::1]:1234"] {
        let _ = app.get_with("/api/v1/health", &[("host", own)]).good();
    }
    for other in ["evil.example", "127.0.0.1.evil.example:8000", "192.168.0.1"] {
        let _ = app.get_with("/api/v1/health", &[("host", other)]).problem(421, "wrong_host");
        assert_eq!(app.get_with("/", &[("host", other)]).status.as_u16(), 421);
    }
}

#[test]
fn another_site_may_not_send_anything() {
    let app = TestApp::shipped();
    for headers in [[("sec-fetch-site", "cross-site")], [("origin", "http://evil.example")], [("origin", "null")]] {
        let _ = app.ask("POST", "/api/v1/loads?dry_run=true", &headers, Body::empty()).problem(403, "cross_site");
        assert_eq!(app.ask("POST", "/load", &headers, Body::empty()).status.as_u16(), 403);
    }
}

#[test]
fn long_answers_are_compressed_for_who_can_read_them() {
    let answer = TestApp::shipped().get_with("/api/v1/search?q=health", &[("accept-encoding", "gzip")]).good();
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
}
