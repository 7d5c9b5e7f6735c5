//! How the bank is.

use serde::Serialize;
use utoipa::ToSchema;

use crate::bank::Health;

/// How the bank is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HealthView {
    /// `ok`, or `stale` when the index lacks sources the corpus has.
    pub status: &'static str,
    /// What is deposited.
    pub corpus: CorpusHealth,
    /// What can be found.
    pub index: IndexHealth,
}

/// What is deposited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CorpusHealth {
    /// Sources.
    pub sources: usize,
    /// Surveys with responses.
    pub surveys: usize,
}

/// What can be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IndexHealth {
    /// Sources in it.
    pub sources: usize,
    /// Insights in it.
    pub insights: u64,
}

/// How the bank is.
pub fn health(health: &Health) -> HealthView {
    HealthView {
        status: if health.indexed == health.sources { "ok" } else { "stale" },
        corpus: CorpusHealth { sources: health.sources, surveys: health.surveys },
        index: IndexHealth { sources: health.indexed, insights: health.insights },
    }
}
