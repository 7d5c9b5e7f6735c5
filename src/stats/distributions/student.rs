//! Student's t distribution; the degrees of freedom need not be whole.

use super::beta::log_odds;
use super::incomplete_beta::tails;
use super::{Defined, Tails, chance, positive};
use crate::stats::interval::finite;

/// The chance of less than `t` with `freedom` degrees of freedom.
///
/// # Errors
/// [`Undefined::BadInput`](crate::stats::Undefined) when `t` is not finite or `freedom` not above 0.
pub fn cdf(t: f64, freedom: f64) -> Defined {
    sf(-t, freedom)
}

/// The chance of more than `t`.
///
/// # Errors
/// As [`cdf`].
pub fn sf(t: f64, freedom: f64) -> Defined {
    let beyond = two_sided(t, freedom)? / 2.0;
    Ok(if t >= 0.0 { beyond } else { 1.0 - beyond })
}

/// The chance of being at least as far from 0 as `t`, either way.
///
/// # Errors
/// As [`cdf`].
pub fn two_sided(t: f64, freedom: f64) -> Defined {
    let (t, freedom) = (finite(t)?, positive(freedom)?);
    let ratio = t / freedom * t;
    tails(freedom / 2.0, 0.5, 1.0 / (1.0 + ratio), 1.0 / (1.0 + 1.0 / ratio)).map(|tails| tails.lower)
}

/// The point that `p` lies below.
///
/// # Errors
/// [`Undefined::BadInput`](crate::stats::Undefined) unless `p` lies between 0 and 1 and `freedom` is above 0.
pub fn quantile(p: f64, freedom: f64) -> Defined {
    if p > 0.5 { upper(1.0 - p, freedom) } else { upper(p, freedom).map(|t| -t) }
}

/// The point that `p` lies above: the critical value 2.04 for 0.025 with 29.
///
/// # Errors
/// As [`quantile`].
pub fn upper(p: f64, freedom: f64) -> Defined {
    let (p, freedom) = (chance(p)?, positive(freedom)?);
    if p > 0.5 {
        return upper(1.0 - p, freedom).map(|t| -t);
    }
    if p >= 0.5 {
        return Ok(0.0);
    }
    let target = Tails { lower: 2.0 * p, upper: 1.0 - 2.0 * p };
    let odds = log_odds(target, freedom / 2.0, 0.5)?;
    finite((-odds / 2.0).exp() * freedom.sqrt())
}
