//! Holds what was computed against what a file says.

use serde_json::{Map, Value};

use super::{Case, Mismatch, VectorReport};

/// Compares every case.
pub(super) fn report(cases: &[Case]) -> VectorReport {
    let failed: Vec<Vec<Mismatch>> = cases.iter().map(mismatches).collect();
    VectorReport {
        cases: cases.len(),
        passed: failed.iter().filter(|failed| failed.is_empty()).count(),
        failed: failed.into_iter().flatten().collect(),
    }
}

/// The figures of a case that differ, or that nobody computed.
fn mismatches(case: &Case) -> Vec<Mismatch> {
    let mut found = Vec::new();
    compare(case, &mut Vec::new(), &case.stated, Some(&case.computed), &mut found);
    found
}

/// What stands for every part of a whole that has no value.
const NOTHING: &Value = &Value::Null;

fn compare(case: &Case, path: &mut Vec<String>, stated: &Value, computed: Option<&Value>, found: &mut Vec<Mismatch>) {
    let computed = computed.map(|computed| unboxed(computed, stated));
    match stated {
        Value::Object(fields) => each_field(case, path, fields, computed, found),
        Value::Array(items) if length(computed).is_none_or(|length| length == items.len()) => {
            for (at, item) in items.iter().enumerate() {
                path.push(at.to_string());
                compare(case, path, item, part(computed, |whole| whole.get(at)), found);
                path.pop();
            }
        }
        _ if computed.is_some_and(|computed| same(stated, computed, tolerance(case, path))) => {}
        _ => found.push(Mismatch {
            id: case.id.clone(),
            field: path.join("/"),
            expected: stated.clone(),
            got: computed.cloned().unwrap_or(Value::Null),
        }),
    }
}

fn each_field(
    case: &Case,
    path: &mut Vec<String>,
    fields: &Map<String, Value>,
    computed: Option<&Value>,
    found: &mut Vec<Mismatch>,
) {
    for (key, value) in fields.iter().filter(|(key, _)| !case.inputs.contains(&key.as_str())) {
        path.push(key.clone());
        compare(case, path, value, part(computed, |whole| whole.get(key)), found);
        path.pop();
    }
}

/// A part of what was computed; every part of what has no value has none either.
fn part<'a>(computed: Option<&'a Value>, read: impl Fn(&'a Value) -> Option<&'a Value>) -> Option<&'a Value> {
    computed.and_then(|whole| if whole.is_null() { Some(NOTHING) } else { read(whole) })
}

/// How long a computed list is.
fn length(computed: Option<&Value>) -> Option<usize> {
    computed.and_then(Value::as_array).map(Vec::len)
}

/// R writes a list of one as the one: the only item, where the file has no list.
fn unboxed<'a>(computed: &'a Value, stated: &Value) -> &'a Value {
    match computed.as_array().map(Vec::as_slice) {
        Some([only]) if !stated.is_array() => only,
        _ => computed,
    }
}

/// How far a number may be off: raked weights are only settled to 1e-8 where they come from.
fn tolerance(case: &Case, path: &[String]) -> f64 {
    if path.iter().any(|key| key == "weights") { case.tolerance.max(1e-8) } else { case.tolerance }
}

/// Whether two leaves are the same: numbers within the tolerance, nothing as a whole of nothings, everything else
/// exactly.
fn same(stated: &Value, computed: &Value, tolerance: f64) -> bool {
    match (stated.as_f64(), computed.as_f64()) {
        // Large numbers are written with fifteen digits.
        (Some(stated), Some(computed)) => (stated - computed).abs() <= tolerance.max(1e-14 * stated.abs()),
        _ if stated.is_null() => is_nothing(computed),
        _ => stated == computed,
    }
}

/// Whether no part of it has a value.
fn is_nothing(computed: &Value) -> bool {
    match computed {
        Value::Null => true,
        Value::Array(items) => items.iter().all(is_nothing),
        Value::Object(fields) => fields.values().all(is_nothing),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The fields that differ, `label` being an input.
    fn differing(stated: &Value, computed: Value) -> Vec<String> {
        let case =
            Case { id: "/cases/0".into(), stated: stated.clone(), computed, inputs: &["label"], tolerance: 1e-9 };
        report(&[case]).failed.into_iter().map(|mismatch| mismatch.field).collect()
    }

    #[test]
    fn a_figure_further_off_than_the_tolerance_is_named_by_its_place() {
        let stated = json!({ "label": "x", "rows": [{ "p": 0.5, "n": [1, 2] }] });
        assert!(differing(&stated, json!({ "rows": [{ "p": 0.500_000_000_5, "n": [1, 2] }] })).is_empty());
        assert_eq!(
            differing(&stated, json!({ "rows": [{ "p": 0.500_000_002, "n": [1, 3] }] })),
            ["rows/0/p", "rows/0/n/1"]
        );
    }

    #[test]
    fn weights_may_be_further_off_and_large_numbers_as_far_as_their_digits_go() {
        assert!(differing(&json!({ "weights": [1.0] }), json!({ "weights": [1.000_000_005] })).is_empty());
        assert_eq!(differing(&json!({ "weights": [1.0] }), json!({ "weights": [1.000_000_05] })), ["weights/0"]);
        let stated = json!({ "sum": 123_456_789.123_457 });
        assert!(differing(&stated, json!({ "sum": 123_456_789.123_456_8 })).is_empty());
        assert_eq!(differing(&stated, json!({ "sum": 123_456_789.123_47 })), ["sum"]);
    }

    #[test]
    fn a_figure_nobody_computes_is_wrong_even_when_it_is_null() {
        assert_eq!(differing(&json!({ "p": null, "q": [1, 2] }), json!({})), ["p", "q/0", "q/1"]);
    }

    #[test]
    fn nothing_is_the_same_as_a_whole_of_nothings_and_no_other() {
        let nothings = json!({ "p": [null, null], "q": { "low": null } });
        assert!(differing(&nothings, json!({ "p": null, "q": null })).is_empty());
        assert!(differing(&json!({ "p": null, "q": null }), nothings).is_empty());
        assert_eq!(differing(&json!({ "p": null, "q": null }), json!({ "p": [null, 1], "q": 0 })), ["p", "q"]);
        assert_eq!(differing(&json!({ "p": [0, null] }), json!({ "p": null })), ["p/0"]);
    }

    #[test]
    fn a_list_of_one_is_the_one_and_longer_lists_are_compared_whole() {
        assert!(differing(&json!({ "z": 1.5 }), json!({ "z": [1.5] })).is_empty());
        assert_eq!(differing(&json!({ "z": [1.5, 2] }), json!({ "z": [1.5] })), ["z"]);
    }
}
