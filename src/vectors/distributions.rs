//! `distributions`: quantiles and tail areas.

use serde_json::{Value, json};

use super::figures::{cases_of, figure, numbers};
use super::{Case, VectorFile};
use crate::stats::distributions::{beta, chi_squared, f_ratio, normal, student};
use crate::stats::{Defined, Undefined};

pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    let normal = cases_of(file, "norm_ppf", &["p"], |case| {
        let z = figure(number(case, "p").and_then(normal::quantile));
        Ok(json!({ "z": z, "mpmath": z }))
    })?;
    let student = cases_of(file, "t_ppf", &["p", "df"], |case| {
        let t = number(case, "p").and_then(|p| student::quantile(p, number(case, "df")?));
        Ok(json!({ "t": figure(t) }))
    })?;
    let tails = cases_of(file, "sf", &["dist", "x", "df"], |case| Ok(json!({ "p": figure(tail(case)) })))?;
    let beta = cases_of(file, "beta_ppf", &["p", "a", "b"], |case| {
        let x = number(case, "p").and_then(|p| beta::quantile(p, number(case, "a")?, number(case, "b")?));
        Ok(json!({ "x": figure(x) }))
    })?;
    Ok([normal, student, tails, beta].concat())
}

/// The chance of more than x.
fn tail(case: &Value) -> Defined {
    let x = number(case, "x")?;
    let freedom = numbers(&case["df"]);
    let df = |at: usize| freedom.get(at).copied().flatten().ok_or(Undefined::BadInput);
    match case["dist"].as_str().unwrap_or_default() {
        "norm" => normal::sf(x),
        "norm_two_sided" => normal::two_sided(x),
        "t" => student::sf(x, df(0)?),
        "t_two_sided" => student::two_sided(x, df(0)?),
        "chi2" => chi_squared::sf(x, df(0)?),
        "f" => f_ratio::sf(x, df(0)?, df(1)?),
        _ => Err(Undefined::BadInput),
    }
}

fn number(case: &Value, key: &str) -> Defined {
    case[key].as_f64().ok_or(Undefined::BadInput)
}
