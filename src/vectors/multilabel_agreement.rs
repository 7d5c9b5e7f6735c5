//! Vectors of agreement on sets of labels.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::figures::figure;
use super::stated::stated;
use super::{Case, VectorFile};
use crate::stats::sets::{SetDistance, label_alpha, label_kappa, set_alpha, set_distance};
use crate::stats::{Defined, Undefined};

/// The labels one coder gave a unit, as they are written.
type Labels = BTreeSet<String>;

const INPUTS: &[&str] = &["labels", "a", "b", "note"];

/// The cases of a file of this kind.
pub(super) fn cases(file: &VectorFile<'_>) -> Vec<Case> {
    let cases = stated(file);
    let computed = cases.iter().map(|stated| match stated.group {
        "distances" => stated.computed(apart(stated.case), INPUTS, file),
        _ => stated.computed(agreed(stated.case), INPUTS, file),
    });
    computed.collect()
}

fn apart(case: &Value) -> Value {
    let (Some(one), Some(two)) = (labels(&case["a"]), labels(&case["b"])) else { return Value::Null };
    let of = |distance| figure(set_distance(&one, &two, distance));
    json!({"masi": of(SetDistance::Masi), "jaccard": of(SetDistance::Jaccard)})
}

fn agreed(case: &Value) -> Value {
    let Some(coders) = coders(&case["labels"]) else { return Value::Null };
    let length = coders.iter().map(Vec::len).max().unwrap_or(0);
    let given = |unit: usize| coders.iter().filter_map(move |labels| labels.get(unit)?.as_ref());
    let units: Vec<Vec<Labels>> = (0..length).map(|unit| given(unit).cloned().collect()).collect();
    let overall = |distance| figure(as_the_tool(set_alpha(&units, distance)));
    let kappas = each_label(&units, &case["per_theme_cohen_kappa"], |label| match coders.as_slice() {
        [one, two] => label_kappa(&pairs(one, two), label).map(|kappa| kappa.kappa),
        _ => Err(Undefined::BadInput),
    });
    json!({
        "units": length,
        "coders": coders.len(),
        "alpha_masi": overall(SetDistance::Masi),
        "alpha_jaccard": overall(SetDistance::Jaccard),
        "alpha_exact_set": overall(SetDistance::Exact),
        "per_theme_alpha_nominal":
            each_label(&units, &case["per_theme_alpha_nominal"], |label| label_alpha(&units, label)),
        "per_theme_cohen_kappa": kappas,
    })
}

/// Where everybody gave the same labels throughout, nltk calls alpha 1 rather than undefined.
fn as_the_tool(alpha: Defined) -> Defined {
    if alpha == Err(Undefined::NoVariation) { Ok(1.0) } else { alpha }
}

/// A figure for each label that was given or is asked about.
fn each_label(units: &[Vec<Labels>], asked: &Value, compute: impl Fn(&String) -> Defined) -> Value {
    let asked = asked.as_object().into_iter().flat_map(Map::keys);
    let all: BTreeSet<&String> = units.iter().flatten().flatten().chain(asked).collect();
    all.into_iter().map(|label| (label.clone(), figure(compute(label)))).collect::<Map<_, _>>().into()
}

/// The units both coders did.
fn pairs<'a>(one: &'a [Option<Labels>], two: &'a [Option<Labels>]) -> Vec<(&'a Labels, &'a Labels)> {
    one.iter().zip(two).filter_map(|(one, two)| Some((one.as_ref()?, two.as_ref()?))).collect()
}

/// For each coder the labels of each unit, `None` where the unit was not coded.
fn coders(value: &Value) -> Option<Vec<Vec<Option<Labels>>>> {
    let unit = |unit: &Value| if unit.is_null() { Some(None) } else { labels(unit).map(Some) };
    let coder = |coder: &Value| coder.as_array()?.iter().map(unit).collect();
    value.as_array()?.iter().map(coder).collect()
}

fn labels(value: &Value) -> Option<Labels> {
    let written = |label: &Value| label.as_str().map_or_else(|| label.to_string(), ToOwned::to_owned);
    Some(value.as_array()?.iter().map(written).collect())
}
