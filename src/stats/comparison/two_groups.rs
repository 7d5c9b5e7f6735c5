//! Two shares of different people.

use super::{Defined, Found, Undefined};
use crate::stats::distributions::{chi_squared, normal};
use crate::stats::interval::finite;
use crate::stats::proportion::Part;

/// The pooled z, two-sided, without continuity correction: its square is the chi-squared of R's `prop.test(correct =
/// FALSE)`.
///
/// # Errors
/// [`Undefined::NoVariation`] when everybody or nobody in both groups is counted.
pub fn pooled(first: Part, second: Part) -> Defined<Found> {
    let all = together(first, second)?;
    let variance = all.share() * (1.0 - all.share()) * (1.0 / first.n() + 1.0 / second.n());
    let z = finite((first.share() - second.share()) / variance.sqrt())?;
    Ok(Found { statistic: z, freedom: None, p: normal::two_sided(z)? })
}

/// Chi-squared with Yates' continuity correction, as R's `prop.test`: half a person, or the difference where that is
/// less.
///
/// # Errors
/// As [`pooled`].
pub fn yates(first: Part, second: Part) -> Defined<Found> {
    let all = together(first, second)?;
    let apart = (first.share() - second.share()).abs();
    let correction = (apart / (1.0 / first.n() + 1.0 / second.n())).min(0.5);
    let strayed = |seen: f64, expected: f64| ((seen - expected).abs() - correction).powi(2) / expected;
    let each = [first, second].map(|group| {
        let (yes, no) = (group.n() * all.share(), group.n() * (1.0 - all.share()));
        strayed(group.x(), yes) + strayed(group.n() - group.x(), no)
    });
    let statistic = finite(each.iter().sum())?;
    Ok(Found { statistic, freedom: Some(1.0), p: chi_squared::sf(statistic, 1.0)? })
}

/// Both groups as one, if they vary.
fn together(first: Part, second: Part) -> Defined<Part> {
    let all = Part::of(first.x() + second.x(), first.n() + second.n())?;
    if all.is_extreme() { Err(Undefined::NoVariation) } else { Ok(all) }
}
