//! Student's t tests of the difference of two means: Welch (1947), with one variance (Student), and by the design of a sample
//! (R `survey::svyttest`).

use super::design::{Contrast, Sample};
use super::distributions::student;
use super::interval::{finite, tail};
use super::{Defined, Interval, Undefined};

/// Values of one group, described.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// How many people; it need not be whole, so that an effective number will do.
    pub n: f64,
    /// Their mean.
    pub mean: f64,
    /// The variance of their values, over n - 1; of no account for one person.
    pub variance: f64,
}

/// The difference of two means and what a t test of it needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TTest {
    /// The first mean less the second.
    pub difference: f64,
    /// Its standard error.
    pub error: f64,
    /// The degrees of freedom; the test and the interval need more than none.
    pub freedom: f64,
}

impl TTest {
    /// The difference over its standard error.
    ///
    /// # Errors
    /// [`Undefined::NoVariation`] when the standard error is nought.
    pub fn t(self) -> Defined {
        finite(self.difference / self.error).map_err(|_| Undefined::NoVariation)
    }

    /// The two-sided p.
    ///
    /// # Errors
    /// As [`TTest::t`]; [`Undefined::TooFew`] without degrees of freedom.
    pub fn p(self) -> Defined {
        student::two_sided(self.t()?, self.varying()?)
    }

    /// The interval of the difference.
    ///
    /// # Errors
    /// [`Undefined::TooFew`] without degrees of freedom, [`Undefined::BadInput`] unless `level` lies between 0 and 1.
    pub fn interval(self, level: f64) -> Defined<Interval> {
        Interval::around(self.difference, student::upper(tail(level)?, self.varying()?)? * self.error)
    }

    fn varying(self) -> Defined {
        if self.freedom > 0.0 { Ok(self.freedom) } else { Err(Undefined::TooFew) }
    }
}

/// Welch's test of the first mean less the second: variances may differ.
///
/// # Errors
/// [`Undefined::TooFew`] with fewer than two people in a group, [`Undefined::NoVariation`] when nothing varies,
/// [`Undefined::BadInput`] for numbers that are not finite or variances below nought.
pub fn welch(one: Group, other: Group) -> Defined<TTest> {
    check(one, other)?;
    if one.n < 2.0 || other.n < 2.0 {
        return Err(Undefined::TooFew);
    }
    let (first, second) = (one.variance / one.n, other.variance / other.n);
    let freedom = (first + second).powi(2) / (first * first / (one.n - 1.0) + second * second / (other.n - 1.0));
    tested(one, other, (first + second).sqrt(), freedom)
}

/// Student's test of the first mean less the second: one variance for both.
///
/// # Errors
/// [`Undefined::TooFew`] with an empty group or one person in each; otherwise as [`welch`].
pub fn pooled(one: Group, other: Group) -> Defined<TTest> {
    check(one, other)?;
    let freedom = one.n + other.n - 2.0;
    if one.n < 1.0 || other.n < 1.0 || freedom <= 0.0 {
        return Err(Undefined::TooFew);
    }
    let apart = |group: Group| if group.n > 1.0 { (group.n - 1.0) * group.variance } else { 0.0 };
    let variance = (apart(one) + apart(other)) / freedom;
    tested(one, other, (variance * (1.0 / one.n + 1.0 / other.n)).sqrt(), freedom)
}

/// The test of the mean of base `one` less that of base `other` of one sample, by its design: one value and one flag a cell, the
/// bases sharing nobody. The degrees of freedom are those of both bases together, less one.
///
/// # Errors
/// As [`Sample::mean`].
pub fn by_design(sample: &Sample, values: &[f64], one: &[bool], other: &[bool]) -> Defined<TTest> {
    let (first, second) = (sample.mean(values, one)?, sample.mean(values, other)?);
    let contrast = Contrast::between(sample, &first, &second)?;
    let both: Vec<bool> = one.iter().zip(other).map(|(one, other)| *one || *other).collect();
    Ok(TTest { difference: contrast.difference, error: contrast.error, freedom: sample.freedom(&both) - 1.0 })
}

/// The test, unless the standard error is no more than rounding makes of constant values, as R's `t.test` holds it.
fn tested(one: Group, other: Group, error: f64, freedom: f64) -> Defined<TTest> {
    let noise = 10.0 * f64::EPSILON * one.mean.abs().max(other.mean.abs());
    if error <= noise {
        Err(Undefined::NoVariation)
    } else {
        Ok(TTest { difference: one.mean - other.mean, error, freedom })
    }
}

fn check(one: Group, other: Group) -> Defined<()> {
    let is_sound = |group: Group| {
        let varies = group.variance.is_finite() && group.variance >= 0.0;
        group.n.is_finite() && group.mean.is_finite() && (varies || group.n <= 1.0)
    };
    if is_sound(one) && is_sound(other) { Ok(()) } else { Err(Undefined::BadInput) }
}

#[cfg(test)]
mod tests;
