//! All pairs of columns of a table.

use super::{Defined, Undefined, pooled};
use crate::stats::proportion::Part;

/// Two columns of a table and how they compare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The one further left; 0 is the first column.
    pub left: usize,
    /// The one further right.
    pub right: usize,
    /// The share of the left one less that of the right one.
    pub difference: Defined,
    /// z, above 0 where the left one is higher; or why there is none.
    pub z: Defined,
    /// Two-sided, not yet corrected.
    pub p: Defined,
}

/// The pairs of `columns` columns in the order they are tested: the first with each after it, then the second, and so
/// on.
pub fn pairs_of(columns: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..columns).flat_map(move |left| (left + 1..columns).map(move |right| (left, right)))
}

/// The pooled z of every pair of columns. Columns without a base are in no test; with `skip_extremes` neither are
/// columns at 0% or 100%, as in SPSS CTABLES.
pub fn pooled_pairs(columns: &[Defined<Part>], skip_extremes: bool) -> Vec<Pair> {
    let column = |at: usize| -> Defined<Part> {
        let part = columns.get(at).copied().unwrap_or(Err(Undefined::EmptyBase))?;
        if skip_extremes && part.is_extreme() { Err(Undefined::NoVariation) } else { Ok(part) }
    };
    let pair = |(left, right): (usize, usize)| {
        let both = column(left).and_then(|one| Ok((one, column(right)?)));
        let found = both.and_then(|(one, other)| pooled(one, other));
        let difference = both.map(|(one, other)| one.share() - other.share());
        Pair { left, right, difference, z: found.map(|found| found.statistic), p: found.map(|found| found.p) }
    };
    pairs_of(columns.len()).map(pair).collect()
}
