//! What a number of answers can tell: margins, and the smallest change that would show.

use super::{Defined, Part, Undefined};
use crate::stats::distributions::normal;
use crate::stats::interval::{finite, tail};

/// More halvings than lead from a whole to neighbouring numbers.
const MOST_STEPS: u32 = 80;

/// Half the width of Wald's interval of a share of `n`: the "margin of error".
///
/// # Errors
/// As [`Part::of`]; [`Undefined::BadInput`] unless `level` lies between 0 and 1.
pub fn half_width(share: f64, n: f64, level: f64) -> Defined {
    let part = Part::share_of(share, n)?;
    finite(normal::upper(tail(level)?)? * part.variance().sqrt())
}

/// By how much a share has to be higher in a second group for a two-sided pooled test to find it with this power, `n`
/// in each group: Fleiss, Levin and Paik (2003), 4.14, without continuity correction.
///
/// # Errors
/// As [`Part::of`]; [`Undefined::BadInput`] unless `alpha` and `power` lie between 0 and 1 and power is at least
/// `alpha` / 2; [`Undefined::TooFew`] where not even everybody in the second group would be found.
pub fn detectable(share: f64, n: f64, alpha: f64, power: f64) -> Defined {
    let first = Part::share_of(share, n)?;
    let (critical, reach) = (normal::upper(tail(1.0 - alpha)?)?, normal::quantile(power)?);
    if critical + reach <= 0.0 {
        return Err(Undefined::BadInput);
    }
    let seen = |rise: f64| {
        let (p, q) = (first.share(), first.share() + rise);
        let middle = p.midpoint(q);
        let pooled = critical * (2.0 * middle * (1.0 - middle)).sqrt();
        let apart = reach * (p * (1.0 - p) + q * (1.0 - q)).max(0.0).sqrt();
        pooled + apart <= rise * n.sqrt()
    };
    let (mut unseen, mut found) = (0.0, 1.0 - first.share());
    if !seen(found) {
        return Err(Undefined::TooFew);
    }
    for _ in 0..MOST_STEPS {
        let middle = f64::midpoint(unseen, found);
        if seen(middle) { found = middle } else { unseen = middle }
    }
    Ok(found)
}
