//! Changes of the options of a question: renamed, new, gone.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::alike::{closeness, is_option_like, short};
use super::pairs::{Moves, moves};
use super::slots::Spot;
use super::{Found, Seen, codes, settle};
use crate::survey::form::{Columns, FormQuestion};
use crate::text::slug_of;

/// How many options and labels of a question are looked at for what became what.
const LOOKED_AT: usize = 100;

/// A label of the new file that the recipe does not know.
#[derive(Clone, Copy)]
struct Unknown<'a> {
    label: &'a str,
    count: u64,
    /// Its position among the options of the new file, where it is one.
    listed: Option<usize>,
}

/// Compares the options of a question of the recipe with those of the new file and with the cells.
pub(super) fn compare(old: &FormQuestion, new: &FormQuestion, seen: Option<&Seen>, found: &mut Found) {
    if old.question.options.is_empty() {
        return;
    }
    let moves = moves(old, new);
    let explained = codes::compare(old, new, &moves, seen, found);
    let told = seen.is_some_and(|seen| seen.told);
    for (at, now) in &moves.renamed {
        if let (Some(before), Some(after)) = (old.question.options.get(*at), new.question.options.get(*now)) {
            let (id, code) = (&old.question.id, short(&before.id));
            let (was, is) = (short(&before.label), short(&after.label));
            let message = format!("option `{code}` of `{id}` was called `{was}` and is called `{is}`");
            let line = settle::option(old, *at, &[after.label.as_str()]);
            found.push("drift_renamed_option", Some(id), message, "taken for the same option, by its code", line);
        }
    }
    let mut unused = unused(old, &moves, seen, told);
    let mut unknown = unknown(new, &moves, seen, &explained);
    for (at, label) in pair(old, &mut unused, &mut unknown) {
        tell_renamed(old, at, label, found);
    }
    tell_new(old, new, &unknown, told, found);
    if told {
        let listed: BTreeSet<usize> = moves.old_of.iter().flatten().copied().collect();
        let recoded: BTreeSet<usize> = moves.recoded.iter().map(|(at, _)| *at).collect();
        for at in unused.into_iter().filter(|at| !listed.contains(at) && !recoded.contains(at)) {
            tell_missing(old, at, found);
        }
    }
}

/// The options of the recipe that nobody chose and that the new file does not list.
fn unused(old: &FormQuestion, moves: &Moves, seen: Option<&Seen>, told: bool) -> Vec<usize> {
    let mut used: BTreeSet<usize> = moves.recoded.iter().map(|(at, _)| *at).collect();
    for (now, at) in moves.old_of.iter().enumerate() {
        let chosen = seen.and_then(|seen| seen.chosen.get(now)).is_none_or(|count| *count > 0);
        used.extend(at.filter(|_| chosen || told));
    }
    (0..old.question.options.len()).filter(|at| !used.contains(at)).collect()
}

/// The labels the recipe does not know, the most frequent first.
fn unknown<'a>(
    new: &'a FormQuestion,
    moves: &Moves,
    seen: Option<&'a Seen>,
    explained: &BTreeSet<&str>,
) -> Vec<Unknown<'a>> {
    let recoded: BTreeSet<usize> = moves.recoded.iter().map(|(_, now)| *now).collect();
    let listed = new
        .question
        .options
        .iter()
        .enumerate()
        .filter(|(now, _)| moves.old_of.get(*now).is_some_and(Option::is_none) && !recoded.contains(now));
    let chosen = |now: usize| seen.and_then(|seen| seen.chosen.get(now)).copied().unwrap_or_default();
    let mut unknown: Vec<Unknown<'a>> =
        listed.map(|(now, option)| Unknown { label: &option.label, count: chosen(now), listed: Some(now) }).collect();
    let cells = seen.map(|seen| seen.unknown.as_slice()).unwrap_or_default();
    let cells =
        cells.iter().take(codes::CELLS).filter(|(cell, _)| is_option_like(cell) && !explained.contains(cell.as_str()));
    unknown.extend(cells.map(|(label, count)| Unknown { label, count: *count, listed: None }));
    unknown.sort_by_key(|one| Reverse(one.count));
    unknown
}

/// Which unused option became which unknown label: the nearest first, then the only ones that are left. Takes both out.
fn pair<'a>(old: &FormQuestion, unused: &mut Vec<usize>, unknown: &mut Vec<Unknown<'a>>) -> Vec<(usize, Unknown<'a>)> {
    let mut near: Vec<(usize, usize, usize)> = Vec::new();
    for (place, one) in unknown.iter().enumerate().take(LOOKED_AT) {
        for at in unused.iter().take(LOOKED_AT) {
            let label = old.question.options.get(*at).map_or("", |option| option.label.as_str());
            near.extend(closeness(label, one.label).map(|close| (close, place, *at)));
        }
    }
    near.sort_by_key(|(close, place, at)| (Reverse(*close), *place, *at));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, place, at) in near {
        if pairs.iter().all(|(other, of)| *other != place && *of != at) {
            pairs.push((place, at));
        }
    }
    let left: Vec<usize> = (0..unknown.len()).filter(|place| pairs.iter().all(|(other, _)| other != place)).collect();
    unused.retain(|at| pairs.iter().all(|(_, of)| of != at));
    if let ([place], [at]) = (left.as_slice(), unused.as_slice()) {
        pairs.push((*place, *at));
        unused.clear();
    }
    let taken = |place: &usize| pairs.iter().any(|(other, _)| other == place);
    let mut paired: Vec<(usize, Unknown<'a>)> =
        pairs.iter().filter_map(|(place, at)| Some((*at, *unknown.get(*place)?))).collect();
    paired.sort_by_key(|(at, _)| *at);
    let rest = unknown.iter().enumerate().filter(|(place, _)| !taken(place)).map(|(_, one)| *one).collect();
    *unknown = rest;
    paired
}

fn tell_renamed(old: &FormQuestion, at: usize, label: Unknown<'_>, found: &mut Found) {
    let id = &old.question.id;
    let Some(option) = old.question.options.get(at) else {
        return;
    };
    let (was, is, count) = (short(&option.label), short(label.label), label.count);
    let message =
        format!("nobody chose `{was}` of `{id}`, and `{is}`, chosen by {count}, is new: it may be the new name");
    let line = settle::option(old, at, &[label.label]);
    found.push("drift_renamed_option", Some(id), message, UNREAD, line);
}

/// What becomes of a cell that names no option.
const UNREAD: &str =
    "it counts as an option of its own, or as the one for other answers with the words kept, where there is one";

fn tell_new(old: &FormQuestion, new: &FormQuestion, unknown: &[Unknown<'_>], told: bool, found: &mut Found) {
    let id = &old.question.id;
    let comes_back = |one: &&Unknown<'_>| one.count > 1 || one.listed.is_some();
    for one in unknown.iter().filter(comes_back) {
        let (label, count) = (short(one.label), one.count);
        let source = if told && one.listed.is_some() { "the new questionnaire has" } else { "the new file has" };
        let message = format!("{source} an answer to `{id}` that is no option of it: `{label}`, chosen by {count}");
        let code = one.listed.and_then(|now| new.question.options.get(now)).map(|option| option.id.clone());
        let code = code.unwrap_or_else(|| slug_of(one.label, 40));
        let mut lines = vec![settle::new_option(old, &code, one.label)];
        lines.extend(one.listed.and_then(|now| column_line(old, new, now, &code)));
        found.push("drift_new_option", Some(id), message, UNREAD, lines.join("\n"));
    }
    // What one person wrote may be anything, so it is counted and not repeated.
    let once = unknown.iter().filter(|one| !comes_back(one)).count();
    if once > 0 {
        let answers = if once == 1 { "answer, given once, is" } else { "answers, each given once, are" };
        let message = format!("{once} {answers} no option of `{id}`");
        let line = settle::within("{ id = \"...\", label = \"...\" },", id);
        found.push("drift_new_option", Some(id), message, UNREAD, line);
    }
}

/// The column of a new option, where options have columns of their own.
fn column_line(old: &FormQuestion, new: &FormQuestion, now: usize, code: &str) -> Option<String> {
    let (Columns::PerOption(_), Columns::PerOption(columns)) = (&old.columns, &new.columns) else {
        return None;
    };
    let (names, _) = columns.iter().find(|(_, option)| usize::from(*option) == now)?;
    Some(with_option(old, code, names.first()?))
}

/// The line of columns with one more, for an option that is not there yet.
pub(super) fn with_option(old: &FormQuestion, code: &str, heading: &str) -> String {
    let mut asked = old.clone();
    let id = settle::free_id(old, code);
    let at = u16::try_from(asked.question.options.len()).unwrap_or(u16::MAX);
    asked.question.options.push(crate::survey::AnswerOption { id, ..crate::survey::AnswerOption::default() });
    settle::column(&settle::with_names(&asked, &[(Spot::Option(at), heading.to_owned())]), Spot::One)
}

fn tell_missing(old: &FormQuestion, at: usize, found: &mut Found) {
    let id = &old.question.id;
    let label = old.question.options.get(at).map_or_else(String::new, |option| short(&option.label));
    let message = format!("the new questionnaire has no option `{label}` of `{id}`");
    let settle = format!("# take the line out: {}", settle::option(old, at, &[]));
    found.push("drift_missing_option", Some(id), message, "kept as an option that nobody chose", settle);
}
