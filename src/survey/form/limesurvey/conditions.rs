//! Conditions as LimeSurvey kept them before it had equations: rows of a question, the one that decides, and a value.

use std::collections::BTreeMap;

use super::tables::{Record, value};

/// The most rows that are made into an equation.
const MOST_ROWS: usize = 500;

/// The equation LimeSurvey makes of the rows: rows on the same question are joined by `or`, different questions by `and`, and
/// scenarios by `or`.
pub(super) fn equation(rows: &[&Record]) -> String {
    let mut scenarios: BTreeMap<&str, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    for row in rows.iter().take(MOST_ROWS) {
        let field = value(row, "cfieldname").trim_start_matches('+');
        let method = Some(value(row, "method").trim()).filter(|method| !method.is_empty()).unwrap_or("==");
        let comparison = format!("{field}.NAOK {method} \"{}\"", value(row, "value"));
        let questions = scenarios.entry(value(row, "scenario")).or_default();
        questions.entry(value(row, "cqid")).or_default().push(comparison);
    }
    let any = |alternatives: &Vec<String>| format!("({})", alternatives.join(" or "));
    let all = |questions: &BTreeMap<&str, Vec<String>>| {
        let questions: Vec<String> = questions.values().map(any).collect();
        format!("({})", questions.join(" and "))
    };
    scenarios.values().map(all).collect::<Vec<_>>().join(" or ")
}
