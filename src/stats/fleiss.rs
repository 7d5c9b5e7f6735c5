//! Kappa of several coders: Fleiss (1971), with chance from the codes given, and Randolph (2005), with all categories alike.
//!
//! Equal to `statsmodels.stats.inter_rater.fleiss_kappa`.

use super::count::{count, people};
use super::{Defined, Undefined};

/// Fleiss' kappa. `units`: for each unit, how many coders put it in each category; every unit has the same number of coders.
///
/// # Errors
/// [`Undefined::EmptyBase`] without units, [`Undefined::TooFew`] with fewer than two coders, [`Undefined::NoVariation`] when
/// only one category was ever used, [`Undefined::BadInput`] when units differ in coders or categories.
pub fn fleiss(units: &[Vec<u64>]) -> Defined {
    let (categories, coders) = shape(units)?;
    let used = |category: usize| units.iter().filter_map(|unit| unit.get(category).copied()).map(people).sum::<f64>();
    let all = count(units.len()) * people(coders);
    beyond_chance(units, coders, (0..categories).map(|category| (used(category) / all).powi(2)).sum())
}

/// Randolph's free-marginal kappa; `units` as in [`fleiss`], with all categories there were to choose from.
///
/// # Errors
/// As [`fleiss`], but [`Undefined::NoVariation`] when there is only one category.
pub fn randolph(units: &[Vec<u64>]) -> Defined {
    let (categories, coders) = shape(units)?;
    beyond_chance(units, coders, 1.0 / count(categories))
}

/// How many categories and coders every unit has.
fn shape(units: &[Vec<u64>]) -> Defined<(usize, u64)> {
    let coders = |unit: &Vec<u64>| unit.iter().try_fold(0_u64, |sum, &coders| sum.checked_add(coders));
    let first = units.first().ok_or(Undefined::EmptyBase)?;
    let all = coders(first).ok_or(Undefined::BadInput)?;
    if units.iter().any(|unit| unit.len() != first.len() || coders(unit) != Some(all)) {
        return Err(Undefined::BadInput);
    }
    if all < 2 { Err(Undefined::TooFew) } else { Ok((first.len(), all)) }
}

fn beyond_chance(units: &[Vec<u64>], coders: u64, chance: f64) -> Defined {
    let coders = people(coders);
    let of_unit = |unit: &Vec<u64>| unit.iter().map(|&given| people(given) * (people(given) - 1.0)).sum::<f64>();
    let agreed = units.iter().map(of_unit).sum::<f64>() / (coders * (coders - 1.0)) / count(units.len());
    let kappa = (agreed - chance) / (1.0 - chance);
    if kappa.is_finite() { Ok(kappa) } else { Err(Undefined::NoVariation) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Units with three coders and four categories, by what each coder said.
    fn coded() -> impl Strategy<Value = Vec<[usize; 3]>> {
        prop::collection::vec([0_usize..4, 0..4, 0..4], 1..30)
    }

    fn counts(units: &[[usize; 3]], name: impl Fn(usize) -> usize) -> Vec<Vec<u64>> {
        let times = |unit: &[usize; 3], category| unit.iter().map(|&code| u64::from(name(code) == category)).sum();
        units.iter().map(|unit| (0..4).map(|category| times(unit, category)).collect()).collect()
    }

    #[test]
    fn what_cannot_be_measured_is_undefined() {
        assert_eq!(fleiss(&[]), Err(Undefined::EmptyBase));
        assert_eq!(fleiss(&[vec![1, 0]]), Err(Undefined::TooFew));
        assert_eq!(fleiss(&[vec![3, 0], vec![3, 0]]), Err(Undefined::NoVariation));
        assert_eq!(fleiss(&[vec![3, 0], vec![2, 0]]), Err(Undefined::BadInput));
        assert_eq!(randolph(&[vec![3], vec![3]]), Err(Undefined::NoVariation));
    }

    proptest! {
        #[test]
        fn names_of_categories_do_not_matter(units in coded(), turn in 1_usize..4) {
            let (one, two) = (counts(&units, |code| code), counts(&units, |code| (code + turn) % 4));
            match (fleiss(&one), fleiss(&two)) {
                (Ok(one), Ok(two)) => prop_assert!((one - two).abs() < 1e-12),
                (one, two) => prop_assert_eq!(one, two),
            }
            prop_assert_eq!(randolph(&one), randolph(&two));
        }

        #[test]
        fn randolph_is_never_below_fleiss(units in coded()) {
            let units = counts(&units, |code| code);
            if let Ok(fleiss) = fleiss(&units) {
                prop_assert!(randolph(&units).unwrap() >= fleiss - 1e-12);
            }
        }

        #[test]
        fn agreement_on_two_categories_or_more_is_one(codes in prop::collection::vec(0_usize..4, 2..20)) {
            let units: Vec<_> = codes.iter().map(|&code| [code; 3]).collect();
            let fleiss = fleiss(&counts(&units, |code| code));
            match fleiss {
                Ok(fleiss) => prop_assert!((fleiss - 1.0).abs() < 1e-12),
                Err(reason) => prop_assert!(reason == Undefined::NoVariation && codes.windows(2).all(|pair| pair[0] == pair[1])),
            }
        }
    }
}
