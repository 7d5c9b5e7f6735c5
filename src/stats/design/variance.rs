//! Variances and covariances of estimates, by strata and clusters.

use std::collections::BTreeMap;

use super::{Cell, Defined, Estimate, Sample, Stratum};
use crate::stats::count::people;
use crate::stats::interval::finite;

/// What one stratum adds up to, of two linearised figures.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    one: f64,
    other: f64,
    product: f64,
}

impl Sample {
    /// The variance of an estimate of this sample: R's `svyrecvar` at the first stage, with `survey.lonely.psu =
    /// "adjust"`. In each stratum n / (n - 1) of the whole file, times 1 - n / N where the population is known; a
    /// stratum with a single unit is centred on the whole.
    ///
    /// # Errors
    /// [`Undefined::BadInput`](crate::stats::Undefined) when it is no finite number.
    pub fn variance(&self, estimate: &Estimate) -> Defined {
        self.covariance(estimate, estimate).map(|variance| variance.max(0.0))
    }

    /// The standard error of an estimate of this sample.
    ///
    /// # Errors
    /// As [`Sample::variance`].
    pub fn standard_error(&self, estimate: &Estimate) -> Defined {
        self.variance(estimate).map(f64::sqrt)
    }

    /// The covariance of two estimates of this sample, whose bases may share people.
    ///
    /// # Errors
    /// As [`Sample::variance`].
    pub fn covariance(&self, one: &Estimate, other: &Estimate) -> Defined {
        let clustered = self.cells().iter().any(|cell| cell.cluster.is_some());
        let sums = if clustered { self.by_cluster(one, other) } else { self.by_person(one, other) };
        let each = self.strata().iter().zip(sums).map(|(stratum, sums)| scale(stratum) * spread(stratum, sums));
        finite(each.sum())
    }

    /// Sums over people: those of a cell move both figures by the same for each unit of weight.
    fn by_person(&self, one: &Estimate, other: &Estimate) -> Vec<Sums> {
        let mut sums = vec![Sums::default(); self.strata().len()];
        for (cell, one, other) in self.linearised(one, other) {
            if let Some(sums) = sums.get_mut(cell.stratum) {
                sums.one += one * cell.people.weight;
                sums.other += other * cell.people.weight;
                sums.product += one * other * cell.people.squared;
            }
        }
        sums
    }

    /// Sums over clusters: what all the people of one move the figures by is taken together.
    fn by_cluster(&self, one: &Estimate, other: &Estimate) -> Vec<Sums> {
        let mut clusters = BTreeMap::<(usize, Option<usize>), (f64, f64)>::new();
        for (cell, one, other) in self.linearised(one, other) {
            let cluster = clusters.entry((cell.stratum, cell.cluster)).or_default();
            cluster.0 += one * cell.people.weight;
            cluster.1 += other * cell.people.weight;
        }
        let mut sums = vec![Sums::default(); self.strata().len()];
        for ((stratum, _), (one, other)) in clusters {
            if let Some(sums) = sums.get_mut(stratum) {
                sums.one += one;
                sums.other += other;
                sums.product += one * other;
            }
        }
        sums
    }

    fn linearised<'a>(
        &'a self,
        one: &'a Estimate,
        other: &'a Estimate,
    ) -> impl Iterator<Item = (&'a Cell, f64, f64)> + 'a {
        let both = one.moved().iter().zip(other.moved());
        self.cells().iter().zip(both).map(|(cell, (one, other))| (cell, *one, *other))
    }
}

/// n / (n - 1), corrected for a finite population.
fn scale(stratum: &Stratum) -> f64 {
    let drawn = people(stratum.drawn);
    let left = stratum.population.map_or(1.0, |all| (all - drawn) / all);
    if stratum.drawn > 1 { left * drawn / (drawn - 1.0) } else { left }
}

/// The sum of products about the mean of the units; about nought where there is one unit, which has no spread of its
/// own.
fn spread(stratum: &Stratum, sums: Sums) -> f64 {
    if stratum.drawn > 1 { sums.product - sums.one * sums.other / people(stratum.drawn) } else { sums.product }
}

/// The covariances of several estimates, row by row.
pub(super) fn covariances(sample: &Sample, estimates: &[Estimate]) -> Defined<Vec<Vec<f64>>> {
    let row = |one: &Estimate| estimates.iter().map(|other| sample.covariance(one, other)).collect();
    estimates.iter().map(row).collect()
}
