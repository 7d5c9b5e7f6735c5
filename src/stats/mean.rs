//! Means of a base, their spread and how well they are known, by the design of the sample: R `survey::svymean` and `svyvar`.

use super::design::{Cell, Sample, Weighed};
use super::distributions::{normal, student};
use super::interval::{finite, tail};
use super::{Defined, Interval, Undefined, people};

/// A value and the people who have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tally {
    /// The value.
    pub value: f64,
    /// Who has it.
    pub people: Weighed,
}

/// A mean and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The weighted mean.
    pub value: f64,
    /// Its standard error by the design.
    pub error: f64,
    /// The degrees of freedom of the base.
    pub freedom: f64,
    /// The base: people, sum of weights and of squared weights.
    pub base: Weighed,
    /// The variance of the values: n / (n - 1) times the weighted mean squared distance from the mean, n the people who weigh
    /// something; none for a single one.
    pub variance: Defined,
}

impl Mean {
    /// The standard deviation of the values.
    ///
    /// # Errors
    /// [`Undefined::TooFew`] for a single person.
    pub fn sd(&self) -> Defined {
        self.variance.map(f64::sqrt)
    }

    /// The interval by Student's t on the degrees of freedom of the base.
    ///
    /// # Errors
    /// [`Undefined::TooFew`] without degrees of freedom, [`Undefined::BadInput`] unless `level` lies between 0 and 1.
    pub fn interval_t(&self, level: f64) -> Defined<Interval> {
        let side = tail(level)?;
        if self.freedom <= 0.0 {
            return Err(Undefined::TooFew);
        }
        Interval::around(self.value, student::upper(side, self.freedom)? * self.error)
    }

    /// The interval by the normal distribution.
    ///
    /// # Errors
    /// [`Undefined::BadInput`] unless `level` lies between 0 and 1.
    pub fn interval_z(&self, level: f64) -> Defined<Interval> {
        Interval::around(self.value, normal::upper(tail(level)?)? * self.error)
    }
}

/// The mean of a base of a sample; one value and one flag a cell, values outside the base being of no account. People outside
/// the base stay in the design, as in R `subset`.
///
/// # Errors
/// [`Undefined::EmptyBase`] when nobody in the base weighs anything, [`Undefined::BadInput`] for a value of the base that is not
/// finite or a list that is not as long as there are cells.
pub fn mean_of(sample: &Sample, values: &[f64], base: &[bool]) -> Defined<Mean> {
    let estimate = sample.mean(values, base)?;
    Ok(Mean {
        value: estimate.value(),
        error: sample.standard_error(&estimate)?,
        freedom: sample.freedom(base),
        base: sample.total(base),
        variance: variance(sample.cells(), values, base, estimate.value()),
    })
}

/// The mean of a simple sample, with or without weights, from tallies: what it would be from the records. `drawn` is how many
/// people the whole file has, in the base or not.
///
/// # Errors
/// As [`mean_of`]; [`Undefined::BadInput`] when more people are tallied than were drawn.
pub fn mean_of_tallies(drawn: u64, tallies: &[Tally]) -> Defined<Mean> {
    let sample = Sample::of_counts(drawn, tallies.iter().map(|tally| tally.people))?;
    let values: Vec<f64> = tallies.iter().map(|tally| tally.value).collect();
    mean_of(&sample, &values, &vec![true; tallies.len()])
}

/// The variance of the values about their mean.
fn variance(cells: &[Cell], values: &[f64], base: &[bool], mean: f64) -> Defined {
    let weighing =
        || cells.iter().zip(values).zip(base).filter(|((cell, _), within)| **within && cell.people.weight > 0.0);
    let n: u64 = weighing().map(|((cell, _), _)| cell.people.n).sum();
    if n < 2 {
        return Err(Undefined::TooFew);
    }
    let weight: f64 = weighing().map(|((cell, _), _)| cell.people.weight).sum();
    let apart: f64 = weighing().map(|((cell, value), _)| cell.people.weight * (value - mean).powi(2)).sum();
    finite(people(n) / (people(n) - 1.0) * (apart / weight))
}

#[cfg(test)]
mod tests;
