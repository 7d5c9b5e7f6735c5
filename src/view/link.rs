//! Addresses of things: the page a person reads and the address in the API.

use std::fmt::Write as _;

use serde::Serialize;
use utoipa::ToSchema;

/// Where a thing can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Links {
    /// Its page.
    pub url: String,
    /// Its address in the API.
    #[serde(rename = "self")]
    pub api: String,
}

impl Links {
    /// The addresses of `name` among the `things` (`insights`, `sources` and so on).
    pub(super) fn to(things: &str, name: &str) -> Self {
        let name = escape(name);
        Self { url: format!("/{things}/{name}"), api: format!("/api/v1/{things}/{name}") }
    }
}

/// A text as one part of a path or a value of a query: everything but letters, digits and `- . _ ~` is written as `%XX`.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_one_part_of_the_path_whatever_it_holds() {
        let links = Links::to("insights", "survey.q/1?x=é");
        assert_eq!(links.url, "/insights/survey.q%2F1%3Fx%3D%C3%A9");
        assert_eq!(links.api, "/api/v1/insights/survey.q%2F1%3Fx%3D%C3%A9");
    }
}
