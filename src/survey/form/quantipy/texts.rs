//! Texts in several languages, of which one is taken.

use serde_json::Value;

use crate::text::single_spaced;

/// The language that is taken where there is a choice.
const PREFERRED: &str = "en-GB";
/// The longest text that is kept, in characters.
const LONGEST: usize = 2_000;

/// The languages texts are looked up in.
pub(super) struct Texts {
    default: String,
}

impl Texts {
    /// The languages of a data set.
    pub(super) fn of(value: &Value) -> Self {
        let default = value.get("lib").and_then(|lib| lib.get("default text")).and_then(Value::as_str);
        Self { default: default.unwrap_or_default().to_owned() }
    }

    /// The language most texts are in.
    pub(super) fn language(&self) -> &str {
        &self.default
    }

    /// The text of a column, a grid, an item or a value.
    pub(super) fn of_part(&self, part: &Value) -> String {
        let text = match part.get("text") {
            Some(Value::String(text)) => text,
            Some(Value::Object(languages)) => {
                let first = languages.values().find_map(Value::as_str);
                let wanted = [PREFERRED, &self.default];
                let known = wanted.iter().find_map(|language| languages.get(*language).and_then(Value::as_str));
                known.or(first).unwrap_or_default()
            }
            _ => "",
        };
        single_spaced(&text.chars().take(LONGEST).collect::<String>())
    }
}
