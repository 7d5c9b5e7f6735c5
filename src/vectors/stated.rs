//! The cases of a file as they stand in it, in whichever lists.

use serde_json::Value;

use super::{Case, VectorFile};

/// A case as it stands in a file.
pub(super) struct Stated<'a> {
    /// JSON pointer into the file.
    pub(super) id: String,
    /// The name of the list it is in; empty when the file has only one list.
    pub(super) group: &'a str,
    /// The case itself.
    pub(super) case: &'a Value,
}

impl Stated<'_> {
    /// The case with what was computed, in which the keys `inputs` are not checked.
    pub(super) fn computed(&self, computed: Value, inputs: &'static [&'static str], file: &VectorFile<'_>) -> Case {
        Case { id: self.id.clone(), stated: self.case.clone(), computed, inputs, tolerance: file.tolerance }
    }
}

/// All cases of a file, whether they stand in one list, in named lists or by themselves: what nobody computes is there too, and
/// will be wrong.
pub(super) fn stated<'a>(file: &VectorFile<'a>) -> Vec<Stated<'a>> {
    match file.cases {
        Value::Array(list) => listed("/cases", "", list),
        Value::Object(groups) => groups.iter().flat_map(|(group, value)| grouped(group, value)).collect(),
        _ => Vec::new(),
    }
}

fn grouped<'a>(group: &'a str, value: &'a Value) -> Vec<Stated<'a>> {
    let id = format!("/cases/{group}");
    match value {
        Value::Array(list) => listed(&id, group, list),
        _ => vec![Stated { id, group, case: value }],
    }
}

fn listed<'a>(place: &str, group: &'a str, list: &'a [Value]) -> Vec<Stated<'a>> {
    list.iter().enumerate().map(|(at, case)| Stated { id: format!("{place}/{at}"), group, case }).collect()
}

/// The different values of some but null, in their order: numbers by size, texts by letter.
pub(super) fn distinct<'a>(values: impl Iterator<Item = &'a Value>) -> Vec<&'a Value> {
    let mut known: Vec<&Value> = Vec::new();
    for value in values.filter(|value| !value.is_null()) {
        if !known.contains(&value) {
            known.push(value);
        }
    }
    known.sort_by(|one, other| match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one.total_cmp(&other),
        _ => one.to_string().cmp(&other.to_string()),
    });
    known
}
