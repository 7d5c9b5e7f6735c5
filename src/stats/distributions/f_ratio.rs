//! The F distribution; the degrees of freedom need not be whole.

use super::beta::log_odds;
use super::incomplete_beta::tails;
use super::{Defined, Tails, Undefined, positive};
use crate::stats::interval::finite;

/// The chance of less than `f` with `above` and `below` degrees of freedom.
///
/// # Errors
/// [`Undefined::BadInput`](crate::stats::Undefined) unless `f` is a number and both degrees of freedom are above 0.
pub fn cdf(f: f64, above: f64, below: f64) -> Defined {
    sides(f, above, below).map(|tails| tails.lower)
}

/// The chance of more than `f`.
///
/// # Errors
/// As [`cdf`].
pub fn sf(f: f64, above: f64, below: f64) -> Defined {
    sides(f, above, below).map(|tails| tails.upper)
}

/// The point that `p` lies below.
///
/// # Errors
/// [`Undefined::BadInput`](crate::stats::Undefined) unless `p` lies between 0 and 1 and both degrees of freedom are
/// above 0.
pub fn quantile(p: f64, above: f64, below: f64) -> Defined {
    let odds = log_odds(Tails { lower: p, upper: 1.0 - p }, positive(above)? / 2.0, positive(below)? / 2.0)?;
    finite(odds.exp() / above * below)
}

fn sides(f: f64, above: f64, below: f64) -> Defined<Tails> {
    let ratio = positive(above)? * f / positive(below)?;
    if ratio.is_nan() {
        return Err(Undefined::BadInput);
    }
    if ratio <= 0.0 {
        return Ok(Tails { lower: 0.0, upper: 1.0 });
    }
    tails(above / 2.0, below / 2.0, 1.0 / (1.0 + 1.0 / ratio), 1.0 / (1.0 + ratio))
}
