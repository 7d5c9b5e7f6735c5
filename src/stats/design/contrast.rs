//! Differences of estimates of one sample, which may share people, and trends over several.

use super::{Defined, Estimate, Sample, Undefined};
use crate::stats::comparison::{Pair, pairs_of};
use crate::stats::count::count;
use crate::stats::distributions::normal;
use crate::stats::interval::finite;

/// A difference or trend and its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// The first less the second, or the trend.
    pub difference: f64,
    /// Its standard error.
    pub error: f64,
}

impl Contrast {
    /// A contrast of a sample.
    ///
    /// # Errors
    /// As [`Sample::variance`].
    pub fn of(sample: &Sample, estimate: &Estimate) -> Defined<Self> {
        Ok(Self { difference: finite(estimate.value())?, error: sample.standard_error(estimate)? })
    }

    /// One estimate less another: R's `svycontrast`.
    ///
    /// # Errors
    /// As [`Sample::variance`].
    pub fn between(sample: &Sample, one: &Estimate, other: &Estimate) -> Defined<Self> {
        Self::of(sample, &one.minus(other))
    }

    /// The linearised z.
    ///
    /// # Errors
    /// [`Undefined::NoVariation`] when the standard error is 0.
    pub fn z(self) -> Defined {
        finite(self.difference / self.error).map_err(|_| Undefined::NoVariation)
    }

    /// The two-sided p of the z; 0 for a difference without any error, such as of nobody and everybody, as in R.
    ///
    /// # Errors
    /// [`Undefined::NoVariation`] when both the difference and its standard error are 0.
    pub fn p(self) -> Defined {
        let certain = self.error <= 0.0 && self.difference.abs() > 0.0;
        if certain { Ok(0.0) } else { normal::two_sided(self.z()?) }
    }
}

/// A share in two columns that may share people, and how they differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    /// The share in each.
    pub share: [f64; 2],
    /// Its standard error in each.
    pub error: [f64; 2],
    /// The covariance of the two.
    pub covariance: f64,
    /// The first less the second, with the covariance in its standard error.
    pub contrast: Contrast,
}

impl Columns {
    /// The z there would be if the columns shared nobody: wrong where they do.
    ///
    /// # Errors
    /// [`Undefined::NoVariation`] when both standard errors are 0.
    pub fn z_apart(&self) -> Defined {
        let [one, other] = self.error;
        finite(self.contrast.difference / one.hypot(other)).map_err(|_| Undefined::NoVariation)
    }
}

/// Who is counted, in two columns whose bases may share people: a subgroup and the rest, or two options of a question
/// with several answers. One flag a cell in every list.
///
/// # Errors
/// As [`Sample::mean`].
pub fn overlapping_columns(sample: &Sample, counted: &[bool], one: &[bool], other: &[bool]) -> Defined<Columns> {
    let (first, second) = (sample.share(counted, one)?, sample.share(counted, other)?);
    Ok(Columns {
        share: [first.value(), second.value()],
        error: [sample.standard_error(&first)?, sample.standard_error(&second)?],
        covariance: sample.covariance(&first, &second)?,
        contrast: Contrast::between(sample, &first, &second)?,
    })
}

/// The linear trend of estimates over scores: the sum of (score - mean score) times estimate. Its z is the test of a
/// trend over waves with weights; with three evenly spaced waves it is the last less the first.
///
/// # Errors
/// [`Undefined::BadInput`] when there is not one score for each, [`Undefined::NoVariation`] when all scores are the
/// same.
pub fn trend_over(sample: &Sample, estimates: &[Estimate], scores: &[f64]) -> Defined<Contrast> {
    if estimates.len() != scores.len() {
        return Err(Undefined::BadInput);
    }
    let centre = scores.iter().sum::<f64>() / count(scores.len());
    let parts: Vec<(f64, &Estimate)> = scores.iter().map(|score| score - centre).zip(estimates).collect();
    if parts.iter().all(|(times, _)| times.abs() <= 0.0) {
        return Err(Undefined::NoVariation);
    }
    Contrast::of(sample, &Estimate::combined(&parts))
}

/// The linearised z of every pair of columns, which may share people. Columns without an estimate are in no test; with
/// `skip_extremes` neither are shares of 0 or 1.
pub fn linearised_pairs(sample: &Sample, columns: &[Defined<Estimate>], skip_extremes: bool) -> Vec<Pair> {
    let column = |at: usize| -> Defined<&Estimate> {
        let share = columns.get(at).ok_or(Undefined::EmptyBase)?.as_ref().map_err(|why| *why)?;
        let extreme = share.value() <= 0.0 || share.value() >= 1.0;
        if skip_extremes && extreme { Err(Undefined::NoVariation) } else { Ok(share) }
    };
    let pair = |(left, right): (usize, usize)| {
        let found = column(left).and_then(|one| Contrast::between(sample, one, column(right)?));
        let difference = found.map(|found| found.difference);
        Pair { left, right, difference, z: found.and_then(Contrast::z), p: found.and_then(Contrast::p) }
    };
    pairs_of(columns.len()).map(pair).collect()
}
