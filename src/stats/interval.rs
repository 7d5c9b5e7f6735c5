//! A range of numbers, and what every figure has to be before it leaves: finite.

use super::{Defined, Undefined};

/// A confidence interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// The interval between two ends as they come; the lower is not checked to be below.
    ///
    /// # Errors
    /// [`Undefined::BadInput`] when an end is not finite.
    pub fn between(low: f64, high: f64) -> Defined<Self> {
        Ok(Self { low: finite(low)?, high: finite(high)? })
    }

    /// `centre` less and plus `reach`.
    ///
    /// # Errors
    /// [`Undefined::BadInput`] when an end is not finite.
    pub fn around(centre: f64, reach: f64) -> Defined<Self> {
        Self::between(centre - reach, centre + reach)
    }

    /// What lies of it from `least` to `most`.
    #[must_use]
    pub fn within(self, least: f64, most: f64) -> Self {
        Self { low: self.low.max(least).min(most), high: self.high.min(most).max(least) }
    }
}

/// The number, if it is one.
///
/// # Errors
/// [`Undefined::BadInput`] for infinities and what is no number.
pub(super) fn finite(number: f64) -> Defined {
    if number.is_finite() { Ok(number) } else { Err(Undefined::BadInput) }
}

/// The chance on either side of a two-sided confidence level: 0.025 for 0.95.
///
/// # Errors
/// [`Undefined::BadInput`] unless `level` lies between 0 and 1.
pub(super) fn tail(level: f64) -> Defined {
    if level > 0.0 && level < 1.0 { Ok((1.0 - level) / 2.0) } else { Err(Undefined::BadInput) }
}
