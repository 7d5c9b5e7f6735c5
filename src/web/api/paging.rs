//! Pages of a list: where the next one is.

use axum::response::Response;

use super::csv::add_link;
use crate::problem::{Place, Problem};
use crate::text::percent_encode;

/// Says where the next page is, in a `Link` header: the same address with another cursor.
pub(super) fn mark_next(response: &mut Response, path: &str, pairs: &[(String, String)], next: Option<&str>) {
    let Some(next) = next else { return };
    let kept = pairs.iter().filter(|(name, _)| name != "cursor");
    let mut query: Vec<String> =
        kept.map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value))).collect();
    query.push(format!("cursor={}", percent_encode(next)));
    add_link(response, &format!("<{path}?{}>; rel=\"next\"", query.join("&")));
}

/// A cursor that none of the answers gave.
pub(super) fn bad_cursor(cursor: &str) -> Problem {
    let shown: String = cursor.chars().filter(|c| !c.is_control()).take(80).collect();
    let problem = Problem::error(
        "bad_cursor",
        Place::default().field("cursor"),
        format!("the cursor `{shown}` does not belong here"),
    );
    problem.hint("leave `cursor` out to begin at the first page")
}
