//! Vectors of Krippendorff's alpha.

use serde_json::{Value, json};

use super::figures::figure;
use super::stated::{distinct, stated};
use super::{Case, VectorFile};
use crate::stats::alpha::{Scale, alpha};

const INPUTS: &[&str] = &["reliability_data_coder_by_unit", "source", "note"];

/// The cases of a file of this kind.
pub(super) fn cases(file: &VectorFile<'_>) -> Vec<Case> {
    stated(file).iter().map(|stated| stated.computed(computed(stated.case), INPUTS, file)).collect()
}

fn computed(case: &Value) -> Value {
    let Some(coders) = case["reliability_data_coder_by_unit"].as_array() else { return Value::Null };
    let coders: Vec<&[Value]> = coders.iter().filter_map(Value::as_array).map(Vec::as_slice).collect();
    let units = units(&coders);
    // Names have no order and no distance: only the nominal alpha is theirs.
    let in_order = units.iter().flatten().all(|code| code.is_number());
    let coded = if in_order { numbered(&units) } else { named(&units) };
    let of = |scale| if in_order || scale == Scale::Nominal { figure(alpha(&coded, scale)) } else { Value::Null };
    json!({"alpha": {
        "nominal": of(Scale::Nominal),
        "ordinal": of(Scale::Ordinal),
        "interval": of(Scale::Interval),
        "ratio": of(Scale::Ratio),
    }})
}

/// The codes of each unit, missing ones left out.
fn units<'a>(coders: &[&'a [Value]]) -> Vec<Vec<&'a Value>> {
    let units = coders.iter().map(|codes| codes.len()).max().unwrap_or(0);
    let given = |unit: usize| coders.iter().filter_map(move |codes| codes.get(unit)).filter(|code| !code.is_null());
    (0..units).map(|unit| given(unit).collect()).collect()
}

fn numbered(units: &[Vec<&Value>]) -> Vec<Vec<f64>> {
    units.iter().map(|unit| unit.iter().filter_map(|code| code.as_f64()).collect()).collect()
}

fn named(units: &[Vec<&Value>]) -> Vec<Vec<f64>> {
    let names = distinct(units.iter().flatten().copied());
    let place = |code: &Value| (0_u32..).zip(&names).find(|(_, name)| **name == code).map(|(at, _)| f64::from(at));
    units.iter().map(|unit| unit.iter().filter_map(|code| place(code)).collect()).collect()
}
