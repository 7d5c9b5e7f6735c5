//! Vectors of exact rounding and of shares by largest remainder.

use serde_json::{Map, Value, json};

use super::stated::stated;
use super::{Case, VectorFile};
use crate::stats::Defined;
use crate::stats::decimal::Decimal;
use crate::stats::largest_remainder::apportion;
use crate::stats::people;
use crate::stats::rounding::{Rounded, Share};

const INPUTS: &[&str] = &["count", "base", "counts", "units", "note"];

/// The cases of a file of this kind.
pub(super) fn cases(file: &VectorFile<'_>) -> Vec<Case> {
    let cases = stated(file);
    let computed = cases.iter().map(|stated| match stated.group {
        "largest_remainder" => stated.computed(shared_out(stated.case), INPUTS, file),
        _ => stated.computed(rounded(stated.case), INPUTS, file),
    });
    computed.collect()
}

/// Every way of rounding that the case asks for by name, such as `half_up_1dp`.
fn rounded(case: &Value) -> Value {
    let Some(asked) = case.as_object() else { return Value::Null };
    let share =
        decimal(&case["count"]).zip(decimal(&case["base"])).map(|(part, whole)| Share::of_decimals(part, whole));
    let text = |name: &str| {
        rule(name).zip(share.and_then(Result::ok)).and_then(|((rule, places), share)| rule(share, places).ok())
    };
    let figure = |name: &String| (name.clone(), text(name).map_or(Value::Null, |rounded| rounded.to_string().into()));
    asked.keys().map(figure).collect::<Map<_, _>>().into()
}

/// A way of rounding to so many decimals.
type Rule = fn(Share, u32) -> Defined<Rounded>;

/// The rule and the number of decimals that a name such as `half_up_1dp` stands for.
fn rule(name: &str) -> Option<(Rule, u32)> {
    let (rule, places): (Rule, &str) = match name.strip_prefix("half_up_") {
        Some(places) => (Share::half_up, places),
        None => (Share::half_even, name.strip_prefix("half_even_")?),
    };
    Some((rule, places.strip_suffix("dp")?.parse().ok()?))
}

fn decimal(value: &Value) -> Option<Decimal> {
    Decimal::parse(&value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned))
}

fn shared_out(case: &Value) -> Value {
    let counts: Option<Vec<u64>> = case["counts"].as_array().and_then(|list| list.iter().map(Value::as_u64).collect());
    let (Some(counts), Some(units)) = (counts, case["units"].as_u64()) else { return Value::Null };
    let exact = apportion(&counts.iter().map(|&count| u128::from(count)).collect::<Vec<_>>(), units.into());
    let given = |units: &[u128]| units.iter().map(|&units| u64::try_from(units).ok()).collect::<Vec<_>>();
    json!({
        "expected": exact.as_ref().ok().map(|exact| given(&exact.units)),
        "tie_at_cut": exact.as_ref().ok().map(|exact| exact.tied),
        "apportionment_hamilton": exact.is_ok().then(|| hamilton(&counts, units)),
    })
}

/// As the Python package `apportionment` does it: quotas in binary fractions, and among equal remainders, as among all that reach
/// the last one to be given a unit, whoever comes first.
fn hamilton(counts: &[u64], units: u64) -> Vec<u64> {
    let total: f64 = counts.iter().copied().map(people).sum();
    let quotas: Vec<f64> = counts.iter().map(|&count| people(count) * people(units) / total).collect();
    let mut given: Vec<f64> = quotas.iter().map(|quota| quota.trunc()).collect();
    let remainders: Vec<f64> = quotas.iter().map(|quota| quota.fract()).collect();
    let left = people(units) - given.iter().sum::<f64>();
    let mut ranked = remainders.clone();
    ranked.sort_by(|one, two| two.total_cmp(one));
    let cut = (1..).zip(&ranked).find(|(place, _)| f64::from(*place) >= left).map_or(f64::INFINITY, |(_, cut)| *cut);
    let mut spare = left;
    for (given, remainder) in given.iter_mut().zip(remainders) {
        if spare > 0.5 && remainder >= cut {
            *given += 1.0;
            spare -= 1.0;
        }
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole numbers up to the units")]
    given.into_iter().map(|units| units as u64).collect()
}
