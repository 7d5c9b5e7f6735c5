//! The kinds of decisions, each with what is kept of it. Bodies hold ids, counts and fingerprints: nobody's own words fit in.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::sets::SetId;
use super::tables::{SuppressionOverride, TableRefused, TableReleased};

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The answers of a survey were frozen as they stood, so that tables can be counted in them.
    SnapshotFrozen(SnapshotFrozen),
    /// A first table was released from a load, so that the load cannot be taken back any more.
    LoadReleased(LoadReleased),
    /// A table was released.
    TableReleased(TableReleased),
    /// A table may not be released.
    TableRefused(TableRefused),
    /// A weight was made.
    WeightMade(WeightMade),
    /// A weight that was made was taken back.
    WeightRemoved(WeightRemoved),
    /// Cells the policy would hide were let stand.
    SuppressionOverride(SuppressionOverride),
}

/// The kind of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// See [`Decision::SnapshotFrozen`].
    SnapshotFrozen,
    /// See [`Decision::LoadReleased`].
    LoadReleased,
    /// See [`Decision::TableReleased`].
    TableReleased,
    /// See [`Decision::TableRefused`].
    TableRefused,
    /// See [`Decision::WeightMade`].
    WeightMade,
    /// See [`Decision::WeightRemoved`].
    WeightRemoved,
    /// See [`Decision::SuppressionOverride`].
    SuppressionOverride,
}

/// A frozen state of a survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotFrozen {
    /// The data version: the fingerprint of the survey's files.
    pub fingerprint: String,
    /// How many took part.
    pub respondents: u64,
    /// How many of them are in each group that public tables may be broken down by: `question=option`.
    #[serde(default)]
    pub groups: BTreeMap<String, u64>,
}

/// The first table that was released from a load, by the ids of its questions. Filters and searches are not named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadReleased {
    /// Which load of the source, counted from one.
    pub load: u32,
    /// The question in the rows.
    pub question: String,
    /// The banner.
    pub by: Vec<String>,
    /// Whether it counts some of the people only.
    pub some: bool,
}

/// The table by the ids of its questions.
impl fmt::Display for LoadReleased {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.question)?;
        if !self.by.is_empty() {
            write!(f, " by {}", self.by.join(", "))?;
        }
        f.write_str(if self.some { ", of some of the people" } else { "" })
    }
}

/// A weight that was made for a survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightMade {
    /// Its name.
    pub name: String,
    /// The fingerprint of the targets it was made to meet.
    pub targets: String,
    /// Its efficiency: Kish's effective base over the base, in millionths. A whole number, so that it reads back as written.
    pub efficiency_millionths: u32,
}

/// A weight that was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightRemoved {
    /// Its name.
    pub name: String,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::SnapshotFrozen,
        Self::LoadReleased,
        Self::TableReleased,
        Self::TableRefused,
        Self::WeightMade,
        Self::WeightRemoved,
        Self::SuppressionOverride,
    ];

    /// The word in the file, at the command line and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SnapshotFrozen => "snapshot_frozen",
            Self::LoadReleased => "load_released",
            Self::TableReleased => "table_released",
            Self::TableRefused => "table_refused",
            Self::WeightMade => "weight_made",
            Self::WeightRemoved => "weight_removed",
            Self::SuppressionOverride => "suppression_override",
        }
    }

    /// The kind a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether somebody must say why.
    pub(super) fn wants_reason(self) -> bool {
        matches!(self, Self::TableReleased | Self::SuppressionOverride)
    }
}

impl Decision {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::SnapshotFrozen(_) => Kind::SnapshotFrozen,
            Self::LoadReleased(_) => Kind::LoadReleased,
            Self::TableReleased(_) => Kind::TableReleased,
            Self::TableRefused(_) => Kind::TableRefused,
            Self::WeightMade(_) => Kind::WeightMade,
            Self::WeightRemoved(_) => Kind::WeightRemoved,
            Self::SuppressionOverride(_) => Kind::SuppressionOverride,
        }
    }

    /// The sets of respondents it refers to.
    pub(super) fn sets(&self) -> impl Iterator<Item = &SetId> {
        let cells = match self {
            Self::TableReleased(table) => table.cells.as_slice(),
            _ => &[],
        };
        cells.iter().map(|cell| &cell.set)
    }

    /// What is kept of it, as it is written.
    pub(super) fn body(&self) -> serde_json::Result<serde_json::Value> {
        match self {
            Self::SnapshotFrozen(body) => serde_json::to_value(body),
            Self::LoadReleased(body) => serde_json::to_value(body),
            Self::TableReleased(body) => serde_json::to_value(body),
            Self::TableRefused(body) => serde_json::to_value(body),
            Self::WeightMade(body) => serde_json::to_value(body),
            Self::WeightRemoved(body) => serde_json::to_value(body),
            Self::SuppressionOverride(body) => serde_json::to_value(body),
        }
    }

    /// The decision of a kind with this body; none where a newer version wrote more than this one knows.
    pub(super) fn read(kind: &str, body: &str) -> Option<Self> {
        let read = match Kind::from_word(kind)? {
            Kind::SnapshotFrozen => serde_json::from_str(body).map(Self::SnapshotFrozen),
            Kind::LoadReleased => serde_json::from_str(body).map(Self::LoadReleased),
            Kind::TableReleased => serde_json::from_str(body).map(Self::TableReleased),
            Kind::TableRefused => serde_json::from_str(body).map(Self::TableRefused),
            Kind::WeightMade => serde_json::from_str(body).map(Self::WeightMade),
            Kind::WeightRemoved => serde_json::from_str(body).map(Self::WeightRemoved),
            Kind::SuppressionOverride => serde_json::from_str(body).map(Self::SuppressionOverride),
        };
        read.ok()
    }
}
