//! Raking with every weight kept within bounds: iterative proportional fitting in which each step finds the one factor that meets
//! a category with its weights cut to the bounds (truncated raking, Deville, Särndal and Sautory, 1993).

use super::sample::{Fixed, Sample};
use super::{Limits, Margin, Miss, Raked, RakingRefusal};
use crate::stats::count::count;

/// How often a factor is improved before it is taken as it is.
const STEPS: usize = 200;

/// The lowest and the highest weight, where the mean is 1.
#[derive(Clone, Copy)]
struct Bounds {
    lower: f64,
    upper: f64,
}

/// As [`rake`](super::rake), but with every weight within `lower..=upper`, where 1 is the mean.
///
/// # Errors
/// With its cause when the input cannot be raked, and when the margins cannot be met within the bounds.
pub fn rake_within(
    start: &[f64],
    margins: &[Margin],
    [lower, upper]: [f64; 2],
    limits: Limits,
) -> Result<Raked, RakingRefusal> {
    if !((0.0..1.0).contains(&lower) && upper > 1.0 && upper.is_finite()) {
        return Err(RakingRefusal::BadBounds { lower, upper });
    }
    let bounds = Bounds { lower, upper };
    let sample = Sample::of(start, margins)?;
    sample.margins.iter().try_for_each(|margin| bounds.check_reach(margin))?;
    let mut free = sample.start.clone();
    let n = count(start.len());
    let mut worst = Miss::default();
    for round in 1..=limits.rounds {
        let before = bounds.cut(&free);
        for margin in &sample.margins {
            bounds.fit(margin, &mut free);
        }
        let weights = bounds.cut(&free);
        let change = before.iter().zip(&weights).fold(0.0, |most: f64, (old, new)| most.max((old - new).abs()));
        worst = Miss::worst(sample.margins.iter().flat_map(|margin| margin.misses(&weight_sums(margin, &weights))));
        if change < limits.change * n && worst.error() <= limits.error {
            return Ok(Raked { weights, rounds: round, worst });
        }
    }
    Err(RakingRefusal::NoConvergence { rounds: limits.rounds, worst })
}

/// The sum of weights of each category of a margin.
fn weight_sums(margin: &Fixed, weights: &[f64]) -> Vec<f64> {
    margin.sums(margin.codes.iter().copied().zip(weights.iter().copied()))
}

impl Bounds {
    /// Refuses a category that cannot reach its target.
    fn check_reach(self, margin: &Fixed) -> Result<(), RakingRefusal> {
        let n = count(margin.codes.len());
        let members = margin.sums(margin.codes.iter().map(|&category| (category, 1.0)));
        for (category, (total, members)) in margin.totals.iter().zip(members).enumerate() {
            let (least, most) = (members * self.lower, members * self.upper);
            if *total < least || *total > most {
                let (target, least, most) = (total / n, least / n, most / n);
                return Err(RakingRefusal::OutOfReach { margin: margin.at, category, target, least, most });
            }
        }
        Ok(())
    }

    fn cut(self, free: &[f64]) -> Vec<f64> {
        free.iter().map(|weight| weight.clamp(self.lower, self.upper)).collect()
    }

    /// Brings one margin to its targets, by changing the weights as they are before they are cut.
    fn fit(self, margin: &Fixed, free: &mut [f64]) {
        let mut members: Vec<Vec<f64>> = vec![Vec::new(); margin.totals.len()];
        for (&category, &weight) in margin.codes.iter().zip(free.iter()) {
            if let Some(members) = members.get_mut(category) {
                members.push(weight);
            }
        }
        let factor = |(members, &total): (&Vec<f64>, &f64)| self.factor(members, total);
        let factors: Vec<f64> = members.iter().zip(&margin.totals).map(factor).collect();
        for (weight, &category) in free.iter_mut().zip(&margin.codes) {
            *weight *= factors.get(category).copied().unwrap_or(1.0);
        }
    }

    /// The factor with which the weights, cut to the bounds, sum to `total`: Newton's method on a sum that only grows, kept
    /// within what is known to be too low and too high.
    fn factor(self, members: &[f64], total: f64) -> f64 {
        let (mut low, mut high, mut factor) = (0.0, f64::INFINITY, 1.0);
        for _ in 0..STEPS {
            let (sum, slope) = self.sum_and_slope(members, factor);
            if (sum - total).abs() <= 1e-15 * total {
                break;
            }
            if sum < total {
                low = factor;
            } else {
                high = factor;
            }
            let next = factor + (total - sum) / slope;
            factor = if slope > 0.0 && next > low && next < high {
                next
            } else if high.is_finite() {
                f64::midpoint(low, high)
            } else {
                factor * 2.0
            };
        }
        factor
    }

    fn sum_and_slope(self, members: &[f64], factor: f64) -> (f64, f64) {
        members.iter().fold((0.0, 0.0), |(sum, slope), weight| {
            let scaled = weight * factor;
            let moves = scaled > self.lower && scaled < self.upper;
            (sum + scaled.clamp(self.lower, self.upper), slope + if moves { *weight } else { 0.0 })
        })
    }
}
