//! Changes of a question as a whole: its wording, its kind, the order of its options.

use std::collections::BTreeSet;

use super::alike::{self, essence, same_wording, short};
use super::pairs::{Moves, moves};
use super::slots::Spot;
use super::{Found, Seen, settle};
use crate::corpus::quoted;
use crate::survey::canonical::questionnaire::KINDS;
use crate::survey::form::{Columns, FormQuestion};
use crate::survey::{AnswerOption, QuestionKind};

/// A column of a question found under another heading: what it holds, the heading it had and the one it has.
pub(super) type Reworded = (Spot, String, String);

/// How many different strange answers make a closed question an open one.
const MANY: usize = 30;

/// Compares a question of the recipe with the same question of the new file.
pub(super) fn compare(old: &FormQuestion, new: &FormQuestion, reworded: &[Reworded], found: &mut Found) {
    wording(old, new, reworded, found);
    if old.question.kind != new.question.kind {
        let (was, is) = (kind(old.question.kind), kind(new.question.kind));
        let id = &old.question.id;
        let message = format!("`{id}` was of kind `{was}` and is `{is}` in the new file");
        let mut line = settle::within(&format!("kind = {}", quoted(is)), id);
        if old.question.options.is_empty() && !new.question.options.is_empty() {
            let options: Vec<_> = new.question.options.iter().map(|option| (option.clone(), None)).collect();
            line = format!("{line}\n{}", settle::options(old, &options));
        }
        found.push("drift_changed_kind", Some(id), message, "read as the recipe says", line);
    }
    order(old, new, found);
}

fn kind(kind: QuestionKind) -> &'static str {
    KINDS.iter().find(|(_, known)| *known == kind).map_or("open", |(word, _)| word)
}

fn wording(old: &FormQuestion, new: &FormQuestion, reworded: &[Reworded], found: &mut Found) {
    let id = &old.question.id;
    let (was, is) = (&old.question.text, &new.question.text);
    let is_bare = |text: &str| essence(text) == essence(&new.question.id) || text.trim().is_empty();
    let text = (!same_wording(was, is) && !is_bare(is)).then(|| (was.clone(), is.clone()));
    // A heading that is only a code has no wording to compare.
    let code = |name: &str| !name.trim().contains(' ');
    let headings: Vec<&Reworded> =
        reworded.iter().filter(|(_, was, is)| !code(was) && !code(is) && !same_wording(was, is)).collect();
    let first = headings.first().map(|(_, was, is)| (was.clone(), is.clone()));
    let Some((before, after)) = text.clone().or(first) else {
        return;
    };
    let message =
        format!("the wording of `{id}` was `{}` and is `{}`", alike::wording(&before), alike::wording(&after));
    let mut lines = Vec::new();
    if let Some((_, is)) = text {
        lines.push(settle::within(&format!("text = {}", quoted(&is)), id));
    }
    if let Some((spot, ..)) = headings.first() {
        let names: Vec<(Spot, String)> = headings.iter().map(|(spot, _, is)| (*spot, is.clone())).collect();
        lines.push(settle::column(&settle::with_names(old, &names), *spot));
    }
    let meanwhile = "taken for the same question, under the wording of the recipe";
    found.push("drift_changed_wording", Some(id), message, meanwhile, lines.join("\n"));
}

/// The same options in another order, where the new file has an order of its own.
fn order(old: &FormQuestion, new: &FormQuestion, found: &mut Found) {
    let id = &old.question.id;
    let moves = moves(old, new);
    let listed: Vec<usize> = moves.old_of.iter().flatten().copied().collect();
    let mut lines = Vec::new();
    // Where labels went to other codes, that is told, and the order is a part of it.
    if !listed.is_sorted() && moves.recoded.is_empty() {
        lines.push(settle::options(old, &reordered(old, new, &moves)));
    }
    let columns = |asked: &FormQuestion| match &asked.columns {
        Columns::PerOption(options) => options.iter().map(|(_, option)| usize::from(*option)).collect(),
        _ => Vec::new(),
    };
    let before: Vec<usize> = columns(old);
    let now = columns(new).into_iter().filter_map(|at| moves.old_of.get(at).copied().flatten());
    let after: Vec<usize> = now.collect();
    let common = |of: &[usize], other: &[usize]| -> Vec<usize> {
        let mut seen = BTreeSet::new();
        let other: BTreeSet<usize> = other.iter().copied().collect();
        of.iter().copied().filter(|at| other.contains(at) && seen.insert(*at)).collect()
    };
    if common(&before, &after) != common(&after, &before)
        && let Columns::PerOption(options) = &old.columns
    {
        let place = |option: u16| after.iter().position(|at| *at == usize::from(option)).unwrap_or(usize::MAX);
        let mut options = options.clone();
        options.sort_by_key(|(_, option)| place(*option));
        let asked = FormQuestion { columns: Columns::PerOption(options), ..old.clone() };
        lines.push(settle::column(&asked, Spot::One));
    }
    if lines.is_empty() {
        return;
    }
    let what = if old.question.kind == QuestionKind::Scale { "the steps of the scale" } else { "the options of" };
    let order = if lines.len() == 1 && listed.is_sorted() { &after } else { &listed };
    let names = order.iter().take(8).filter_map(|at| old.question.options.get(*at));
    let names: Vec<String> = names.map(|option| format!("`{}`", short(&option.label))).collect();
    let message = format!("{what} `{id}` are in another order: {}", names.join(", "));
    let meanwhile = "kept in the order of the recipe";
    found.push("drift_reordered_scale", Some(id), message, meanwhile, lines.join("\n"));
}

/// The options of the recipe in the order of the new file, those it lacks last.
fn reordered(old: &FormQuestion, new: &FormQuestion, moves: &Moves) -> Vec<(AnswerOption, Option<usize>)> {
    let (mut order, mut known) = (Vec::new(), BTreeSet::new());
    let listed = moves.old_of.iter().take(new.question.options.len()).flatten();
    for at in listed.copied().chain(0..old.question.options.len()) {
        if known.insert(at) {
            order.push(at);
        }
    }
    order.into_iter().filter_map(|at| Some((old.question.options.get(at)?.clone(), Some(at)))).collect()
}

/// Whether the cells show that a question is answered in another way than the recipe says.
pub(super) fn changed_in_cells(old: &FormQuestion, seen: Option<&Seen>, found: &mut Found) -> bool {
    use QuestionKind::{Date, Multiple, Number, Ranking, Scale, Single};
    let Some(seen) = seen else {
        return false;
    };
    let strange: u64 = seen.unknown.iter().fold(0, |sum, (_, count)| sum.saturating_add(*count));
    if strange <= seen.read {
        return false;
    }
    let id = &old.question.id;
    let is = match old.question.kind {
        Number | Date if seen.unknown.len() <= MANY => "single",
        Number | Date => "open",
        Single | Multiple | Scale | Ranking if seen.unknown.len() > MANY => "open",
        _ => return false,
    };
    let was = kind(old.question.kind);
    let message =
        format!("`{id}` is of kind `{was}`, and {strange} answers in the new file are not; {} were read", seen.read);
    let mut line = settle::within(&format!("kind = {}", quoted(is)), id);
    if is == "single" {
        let labels = seen.unknown.iter().map(|(label, _)| label).filter(|label| alike::is_option_like(label));
        let mut asked = FormQuestion { spellings: Vec::new(), ..old.clone() };
        for label in labels {
            let option =
                AnswerOption { id: settle::free_id(&asked, label), label: label.clone(), ..AnswerOption::default() };
            asked.question.options.push(option);
        }
        let options: Vec<_> = asked.question.options.iter().map(|option| (option.clone(), None)).collect();
        line = format!("{line}\n{}", settle::options(old, &options));
    }
    found.push("drift_changed_kind", Some(id), message, "they are invalid, with their words kept beside", line);
    true
}
