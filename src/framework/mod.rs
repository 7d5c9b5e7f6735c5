//! The words everything is filed under: themes, priorities, outcomes, groups, places, organisations and the glossary.
//!
//! A [`Framework`] is plain data read from the files in `corpus/framework`. It answers look-ups by id, label or alias and knows
//! the families: what a theme or place lies within. It knows nothing of sources or of the index.

use std::collections::BTreeMap;

use crate::id::Slug;

mod circles;
mod dates;
mod family;
mod fields;
mod find;
mod glossary;
mod known;
mod read;
mod toml_file;

pub(crate) use circles::closing_links;
pub(crate) use dates::year_of;
pub use family::Family;
pub(crate) use fields::Fields;
pub(crate) use find::Named;
pub use glossary::{Glossary, Term};
pub(crate) use known::Known;
pub use read::{FrameworkTexts, read_framework};
pub(crate) use toml_file::TomlFile;

/// All the framework files of a bank.
#[derive(Debug, Clone, Default)]
pub struct Framework {
    /// The themes by id.
    pub themes: BTreeMap<Slug, Theme>,
    /// The published sets of priorities, enablers, principles and objectives, in file order.
    pub sets: Vec<PrioritySet>,
    /// How members of one set became members of another.
    pub crosswalk: Vec<Crosswalk>,
    /// The outcome statements, in file order.
    pub outcomes: Vec<Outcome>,
    /// The population groups by id.
    pub groups: BTreeMap<Slug, Group>,
    /// The places by id.
    pub places: BTreeMap<Slug, PlaceEntry>,
    /// The organisations by id.
    pub organisations: BTreeMap<Slug, Organisation>,
    /// Acronyms and what they stand for.
    pub glossary: Glossary,
}

/// When an entry held, and what came after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lifetime {
    /// First day, month or year.
    pub from: Option<String>,
    /// Last day, month or year.
    pub to: Option<String>,
    /// What replaced it.
    pub successors: Vec<Slug>,
}

/// A theme: a name, what belongs to it, and a rule that finds it.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub label: String,
    /// The theme it lies within.
    pub parent: Option<Slug>,
    /// What it means.
    pub definition: Option<String>,
    /// What to count in.
    pub include: Option<String>,
    /// What to leave out.
    pub exclude: Option<String>,
    /// Made-up examples.
    pub examples: Vec<String>,
    /// A saved search; what it finds carries the theme with origin `rule`.
    pub rule: Option<String>,
    /// The priorities it speaks to.
    pub priorities: Vec<Slug>,
    /// Other names.
    pub aliases: Vec<String>,
    /// When it held.
    pub lifetime: Lifetime,
}

/// A published set of priorities, enablers, principles or objectives.
#[derive(Debug, Clone)]
pub struct PrioritySet {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub label: String,
    /// `priorities`, `enablers`, `principles` or `objectives`.
    pub kind: SetKind,
    /// The source that published it.
    pub source: Option<Slug>,
    /// Where in that source.
    pub locator: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// When it held.
    pub lifetime: Lifetime,
    /// Its members in published order.
    pub members: Vec<Priority>,
}

/// What a set is a set of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum SetKind {
    /// Priorities.
    Priorities,
    /// Enablers.
    Enablers,
    /// Principles.
    Principles,
    /// Objectives of one year.
    Objectives,
}

/// A member of a set.
#[derive(Debug, Clone)]
pub struct Priority {
    /// Its id, unique over all sets.
    pub id: Slug,
    /// The set it belongs to.
    pub set: Slug,
    /// Its published number.
    pub number: Option<u32>,
    /// Its published name.
    pub label: String,
    /// What it means, in the bank's words.
    pub definition: Option<String>,
    /// Whether the published text names it.
    pub named: bool,
    /// Other names.
    pub aliases: Vec<String>,
}

/// How a member of one set became members of another.
#[derive(Debug, Clone)]
pub struct Crosswalk {
    /// The earlier or narrower member.
    pub from: Slug,
    /// What it became or belongs to.
    pub to: Vec<Slug>,
    /// `same`, `became`, `merged-into`, `narrower`, `broader` or `related`.
    pub relation: String,
    /// A remark.
    pub note: Option<String>,
}

/// A statement of what should become true.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its id, unique among outcomes.
    pub id: Slug,
    /// The statement.
    pub text: String,
    /// The priority it belongs to.
    pub priority: Slug,
    /// The source that published it.
    pub source: Slug,
    /// Where in that source.
    pub locator: Option<String>,
}

/// A population group.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub label: String,
    /// A short name for facets and table heads.
    pub short: Option<String>,
    /// The protected characteristics it speaks to.
    pub protected: Vec<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// When it held.
    pub lifetime: Lifetime,
}

/// A place: a nation, a system, a county, a partnership or a district.
#[derive(Debug, Clone)]
pub struct PlaceEntry {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub label: String,
    /// `system`, `county`, `partnership`, `district` or `nation`.
    pub kind: String,
    /// The places it lies within, nearest first.
    pub within: Vec<Slug>,
    /// Other names.
    pub aliases: Vec<String>,
    /// When it held.
    pub lifetime: Lifetime,
}

/// An organisation.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub label: String,
    /// `nhs`, `council`, `partnership`, `voluntary`, `watchdog`, `government` or `other`.
    pub kind: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// When it held.
    pub lifetime: Lifetime,
}
