//! Who is asked a question, where that can be said by the options of one other question.

use serde_json::Value;

use super::payload::{Payload, members};

/// Who is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Routing {
    /// Those who chose one of some options; everybody when `None`.
    pub(super) asked: Option<Choosers>,
    /// Whether there is more to it than can be said here.
    pub(super) richer: bool,
}

/// Those who chose one of `choices` of the question `question`, or of its statement `item`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choosers {
    /// The id the survey gives the question.
    pub(super) question: String,
    /// The statement, in a grid.
    pub(super) item: Option<String>,
    /// The ids of the choices.
    pub(super) choices: Vec<String>,
}

/// Who is asked the question, and whether all of its parts.
pub(super) fn of(payload: Payload<'_>, skips: bool) -> Routing {
    let present = |key: &str| payload.0.get(key).filter(|logic| members(logic).next().is_some());
    let more = ["SkipLogic", "InPageDisplayLogic"].into_iter().any(|key| present(key).is_some());
    let logic = present("DisplayLogic");
    let asked = logic.and_then(choosers);
    let richer = skips || more || payload.has_inner_logic() || (logic.is_some() && asked.is_none());
    Routing { asked, richer }
}

/// What `logic` says when it is options of one question joined by "or".
fn choosers(logic: &Value) -> Option<Choosers> {
    let mut groups = members(logic).filter(|(_, group)| group.is_object());
    let (Some((_, group)), None) = (groups.next(), groups.next()) else { return None };
    let mut found: Option<Choosers> = None;
    for (index, (_, part)) in members(group).filter(|(_, part)| part.is_object()).enumerate() {
        let joined = part.get("Conjuction").or_else(|| part.get("Conjunction")).and_then(Value::as_str);
        if index > 0 && joined != Some("Or") {
            return None;
        }
        let next = selected(part)?;
        match &mut found {
            None => found = Some(next),
            Some(all) if (&all.question, &all.item) == (&next.question, &next.item) => all.choices.extend(next.choices),
            Some(_) => return None,
        }
    }
    found
}

/// The one choice that `part` says was selected.
fn selected(part: &Value) -> Option<Choosers> {
    let told = |key: &str| part.get(key).and_then(Value::as_str).unwrap_or_default();
    if told("LogicType") != "Question" || told("Operator") != "Selected" || told("QuestionIsInLoop") == "yes" {
        return None;
    }
    let path = told("ChoiceLocator").strip_prefix("q://")?;
    let (question, place) = path.split_once("/SelectableChoice/")?;
    let (item, choice) = match place.split_once('/') {
        Some((item, choice)) => (Some(item.to_owned()), choice),
        None => (None, place),
    };
    let plain = !choice.is_empty() && !choice.contains('/');
    plain.then(|| Choosers { question: question.to_owned(), item, choices: vec![choice.to_owned()] })
}
