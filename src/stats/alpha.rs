//! Krippendorff's alpha: agreement of any number of coders, with codes missing, for any distance between codes.
//!
//! Krippendorff (2011), "Computing Krippendorff's alpha-reliability"; equal to the Python package `krippendorff`.

use super::count::count;
use super::{Defined, Undefined};

/// What the codes mean, and so how far apart two of them are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Names: the same or not.
    Nominal,
    /// An order: squared number of ranks between, by how often each code is used.
    Ordinal,
    /// Numbers: squared difference.
    Interval,
    /// Numbers with a true nought: squared difference over squared sum.
    Ratio,
}

/// Alpha of codes that are numbers. `units`: for each unit the codes it was given, missing ones left out; units with fewer than
/// two codes do not count.
///
/// # Errors
/// [`Undefined::TooFew`] when no unit has two codes, [`Undefined::NoVariation`] when they are all the same,
/// [`Undefined::BadInput`] for a code that is not finite.
pub fn alpha(units: &[Vec<f64>], scale: Scale) -> Defined {
    let mut codes: Vec<f64> = units.iter().flatten().copied().collect();
    if codes.iter().any(|code| !code.is_finite()) {
        return Err(Undefined::BadInput);
    }
    codes.sort_by(f64::total_cmp);
    codes.dedup_by(|one, two| is_same(*one, *two));
    let indexed: Vec<Vec<usize>> =
        units.iter().map(|unit| unit.iter().map(|code| index_of(&codes, *code)).collect()).collect();
    let uses = uses(&indexed, codes.len());
    let code = |at: usize| codes.get(at).copied().unwrap_or_default();
    match scale {
        Scale::Nominal => alpha_of(&indexed, &uses, |one, two| if one == two { 0.0 } else { 1.0 }),
        Scale::Ordinal => alpha_of(&indexed, &uses, ranks_between(&uses)),
        Scale::Interval => alpha_of(&indexed, &uses, |one, two| (code(one) - code(two)).powi(2)),
        Scale::Ratio => alpha_of(&indexed, &uses, |one, two| ratio_distance(code(one), code(two))),
    }
}

/// Alpha of codes of any kind by a distance of one's own: nought between a code and itself, symmetric, finite. Otherwise as
/// [`alpha`].
///
/// # Errors
/// As [`alpha`]; [`Undefined::BadInput`] when the distances give no finite number.
pub fn alpha_by<T: Ord>(units: &[Vec<T>], distance: impl Fn(&T, &T) -> f64) -> Defined {
    let mut codes: Vec<&T> = units.iter().flatten().collect();
    codes.sort_unstable();
    codes.dedup();
    let index = |code: &T| codes.binary_search(&code).unwrap_or_default();
    let indexed: Vec<Vec<usize>> = units.iter().map(|unit| unit.iter().map(index).collect()).collect();
    let between = |one: usize, two: usize| match (codes.get(one), codes.get(two)) {
        (Some(one), Some(two)) => distance(one, two),
        _ => 0.0,
    };
    alpha_of(&indexed, &uses(&indexed, codes.len()), between)
}

/// One less observed over expected disagreement.
fn alpha_of(units: &[Vec<usize>], uses: &[f64], distance: impl Fn(usize, usize) -> f64) -> Defined {
    let total: f64 = uses.iter().sum();
    if total < 2.0 {
        return Err(Undefined::TooFew);
    }
    if uses.iter().filter(|&&uses| uses > 0.0).count() < 2 {
        return Err(Undefined::NoVariation);
    }
    let observed: f64 = units.iter().filter(|unit| unit.len() > 1).map(|unit| disagreement(unit, &distance)).sum();
    let expected: f64 = (0..uses.len()).map(|one| expected_of(one, uses, &distance)).sum::<f64>() / (total - 1.0);
    let alpha = 1.0 - observed / expected;
    if alpha.is_finite() { Ok(alpha) } else { Err(Undefined::BadInput) }
}

/// The distances of all ordered pairs of codes of a unit, over one less than its codes.
fn disagreement(unit: &[usize], distance: &impl Fn(usize, usize) -> f64) -> f64 {
    let rest = |at: usize| unit.get(at + 1..).unwrap_or_default();
    let pairs = unit.iter().enumerate().flat_map(|(at, &one)| rest(at).iter().map(move |&two| (one, two)));
    2.0 * pairs.map(|(one, two)| distance(one, two)).sum::<f64>() / (count(unit.len()) - 1.0)
}

/// The distances of one code from all, by how often the pair would meet by chance.
fn expected_of(one: usize, uses: &[f64], distance: &impl Fn(usize, usize) -> f64) -> f64 {
    let own = uses.get(one).copied().unwrap_or_default();
    let later = uses.iter().enumerate().skip(one + 1).filter(|(_, uses)| own > 0.0 && **uses > 0.0);
    2.0 * later.map(|(two, uses)| own * uses * distance(one, two)).sum::<f64>()
}

/// How often each code is used in units with two codes or more.
fn uses(units: &[Vec<usize>], codes: usize) -> Vec<f64> {
    let mut uses = vec![0.0; codes];
    for &code in units.iter().filter(|unit| unit.len() > 1).flatten() {
        if let Some(uses) = uses.get_mut(code) {
            *uses += 1.0;
        }
    }
    uses
}

/// The ordinal distance: uses of all codes from one to the other, the two ends by half, squared.
fn ranks_between(uses: &[f64]) -> impl Fn(usize, usize) -> f64 {
    let mut sum = 0.0;
    let middles: Vec<f64> = uses
        .iter()
        .map(|uses| {
            sum += uses;
            sum - uses / 2.0
        })
        .collect();
    move |one, two| {
        let middle = |at: usize| middles.get(at).copied().unwrap_or_default();
        (middle(one) - middle(two)).powi(2)
    }
}

fn ratio_distance(one: f64, two: f64) -> f64 {
    let sum = one + two;
    if is_same(sum, 0.0) { 0.0 } else { ((one - two) / sum).powi(2) }
}

fn index_of(codes: &[f64], code: f64) -> usize {
    codes.partition_point(|known| *known < code)
}

#[expect(clippy::float_cmp, reason = "codes are the same code only when they are the same number")]
fn is_same(one: f64, two: f64) -> bool {
    one == two
}

#[cfg(test)]
mod tests;
