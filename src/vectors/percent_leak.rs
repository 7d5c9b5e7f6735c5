//! Which counts a printed percentage still allows.

use serde_json::{Map, Value, json};

use super::{Case, VectorFile};
use crate::audit::{possible_counts, possible_hidden_sum, printed_percent};

/// Every case of the file, computed from its counts, base and decimals.
pub(super) fn cases(file: &VectorFile<'_>) -> Vec<Case> {
    let list = |key: &str| file.cases.get(key).and_then(Value::as_array).into_iter().flatten().enumerate();
    let case = |group: &str, at: usize, stated: &Value, computed: Option<Value>| Case {
        id: format!("/cases/{group}/{at}"),
        stated: stated.clone(),
        computed: computed.unwrap_or_default(),
        inputs: &["base", "count", "counts", "dp", "hidden"],
        tolerance: file.tolerance,
    };
    let cells = list("cells").map(|(at, stated)| case("cells", at, stated, cell(stated)));
    let columns = list("columns").map(|(at, stated)| case("columns", at, stated, column(stated)));
    cells.chain(columns).collect()
}

fn cell(stated: &Value) -> Option<Value> {
    let (count, (base, decimals)) = (stated.get("count")?.as_u64()?, base_and_decimals(stated)?);
    let printed = printed_percent(count, base, decimals)?;
    let (low, high) = possible_counts(printed, base, decimals)?;
    Some(json!({
        "published": words(printed, decimals),
        "feasible_counts": (low..=high).collect::<Vec<u64>>(),
        "unique": low == high,
    }))
}

fn column(stated: &Value) -> Option<Value> {
    let (base, decimals) = base_and_decimals(stated)?;
    let counts: Vec<u64> = stated.get("counts")?.as_array()?.iter().map(Value::as_u64).collect::<Option<_>>()?;
    let hidden: Vec<u64> = stated.get("hidden")?.as_array()?.iter().map(Value::as_u64).collect::<Option<_>>()?;
    let shown = (0_u64..).zip(&counts).filter(|(at, _)| !hidden.contains(at));
    let shown: Vec<(u64, u64)> =
        shown.map(|(at, count)| Some((at, printed_percent(*count, base, decimals)?))).collect::<Option<_>>()?;
    let printed: Vec<u64> = shown.iter().map(|(_, printed)| *printed).collect();
    let (low, high) = possible_hidden_sum(&printed, base, decimals)?;
    let published: Map<String, Value> =
        shown.iter().map(|(at, printed)| (at.to_string(), words(*printed, decimals).into())).collect();
    Some(json!({
        "published": published,
        "sum_of_hidden_interval": [low, high],
        "single_hidden_exact": hidden.len() == 1 && low == high,
    }))
}

fn base_and_decimals(stated: &Value) -> Option<(u64, u32)> {
    Some((stated.get("base")?.as_u64()?, u32::try_from(stated.get("dp")?.as_u64()?).ok()?))
}

/// A percentage in print.
fn words(printed: u64, decimals: u32) -> String {
    let unit = 10_u64.checked_pow(decimals).unwrap_or(u64::MAX);
    let places = usize::try_from(decimals).unwrap_or(0);
    match decimals {
        0 => format!("{printed}%"),
        _ => format!("{}.{:0places$}%", printed / unit, printed % unit),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::check_vectors;

    fn failed(cases: &Value) -> Vec<String> {
        let file = json!({"file": "percent_leak.json", "tolerance": 1e-6, "cases": cases});
        let report = check_vectors("any.json", &file.to_string(), None).unwrap();
        report.failed.into_iter().map(|miss| format!("{} {}", miss.id, miss.field)).collect()
    }

    #[test]
    fn a_percentage_names_the_counts_it_allows() {
        let cell = |counts: &[u64]| json!({"base": 200, "count": 57, "dp": 0, "published": "29%", "feasible_counts": counts, "unique": false});
        assert_eq!(failed(&json!({"cells": [cell(&[57, 58])]})), [""; 0]);
        assert_eq!(failed(&json!({"cells": [cell(&[57])]})), ["/cases/cells/0 feasible_counts"]);
    }

    #[test]
    fn a_column_gives_away_what_it_hides() {
        let column = |sum: u64| {
            json!({"counts": [5, 3, 2], "base": 10, "dp": 1, "hidden": [2], "published": {"0": "50.0%", "1": "30.0%"},
            "sum_of_hidden_interval": [2, sum], "single_hidden_exact": true})
        };
        assert_eq!(failed(&json!({"columns": [column(2)]})), [""; 0]);
        assert_eq!(failed(&json!({"columns": [column(3)]})), ["/cases/columns/0 sum_of_hidden_interval/1"]);
    }
}
