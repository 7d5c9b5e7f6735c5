//! Intervals of one proportion.

use super::{Defined, Part};
use crate::stats::distributions::{beta, normal};
use crate::stats::interval::{Interval, tail};

/// The score interval: Wilson (1927), as R's `prop.test(correct = FALSE)`.
///
/// # Errors
/// [`Undefined::BadInput`](crate::stats::Undefined) unless `level` lies between 0 and 1.
pub fn wilson(part: Part, level: f64) -> Defined<Interval> {
    let (z, n) = (normal::upper(tail(level)?)?, part.n());
    let shrunk = 1.0 + z * z / n;
    let centre = (part.share() + z * z / (2.0 * n)) / shrunk;
    let reach = z * (part.variance() + z * z / (4.0 * n * n)).sqrt() / shrunk;
    let mut interval = Interval::around(centre, reach)?.within(0.0, 1.0);
    if part.x() <= 0.0 {
        interval.low = 0.0;
    }
    if part.x() >= n {
        interval.high = 1.0;
    }
    Ok(interval)
}

/// Wald's interval about a share moved towards a half: Agresti and Coull (1998).
///
/// # Errors
/// As [`wilson`].
pub fn agresti_coull(part: Part, level: f64) -> Defined<Interval> {
    let z = normal::upper(tail(level)?)?;
    wald(Part::of(part.x() + z * z / 2.0, part.n() + z * z)?, level)
}

/// The exact interval: Clopper and Pearson (1934), by the beta distribution.
///
/// # Errors
/// As [`wilson`].
pub fn clopper_pearson(part: Part, level: f64) -> Defined<Interval> {
    let (side, x, rest) = (tail(level)?, part.x(), part.n() - part.x());
    let low = if x > 0.0 { beta::quantile(side, x, rest + 1.0)? } else { 0.0 };
    let high = if rest > 0.0 { beta::upper(side, x + 1.0, rest)? } else { 1.0 };
    Interval::between(low, high)
}

/// The equal-tailed interval after Jeffreys' prior: Brown, Cai and `DasGupta` (2001), ends not moved to 0 and 1.
///
/// # Errors
/// As [`wilson`].
pub fn jeffreys(part: Part, level: f64) -> Defined<Interval> {
    let (side, a, b) = (tail(level)?, part.x() + 0.5, part.n() - part.x() + 0.5);
    Interval::between(beta::quantile(side, a, b)?, beta::upper(side, a, b)?)
}

/// The textbook interval: the share less and plus z standard errors, kept within 0 and 1. Poor for few people and
/// extreme shares.
///
/// # Errors
/// As [`wilson`].
pub fn wald(part: Part, level: f64) -> Defined<Interval> {
    let reach = normal::upper(tail(level)?)? * part.variance().sqrt();
    Ok(Interval::around(part.share(), reach)?.within(0.0, 1.0))
}
