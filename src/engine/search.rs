//! What can be asked of the insights, and what comes back.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::corpus::{Insight, InsightKind, SourceKind, Voice};
use crate::id::Slug;

/// A search: words and filters, a sort, and which page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchRequest {
    /// What the person typed; read leniently.
    pub query: String,
    /// Filters; any of the values within one, all of the filters together.
    pub filters: Filters,
    /// The order of the hits.
    pub sort: Sort,
    /// How many hits at most.
    pub limit: usize,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// Whether to count facets.
    pub facets: bool,
}

/// Filters on insights. A theme or place includes what lies within it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Kinds of insight.
    pub kinds: Vec<InsightKind>,
    /// Themes.
    pub themes: Vec<Slug>,
    /// Priorities.
    pub priorities: Vec<Slug>,
    /// Groups.
    pub groups: Vec<Slug>,
    /// Places.
    pub places: Vec<Slug>,
    /// Who speaks.
    pub voices: Vec<Voice>,
    /// Sources.
    pub sources: Vec<Slug>,
    /// Years.
    pub years: Vec<i32>,
    /// Kinds of source.
    pub source_kinds: Vec<SourceKind>,
}

/// The order of hits. Ties are broken by address, so that the order is always the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Best match first; by address when there is no query.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
}

/// What a search found.
#[derive(Debug, Clone)]
pub struct Hits {
    /// How many insights match in all.
    pub total: u64,
    /// This page of them.
    pub items: Vec<Hit>,
    /// Counts by facet, each in the order of the count, then of the id.
    pub facets: BTreeMap<Facet, Vec<FacetValue>>,
    /// What the search did that the person did not ask for.
    pub notices: Vec<Notice>,
    /// Cursor of the next page.
    pub next: Option<String>,
}

/// One insight found.
#[derive(Clone)]
pub struct Hit {
    /// The insight.
    pub insight: Insight,
    /// The title of its source.
    pub source_title: String,
    /// The kind of its source.
    pub source_kind: SourceKind,
    /// The year of its source.
    pub source_year: Option<i32>,
    /// Its themes, deposited or found by a rule, deposited first.
    pub themes: Vec<ThemeTag>,
    /// The best part of the text as safe HTML: everything escaped, matches in `<mark>`. `None` without a query.
    pub highlight: Option<String>,
    /// How well it matches.
    pub score: f32,
}

/// Only its address: what people said is for nobody's log.
impl fmt::Debug for Hit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hit").field("id", &self.insight.id).finish_non_exhaustive()
    }
}

/// A theme on an insight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeTag {
    /// The theme.
    pub theme: Slug,
    /// Where the tag comes from.
    pub origin: TagOrigin,
}

/// Where a tag comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TagOrigin {
    /// The deposited source.
    Source,
    /// A person.
    Person,
    /// A rule of the theme.
    Rule,
    /// An accepted suggestion.
    Suggestion,
}

/// What hits are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// Kind of insight.
    Kind,
    /// Theme, parents counting what lies within them once.
    Theme,
    /// Priority.
    Priority,
    /// Group.
    Group,
    /// Place, counting what lies within it once.
    Place,
    /// Who speaks.
    Voice,
    /// Source.
    Source,
    /// Year.
    Year,
}

impl Facet {
    /// The word in JSON and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Theme => "theme",
            Self::Priority => "priority",
            Self::Group => "group",
            Self::Place => "place",
            Self::Voice => "voice",
            Self::Source => "source",
            Self::Year => "year",
        }
    }
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetValue {
    /// Its id or word.
    pub id: String,
    /// How many of the matching insights have it.
    pub count: u64,
}

/// Something the search did that the person did not ask for, said to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Notice {
    /// A stable name: `any_word`, `spelling`, `glossary`, `unknown_field`, `unknown_value`, `unbalanced_quote`,
    /// `unbalanced_bracket`, `stray_operator`, `too_long`, `too_many_terms`, `only_negative`, `answers_left_out`.
    pub code: String,
    /// One sentence for the person.
    pub message: String,
}
