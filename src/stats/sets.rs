//! Agreement of coders who give several labels to a unit: MASI and Jaccard distances, and alpha over sets of labels.
//!
//! Passonneau (2006) for MASI, Jaccard (1912); equal to the Python package `nltk`.

use std::collections::BTreeSet;

use super::alpha::alpha_by;
use super::count::count;
use super::kappa::{Kappa, Weighting, cohen};
use super::{Defined, Undefined};

/// How far apart two sets of labels are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetDistance {
    /// 1 - Jaccard index times 1 for the same set, 2/3 when one holds the other, 1/3 when they overlap, 0 when they do not.
    Masi,
    /// 1 - labels in both over labels in either.
    Jaccard,
    /// 0 for the same set and 1 for any other.
    Exact,
}

/// The distance of two sets of labels, 0 for the same set and 1 for sets that share nothing.
///
/// # Errors
/// [`Undefined::EmptyBase`] when both sets are empty: having no label must be a label of its own.
pub fn set_distance<T: Ord>(one: &BTreeSet<T>, two: &BTreeSet<T>, distance: SetDistance) -> Defined {
    let both = one.intersection(two).count();
    let either = one.len() + two.len() - both;
    if either == 0 {
        return Err(Undefined::EmptyBase);
    }
    let jaccard = count(both) / count(either);
    Ok(match distance {
        SetDistance::Exact => f64::from(u8::from(both != either)),
        SetDistance::Jaccard => count(either - both) / count(either),
        SetDistance::Masi if both == either => 0.0,
        SetDistance::Masi if both == one.len().min(two.len()) => 1.0 - jaccard * (2.0 / 3.0),
        SetDistance::Masi => 1.0 - jaccard * (1.0 / 3.0),
    })
}

/// Krippendorff's alpha over sets of labels. `units`: for each unit the sets it was given, missing ones left out.
///
/// # Errors
/// As [`alpha`](super::alpha::alpha); [`Undefined::BadInput`] when a set is empty.
pub fn set_alpha<T: Ord>(units: &[Vec<BTreeSet<T>>], distance: SetDistance) -> Defined {
    if units.iter().flatten().any(BTreeSet::is_empty) {
        return Err(Undefined::BadInput);
    }
    alpha_by(units, |one, two| set_distance(one, two, distance).unwrap_or(0.0))
}

/// Nominal alpha of having one label or not, for `units` as in [`set_alpha`].
///
/// # Errors
/// As [`alpha`](super::alpha::alpha): [`Undefined::NoVariation`] when everybody or nobody gave the label.
pub fn label_alpha<T: Ord>(units: &[Vec<BTreeSet<T>>], label: &T) -> Defined {
    let given: Vec<Vec<bool>> = units.iter().map(|unit| unit.iter().map(|set| set.contains(label)).collect()).collect();
    alpha_by(&given, |one, two| f64::from(u8::from(one != two)))
}

/// Cohen's kappa of two coders having given one label or not. `pairs`: for each unit the sets of both coders.
///
/// # Errors
/// As [`cohen`]: [`Undefined::NoVariation`] when both gave the label always, or both never.
pub fn label_kappa<T: Ord>(pairs: &[(&BTreeSet<T>, &BTreeSet<T>)], label: &T) -> Defined<Kappa> {
    let cell = |mine: bool, theirs: bool| {
        let units = pairs.iter().filter(|(one, two)| one.contains(label) == mine && two.contains(label) == theirs);
        units.map(|_| 1_u64).sum::<u64>()
    };
    cohen(&[vec![cell(false, false), cell(false, true)], vec![cell(true, false), cell(true, true)]], Weighting::None)
}

#[cfg(test)]
mod tests;
