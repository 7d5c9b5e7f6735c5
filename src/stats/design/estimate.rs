//! Means and shares of a base, and how much each person moves them.

use super::{Defined, Sample, Undefined};
use crate::stats::interval::finite;

/// A figure and how much it would move for one more unit of weight in each cell of its sample: its linearisation. Sums
/// and differences of estimates are estimates.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    value: f64,
    moved: Vec<f64>,
}

impl Estimate {
    /// The figure.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// How much one unit of weight in each cell moves it.
    pub(super) fn moved(&self) -> &[f64] {
        &self.moved
    }

    /// A figure from its linearisation.
    pub(super) fn linear(value: f64, moved: Vec<f64>) -> Self {
        Self { value, moved }
    }

    /// This less `other`, an estimate of the same sample.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        Self::combined(&[(1.0, self), (-1.0, other)])
    }

    /// The sum of estimates of one sample, each times a number.
    pub fn combined(parts: &[(f64, &Self)]) -> Self {
        let cells = parts.iter().map(|(_, part)| part.moved.len()).max().unwrap_or(0);
        let moved = |at: usize| parts.iter().map(|(times, part)| times * part.moved.get(at).unwrap_or(&0.0)).sum();
        let value = parts.iter().map(|(times, part)| times * part.value).sum();
        Self { value, moved: (0..cells).map(moved).collect() }
    }
}

impl Sample {
    /// The weighted share of a base that is counted; one flag a cell in both lists.
    ///
    /// # Errors
    /// As [`Sample::mean`].
    pub fn share(&self, counted: &[bool], base: &[bool]) -> Defined<Estimate> {
        let values: Vec<f64> = counted.iter().map(|counted| f64::from(u8::from(*counted))).collect();
        self.mean(&values, base)
    }

    /// The weighted mean of a base; one value and one flag a cell, values outside the base being of no account.
    ///
    /// # Errors
    /// [`Undefined::EmptyBase`] when nobody in the base weighs anything, [`Undefined::BadInput`] when a list is not as
    /// long as there are cells.
    pub fn mean(&self, values: &[f64], base: &[bool]) -> Defined<Estimate> {
        let cells = self.cells();
        if values.len() != cells.len() || base.len() != cells.len() {
            return Err(Undefined::BadInput);
        }
        let valued = || cells.iter().zip(values).zip(base).filter(|(_, within)| **within);
        let weight: f64 = valued().map(|((cell, _), _)| cell.people.weight).sum();
        if weight <= 0.0 {
            return Err(Undefined::EmptyBase);
        }
        let sum: f64 = valued().map(|((cell, value), _)| cell.people.weight * *value).sum();
        let mean = finite(sum / weight)?;
        let moved = values.iter().zip(base).map(|(value, within)| if *within { (value - mean) / weight } else { 0.0 });
        Ok(Estimate::linear(mean, moved.collect()))
    }
}
