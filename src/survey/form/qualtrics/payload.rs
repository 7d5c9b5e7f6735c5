//! One question as the file gives it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::plain::plain;

/// The longest tag, code or id that is kept, in characters.
const LONGEST_NAME: usize = 200;

/// The properties of a question, looked up as they are needed.
#[derive(Clone, Copy)]
pub(super) struct Payload<'v>(pub(super) &'v Value);

/// An option, a statement or a scale point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    /// Its id inside the question.
    pub(super) id: String,
    /// The value exports write for it: its recode value, else its id.
    pub(super) code: String,
    /// Its wording.
    pub(super) label: String,
    /// The tag exports call its column by.
    pub(super) tag: Option<String>,
    /// The other name exports may write for it.
    pub(super) variable: Option<String>,
    /// Whether words can be written beside it.
    pub(super) has_words: bool,
    /// Whether it rules the others out.
    pub(super) exclusive: bool,
}

impl<'v> Payload<'v> {
    /// A property that is text.
    pub(super) fn told(self, key: &str) -> &'v str {
        self.0.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// The wording of the question.
    pub(super) fn wording(self) -> String {
        plain(self.told("QuestionText"))
    }

    /// The options of a list or the statements of a grid, as they are shown.
    pub(super) fn choices(self) -> Vec<Choice> {
        self.list("Choices", "ChoiceOrder")
    }

    /// The scale points of a grid, as they are shown.
    pub(super) fn answers(self) -> Vec<Choice> {
        self.list("Answers", "AnswerOrder")
    }

    /// The scale points of the statement `choice`, where each statement has its own.
    pub(super) fn own_answers(self, choice: &str) -> Option<Vec<Choice>> {
        let own = self.0.get("Answers")?.get(choice)?;
        let nested = own.as_object()?.values().any(|answer| answer.get("Display").is_some());
        nested.then(|| self.read(own, None))
    }

    /// Whether anything inside the question is shown to some people only.
    pub(super) fn has_inner_logic(self) -> bool {
        let logical = |part: &Value| part.get("DisplayLogic").is_some();
        let any = |key: &str| self.0.get(key).is_some_and(|list| members(list).any(|(_, part)| logical(part)));
        any("Choices") || any("Answers") || any("AdditionalQuestions")
    }

    /// The columns of a side by side question, with their numbers.
    pub(super) fn columns(self) -> Vec<(String, Payload<'v>)> {
        let list = self.0.get("AdditionalQuestions");
        list.map(|list| in_order(list, None))
            .unwrap_or_default()
            .into_iter()
            .map(|(id, part)| (id, Self(part)))
            .collect()
    }

    fn list(self, key: &str, order: &str) -> Vec<Choice> {
        self.0.get(key).map(|list| self.read(list, self.0.get(order))).unwrap_or_default()
    }

    fn read(self, list: &Value, order: Option<&Value>) -> Vec<Choice> {
        in_order(list, order).into_iter().map(|(id, part)| self.choice(id, part)).collect()
    }

    fn choice(self, id: String, part: &Value) -> Choice {
        let of = |key: &str| self.0.get(key).and_then(|map| map.get(&id)).and_then(scalar);
        let display = part.get("Display").or(Some(part)).and_then(Value::as_str).unwrap_or_default();
        Choice {
            code: of("RecodeValues").unwrap_or_else(|| id.clone()),
            label: plain(display),
            tag: of("ChoiceDataExportTags"),
            variable: of("VariableNaming"),
            has_words: is_on(part.get("TextEntry")),
            exclusive: is_on(part.get("ExclusiveAnswer")),
            id,
        }
    }
}

/// A short text or a number as text; `None` when it is empty or neither.
pub(super) fn scalar(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().chars().take(LONGEST_NAME).collect(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    (!text.is_empty()).then_some(text)
}

/// The members of a map, or of a list with their positions as names: the maker writes a map without gaps as a list.
pub(super) fn members(value: &Value) -> impl Iterator<Item = (String, &Value)> {
    let map =
        value.as_object().into_iter().flatten().map(|(key, part)| (key.chars().take(LONGEST_NAME).collect(), part));
    let list = value.as_array().into_iter().flatten().enumerate().map(|(index, part)| (index.to_string(), part));
    map.chain(list)
}

/// The members of `list`: those `order` names in its order, then the others by their numbers.
fn in_order<'v>(list: &'v Value, order: Option<&Value>) -> Vec<(String, &'v Value)> {
    let all: BTreeMap<String, &Value> = members(list).collect();
    let ordered = order.into_iter().flat_map(members).filter_map(|(_, id)| scalar(id));
    let mut others: Vec<String> = all.keys().cloned().collect();
    others.sort_by_cached_key(|id| (id.parse::<u64>().unwrap_or(u64::MAX), id.clone()));
    let mut seen = BTreeSet::new();
    let ids = ordered.chain(others).filter(|id| seen.insert(id.clone()));
    ids.filter_map(|id| all.get(&id).map(|part| (id, *part))).collect()
}

/// Whether a property is switched on; the maker writes `true`, `"true"` and `"on"`.
fn is_on(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Bool(on)) => *on,
        Some(Value::String(text)) => matches!(text.as_str(), "true" | "on" | "1"),
        _ => false,
    }
}
