//! What weights cost: their spread and the effective number of rows, by Kish (1965).

use super::count::count;
use super::design::Weighed;
use super::interval::finite;
use super::{Defined, Undefined};

/// Below this efficiency weights are told to cost much.
pub const LOW_EFFICIENCY: f64 = 0.7;
/// Below this efficiency weights are told, loudly, to cost most of the sample.
pub const VERY_LOW_EFFICIENCY: f64 = 0.5;

/// A set of weights, described.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightSummary {
    /// Their sum.
    pub sum: f64,
    /// The sum of their squares.
    pub squares: f64,
    /// As how many rows with equal weights they count: (sum w)^2 / sum w^2, as [`Weighed::kish`].
    pub n_eff: f64,
    /// The design effect of weighting: rows over effective rows.
    pub deff: f64,
    /// Effective rows over rows, 0 to 1.
    pub efficiency: f64,
    /// The lowest.
    pub min: f64,
    /// The highest.
    pub max: f64,
    /// The highest over the lowest; none when the lowest is nought.
    pub ratio: Defined,
    /// Standard deviation (over n - 1) over mean; none for a single weight.
    pub cv: Defined,
}

/// Describes weights of nought or more, one a row.
///
/// # Errors
/// [`Undefined::EmptyBase`] when there is none above nought, [`Undefined::BadInput`] for one that is negative or not finite.
pub fn describe(weights: &[f64]) -> Defined<WeightSummary> {
    if weights.iter().any(|weight| !(weight.is_finite() && *weight >= 0.0)) {
        return Err(Undefined::BadInput);
    }
    let n = count(weights.len());
    let all = weights.iter().fold(Weighed::default(), |all, weight| all.plus(Weighed::one(*weight)));
    let (sum, squares, n_eff) = (finite(all.weight)?, finite(all.squared)?, all.kish()?);
    let min = weights.iter().copied().fold(f64::INFINITY, f64::min);
    let max = weights.iter().copied().fold(0.0, f64::max);
    let mean = sum / n;
    let spread: f64 = weights.iter().map(|weight| (weight - mean).powi(2)).sum();
    let ratio = if min > 0.0 { Ok(max / min) } else { Err(Undefined::BadInput) };
    let cv = if weights.len() > 1 { Ok((spread / (n - 1.0)).sqrt() / mean) } else { Err(Undefined::TooFew) };
    Ok(WeightSummary { sum, squares, n_eff, deff: n / n_eff, efficiency: n_eff / n, min, max, ratio, cv })
}

/// The share of the weights that each of so many categories has; `codes` are the category of each row.
///
/// # Errors
/// [`Undefined::EmptyBase`] when the weights sum to nothing, [`Undefined::BadInput`] when there is not one code for each weight
/// or the sum is not finite.
pub fn category_shares(weights: &[f64], codes: &[usize], categories: usize) -> Defined<Vec<f64>> {
    let all: f64 = weights.iter().sum();
    if codes.len() != weights.len() || !all.is_finite() {
        return Err(Undefined::BadInput);
    }
    if all <= 0.0 {
        return Err(Undefined::EmptyBase);
    }
    let mut sums = vec![0.0; categories];
    for (weight, &category) in weights.iter().zip(codes) {
        *sums.get_mut(category).ok_or(Undefined::BadInput)? += weight;
    }
    Ok(sums.into_iter().map(|sum| sum / all).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_has_no_spread_is_said() {
        assert_eq!(describe(&[]), Err(Undefined::EmptyBase));
        assert_eq!(describe(&[0.0]), Err(Undefined::EmptyBase));
        assert_eq!(describe(&[1.0, -1.0]), Err(Undefined::BadInput));
        assert_eq!(describe(&[1e160, 1e160]), Err(Undefined::BadInput));
        assert_eq!(describe(&[2.0]).unwrap().cv, Err(Undefined::TooFew));
        assert_eq!(describe(&[2.0, 0.0]).unwrap().ratio, Err(Undefined::BadInput));
    }

    #[test]
    fn shares_of_categories_need_codes() {
        assert_eq!(category_shares(&[1.0, 3.0], &[0, 2], 3), Ok(vec![0.25, 0.0, 0.75]));
        assert_eq!(category_shares(&[1.0], &[0, 2], 3), Err(Undefined::BadInput));
        assert_eq!(category_shares(&[1.0], &[3], 3), Err(Undefined::BadInput));
        assert_eq!(category_shares(&[], &[], 3), Err(Undefined::EmptyBase));
    }

    proptest! {
        #[test]
        fn equal_weights_cost_nothing_and_scale_does_not_matter(
            weights in prop::collection::vec(0.1_f64..9.0, 2..30), scale in 0.01_f64..100.0
        ) {
            let summary = describe(&weights).unwrap();
            prop_assert!(summary.n_eff <= count(weights.len()) * (1.0 + 1e-12) && summary.n_eff >= 1.0 - 1e-12);
            let scaled = describe(&weights.iter().map(|weight| weight * scale).collect::<Vec<_>>()).unwrap();
            prop_assert!((scaled.deff - summary.deff).abs() < 1e-9 && (scaled.cv.unwrap() - summary.cv.unwrap()).abs() < 1e-9);
            let equal = describe(&vec![scale; weights.len()]).unwrap();
            prop_assert!((equal.efficiency - 1.0).abs() < 1e-12);
        }
    }
}
