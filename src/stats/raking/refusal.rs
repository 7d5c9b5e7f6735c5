//! Why raking is refused.

use std::fmt;

use super::Miss;

/// Why weights cannot be raked. Margins, categories and rows are places in what was given.
#[derive(Debug, Clone, PartialEq)]
pub enum RakingRefusal {
    /// There is nobody to weight.
    NoRows,
    /// There is no margin to meet.
    NoMargins,
    /// No round is allowed.
    NoRounds,
    /// The bounds are not numbers with nought, the lower, the mean of 1 and the upper in this order.
    BadBounds {
        /// The lower bound.
        lower: f64,
        /// The upper bound.
        upper: f64,
    },
    /// A margin has not one code for each row.
    CodesMissing {
        /// The margin.
        margin: usize,
        /// How many codes it has.
        codes: usize,
        /// How many rows there are.
        rows: usize,
    },
    /// A weight to begin with is missing, nought, negative or not finite.
    BadStart {
        /// The first such row.
        row: usize,
        /// Its weight.
        weight: f64,
        /// How many rows have such a weight.
        rows: usize,
    },
    /// A target is negative or not finite.
    BadTarget {
        /// The margin.
        margin: usize,
        /// The category.
        category: usize,
        /// Its target.
        target: f64,
    },
    /// The targets of a margin sum neither to 1 nor to 100.
    TargetSum {
        /// The margin.
        margin: usize,
        /// What they sum to.
        sum: f64,
    },
    /// Rows have no category of the margin.
    Uncoded {
        /// The margin.
        margin: usize,
        /// The first such row.
        row: usize,
        /// How many rows have none.
        rows: usize,
    },
    /// A category with a target has no rows.
    EmptyCategory {
        /// The margin.
        margin: usize,
        /// The category.
        category: usize,
        /// Its target, as a share of 1.
        target: f64,
    },
    /// A category that has rows has a target of nought.
    ZeroTarget {
        /// The margin.
        margin: usize,
        /// The category.
        category: usize,
        /// How many rows it has.
        rows: usize,
    },
    /// A category cannot reach its target with all its weights within the bounds.
    OutOfReach {
        /// The margin.
        margin: usize,
        /// The category.
        category: usize,
        /// Its target, as a share of 1.
        target: f64,
        /// The least share the bounds allow it.
        least: f64,
        /// The largest share the bounds allow it.
        most: f64,
    },
    /// The margins are not all met when the rounds are over: they contradict each other in this sample.
    NoConvergence {
        /// How many rounds there were.
        rounds: usize,
        /// The category furthest from its target.
        worst: Miss,
    },
}

impl fmt::Display for RakingRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRows => write!(f, "there is nobody to weight"),
            Self::NoMargins => write!(f, "there is no margin to meet"),
            Self::NoRounds => write!(f, "no round is allowed"),
            Self::BadBounds { lower, upper } => write!(f, "{lower} to {upper} are no bounds around a mean of 1"),
            Self::CodesMissing { margin, codes, rows } => {
                write!(f, "margin {margin} has {codes} codes for {rows} rows")
            }
            Self::BadStart { row, weight, rows } => {
                write!(f, "{rows} rows have no weight above nought to begin with, the first is row {row} with {weight}")
            }
            Self::BadTarget { margin, category, target } => {
                write!(f, "category {category} of margin {margin} has the target {target}")
            }
            Self::TargetSum { margin, sum } => {
                write!(f, "the targets of margin {margin} sum to {sum}, not to 1 or 100")
            }
            Self::Uncoded { margin, row, rows } => {
                write!(f, "{rows} rows have no category of margin {margin}, the first is row {row}")
            }
            Self::EmptyCategory { margin, category, target } => {
                write!(f, "category {category} of margin {margin} has the target {target} and no rows")
            }
            Self::ZeroTarget { margin, category, rows } => {
                write!(f, "category {category} of margin {margin} has {rows} rows and a target of nought")
            }
            Self::OutOfReach { margin, category, target, least, most } => write!(
                f,
                "category {category} of margin {margin} has the target {target}; the bounds allow it {least} to {most}"
            ),
            Self::NoConvergence { rounds, worst } => write!(
                f,
                "after {rounds} rounds category {} of margin {} has {} and not its target {}",
                worst.category, worst.margin, worst.achieved, worst.target
            ),
        }
    }
}

impl std::error::Error for RakingRefusal {}
