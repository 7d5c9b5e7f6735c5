//! The metadata of Quantipy: the columns of a data file, their codes and texts, and the grids they are items of.

mod column;
#[cfg(test)]
mod tests;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use self::column::Reader;
use self::texts::Texts;
use super::Form;
#[cfg(test)]
use super::json_text::parse_json;
#[cfg(test)]
use crate::problem::Place;
use crate::problem::Problem;
use crate::survey::Grid;

/// Reads the metadata of a Quantipy data set. `name` is used in messages only.
#[cfg(test)]
pub(super) fn read_quantipy(name: &str, bytes: &[u8]) -> Result<(Form, Vec<Problem>), Vec<Problem>> {
    let value = parse_json(name, bytes)?;
    if looks_like_quantipy(&value) {
        return Ok(form_of(name, &value));
    }
    Err(vec![
        Problem::error("not_quantipy", Place::file(name), "the file is not the metadata of a Quantipy data set")
            .expected("JSON with `columns`, and `masks`, `sets` or `lib`")
            .hint("save the data set with Quantipy, which writes a `.json` beside the `.csv`"),
    ])
}

/// Whether `value` is the metadata of a Quantipy data set.
pub(super) fn looks_like_quantipy(value: &Value) -> bool {
    let has = |key: &str| value.get(key).is_some_and(Value::is_object);
    has("columns") && (has("masks") || has("sets") || has("lib"))
}

/// The form of a data set, and what is worth knowing about it.
pub(super) fn form_of(name: &str, value: &Value) -> (Form, Vec<Problem>) {
    let texts = Texts::of(value);
    let grids = grids(value, &texts);
    let mut reader = Reader::new(name, value, texts);
    for column in order(value) {
        reader.add(&column, grids.get(&column));
    }
    let title = value.get("info").and_then(|info| info.get("name")).and_then(Value::as_str);
    let form = Form {
        settled: false,
        maker: "Quantipy".to_owned(),
        title: title.map(str::to_owned).filter(|title| !title.is_empty()),
        language: Some(reader.texts.language().to_owned()).filter(|language| !language.is_empty()),
        questions: reader.questions,
        technical: reader.technical,
    };
    (form, reader.problems)
}

/// The name in a reference such as `columns@q1`.
fn referred<'v>(reference: &'v str, kind: &str) -> Option<&'v str> {
    reference.strip_prefix(kind)?.strip_prefix('@')
}

/// The columns in the order of the data file, then those that it does not name.
fn order(value: &Value) -> Vec<String> {
    let mut names = Vec::new();
    let listed = value.get("sets").and_then(|sets| sets.get("data file")).and_then(|set| set.get("items"));
    for reference in listed.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        names.extend(referred(reference, "columns").map(str::to_owned));
        if let Some(mask) = referred(reference, "masks") {
            names.extend(items(value, mask).into_iter().map(|(column, _)| column));
        }
    }
    names.extend(value.get("columns").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.clone()));
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| seen.insert(name.clone())).collect()
}

/// The columns of a grid, each with what the grid says about it.
fn items<'v>(value: &'v Value, mask: &str) -> Vec<(String, &'v Value)> {
    let items = value.get("masks").and_then(|masks| masks.get(mask)).and_then(|mask| mask.get("items"));
    let items = items.and_then(Value::as_array).into_iter().flatten();
    let column = |item: &'v Value| {
        let source = item.get("source").and_then(Value::as_str)?;
        referred(source, "columns").map(|column| (column.to_owned(), item))
    };
    items.filter_map(column).collect()
}

/// The grid of each column that is an item of one, and its wording there.
fn grids(value: &Value, texts: &Texts) -> BTreeMap<String, (Grid, String)> {
    let mut grids = BTreeMap::new();
    for (name, mask) in value.get("masks").and_then(Value::as_object).into_iter().flatten() {
        let text = texts.of_part(mask);
        let text = if text.is_empty() { name.chars().take(200).collect() } else { text };
        let grid = Grid { id: column::id_of(name), text };
        for (column, item) in items(value, name) {
            grids.entry(column).or_insert_with(|| (grid.clone(), texts.of_part(item)));
        }
    }
    grids
}
