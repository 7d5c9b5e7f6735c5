//! Names that were checked once: slugs, the addresses of insights, question ids.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest slug.
pub const SLUG_MAX: usize = 64;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an id: {rule}")]
pub struct IdError {
    /// What was given.
    pub text: String,
    /// The rule it breaks.
    pub rule: &'static str,
}

/// The id of a source or of an entry of the framework: lower-case letters, digits and hyphens, starting with a letter or
/// digit, at most [`SLUG_MAX`] characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

impl Slug {
    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let fault = |rule| Err(IdError { text: text.to_owned(), rule });
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.is_empty() || text.len() > SLUG_MAX {
            return fault("an id has 1 to 64 characters");
        }
        if text.starts_with('-') || !text.chars().all(allowed) {
            return fault("an id has lower-case letters, digits and hyphens, and starts with a letter or digit");
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Slug {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address of an insight: the source, then a local part that stays when the rest of the source is edited. Written
/// `source.local`; a source id holds no full stop, so the first one divides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InsightId {
    /// The source it belongs to.
    pub source: Slug,
    /// The part within the source.
    pub local: String,
}

impl InsightId {
    /// The address of `local` in `source`.
    pub fn new(source: Slug, local: impl Into<String>) -> Self {
        Self { source, local: local.into() }
    }
}

impl FromStr for InsightId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let fault = || IdError { text: text.to_owned(), rule: "an insight is named `source.part`" };
        let (source, local) = text.split_once('.').ok_or_else(fault)?;
        if local.is_empty() {
            return Err(fault());
        }
        Ok(Self { source: source.parse()?, local: local.to_owned() })
    }
}

impl TryFrom<String> for InsightId {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<InsightId> for String {
    fn from(id: InsightId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for InsightId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.source, self.local)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_lower_case_and_short() {
        assert!("east-herts".parse::<Slug>().is_ok());
        for bad in ["", "East", "-a", "a b", "a/b", "é", &"a".repeat(65)] {
            assert!(bad.parse::<Slug>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_address_divides_at_its_first_full_stop() {
        let id: InsightId = "carers-2026.q1.x.r000001".parse().unwrap();
        assert_eq!((id.source.as_str(), id.local.as_str()), ("carers-2026", "q1.x.r000001"));
        assert_eq!(id.to_string().parse::<InsightId>().unwrap(), id);
    }
}
