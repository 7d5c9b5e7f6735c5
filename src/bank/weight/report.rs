//! What weighting did: every margin before and after, and what the weights cost.

use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::stats::weights::WeightSummary;

/// What making a weight did, or would do. Shares are 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeightReport {
    /// The survey.
    pub survey: String,
    /// What the weight is called.
    pub name: String,
    /// The day it was made.
    pub made: String,
    /// The file of the targets.
    pub targets: String,
    /// The question whose numbers people began with; everybody began with one otherwise.
    pub start: Option<String>,
    /// How many people have a weight.
    pub respondents: u64,
    /// How many rounds raking took.
    pub rounds: u64,
    /// How far the category furthest from its target is off after raking.
    pub largest_error: f64,
    /// How far it is off in the end.
    pub final_error: f64,
    /// What capping did; none where there are no bounds.
    pub cap: Option<CapReport>,
    /// The weights people began with.
    pub before: Spread,
    /// The weights after raking.
    pub raked: Spread,
    /// The weights in the end.
    pub weights: Spread,
    /// The margins.
    pub margins: Vec<MarginReport>,
    /// What else is worth saying.
    #[serde(default)]
    pub problems: Vec<Problem>,
}

/// What capping did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CapReport {
    /// The lowest weight allowed, times the mean.
    pub low: f64,
    /// The highest weight allowed, times the mean.
    pub high: f64,
    /// How many raked weights were beyond a bound.
    pub cut: u64,
    /// How many rounds raking within the bounds took, where it was asked for and needed.
    pub reraked: Option<u64>,
}

/// A set of weights.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// The lowest.
    pub min: f64,
    /// The highest.
    pub max: f64,
    /// The highest over the lowest.
    pub ratio: Option<f64>,
    /// Their mean.
    pub mean: f64,
    /// Effective base over people, 0 to 1.
    pub efficiency: f64,
    /// What the weighted people are worth as a plain sample (Kish).
    pub effective_base: f64,
}

impl Spread {
    /// The spread of the weights of `people`.
    pub(super) fn of(summary: &WeightSummary, people: f64) -> Self {
        Self {
            min: summary.min,
            max: summary.max,
            ratio: summary.ratio.ok(),
            mean: summary.sum / people,
            efficiency: summary.efficiency,
            effective_base: summary.n_eff,
        }
    }
}

/// One margin before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarginReport {
    /// The question.
    pub question: String,
    /// Its wording.
    pub text: String,
    /// What its targets were taken for.
    pub given_as: Unit,
    /// What they sum to as they are written.
    pub given_sum: f64,
    /// Its categories.
    pub categories: Vec<CategoryReport>,
}

/// One category before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryReport {
    /// The option, several joined by `|`, or `@not_stated`.
    pub option: String,
    /// What it says.
    pub label: String,
    /// How many people.
    pub n: u64,
    /// Its share before: of the people, or of the weights they began with.
    pub before: f64,
    /// The share it should have.
    pub target: f64,
    /// Whether that is the share it had, because the file says that it keeps it.
    #[serde(default)]
    pub kept: bool,
    /// Its share after raking.
    pub raked: f64,
    /// Its share in the end.
    pub weighted: f64,
}

/// What the targets of a margin were taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Parts of 100.
    Percent,
    /// Parts of 1.
    Share,
    /// People of the population.
    Count,
}

impl Unit {
    /// The word for a person.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Share => "parts of 1",
            Self::Count => "population counts",
        }
    }
}
