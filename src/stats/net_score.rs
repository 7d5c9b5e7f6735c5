//! Net scores: the per cent at the top of a scale less the per cent at its bottom, with its error.

use std::ops::RangeInclusive;

use super::Defined;
use super::design::{Sample, Weighed};
use super::mean::{Mean, mean_of};

/// Who counts for and who against; what lies between counts for neither.
#[derive(Debug, Clone, PartialEq)]
pub struct Bands {
    /// Values that count against, such as 0..=6.
    pub bottom: RangeInclusive<f64>,
    /// Values that count for, such as 9..=10.
    pub top: RangeInclusive<f64>,
}

/// A net score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NetScore {
    /// The people at the bottom.
    pub bottom: Weighed,
    /// The people in between.
    pub middle: Weighed,
    /// The people at the top.
    pub top: Weighed,
    /// The score, -100 to 100, as the mean of 100 for the top, -100 for the bottom and 0 between, which gives its error.
    pub score: Mean,
}

/// The net score of a base of a sample; one value and one flag a cell.
///
/// # Errors
/// As [`mean_of`].
pub fn net_score(sample: &Sample, values: &[f64], base: &[bool], bands: &Bands) -> Defined<NetScore> {
    let points: Vec<f64> = values.iter().map(|value| bands.points(*value)).collect();
    let with = |wanted: f64| -> Vec<bool> {
        points.iter().zip(base).map(|(points, within)| *within && points.total_cmp(&wanted).is_eq()).collect()
    };
    Ok(NetScore {
        bottom: sample.total(&with(-100.0)),
        middle: sample.total(&with(0.0)),
        top: sample.total(&with(100.0)),
        score: mean_of(sample, &points, base)?,
    })
}

impl Bands {
    fn points(&self, value: f64) -> f64 {
        match value {
            value if value.is_nan() => f64::NAN,
            value if self.top.contains(&value) => 100.0,
            value if self.bottom.contains(&value) => -100.0,
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Undefined;
    use proptest::prelude::*;

    fn bands() -> Bands {
        Bands { bottom: 0.0..=6.0, top: 9.0..=10.0 }
    }

    proptest! {
        #[test]
        fn the_score_is_top_less_bottom(values in prop::collection::vec(0_u8..=10, 2..40)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let sample = Sample::of_counts(50, values.iter().map(|_| Weighed::one(1.3))).unwrap();
            let net = net_score(&sample, &values, &vec![true; values.len()], &bands()).unwrap();
            let all = net.bottom.weight + net.middle.weight + net.top.weight;
            prop_assert!((net.score.value - 100.0 * (net.top.weight - net.bottom.weight) / all).abs() < 1e-9);
            prop_assert_eq!(net.bottom.n + net.middle.n + net.top.n, net.score.base.n);
        }
    }

    #[test]
    fn an_empty_base_and_a_missing_value_have_no_score() {
        let sample = Sample::of_counts(2, [Weighed::one(1.0), Weighed::one(1.0)]).unwrap();
        assert_eq!(net_score(&sample, &[1.0, 2.0], &[false, false], &bands()), Err(Undefined::EmptyBase));
        assert_eq!(net_score(&sample, &[1.0, f64::NAN], &[true, true], &bands()), Err(Undefined::BadInput));
        assert!(net_score(&sample, &[1.0, f64::NAN], &[true, false], &bands()).is_ok());
    }
}
