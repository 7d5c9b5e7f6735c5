//! Corrections of p for many tests at once, as R's `p.adjust`.

use crate::stats::count::count;

/// How p is corrected for the number of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjustment {
    /// Not at all.
    None,
    /// Bonferroni: times the number of tests.
    Bonferroni,
    /// Holm (1979): step down.
    Holm,
    /// Hochberg (1988): step up.
    Hochberg,
    /// Benjamini and Hochberg (1995): the share of false findings.
    BenjaminiHochberg,
    /// Benjamini and Yekutieli (2001): the same under any dependence.
    BenjaminiYekutieli,
}

impl Adjustment {
    /// The corrected p, in the order given. Tests without a p keep none and do not count as tests.
    pub fn adjust(self, raw: &[Option<f64>]) -> Vec<Option<f64>> {
        let mut tested: Vec<(usize, f64)> = raw.iter().enumerate().filter_map(|(at, p)| Some((at, (*p)?))).collect();
        tested.sort_by(|(_, one), (_, other)| one.total_cmp(other));
        let all = tested.len();
        let weighed: Vec<f64> =
            tested.iter().enumerate().map(|(rank, (_, p))| (self.factor(rank + 1, all) * p).min(1.0)).collect();
        let mut adjusted = vec![None; raw.len()];
        for ((at, _), p) in tested.iter().zip(self.in_step(weighed)) {
            if let Some(place) = adjusted.get_mut(*at) {
                *place = Some(p);
            }
        }
        adjusted
    }

    /// What the p of this rank, 1 the smallest, is multiplied by.
    fn factor(self, rank: usize, all: usize) -> f64 {
        match self {
            Self::None => 1.0,
            Self::Bonferroni => count(all),
            Self::Holm | Self::Hochberg => count(all + 1 - rank),
            Self::BenjaminiHochberg => count(all) / count(rank),
            Self::BenjaminiYekutieli => (1..=all).map(|rank| 1.0 / count(rank)).sum::<f64>() * count(all) / count(rank),
        }
    }

    /// Makes p that ascend in rank ascend in value: from the smallest on, or from the largest back.
    fn in_step(self, mut ranked: Vec<f64>) -> Vec<f64> {
        match self {
            Self::None | Self::Bonferroni => {}
            Self::Holm => {
                let _ = ranked.iter_mut().fold(0.0, |highest, p| {
                    *p = p.max(highest);
                    *p
                });
            }
            Self::Hochberg | Self::BenjaminiHochberg | Self::BenjaminiYekutieli => {
                let _ = ranked.iter_mut().rev().fold(1.0, |lowest, p| {
                    *p = p.min(lowest);
                    *p
                });
            }
        }
        ranked
    }
}
