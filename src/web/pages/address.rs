//! Addresses within the bank: paths and queries, with every character that means something else written out.

use std::fmt;

use crate::text::percent_encode;

/// A path and its query, in the order the pairs were added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    path: String,
    pairs: Vec<(String, String)>,
    fragment: Option<&'static str>,
}

impl Address {
    /// An address made of `segments`, each of them one name.
    pub(super) fn of(segments: &[&str]) -> Self {
        let mut path = String::new();
        for segment in segments {
            path.push('/');
            path.push_str(&percent_encode(segment));
        }
        if path.is_empty() {
            path.push('/');
        }
        Self { path, pairs: Vec::new(), fragment: None }
    }

    /// The same address with `name=value` at its end.
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.pairs.push((name.to_owned(), value.into()));
        self
    }

    /// The same address with all of `pairs` at its end.
    pub(super) fn with_all(mut self, pairs: &[(String, String)]) -> Self {
        self.pairs.extend_from_slice(pairs);
        self
    }

    /// The same address at a place within its page.
    pub(super) fn at(mut self, fragment: &'static str) -> Self {
        self.fragment = Some(fragment);
        self
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.path.clone();
        for (index, (name, value)) in self.pairs.iter().enumerate() {
            text.push(if index == 0 { '?' } else { '&' });
            text.push_str(&percent_encode(name));
            text.push('=');
            text.push_str(&percent_encode(value));
        }
        if let Some(fragment) = self.fragment {
            text.push('#');
            text.push_str(fragment);
        }
        f.write_str(&text)
    }
}

/// Takes the pairs called `name` out of `pairs` and gives the value of the last.
pub(super) fn take(pairs: &mut Vec<(String, String)>, name: &str) -> Option<String> {
    let value = pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    pairs.retain(|(key, _)| key != name);
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_an_address_is_written_out() {
        let address = Address::of(&["insights", "a b.c/d"]).with("q", "50% & \u{a3}1").with("theme", "x=y");
        assert_eq!(address.to_string(), "/insights/a%20b.c%2Fd?q=50%25%20%26%20%C2%A31&theme=x%3Dy");
    }

    #[test]
    fn the_address_of_nothing_is_the_first_page() {
        assert_eq!(Address::of(&[]).to_string(), "/");
    }
}
