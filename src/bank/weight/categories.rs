//! Whether the people of a survey can have the targets of their margins: everybody a category, every category somebody.

use crate::bank::weight::margins::{Category, Margin, NOT_STATED};
use crate::bank::weight::people::People;
use crate::bank::weight::shares::KEEP;
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
    let without = people.without_target.get(at).into_iter().flatten();
    problems.extend(without.map(|(option, n)| no_target(margin, *option, *n, file)));
    problems.extend(uncoded(at, margin, people, file));
    problems
}

/// People chose an option that the file says nothing of.
fn no_target(margin: &Margin, option: u16, n: u64, file: &str) -> Problem {
    let (id, place) = (&margin.question, margin.place.clone().field(&margin.question));
    let label = margin.options.get(usize::from(option)).map_or("", |option| option.label.as_str());
    let message = format!("{} chose `{label}` of `{id}`, which has no target", counted(n));
    let hint = format!(
        "add a line for it to `{file}`: `{id},{label},SHARE`, or `{id},{label},{KEEP}` to leave it the share it has; or count it with another option in one line, joined by `|`"
    );
    Problem::error("no_target", place, message).hint(hint)
}

/// What is wrong with a category of so many people.
fn members(margin: &Margin, category: &Category, n: u64) -> Option<Problem> {
    let Category { label, target, .. } = category;
    let question = &margin.question;
    let place = category.place.clone().field(question);
    let join = "count it with another option in one line, joined by `|`";
    match (n, *target > 0.0) {
        _ if category.kept => None,
        (0, true) => {
            let message = format!("nobody is `{label}` of `{question}`, so no weight can give it its target");
            let hint = format!("{join}, and add their targets; or give targets of the people there are");
            Some(Problem::error("empty_category", place, message).hint(hint))
        }
        (n, false) if n > 0 => {
            let message = format!("{} `{label}` of `{question}`, whose target is nought", is_counted(n));
            let hint = format!("give it a target above nought, or `{KEEP}` to leave it the share it has; or {join}");
            Some(Problem::error("zero_target", place, message).hint(hint))
        }
        (n, true) if n < FEW => {
            let message = format!("only {} `{label}` of `{question}`: few people speak for many", is_counted(n));
            Some(Problem::warning("small_category", place, message).hint(join))
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
    let id = &margin.question;
    let parts: Vec<String> = reasons.iter().map(|(reason, n)| format!("{n} {}", in_words(*reason))).collect();
    let message = format!("{} no category of `{id}`: {}", has(n), parts.join(", "));
    let hint = format!(
        "add a line `{id},{NOT_STATED},{KEEP}` to `{file}`, and they keep the share they have while the other targets share out the rest; or `{id},{NOT_STATED},SHARE` for a share of their own"
    );
    Some(Problem::error("uncoded", Place::file(file).field(id), message).hint(hint))
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
