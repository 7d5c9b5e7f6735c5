//! Which questions a survey asks, in their order.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::payload::{Payload, members, scalar};

/// A question in its place.
pub(super) struct Entry<'v> {
    /// The id of the question in the survey, such as `QID4`.
    pub(super) id: String,
    /// What it is.
    pub(super) payload: Payload<'v>,
    /// Whether it is asked once for each of several things.
    pub(super) looped: bool,
    /// Whether the answers decide where people go on.
    pub(super) skips: bool,
}

/// The questions of a survey.
pub(super) struct Outline<'v> {
    /// Whether the flow sends people different ways.
    pub(super) branches: bool,
    /// The questions in the order they are asked.
    pub(super) entries: Vec<Entry<'v>>,
}

/// A question in a block.
struct Placed {
    id: String,
    looped: bool,
    skips: bool,
}

impl<'v> Outline<'v> {
    /// The questions of `survey` in the order of its flow and its blocks, without those in the bin.
    pub(super) fn of(survey: &'v Value) -> Self {
        let mut questions: BTreeMap<String, Payload<'v>> = BTreeMap::new();
        let mut order = Vec::new();
        for element in elements(survey, "SQ") {
            let payload = element.get("Payload").unwrap_or(&Value::Null);
            let id = element.get("PrimaryAttribute").or_else(|| payload.get("QuestionID")).and_then(scalar);
            let id = id.unwrap_or_else(|| format!("question {}", order.len() + 1));
            order.push(id.clone());
            questions.entry(id).or_insert(Payload(payload));
        }
        let mut blocks = Blocks::of(survey);
        let unplaced = order.into_iter().map(|id| Placed { id, looped: false, skips: false });
        blocks.asked.extend(unplaced);
        let mut seen = BTreeSet::new();
        let asked = blocks.asked.into_iter().filter(|placed| !blocks.binned.contains(&placed.id));
        let entries = asked.filter(|placed| seen.insert(placed.id.clone())).filter_map(|placed| {
            let payload = *questions.get(&placed.id)?;
            Some(Entry { id: placed.id, payload, looped: placed.looped, skips: placed.skips })
        });
        let entries = entries.collect();
        Self { branches: blocks.branches, entries }
    }
}

/// The parts of a survey of one kind.
fn elements<'v>(survey: &'v Value, kind: &'static str) -> impl Iterator<Item = &'v Value> {
    let all = survey.get("SurveyElements").into_iter().flat_map(members).map(|(_, element)| element);
    all.filter(move |element| element.get("Element").and_then(Value::as_str) == Some(kind))
}

/// What the blocks hold.
#[derive(Default)]
struct Blocks {
    branches: bool,
    asked: Vec<Placed>,
    binned: BTreeSet<String>,
}

impl Blocks {
    fn of(survey: &Value) -> Self {
        let mut flow = Flow::default();
        for element in elements(survey, "FL") {
            element.get("Payload").into_iter().for_each(|payload| flow.collect(payload));
        }
        let mut all: Vec<&Value> = Vec::new();
        for element in elements(survey, "BL") {
            all.extend(element.get("Payload").into_iter().flat_map(members).map(|(_, block)| block));
        }
        let mut place: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, id) in flow.blocks.into_iter().enumerate() {
            place.entry(id).or_insert(index);
        }
        let id = |block: &Value| block.get("ID").and_then(Value::as_str).and_then(|id| place.get(id).copied());
        // Blocks the flow does not name come last, in their order.
        all.sort_by_key(|block| id(block).unwrap_or(usize::MAX));
        let mut blocks = Self { branches: flow.branches, ..Self::default() };
        for block in all {
            blocks.add(block);
        }
        blocks
    }

    fn add(&mut self, block: &Value) {
        let looped = block.get("Options").and_then(|options| options.get("Looping")).and_then(Value::as_str);
        let looped = looped.is_some_and(|looping| looping != "None");
        let binned = block.get("Type").and_then(Value::as_str) == Some("Trash");
        for (_, element) in block.get("BlockElements").into_iter().flat_map(members) {
            let Some(id) = element.get("QuestionID").and_then(scalar) else { continue };
            if binned {
                self.binned.insert(id);
            } else {
                self.asked.push(Placed { id, looped, skips: element.get("SkipLogic").is_some() });
            }
        }
    }
}

/// The flow of a survey.
#[derive(Default)]
struct Flow<'v> {
    /// The ids of the blocks in their order.
    blocks: Vec<&'v str>,
    /// Whether it sends people different ways.
    branches: bool,
}

impl<'v> Flow<'v> {
    /// Adds a part and those inside it. The reader of JSON bounds how deep it goes.
    fn collect(&mut self, part: &'v Value) {
        match part.get("Type").and_then(Value::as_str) {
            Some("Block" | "Standard") => self.blocks.extend(part.get("ID").and_then(Value::as_str)),
            Some("Branch" | "BlockRandomizer") => self.branches = true,
            _ => {}
        }
        for (_, inner) in part.get("Flow").into_iter().flat_map(members) {
            self.collect(inner);
        }
    }
}
