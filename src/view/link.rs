//! Addresses of things: the page a person reads and the address in the API.

use serde::Serialize;
use utoipa::ToSchema;

use crate::text::percent_encode;

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
        let name = percent_encode(name);
        Self { url: format!("/{things}/{name}"), api: format!("/api/v1/{things}/{name}") }
    }
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
