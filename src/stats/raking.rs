//! Raking: weights that meet known margins, by iterative proportional fitting (Deming and Stephan, 1940), as R
//! `survey::rake` does it.

mod bounded;
mod refusal;
mod sample;

use std::collections::BTreeMap;

pub use bounded::rake_within;
pub use refusal::RakingRefusal;
use sample::{Fixed, Sample};

use super::count::count;

/// One margin to meet.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// The category of each row, as a place in `targets`; `None` where it is not known.
    pub codes: Vec<Option<usize>>,
    /// The share each category should have, as parts of 1 or of 100.
    pub targets: Vec<f64>,
}

/// When raking stops.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// How many rounds over all margins there may be.
    pub rounds: usize,
    /// How much the sum of weights of a cell may still change in a round, as a part of all.
    pub change: f64,
    /// How far a category may be off its target, as a part of the target.
    pub error: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { rounds: 5000, change: 1e-12, error: 1e-10 }
    }
}

/// Weights that were raked, scaled to a mean of 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Raked {
    /// The weight of each row.
    pub weights: Vec<f64>,
    /// How many rounds it took.
    pub rounds: usize,
    /// The category furthest from its target.
    pub worst: Miss,
}

/// How far a category is from its target.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Miss {
    /// The margin, as a place among the margins.
    pub margin: usize,
    /// The category, as a place in the targets of the margin.
    pub category: usize,
    /// The share it should have.
    pub target: f64,
    /// The share it has.
    pub achieved: f64,
}

impl Miss {
    /// How far off it is, as a part of the target.
    pub fn error(&self) -> f64 {
        if self.target > 0.0 { (self.achieved - self.target).abs() / self.target } else { self.achieved.abs() }
    }

    /// The one that is furthest off.
    fn worst(misses: impl Iterator<Item = Self>) -> Self {
        misses.fold(Self::default(), |worst, miss| if miss.error() > worst.error() { miss } else { worst })
    }
}

/// Rakes to all `margins`, beginning with the weights `start` (all 1 for equal ones), one for each row.
///
/// # Errors
/// With its cause when the input cannot be raked, or the margins contradict each other.
pub fn rake(start: &[f64], margins: &[Margin], limits: Limits) -> Result<Raked, RakingRefusal> {
    let raked = fit(start, margins, limits)?;
    if raked.worst.error() > limits.error {
        return Err(RakingRefusal::NoConvergence { rounds: raked.rounds, worst: raked.worst });
    }
    Ok(raked)
}

/// As [`rake`], but margins that are not met when the rounds are over are no error: `worst` says how far off they are. With an
/// infinite `error` limit it stops when R `survey::rake` does.
///
/// # Errors
/// With its cause when the input cannot be raked.
pub fn fit(start: &[f64], margins: &[Margin], limits: Limits) -> Result<Raked, RakingRefusal> {
    let sample = Sample::of(start, margins)?;
    let mut cells = Cells::of(&sample);
    let n = count(start.len());
    for round in 1..=limits.rounds {
        let before = cells.totals.clone();
        for margin in &sample.margins {
            cells.fit(margin);
        }
        let change = before.iter().zip(&cells.totals).fold(0.0, |most: f64, (old, new)| most.max((old - new).abs()));
        let worst = Miss::worst(sample.margins.iter().flat_map(|margin| margin.misses(&cells.sums(margin))));
        if cells.totals.iter().any(|total| !total.is_finite()) {
            return Err(RakingRefusal::NoConvergence { rounds: round, worst });
        }
        if round == limits.rounds || (change < limits.change * n && worst.error() <= limits.error) {
            return Ok(Raked { weights: cells.weights(&sample.start), rounds: round, worst });
        }
    }
    Err(RakingRefusal::NoRounds)
}

/// The rows put together by all their categories: raking treats a cell as one.
struct Cells {
    of_rows: Vec<usize>,
    codes: Vec<Vec<usize>>,
    begun: Vec<f64>,
    totals: Vec<f64>,
}

impl Cells {
    fn of(sample: &Sample) -> Self {
        let mut known = BTreeMap::new();
        let mut cells = Self { of_rows: Vec::new(), codes: Vec::new(), begun: Vec::new(), totals: Vec::new() };
        for (row, weight) in sample.start.iter().enumerate() {
            let codes: Vec<usize> = sample.margins.iter().filter_map(|margin| margin.codes.get(row).copied()).collect();
            let cell = *known.entry(codes.clone()).or_insert(cells.totals.len());
            cells.of_rows.push(cell);
            if let Some(total) = cells.totals.get_mut(cell) {
                *total += weight;
            } else {
                cells.codes.push(codes);
                cells.totals.push(*weight);
            }
        }
        cells.begun.clone_from(&cells.totals);
        cells
    }

    /// Brings one margin to its targets.
    fn fit(&mut self, margin: &Fixed) {
        let sums = self.sums(margin);
        for (codes, total) in self.codes.iter().zip(&mut self.totals) {
            let category = codes.get(margin.at).copied().unwrap_or_default();
            if let (Some(target), Some(sum)) = (margin.totals.get(category), sums.get(category)) {
                *total *= target / sum;
            }
        }
    }

    /// The sum of weights of each category of a margin.
    fn sums(&self, margin: &Fixed) -> Vec<f64> {
        let category = |codes: &Vec<usize>| codes.get(margin.at).copied();
        margin.sums(self.codes.iter().filter_map(category).zip(self.totals.iter().copied()))
    }

    fn weights(&self, start: &[f64]) -> Vec<f64> {
        let factors: Vec<f64> = self.totals.iter().zip(&self.begun).map(|(total, begun)| total / begun).collect();
        let factor = |cell: &usize| factors.get(*cell).copied().unwrap_or_default();
        start.iter().zip(&self.of_rows).map(|(weight, cell)| weight * factor(cell)).collect()
    }
}

#[cfg(test)]
mod tests;
