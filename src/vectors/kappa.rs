//! Vectors of two coders (Cohen) and of several (Fleiss, Randolph).

use serde_json::{Value, json};

use super::figures::{ends, figure, items};
use super::stated::{distinct, stated};
use super::{Case, VectorFile};
use crate::stats::Undefined;
use crate::stats::fleiss::{fleiss, randolph};
use crate::stats::kappa::{Kappa, Weighting, cohen, percent_agreement};

/// What is given in tables of codes, and what in tables of counts.
const CODED: &[&str] = &["coder1", "coder2", "categories", "ratings_subject_by_rater", "note"];
const COUNTED: &[&str] = &["table", "categories", "note"];

/// More categories than anybody codes with; a table of them all still fits.
const MOST_CATEGORIES: u64 = 2000;

/// The cases of a file of this kind.
pub(super) fn cases(file: &VectorFile<'_>) -> Vec<Case> {
    let cases = stated(file);
    let computed = cases.iter().map(|stated| match stated.group {
        "fleiss" => stated.computed(several(stated.case), CODED, file),
        _ if stated.case.get("coder1").is_some() => stated.computed(two(crossed(stated.case).as_ref()), CODED, file),
        _ => stated.computed(two(counts(&stated.case["table"]).as_ref()), COUNTED, file),
    });
    computed.collect()
}

/// All about two coders.
fn two(table: Option<&Vec<Vec<u64>>>) -> Value {
    let Some(table) = table else { return Value::Null };
    let of = |weighting| cohen(table, weighting).map_or_else(|_| undefined(), described);
    let plain = of(Weighting::None);
    json!({
        "table": table,
        "percent_agreement": figure(percent_agreement(table)),
        "kappa": plain["kappa"],
        "unweighted": plain,
        "linear": of(Weighting::Linear),
        "quadratic": of(Weighting::Quadratic),
    })
}

/// A variance that rounding took below nought has no root for the tool of the file.
fn described(kappa: Kappa) -> Value {
    let root = |variance: f64, se: f64| if variance < 0.0 { Value::Null } else { se.into() };
    let interval = if kappa.variance < 0.0 { Err(Undefined::BadInput) } else { kappa.interval(0.95) };
    json!({
        "kappa": kappa.kappa,
        "se": root(kappa.variance, kappa.se()),
        "se_null": root(kappa.variance_null, kappa.se_null()),
        "ci95": ends(interval),
    })
}

fn undefined() -> Value {
    json!({"kappa": null, "se": null, "se_null": null, "ci95": null})
}

/// The table of two lists of codes.
fn crossed(case: &Value) -> Option<Vec<Vec<u64>>> {
    let (first, second) = (case["coder1"].as_array()?, case["coder2"].as_array()?);
    let listed: Vec<Value> = match &case["categories"] {
        Value::Number(n) => (0..n.as_u64().filter(|n| *n <= MOST_CATEGORIES)?).map(Value::from).collect(),
        Value::Array(listed) => listed.clone(),
        _ => distinct(first.iter().chain(second)).into_iter().cloned().collect(),
    };
    let mut table = vec![vec![0_u64; listed.len()]; listed.len()];
    for (one, two) in first.iter().zip(second).filter(|(one, two)| !one.is_null() && !two.is_null()) {
        let place = |code: &Value| listed.iter().position(|known| known == code);
        *table.get_mut(place(one)?)?.get_mut(place(two)?)? += 1;
    }
    Some(table)
}

/// The rows of a table of whole numbers; `None` when it is none.
fn counts(table: &Value) -> Option<Vec<Vec<u64>>> {
    table.as_array()?.iter().map(|row| items(row).into_iter().map(Value::as_u64).collect()).collect()
}

/// All about several coders.
fn several(case: &Value) -> Value {
    let units = match case.get("ratings_subject_by_rater") {
        Some(ratings) => tallied(ratings),
        None => counts(&case["counts"]),
    };
    let Some(units) = units else { return Value::Null };
    json!({"counts": units, "fleiss": figure(fleiss(&units)), "randolph": figure(randolph(&units))})
}

/// How often each unit was put in each category that was used at all.
fn tallied(ratings: &Value) -> Option<Vec<Vec<u64>>> {
    let units: Vec<&Vec<Value>> = ratings.as_array()?.iter().map(Value::as_array).collect::<Option<_>>()?;
    let categories = distinct(units.iter().copied().flatten());
    let times = |unit: &[Value], category: &Value| unit.iter().map(|code| u64::from(code == category)).sum();
    Some(units.iter().map(|unit| categories.iter().map(|category| times(unit, category)).collect()).collect())
}
