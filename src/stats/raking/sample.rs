//! What is raked, checked.

use super::{Margin, Miss, RakingRefusal};
use crate::stats::count::count;

/// Rows with their weights to begin with, scaled to a mean of 1, and the margins they are to meet.
pub(super) struct Sample {
    pub(super) start: Vec<f64>,
    pub(super) margins: Vec<Fixed>,
}

/// A margin in which every row has a category and every category that has rows a target.
pub(super) struct Fixed {
    /// Its place among the margins.
    pub(super) at: usize,
    /// The category of each row.
    pub(super) codes: Vec<usize>,
    /// What the weights of each category should sum to.
    pub(super) totals: Vec<f64>,
}

impl Sample {
    pub(super) fn of(start: &[f64], margins: &[Margin]) -> Result<Self, RakingRefusal> {
        if start.is_empty() {
            return Err(RakingRefusal::NoRows);
        }
        if margins.is_empty() {
            return Err(RakingRefusal::NoMargins);
        }
        let start = scaled(start)?;
        let fixed = |(at, margin)| Fixed::of(at, margin, start.len());
        let margins = margins.iter().enumerate().map(fixed).collect::<Result<_, _>>()?;
        Ok(Self { start, margins })
    }
}

/// The weights to begin with, scaled to a mean of 1.
fn scaled(start: &[f64]) -> Result<Vec<f64>, RakingRefusal> {
    let largest = start.iter().copied().fold(0.0, f64::max);
    let is_bad = |weight: f64| !(weight.is_finite() && weight > 0.0 && weight / largest > 0.0);
    let mut bad = start.iter().enumerate().filter(|(_, weight)| is_bad(**weight));
    if let Some((row, &weight)) = bad.next() {
        return Err(RakingRefusal::BadStart { row, weight, rows: 1 + bad.count() });
    }
    let sum: f64 = start.iter().map(|weight| weight / largest).sum();
    Ok(start.iter().map(|weight| weight / largest * (count(start.len()) / sum)).collect())
}

impl Fixed {
    fn of(at: usize, margin: &Margin, rows: usize) -> Result<Self, RakingRefusal> {
        if margin.codes.len() != rows {
            return Err(RakingRefusal::CodesMissing { margin: at, codes: margin.codes.len(), rows });
        }
        let shares = shares(at, &margin.targets)?;
        let codes = codes(at, margin)?;
        let mut members = vec![0_usize; shares.len()];
        for &category in &codes {
            if let Some(members) = members.get_mut(category) {
                *members += 1;
            }
        }
        for (category, (&target, &rows)) in shares.iter().zip(&members).enumerate() {
            if target > 0.0 && rows == 0 {
                return Err(RakingRefusal::EmptyCategory { margin: at, category, target });
            }
            if rows > 0 && target <= 0.0 {
                return Err(RakingRefusal::ZeroTarget { margin: at, category, rows });
            }
        }
        Ok(Self { at, codes, totals: shares.iter().map(|share| share * count(rows)).collect() })
    }

    /// The sum of each category, of numbers that come with their category.
    pub(super) fn sums(&self, coded: impl Iterator<Item = (usize, f64)>) -> Vec<f64> {
        let mut sums = vec![0.0; self.totals.len()];
        for (category, number) in coded {
            if let Some(sum) = sums.get_mut(category) {
                *sum += number;
            }
        }
        sums
    }

    /// How far each category is from its target, with what its weights sum to.
    pub(super) fn misses(&self, sums: &[f64]) -> Vec<Miss> {
        let n = count(self.codes.len());
        let miss = |(category, (sum, total)): (usize, (&f64, &f64))| Miss {
            margin: self.at,
            category,
            target: total / n,
            achieved: sum / n,
        };
        sums.iter().zip(&self.totals).enumerate().map(miss).collect()
    }
}

/// The targets as parts of 1.
fn shares(margin: usize, targets: &[f64]) -> Result<Vec<f64>, RakingRefusal> {
    let is_bad = |target: f64| !(target.is_finite() && target >= 0.0);
    if let Some((category, &target)) = targets.iter().enumerate().find(|(_, target)| is_bad(**target)) {
        return Err(RakingRefusal::BadTarget { margin, category, target });
    }
    let sum: f64 = targets.iter().sum();
    let whole = if sum > 10.0 { 100.0 } else { 1.0 };
    if (sum / whole - 1.0).abs() > 1e-9 {
        return Err(RakingRefusal::TargetSum { margin, sum });
    }
    Ok(targets.iter().map(|target| target / sum).collect())
}

/// The category of each row.
fn codes(margin: usize, given: &Margin) -> Result<Vec<usize>, RakingRefusal> {
    let known = |code: &Option<usize>| code.filter(|&category| category < given.targets.len());
    let mut uncoded = given.codes.iter().enumerate().filter(|(_, code)| known(code).is_none());
    if let Some((row, _)) = uncoded.next() {
        return Err(RakingRefusal::Uncoded { margin, row, rows: 1 + uncoded.count() });
    }
    Ok(given.codes.iter().filter_map(known).collect())
}
