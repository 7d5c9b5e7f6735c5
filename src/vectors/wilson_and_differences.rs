//! `wilson_and_differences`: intervals of one proportion and of the difference of two.

use serde_json::{Value, json};

use super::figures::{cases_of, decimals_after, ends, figure, for_each_key, joined};
use super::{Case, VectorFile};
use crate::stats::comparison::pooled;
use crate::stats::proportion::{
    Part, agresti_caffo, agresti_coull, clopper_pearson, half_width, jeffreys, newcombe, wald, wald_difference, wilson,
};
use crate::stats::{Defined, Interval, Undefined};

pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    let one = cases_of(file, "one", &["x", "n"], |case| Ok(one(case)))?;
    let two = cases_of(file, "two", &["x1", "n1", "x2", "n2"], |case| Ok(two(case)))?;
    let margins = cases_of(file, "margins", &["p1", "n_each", "power", "alpha"], |case| Ok(margins(case)))?;
    Ok([one, two, margins].concat())
}

fn one(case: &Value) -> Value {
    let part = part(&case["x"], &case["n"]);
    intervals(case, |method, level| {
        let interval: fn(Part, f64) -> Defined<Interval> = match method {
            "wilson" => wilson,
            "agresti_coull" => agresti_coull,
            "beta" => clopper_pearson,
            "jeffreys" => jeffreys,
            "normal" => wald,
            _ => return None,
        };
        Some(part.and_then(|part| interval(part, level)))
    })
}

fn two(case: &Value) -> Value {
    let (first, second) = (part(&case["x1"], &case["n1"]), part(&case["x2"], &case["n2"]));
    let found = first.and_then(|first| pooled(first, second?));
    let figures = json!({
        "diff": figure(first.and_then(|first| Ok(first.share() - second?.share()))),
        "z_pooled": figure(found.map(|found| found.statistic)),
        "p": figure(found.map(|found| found.p)),
    });
    let intervals = intervals(case, |method, level| {
        let interval: fn(Part, Part, f64) -> Defined<Interval> = match method {
            "newcomb" => newcombe,
            "wald" => wald_difference,
            "agresti-caffo" => agresti_caffo,
            _ => return None,
        };
        Some(first.and_then(|first| interval(first, second?, level)))
    });
    joined(figures, intervals)
}

fn margins(case: &Value) -> Value {
    for_each_key(case, |key| {
        let level = decimals_after("half_width", key)?;
        let (share, n) = (case["p1"].as_f64()?, case["n_each"].as_f64()?);
        Some(figure(half_width(share, n, level)))
    })
}

/// The intervals at each level the case has, `ci90` for one, by each method it names.
fn intervals(case: &Value, interval: impl Fn(&str, f64) -> Option<Defined<Interval>>) -> Value {
    for_each_key(case, |key| {
        let level = decimals_after("ci", key)?;
        Some(for_each_key(&case[key], |method| Some(ends(interval(method, level)?))))
    })
}

/// x of n.
pub(super) fn part(x: &Value, n: &Value) -> Defined<Part> {
    Part::of(x.as_f64().ok_or(Undefined::BadInput)?, n.as_f64().ok_or(Undefined::BadInput)?)
}
