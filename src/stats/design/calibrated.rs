//! Estimates from raked weights: what the margins fix does not vary, and is taken out of how much each person moves a figure.

use std::collections::BTreeMap;

use super::{Defined, Estimate, Sample, Undefined};
use crate::stats::count::people;

/// How often the margins are taken out in turn; R's `svyrecvar` has the same number.
const ROUNDS: usize = 10;

impl Sample {
    /// An estimate of a sample whose weights were raked to `margins`, each a category for each cell: its residuals on the margins,
    /// as R `survey` has them for `rake` (Deville and Särndal, 1992).
    ///
    /// # Errors
    /// [`Undefined::BadInput`] when a margin has not one category for each cell.
    pub fn calibrated(&self, estimate: &Estimate, margins: &[Vec<usize>]) -> Defined<Estimate> {
        let cells = self.cells().len();
        if estimate.moved().len() != cells || margins.iter().any(|margin| margin.len() != cells) {
            return Err(Undefined::BadInput);
        }
        let mut moved = estimate.moved().to_vec();
        for margin in std::iter::repeat_n(margins, ROUNDS).flatten() {
            self.take_out(margin, &mut moved);
        }
        Ok(Estimate::linear(estimate.value(), moved))
    }

    /// Takes the mean of each category, over people, out of each cell of it.
    fn take_out(&self, margin: &[usize], moved: &mut [f64]) {
        let mut sums = BTreeMap::<usize, (f64, f64)>::new();
        for ((cell, &category), moved) in self.cells().iter().zip(margin).zip(moved.iter()) {
            let sum = sums.entry(category).or_default();
            sum.0 += people(cell.people.n);
            sum.1 += people(cell.people.n) * moved;
        }
        for (category, moved) in margin.iter().zip(moved.iter_mut()) {
            if let Some((n, sum)) = sums.get(category).filter(|(n, _)| *n > 0.0) {
                *moved -= sum / n;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Plan;
    use super::*;

    const MARGINS: [[usize; 8]; 2] = [[0, 0, 0, 1, 1, 1, 1, 0], [0, 1, 0, 1, 0, 1, 1, 1]];

    /// Eight people raked to 60:40 and 50:50.
    fn raked() -> (Sample, Vec<Vec<usize>>) {
        let (a, b, c, d) = (1.456_440_422_583_831, 0.943_559_577_416_396, 0.704_293_615_055_736, 1.087_119_154_832_338);
        let sample = Sample::of_records(&[a, b, a, c, d, c, c, b], Plan::default()).unwrap();
        (sample, MARGINS.map(Vec::from).to_vec())
    }

    /// R 4.2.2, survey 4.1-1: `svymean` of a raked design.
    #[test]
    fn the_error_is_that_of_r() {
        let (sample, margins) = raked();
        let share = sample.mean(&[1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0], &[true; 8]).unwrap();
        let calibrated = sample.calibrated(&share, &margins).unwrap();
        assert!((calibrated.value() - 0.658_128_456_586_941).abs() < 1e-9);
        assert!((sample.standard_error(&calibrated).unwrap() - 0.163_037_206_673_604).abs() < 1e-9);
        assert!((sample.standard_error(&share).unwrap() - 0.180_683_185_714_287).abs() < 1e-9);
    }

    #[test]
    fn what_the_margins_fix_has_no_error() {
        let (sample, margins) = raked();
        for margin in &margins {
            let in_it: Vec<bool> = margin.iter().map(|category| *category == 1).collect();
            let share = sample.share(&in_it, &[true; 8]).unwrap();
            let calibrated = sample.calibrated(&share, &margins).unwrap();
            assert!(sample.standard_error(&share).unwrap() > 0.1);
            assert!(sample.standard_error(&calibrated).unwrap() < 1e-6);
        }
    }

    #[test]
    fn a_margin_needs_a_category_for_everybody() {
        let (sample, _) = raked();
        let share = sample.mean(&[1.0; 8], &[true; 8]).unwrap();
        assert_eq!(sample.calibrated(&share, &[vec![0; 7]]), Err(Undefined::BadInput));
    }
}
