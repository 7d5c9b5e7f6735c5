//! Codes that stand for something else than they did: the change that turns results round without a trace.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::{closeness, essence, short};
use super::pairs::Moves;
use super::{Found, Seen, settle};
use crate::survey::AnswerOption;
use crate::survey::form::FormQuestion;

/// How many changes a message names.
const NAMED: usize = 6;
/// How many different cells of a question are looked at.
pub(super) const CELLS: usize = 1000;

/// A code and the label that goes with it now.
struct Change {
    /// The option of the recipe that has the code.
    at: usize,
    /// Its label now.
    label: String,
}

/// Says which codes changed their meaning: as the new file lists them, or as its cells have them (`1 - Very good`). Gives back
/// the cells that are thereby accounted for.
pub(super) fn compare<'s>(
    old: &FormQuestion,
    new: &FormQuestion,
    moves: &Moves,
    seen: Option<&'s Seen>,
    found: &mut Found,
) -> BTreeSet<&'s str> {
    let listed = moves
        .recoded
        .iter()
        .filter_map(|(at, now)| Some(Change { at: *at, label: new.question.options.get(*now)?.label.clone() }));
    let mut changes: Vec<Change> = listed.collect();
    let mut told = BTreeSet::new();
    let cells = seen.map(|seen| seen.unknown.as_slice()).unwrap_or_default();
    for (cell, _) in cells.iter().take(CELLS) {
        if let Some(change) = labelled_code(old, cell) {
            changes.push(change);
            told.insert(cell.as_str());
        }
    }
    if !changes.is_empty() {
        tell(old, &changes, found);
    }
    new_codes(old, new, moves, found);
    codes_for_labels(old, seen, &mut told, found);
    told
}

fn tell(old: &FormQuestion, changes: &[Change], found: &mut Found) {
    let id = &old.question.id;
    let options = &old.question.options;
    let name = |change: &Change| {
        let was = options.get(change.at)?;
        Some(format!("`{}` was `{}` and is `{}`", short(&was.id), short(&was.label), short(&change.label)))
    };
    let mut names: Vec<String> = changes.iter().take(NAMED).filter_map(name).collect();
    if changes.len() > NAMED {
        names.push(format!("and {} more", changes.len() - NAMED));
    }
    let message = format!("codes of `{id}` stand for other answers than before: {}", names.join(", "));
    // An option goes where its label went, with its meaning; a code whose label is new starts anew.
    let place: BTreeMap<String, usize> =
        options.iter().enumerate().rev().map(|(at, option)| (essence(&option.label), at)).collect();
    let change_of: BTreeMap<usize, &Change> = changes.iter().map(|change| (change.at, change)).collect();
    let moved = options.iter().enumerate().map(|(at, option)| {
        let Some(change) = change_of.get(&at) else {
            return (option.clone(), Some(at));
        };
        let was = place.get(&essence(&change.label)).copied();
        let before = was.and_then(|was| options.get(was)).cloned();
        let label = change.label.clone();
        let option = before.map_or_else(
            || AnswerOption { id: option.id.clone(), label, ..AnswerOption::default() },
            |before| AnswerOption { id: option.id.clone(), ..before },
        );
        (option, was)
    });
    let line = settle::options(old, &moved.collect::<Vec<_>>());
    let meanwhile = "read by the codes as the recipe has them; do not compare this question with earlier years yet";
    found.push("drift_recoded", Some(id), message, meanwhile, line);
}

/// Labels that kept their words and changed to a code nobody used before.
fn new_codes(old: &FormQuestion, new: &FormQuestion, moves: &Moves, found: &mut Found) {
    let id = &old.question.id;
    for (was, now) in &moves.new_code {
        let (Some(before), Some(after)) = (old.question.options.get(*was), new.question.options.get(*now)) else {
            continue;
        };
        let (label, was_code, code) = (short(&before.label), short(&before.id), short(&after.id));
        let message = format!("option `{label}` of `{id}` had the code `{was_code}` and has the code `{code}`");
        let line = settle::option(old, *was, &[after.id.as_str()]);
        found.push("drift_recoded", Some(id), message, "cells with the new code count as an option of their own", line);
    }
}

/// A cell that names a code of the recipe with a label that is another option's, or none of its own.
fn labelled_code(old: &FormQuestion, cell: &str) -> Option<Change> {
    if !super::alike::is_option_like(cell) {
        return None;
    }
    let end = cell.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (code, rest) = cell.split_at_checked(end)?;
    let divided = rest.trim_start().starts_with(['-', '.', ':', '=', ')', '–', '—']);
    let label = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let options = &old.question.options;
    let at = options.iter().position(|option| option.id.eq_ignore_ascii_case(code)).filter(|_| divided)?;
    let words = |text: &str| essence(text.strip_prefix(code).unwrap_or(text));
    let own = options.get(at)?;
    let moved = options.iter().enumerate().any(|(other, option)| other != at && words(&option.label) == essence(label));
    let unlike = closeness(&words(&own.label), label).is_none();
    (!label.is_empty() && (moved || unlike)).then(|| Change { at, label: label.to_owned() })
}

/// Cells that hold numbers only, where the recipe knows labels.
fn codes_for_labels<'s>(old: &FormQuestion, seen: Option<&'s Seen>, told: &mut BTreeSet<&'s str>, found: &mut Found) {
    let Some(seen) = seen.filter(|seen| seen.unknown.len() > 1 && seen.chosen.iter().all(|count| *count == 0)) else {
        return;
    };
    let is_code = |cell: &str| cell.len() < 5 && cell.bytes().all(|byte| byte.is_ascii_digit());
    let options = &old.question.options;
    if !seen.unknown.iter().all(|(cell, _)| is_code(cell)) || seen.unknown.len() > options.len() {
        return;
    }
    let mut codes: Vec<&str> = seen.unknown.iter().map(|(cell, _)| cell.as_str()).collect();
    codes.sort_by_key(|code| code.parse::<u32>().unwrap_or(u32::MAX));
    let id = &old.question.id;
    let shown: Vec<String> = codes.iter().take(NAMED).map(|code| format!("`{code}`")).collect();
    let message = format!("`{id}` was answered in words and has codes in the new file: {}", shown.join(", "));
    let in_order = codes.iter().enumerate().map(|(at, code)| settle::option(old, at, &[code]));
    let lines: Vec<String> = in_order.collect();
    let settle =
        format!("# the codes in the order of the options; check them with the questionnaire\n{}", lines.join("\n"));
    found.push("drift_recoded", Some(id), message, "they are invalid: which code is which option is not known", settle);
    told.extend(codes);
}
