//! What weights, strata and clusters cost.

use super::{Defined, Undefined, Weighed};
use crate::stats::count::people;
use crate::stats::interval::finite;

/// The design effect of a share: its variance over that of a simple sample of `n` with replacement; R's `deff =
/// "replace"`.
///
/// # Errors
/// [`Undefined::NoVariation`] for a share of 0 or 1, [`Undefined::TooFew`] when `n` is below 2.
pub fn design_effect(share: f64, variance: f64, n: u64) -> Defined {
    if n < 2 {
        return Err(Undefined::TooFew);
    }
    finite(variance / varying(share)? * (people(n) - 1.0))
}

/// The effective base of a share: of how many a simple sample would be as precise; p (1 - p) / variance.
///
/// # Errors
/// [`Undefined::NoVariation`] for a share of 0 or 1, or a variance of 0.
pub fn design_effective_size(share: f64, variance: f64) -> Defined {
    finite(varying(share)? / variance).map_err(|_| Undefined::NoVariation)
}

/// The effective base to build an interval on: that of the design, or Kish's where the share is 0 or 1 and the design
/// says nothing.
///
/// # Errors
/// [`Undefined::EmptyBase`] when nobody in the base weighs anything.
pub fn interval_base(share: f64, variance: f64, base: Weighed) -> Defined {
    design_effective_size(share, variance).or_else(|_| base.kish())
}

/// p (1 - p), unless that is nothing.
pub(super) fn varying(share: f64) -> Defined {
    let spread = share * (1.0 - share);
    if spread > 0.0 { Ok(spread) } else { Err(Undefined::NoVariation) }
}
