//! Every way a request can fail has one shape: a problem document under `/api`, a page elsewhere.

use axum::body::Body;

use crate::support::app::TestApp;

#[test]
fn an_unknown_address_of_the_api_is_a_problem_document() {
    let app = TestApp::shipped();
    for address in ["/api", "/api/v1", "/api/v1/", "/api/v2/search", "/api/v1/search/", "/api/v1/nothing?x=1"] {
        let document = app.get(address).problem(404, "unknown_address");
        assert_eq!(document["instance"], address.split('?').next().unwrap());
    }
}

#[test]
fn an_unknown_page_is_a_page() {
    let answer = TestApp::shipped().get("/nowhere");
    assert_eq!(answer.status.as_u16(), 404);
    assert!(answer.header("content-type").unwrap().starts_with("text/html"));
    assert!(answer.body.contains("<h1>"), "{}", answer.body);
}

#[test]
fn a_wrong_method_is_refused_and_the_right_ones_are_named() {
    let app = TestApp::shipped();
    for (method, address, allowed) in [
        ("POST", "/api/v1/search", "GET"),
        ("DELETE", "/api/v1/sources/fg-poverty", "GET"),
        ("PUT", "/api/v1/health", "GET"),
        ("GET", "/api/v1/loads", "POST"),
    ] {
        let answer = app.ask(method, address, &[], Body::empty());
        assert!(
            answer.header("allow").is_some_and(|methods| methods.contains(allowed)),
            "{method} {address}: {answer:?}"
        );
        let _ = answer.problem(405, "wrong_method");
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let app = TestApp::shipped();
    let _ = app.get(&format!("/api/v1/search?q={}", "a".repeat(9000))).problem(414, "address_too_long");
    let claim = [("content-length", "999999999999")];
    let _ = app.ask("POST", "/api/v1/loads", &claim, Body::empty()).problem(413, "too_large");
    let _ = app.ask("POST", "/api/v1/search", &[("content-length", "100000")], Body::empty()).problem(413, "too_large");
}

#[test]
fn no_refusal_tells_anything_of_the_machine() {
    let app = TestApp::shipped();
    for address in [
        "/api/v1/insights/..%2f..%2fetc%2fpasswd",
        "/api/v1/sources/%00",
        "/api/v1/search?cursor=%00%ff",
        "/api/v1/search?source=..%2f..",
    ] {
        let answer = app.get(address);
        assert!(answer.status.is_client_error(), "{answer:?}");
        for inside in ["src/", ".rs:", "panicked", "tantivy", env!("CARGO_MANIFEST_DIR")] {
            assert!(!answer.body.contains(inside), "`{inside}` in {}", answer.body);
        }
    }
}
