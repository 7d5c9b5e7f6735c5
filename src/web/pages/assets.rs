//! The stylesheet: the only file the pages need. Its address changes with its content, so that browsers may keep it for good.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;

use super::address::Address;
use crate::text;

const STYLESHEET: &str = include_str!("../assets/bank.css");

static ADDRESS: LazyLock<String> = LazyLock::new(|| {
    let print: String = text::fingerprint(STYLESHEET.as_bytes()).chars().take(12).collect();
    Address::of(&["assets", "bank.css"]).with("v", print).to_string()
});

/// The address of the stylesheet, with the fingerprint of its content.
pub(super) fn stylesheet_address() -> &'static str {
    &ADDRESS
}

/// Sends the stylesheet.
pub(super) async fn stylesheet() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "public, max-age=31536000, immutable")], STYLESHEET)
}
