//! A trend over ordered groups of different people.

use super::{Defined, Found, Undefined};
use crate::stats::distributions::chi_squared;
use crate::stats::interval::finite;
use crate::stats::proportion::Part;

/// The Cochran-Armitage test for a linear trend of shares over `scores`: Armitage (1955), as R's `prop.trend.test`.
///
/// # Errors
/// [`Undefined::BadInput`] when there is not one score for each group, [`Undefined::TooFew`] for no group at all,
/// [`Undefined::NoVariation`] when all shares are 0 or all 1, or all scores the same.
pub fn cochran_armitage(groups: &[Part], scores: &[f64]) -> Defined<Found> {
    if groups.len() != scores.len() {
        return Err(Undefined::BadInput);
    }
    let (x, n) = groups.iter().fold((0.0, 0.0), |(x, n), group| (x + group.x(), n + group.n()));
    let all = Part::of(x, n).map_err(|_| Undefined::TooFew)?;
    let scored = || groups.iter().zip(scores);
    let centre = scored().map(|(group, score)| group.n() * score).sum::<f64>() / n;
    let spread: f64 = scored().map(|(group, score)| group.n() * (score - centre).powi(2)).sum();
    if all.is_extreme() || spread <= 0.0 {
        return Err(Undefined::NoVariation);
    }
    let leaning: f64 =
        scored().map(|(group, score)| group.n() * (score - centre) * (group.share() - all.share())).sum();
    let statistic = finite(leaning * leaning / (spread * all.share() * (1.0 - all.share())))?;
    Ok(Found { statistic, freedom: Some(1.0), p: chi_squared::sf(statistic, 1.0)? })
}
