//! Intervals of the difference of two proportions of different people, the first less the second.

use super::{Defined, Part, wilson};
use crate::stats::distributions::normal;
use crate::stats::interval::{Interval, tail};

/// From the two Wilson intervals: Newcombe (1998), method 10.
///
/// # Errors
/// [`Undefined::BadInput`](crate::stats::Undefined) unless `level` lies between 0 and 1.
pub fn newcombe(first: Part, second: Part, level: f64) -> Defined<Interval> {
    let (one, two) = (wilson(first, level)?, wilson(second, level)?);
    let (p, q) = (first.share(), second.share());
    Interval::between(p - q - (p - one.low).hypot(two.high - q), p - q + (q - two.low).hypot(one.high - p))
}

/// The textbook interval; not kept within -1 and 1.
///
/// # Errors
/// As [`newcombe`].
pub fn wald_difference(first: Part, second: Part, level: f64) -> Defined<Interval> {
    let reach = normal::upper(tail(level)?)? * (first.variance() + second.variance()).sqrt();
    Interval::around(first.share() - second.share(), reach)
}

/// The textbook interval after one more of each kind in each group: Agresti and Caffo (2000).
///
/// # Errors
/// As [`newcombe`].
pub fn agresti_caffo(first: Part, second: Part, level: f64) -> Defined<Interval> {
    let more = |part: Part| Part::of(part.x() + 1.0, part.n() + 2.0);
    wald_difference(more(first)?, more(second)?, level)
}
