//! Change of a figure between two waves, and its trend over several, with the covariance there is when waves share clusters or
//! people: R `survey::svyby(covmat = TRUE)` and `svycontrast`.

use super::design::{Contrast, Sample};
use super::distributions::normal;
use super::interval::{finite, tail};
use super::{Defined, Interval, Undefined, count};

/// How a figure changed from an earlier to a later wave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The figure of the earlier and of the later wave.
    pub values: [f64; 2],
    /// Their standard errors.
    pub errors: [f64; 2],
    /// Their covariance; nought when the waves share neither clusters nor people.
    pub covariance: f64,
    /// The later less the earlier, with the covariance in its standard error.
    pub contrast: Contrast,
}

impl Change {
    /// The change between figures that are known with their standard errors, earlier first.
    ///
    /// # Errors
    /// [`Undefined::BadInput`] for what is not finite.
    pub fn of(values: [f64; 2], errors: [f64; 2], covariance: f64) -> Defined<Self> {
        let ([earlier, later], [first, second]) = (values, errors);
        let variance = finite(first * first + second * second - 2.0 * covariance)?;
        let contrast = Contrast { difference: finite(later - earlier)?, error: variance.max(0.0).sqrt() };
        Ok(Self { values, errors, covariance, contrast })
    }

    /// The change of a mean, or of a share where values are 1 and 0, between two bases of one sample; one value and one flag a
    /// cell.
    ///
    /// # Errors
    /// As [`Sample::mean`].
    pub fn between(sample: &Sample, values: &[f64], earlier: &[bool], later: &[bool]) -> Defined<Self> {
        let (before, now) = (sample.mean(values, earlier)?, sample.mean(values, later)?);
        let errors = [sample.standard_error(&before)?, sample.standard_error(&now)?];
        Self::of([before.value(), now.value()], errors, sample.covariance(&before, &now)?)
    }

    /// The interval of the change by the normal distribution.
    ///
    /// # Errors
    /// [`Undefined::BadInput`] unless `level` lies between 0 and 1.
    pub fn interval(&self, level: f64) -> Defined<Interval> {
        Interval::around(self.contrast.difference, normal::upper(tail(level)?)? * self.contrast.error)
    }
}

/// The linear trend over waves whose figures and covariances are known: the sum of (score - mean score) times figure. Waves of
/// separate samples have covariances of nought off the diagonal.
///
/// # Errors
/// [`Undefined::TooFew`] for fewer than two waves, [`Undefined::NoVariation`] when all scores are the same,
/// [`Undefined::BadInput`] when lists differ in length or numbers are not finite.
pub fn trend(scores: &[f64], values: &[f64], covariances: &[Vec<f64>]) -> Defined<Contrast> {
    let waves = scores.len();
    if values.len() != waves || covariances.len() != waves || covariances.iter().any(|row| row.len() != waves) {
        return Err(Undefined::BadInput);
    }
    if waves < 2 {
        return Err(Undefined::TooFew);
    }
    let centre = scores.iter().sum::<f64>() / count(waves);
    let times: Vec<f64> = scores.iter().map(|score| score - centre).collect();
    if times.iter().all(|times| times.abs() <= 0.0) {
        return Err(Undefined::NoVariation);
    }
    let over = |figures: &[f64]| times.iter().zip(figures).map(|(times, figure)| times * figure).sum::<f64>();
    let rows: Vec<f64> = covariances.iter().map(|row| over(row)).collect();
    Ok(Contrast { difference: finite(over(values))?, error: finite(over(&rows))?.max(0.0).sqrt() })
}

#[cfg(test)]
mod tests;
