//! What the index says of itself: its format, and which sources it holds in which state. It travels in the commit of the index
//! of insights, which makes that commit the one moment at which everything changes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::corpus::Edition;
use crate::id::Slug;

/// The version of everything the index holds. Raise it whenever the same corpus would give another index.
pub(super) const FORMAT_VERSION: u32 = 1;

/// The account of the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Book {
    /// See [`FORMAT_VERSION`].
    pub(super) format: u32,
    /// Goes up by one with every change.
    pub(super) generation: u64,
    /// The sources.
    pub(super) sources: BTreeMap<Slug, Entry>,
}

impl Default for Book {
    fn default() -> Self {
        Self { format: FORMAT_VERSION, generation: 0, sources: BTreeMap::new() }
    }
}

/// One source in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The fingerprint it was indexed with.
    pub(super) fingerprint: String,
    /// The name of the folder of its responses.
    pub(super) survey: Option<String>,
    /// Which edition of which text it is.
    pub(super) edition: Option<Edition>,
}

/// Only the version, for an index whose other parts may look different.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

/// Why the account of an index cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum BookFault {
    /// It is not there, or not an account.
    Unreadable,
    /// Another version wrote it.
    Format(u32),
}

impl Book {
    /// The account as the commit carries it.
    pub(super) fn to_payload(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// Reads what a commit carries.
    pub(super) fn from_payload(payload: &str) -> Result<Self, BookFault> {
        let version: Version = serde_json::from_str(payload).map_err(|_| BookFault::Unreadable)?;
        if version.format != FORMAT_VERSION {
            return Err(BookFault::Format(version.format));
        }
        serde_json::from_str(payload).map_err(|_| BookFault::Unreadable)
    }
}
