//! Intervals of a share whose standard error comes from the design: R's `svyciprop`.

use super::effect::varying;
use super::{Defined, Estimate, Sample, Undefined, design_effective_size};
use crate::stats::count::people;
use crate::stats::distributions::{beta, student};
use crate::stats::interval::{Interval, tail};

/// A share and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Precise {
    /// The share.
    pub share: f64,
    /// Its standard error.
    pub error: f64,
    /// The degrees of freedom of the base.
    pub freedom: f64,
    /// The unweighted base.
    pub n: u64,
}

impl Precise {
    /// A share of a base of the sample.
    ///
    /// # Errors
    /// As [`Sample::variance`].
    pub fn of(sample: &Sample, share: &Estimate, base: &[bool]) -> Defined<Self> {
        Ok(Self {
            share: share.value(),
            error: sample.standard_error(share)?,
            freedom: sample.freedom(base),
            n: sample.total(base).n,
        })
    }

    /// The t for this level on the degrees of freedom, times the standard error.
    fn reach(self, level: f64) -> Defined {
        Ok(self.critical(level)? * self.error)
    }

    fn critical(self, level: f64) -> Defined {
        critical(self.freedom, level)
    }
}

/// The t that both sides of this level lie beyond.
pub(super) fn critical(freedom: f64, level: f64) -> Defined {
    if freedom > 0.0 { student::upper(tail(level)?, freedom) } else { Err(Undefined::TooFew) }
}

/// The share less and plus t standard errors, which may pass 0 and 1: `method = "mean"`.
///
/// # Errors
/// [`Undefined::TooFew`] without degrees of freedom, [`Undefined::BadInput`] unless `level` lies between 0 and 1.
pub fn plain(figure: Precise, level: f64) -> Defined<Interval> {
    Interval::around(figure.share, figure.reach(level)?)
}

/// The same of the log odds: `method = "xlogit"`.
///
/// # Errors
/// As [`plain`], and [`Undefined::NoVariation`] for a share of 0 or 1.
pub fn logit(figure: Precise, level: f64) -> Defined<Interval> {
    let spread = varying(figure.share)?;
    let centre = (figure.share / (1.0 - figure.share)).ln();
    let reach = figure.reach(level)? / spread;
    let share = |odds: f64| 1.0 / (1.0 + (-odds).exp());
    Interval::between(share(centre - reach), share(centre + reach))
}

/// The same of the arcsine of the square root: `method = "asin"`. As there, an end that passes 0 or 1 is mirrored back.
///
/// # Errors
/// As [`logit`].
pub fn arcsine(figure: Precise, level: f64) -> Defined<Interval> {
    let spread = varying(figure.share)?;
    let centre = figure.share.sqrt().asin();
    let reach = figure.reach(level)? / (2.0 * spread.sqrt());
    Interval::between((centre - reach).sin().powi(2), (centre + reach).sin().powi(2))
}

/// The exact interval on the effective base of the design, corrected for degrees of freedom: Korn and Graubard (1998),
/// `method = "beta"`.
///
/// # Errors
/// As [`logit`], and [`Undefined::TooFew`] for a base of one.
pub fn korn_graubard(figure: Precise, level: f64) -> Defined<Interval> {
    let (side, p) = (tail(level)?, figure.share);
    if figure.n < 2 {
        return Err(Undefined::TooFew);
    }
    let simple = student::upper(side, people(figure.n) - 1.0)?;
    let n = design_effective_size(p, figure.error.powi(2))? * (simple / figure.critical(level)?).powi(2);
    Interval::between(beta::quantile(side, n * p, n * (1.0 - p) + 1.0)?, beta::upper(side, n * p + 1.0, n * (1.0 - p))?)
}
