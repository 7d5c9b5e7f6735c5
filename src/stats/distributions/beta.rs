//! The beta distribution.

use super::incomplete_beta::tails;
use super::root::{Slope, crossing};
use super::saddle::beta_density;
use super::{Defined, Tails, chance, positive};

/// Log odds beyond this are too small a share to be a number.
const FARTHEST: f64 = 700.0;

/// The chance of less than `x` under parameters `a` and `b`.
///
/// # Errors
/// [`Undefined::BadInput`](crate::stats::Undefined) unless both parameters are above 0.
pub fn cdf(x: f64, a: f64, b: f64) -> Defined {
    tails(a, b, x, 1.0 - x).map(|tails| tails.lower)
}

/// The chance of more than `x`.
///
/// # Errors
/// As [`cdf`].
pub fn sf(x: f64, a: f64, b: f64) -> Defined {
    tails(a, b, x, 1.0 - x).map(|tails| tails.upper)
}

/// The point that `p` lies below.
///
/// # Errors
/// [`Undefined::BadInput`](crate::stats::Undefined) unless `p` lies between 0 and 1 and both parameters are above 0.
pub fn quantile(p: f64, a: f64, b: f64) -> Defined {
    log_odds(Tails { lower: p, upper: 1.0 - p }, a, b).map(share)
}

/// The point that `p` lies above.
///
/// # Errors
/// As [`quantile`].
pub fn upper(p: f64, a: f64, b: f64) -> Defined {
    log_odds(Tails { lower: 1.0 - p, upper: p }, a, b).map(share)
}

/// ln(x / (1 - x)) of the point x with these tails.
pub(super) fn log_odds(target: Tails, a: f64, b: f64) -> Defined {
    let (a, b) = (positive(a)?, positive(b)?);
    chance(target.lower.min(target.upper))?;
    let from_below = target.lower <= target.upper;
    crossing((-FARTHEST, FARTHEST), (a / b).ln(), |odds| {
        let (x, y) = (share(odds), share(-odds));
        let found = tails(a, b, x, y)?;
        let density = beta_density(a, b, x, y);
        Ok(if from_below {
            Slope { value: (found.lower / target.lower).ln(), rise: density / found.lower }
        } else {
            Slope { value: (target.upper / found.upper).ln(), rise: density / found.upper }
        })
    })
}

/// The share with these log odds.
fn share(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}
