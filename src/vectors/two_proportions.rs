//! `two_proportions`: tests of two groups and of a trend.

use serde_json::{Value, json};

use super::figures::{cases_of, decimals_after, ends, figure, for_each_key, items, joined, list, numbers};
use super::wilson_and_differences::part;
use super::{Case, VectorFile};
use crate::stats::comparison::{cochran_armitage, fisher, pooled, yates};
use crate::stats::proportion::{Part, wald_difference};
use crate::stats::{Defined, Undefined};

pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    let two = cases_of(file, "two_sample", &["x", "n"], |case| Ok(two(case)))?;
    let trend = cases_of(file, "trend", &["x", "n", "s"], |case| Ok(trend(case)))?;
    Ok([two, trend].concat())
}

fn two(case: &Value) -> Value {
    let parts = parts(case);
    let group = |at: usize| parts.get(at).copied().unwrap_or(Err(Undefined::EmptyBase));
    let (found, corrected) = (pooled_of(group(0), group(1)), group(0).and_then(|first| yates(first, group(1)?)));
    let figures = json!({
        "p": list(parts.iter().map(|part| figure(part.map(Part::share)))),
        "z_pooled": figure(found.map(|(z, _)| z)),
        "chisq": figure(found.map(|(z, _)| z * z)),
        "p_value": figure(found.map(|(_, p)| p)),
        "chisq_yates": figure(corrected.map(|found| found.statistic)),
        "p_yates": figure(corrected.map(|found| found.p)),
        "fisher_p": figure(exact(case)),
    });
    let intervals = for_each_key(case, |key| {
        let level = decimals_after("wald_ci", key)?;
        let interval = group(0).and_then(|first| wald_difference(first, group(1)?, level));
        Some(ends(interval.map(|interval| interval.within(-1.0, 1.0))))
    });
    joined(figures, intervals)
}

fn pooled_of(first: Defined<Part>, second: Defined<Part>) -> Defined<(f64, f64)> {
    pooled(first?, second?).map(|found| (found.statistic, found.p))
}

fn exact(case: &Value) -> Defined {
    let whole = |key: &str| -> Option<[u64; 2]> {
        let numbers: Option<Vec<u64>> = items(&case[key]).into_iter().map(Value::as_u64).collect();
        numbers?.try_into().ok()
    };
    fisher(whole("x").ok_or(Undefined::BadInput)?, whole("n").ok_or(Undefined::BadInput)?)
}

fn trend(case: &Value) -> Value {
    let groups: Defined<Vec<Part>> = parts(case).into_iter().collect();
    let scores: Option<Vec<f64>> = numbers(&case["s"]).into_iter().collect();
    let found = groups.and_then(|groups| cochran_armitage(&groups, &scores.ok_or(Undefined::BadInput)?));
    json!({ "chisq": figure(found.map(|found| found.statistic)), "p_value": figure(found.map(|found| found.p)) })
}

/// x of n of every group.
fn parts(case: &Value) -> Vec<Defined<Part>> {
    items(&case["x"]).into_iter().zip(items(&case["n"])).map(|(x, n)| part(x, n)).collect()
}
