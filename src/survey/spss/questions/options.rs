//! The options of a question: the labelled values of a variable, and those that were declared to be no answers.

use std::collections::{BTreeMap, BTreeSet};

use super::super::cell::EXCLUDED;
use super::super::dictionary::{Value, Variable, in_order};
use super::super::written;
use super::names::Names;
use super::{ranges, reason};
use crate::survey::{AnswerOption, Missing};

/// What the labels of a variable give.
#[derive(Default)]
pub(super) struct Found {
    pub(super) options: Vec<AnswerOption>,
    /// The labels by which other exports may name the options.
    pub(super) spellings: Vec<(String, u16)>,
    /// Texts of cells that cannot be ids, and the ids that are written instead.
    pub(super) renamed: BTreeMap<String, String>,
    /// Whether labels of answers were left out.
    pub(super) left_out: bool,
}

/// The options of `variable`; only the values that are no answers where the answers are not options.
pub(super) fn of(variable: &Variable, answers_are_options: bool) -> Found {
    let missing = &variable.missing;
    let mut entries: Vec<(Value, String)> = Vec::new();
    let undeclared = missing.values.iter().cloned().chain(ranges::small(missing));
    entries.extend(undeclared.map(|value| {
        let label = format!("Missing ({})", code_of(variable, &value));
        (value, label)
    }));
    if variable.width.is_some() {
        // Texts keep the order of the file, in which labels come first.
        let labelled: BTreeSet<String> = variable.labels.iter().map(|(value, _)| code_of(variable, value)).collect();
        entries.retain(|(value, _)| !labelled.contains(&code_of(variable, value)));
        entries.splice(..0, variable.labels.iter().cloned());
    } else {
        entries.extend(variable.labels.iter().cloned());
    }
    let mut found = Found::default();
    let mut ids = Names::default();
    for (value, label) in in_order(entries) {
        let is_missing = missing.has(&value);
        let code = code_of(variable, &value);
        let is_blank = code.is_empty();
        if !answers_are_options && !is_missing && !is_blank {
            found.left_out = true;
            continue;
        }
        let id = ids.option(&code);
        if id != code && variable.width.is_some() {
            found.renamed.insert(code.clone(), id.clone());
        }
        let label = Some(label.trim()).filter(|label| !label.is_empty()).unwrap_or(&code).to_owned();
        let meaning = match (is_missing, is_blank) {
            (true, _) => Some(reason::of(&label).unwrap_or(Missing::Invalid)),
            (false, true) => Some(reason::of(&label).unwrap_or(Missing::Blank)),
            (false, false) => None,
        };
        found.options.push(AnswerOption {
            label: if label.is_empty() { id.clone() } else { label },
            id,
            meaning,
            ..AnswerOption::default()
        });
    }
    if let Some((label, _)) = ranges::wide(variable) {
        let id = ids.option(EXCLUDED);
        let meaning = Some(Missing::Invalid);
        found.options.push(AnswerOption { id, label, meaning, ..AnswerOption::default() });
    }
    found.spellings = spellings(&found.options);
    found
}

/// A value as it stands in a cell.
fn code_of(variable: &Variable, value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => {
            let mut code = String::new();
            written::write(*number, variable.format, &mut code);
            code
        }
    }
}

/// The labels that name one option only and are no code of another.
fn spellings(options: &[AnswerOption]) -> Vec<(String, u16)> {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for option in options {
        *uses.entry(option.label.to_lowercase()).or_default() += 1;
        *uses.entry(option.id.to_lowercase()).or_default() += 1;
    }
    let plain = |option: &&AnswerOption| uses.get(&option.label.to_lowercase()) == Some(&1);
    let numbered = options.iter().zip(0_u16..);
    numbered.filter(|(option, _)| plain(option)).map(|(option, index)| (option.label.clone(), index)).collect()
}
