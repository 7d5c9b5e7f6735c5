//! Fisher's exact test of two shares.

use std::iter::successors;

use super::{Defined, Undefined};
use crate::stats::count::people;

/// Chances this much above the observed still count as no greater, as in R's `fisher.test`.
const AS_LIKELY: f64 = 1.0 + 1e-7;

/// The two-sided p of Fisher's exact test of `x` of `n` in each of two groups: the chances of all tables with these
/// margins that are no likelier than the one seen, as R's `fisher.test`. One where a margin is empty.
///
/// # Errors
/// [`Undefined::BadInput`] when more are counted than there are, or for more people than any survey has.
pub fn fisher(x: [u64; 2], n: [u64; 2]) -> Defined {
    if x[0] > n[0] || x[1] > n[1] {
        return Err(Undefined::BadInput);
    }
    let margins = Margins::of(x, n).ok_or(Undefined::BadInput)?;
    let chances = margins.chances();
    if chances.len() > MOST_TABLES {
        return Err(Undefined::BadInput);
    }
    let seen = chances.iter().find(|(first, _)| *first == x[0]).map_or(0.0, |(_, chance)| *chance);
    let all: f64 = chances.iter().map(|(_, chance)| chance).sum();
    let extreme: f64 = chances.iter().map(|(_, chance)| chance).filter(|chance| **chance <= seen * AS_LIKELY).sum();
    Ok((extreme / all).min(1.0))
}

/// Chances smaller than this part of the likeliest are not summed.
const NEGLIGIBLE: f64 = 1e-300;

/// More tables than are summed: those of about a hundred thousand million people.
const MOST_TABLES: usize = 10_000_000;

/// What every table considered has in common.
struct Margins {
    first: u64,
    second: u64,
    counted: u64,
}

impl Margins {
    fn of(x: [u64; 2], n: [u64; 2]) -> Option<Self> {
        n[0].checked_add(n[1])?.checked_add(2)?;
        Some(Self { first: n[0], second: n[1], counted: x[0] + x[1] })
    }

    /// How many of the counted may be in the first group, with chances relative to the likeliest; those too small to
    /// matter are left out.
    fn chances(&self) -> Vec<(u64, f64)> {
        let (least, most) = (self.counted.saturating_sub(self.second), self.counted.min(self.first));
        let likeliest = u128::from(self.counted + 1) * u128::from(self.first + 1);
        let likeliest = likeliest / u128::from(self.first + self.second + 2);
        let start = u64::try_from(likeliest).unwrap_or(most).clamp(least, most);
        let up = successors(Some((start, 1.0)), |(in_first, chance)| {
            let next = chance * self.rise(*in_first);
            (*in_first < most && next > NEGLIGIBLE).then_some((in_first + 1, next))
        });
        let down = successors(Some((start, 1.0)), |(in_first, chance)| {
            let lower = in_first.checked_sub(1).filter(|lower| *lower >= least)?;
            let next = chance / self.rise(lower);
            (next > NEGLIGIBLE).then_some((lower, next))
        });
        down.skip(1).take(MOST_TABLES).chain(up.take(MOST_TABLES)).collect()
    }

    /// How much likelier one more in the first group is than `in_first`.
    fn rise(&self, in_first: u64) -> f64 {
        let others = self.second + in_first + 1 - self.counted;
        people(self.first - in_first) * people(self.counted - in_first) / people(in_first + 1) / people(others)
    }
}
