//! Reads inputs out of JSON and writes figures into it.
//!
//! R writes a list of one as the one, so every list is read both ways.

use serde_json::{Value, json};

use super::{Case, VectorFile};
use crate::stats::{Defined, Interval};

/// The items of a list; one item where there is no list; none for null.
pub(super) fn items(list: &Value) -> Vec<&Value> {
    match list {
        Value::Array(items) => items.iter().collect(),
        Value::Null => Vec::new(),
        one => vec![one],
    }
}

/// The numbers of a list; what is no number is no number.
pub(super) fn numbers(list: &Value) -> Vec<Option<f64>> {
    items(list).into_iter().map(Value::as_f64).collect()
}

/// The texts of a list; what is no text is blank.
pub(super) fn texts(list: &Value) -> Vec<&str> {
    items(list).into_iter().map(|item| item.as_str().unwrap_or_default()).collect()
}

/// A list of figures.
pub(super) fn list<T: Into<Value>>(figures: impl IntoIterator<Item = T>) -> Value {
    figures.into_iter().map(Into::into).collect()
}

/// A figure, or null where there is none.
pub(super) fn figure(figure: Defined) -> Value {
    figure.map_or(Value::Null, Value::from)
}

/// The ends of an interval, or null where there is none.
pub(super) fn ends(interval: Defined<Interval>) -> Value {
    interval.map_or(Value::Null, |interval| json!([interval.low, interval.high]))
}

/// The decimals a key ends or goes on with after `word`: 0.95 for `ci95` and `wilson95_n_eff`, 0.05 for `letters05`.
pub(super) fn decimals_after(word: &str, key: &str) -> Option<f64> {
    let digits: String = key.strip_prefix(word)?.chars().take_while(char::is_ascii_digit).collect();
    format!("0.{digits}").parse().ok().filter(|level: &f64| *level > 0.0)
}

/// An object with, for every key the file has in `stated`, what `compute` makes of it; keys it makes nothing of are
/// left out.
pub(super) fn for_each_key(stated: &Value, compute: impl Fn(&str) -> Option<Value>) -> Value {
    let fields = stated.as_object().into_iter().flatten();
    Value::Object(fields.filter_map(|(key, _)| Some((key.clone(), compute(key)?))).collect())
}

/// The fields of two objects in one.
pub(super) fn joined(mut one: Value, other: Value) -> Value {
    if let (Value::Object(fields), Value::Object(more)) = (&mut one, other) {
        fields.extend(more);
    }
    one
}

/// The cases of a list, which stands at `pointer` in the file, each with what `compute` makes of it.
pub(super) fn cases_of(
    file: &VectorFile<'_>,
    pointer: &str,
    inputs: &'static [&'static str],
    compute: impl Fn(&Value) -> Result<Value, String>,
) -> Result<Vec<Case>, String> {
    let list = if pointer.is_empty() { file.cases } else { file.cases.get(pointer).unwrap_or(&Value::Null) };
    let folder = if pointer.is_empty() { String::new() } else { format!("/{pointer}") };
    let case = |(at, stated): (usize, &Value)| {
        let id = format!("/cases{folder}/{at}");
        Ok(Case { id, stated: stated.clone(), computed: compute(stated)?, inputs, tolerance: file.tolerance })
    };
    list.as_array().into_iter().flatten().enumerate().map(case).collect()
}
