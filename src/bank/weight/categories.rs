//! Whether the people of a survey can have the targets of their margins: everybody a category, every category somebody.

use crate::bank::weight::margins::{Category, Margin, NOT_STATED};
use crate::bank::weight::people::People;
use crate::problem::{Place, Problem};
use crate::survey::Missing;

/// Categories of fewer people than this are told: a few people then speak for many.
const FEW: u64 = 10;

/// Every category that cannot have its target, and everybody without one, as errors; thin categories as warnings. `file` is the
/// file of the targets.
pub(super) fn check(margins: &[Margin], people: &People, file: &str) -> Vec<Problem> {
    if people.ids.is_empty() {
        return Vec::new();
    }
    margins.iter().enumerate().flat_map(|(at, margin)| check_one(at, margin, people, file)).collect()
}

fn check_one(at: usize, margin: &Margin, people: &People, file: &str) -> Vec<Problem> {
    let members = |(place, category): (usize, &Category)| members(margin, category, people.members(at, place));
    let mut problems: Vec<Problem> = margin.categories.iter().enumerate().filter_map(members).collect();
    for (option, n) in people.without_target.get(at).into_iter().flatten() {
        let label = margin.options.get(usize::from(*option)).map_or("", |option| option.label.as_str());
        let message = format!("{} chose `{label}` of `{}`, which has no target", counted(*n), margin.question);
        let hint = format!(
            "add a line for it to `{file}`, or count it with another option in one line, joined by `|`, such as `{label}|...`"
        );
        let place = margin.place.clone().field(&margin.question);
        problems.push(Problem::error("no_target", place, message).hint(hint));
    }
    problems.extend(uncoded(at, margin, people, file));
    problems
}

/// What is wrong with a category of so many people.
fn members(margin: &Margin, category: &Category, n: u64) -> Option<Problem> {
    let Category { id, target, .. } = category;
    let place = category.place.clone().field(&margin.question);
    match (n, *target > 0.0) {
        (0, true) => {
            let message = format!("nobody is `{id}` of `{}`, so no weight can give it its target", margin.question);
            Some(Problem::error("empty_category", place, message).hint(
                "count it with another option in one line, joined by `|`, and add their targets; or give targets of the people there are",
            ))
        }
        (0, false) => None,
        (n, false) => {
            let message = format!("{} `{id}` of `{}`, whose target is nought", is_counted(n), margin.question);
            Some(
                Problem::error("zero_target", place, message)
                    .hint("give it a target above nought, or count it with another option in one line, joined by `|`"),
            )
        }
        (n, true) if n < FEW => {
            let message = format!("only {} `{id}` of `{}`: few people speak for many", is_counted(n), margin.question);
            Some(
                Problem::warning("small_category", place, message)
                    .hint("count it with another option in one line, joined by `|`"),
            )
        }
        _ => None,
    }
}

/// Who has no category, and how to go on.
fn uncoded(at: usize, margin: &Margin, people: &People, file: &str) -> Option<Problem> {
    let reasons = people.not_stated.get(at).filter(|_| margin.not_stated().is_none())?;
    let n: u64 = reasons.values().sum();
    if n == 0 {
        return None;
    }
    let parts: Vec<String> = reasons.iter().map(|(reason, n)| format!("{n} {}", in_words(*reason))).collect();
    let message = format!("{} no category of `{}`: {}", has(n), margin.question, parts.join(", "));
    let hint = format!(
        "give them a target of their own with a line `{},{NOT_STATED},SHARE` in `{file}`, or leave `{}` out of the targets",
        margin.question, margin.question
    );
    Some(Problem::error("uncoded", Place::file(file).field(&margin.question), message).hint(hint))
}

fn in_words(reason: Missing) -> &'static str {
    match reason {
        Missing::Blank => "left it blank",
        Missing::NotAsked => "not asked",
        Missing::NotApplicable => "not applicable",
        Missing::PreferNotToSay => "preferred not to say",
        Missing::Invalid => "gave an answer that cannot stand",
    }
}

fn counted(n: u64) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{n} people") }
}

fn is_counted(n: u64) -> String {
    format!("{} {}", counted(n), if n == 1 { "is" } else { "are" })
}

fn has(n: u64) -> String {
    format!("{} {}", counted(n), if n == 1 { "has" } else { "have" })
}
