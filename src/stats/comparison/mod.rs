//! Tests of whether shares differ: two groups, many groups, a trend, all pairs of columns; and p corrected for many
//! tests.

mod adjustment;
mod exact;
mod letters;
mod pairs;
mod table;
#[cfg(test)]
mod tests;
mod trend;
mod two_groups;

pub use adjustment::Adjustment;
pub use exact::fisher;
pub use letters::{column_letter, lower_columns};
pub use pairs::{Pair, pairs_of, pooled_pairs};
pub use table::pearson;
pub use trend::cochran_armitage;
pub use two_groups::{pooled, yates};

use super::{Defined, Undefined};

/// What a test found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The statistic: z, or chi-squared.
    pub statistic: f64,
    /// Its degrees of freedom; none for a z.
    pub freedom: Option<f64>,
    /// The chance of one at least as extreme if nothing differed.
    pub p: f64,
}
