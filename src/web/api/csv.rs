//! Answers as comma-separated values: when they are wanted, and how they are sent.

use axum::http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE, LINK, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

/// Whether the caller would rather have CSV than JSON.
pub(super) fn is_wanted(headers: &HeaderMap) -> bool {
    let accepted: Vec<&str> = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let accepted = accepted.join(",");
    let csv = quality(&accepted, "text/csv");
    let json = quality(&accepted, "application/json").max(quality(&accepted, "application/*"));
    csv > 0 && csv >= json
}

/// How much a kind is wanted, in thousandths; 0 when it is not named.
fn quality(accepted: &str, kind: &str) -> u32 {
    let entries = accepted.split(',').filter_map(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(kind));
        named.then(|| parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths))
    });
    entries.max().unwrap_or(0)
}

/// A weight such as `0.75` in thousandths.
fn thousandths(weight: &str) -> u32 {
    let (whole, part) = weight.split_once('.').unwrap_or((weight, ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    if whole == "0" { part.parse().unwrap_or(0) } else { 1000 }
}

/// `text` as a file called `name`.
pub(super) fn respond(text: String, name: &str) -> Response {
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    attached(([(CONTENT_TYPE, kind)], text).into_response(), &format!("{name}.csv"))
}

/// The answer as a file called `name`, to be kept rather than shown.
pub(super) fn attached(mut response: Response, name: &str) -> Response {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "-._".contains(c) { c } else { '-' }).collect();
    if let Ok(file) = HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"")) {
        response.headers_mut().insert(CONTENT_DISPOSITION, file);
    }
    response
}

/// Says that the answer depends on what was accepted, and where the CSV is.
pub(super) fn mark_alternate(response: &mut Response, path: &str, query: Option<&str>) {
    response.headers_mut().append(VARY, HeaderValue::from_static("accept"));
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    add_link(response, &format!("<{path}.csv{query}>; rel=\"alternate\"; type=\"text/csv\""));
}

/// Adds a `Link` header. One that no header can hold is left out.
pub(super) fn add_link(response: &mut Response, link: &str) {
    if let Ok(link) = HeaderValue::from_str(link) {
        response.headers_mut().append(LINK, link);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(accept: &'static str) -> bool {
        is_wanted(&HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]))
    }

    #[test]
    fn csv_is_sent_to_who_asks_for_it_first() {
        for accept in ["text/csv", "text/csv, */*;q=0.1", "application/json;q=0.5, text/csv", "TEXT/CSV;header=present"]
        {
            assert!(wanted(accept), "{accept}");
        }
        for accept in ["*/*", "", "application/json", "text/csv;q=0.2, application/json", "text/csv;q=0", "text/html"] {
            assert!(!wanted(accept), "{accept}");
        }
        assert!(!is_wanted(&HeaderMap::new()));
    }
}
