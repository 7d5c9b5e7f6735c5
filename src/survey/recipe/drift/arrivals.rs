//! What is told of columns that came, went and were renamed.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::short;
use super::columns::Changes;
use super::renames::parts;
use super::slots::{Slot, Spot, slots};
use super::{Found, options, settle};
use crate::corpus::{lines, quoted};
use crate::survey::form::{Form, FormQuestion};
use crate::text::slug_of;

const UNASKED: &str = "its answers are counted as not asked";

/// Says what came, went and was renamed.
pub(super) fn tell(old: &Form, new: &Form, changes: Changes<'_>, found: &mut Found) {
    for (gone, fresh) in &changes.renamed {
        if let Some(asked) = gone.question.and_then(|at| old.questions.get(at)) {
            tell_renamed(asked, gone, fresh, found);
        }
    }
    for gone in &changes.gone {
        if let Some(asked) = gone.question.and_then(|at| old.questions.get(at)) {
            tell_gone(asked, gone, found);
        }
    }
    let (technical, answers): (Vec<Slot<'_>>, Vec<Slot<'_>>) =
        changes.new.into_iter().partition(|slot| slot.spot == Spot::Technical);
    let batteries = batteries(old);
    let mut told = BTreeSet::new();
    for slot in answers {
        if let Some(asked) = slot.question.and_then(|at| new.questions.get(at))
            && told.insert((slot.question, matches!(slot.spot, Spot::Words(_))))
        {
            tell_new(old, asked, &slot, &batteries, found);
        }
    }
    tell_technical(old, &technical, found);
}

fn tell_renamed(asked: &FormQuestion, gone: &Slot<'_>, fresh: &Slot<'_>, found: &mut Found) {
    let id = &asked.question.id;
    let (was, is) = (short(gone.name()), short(fresh.name()));
    let line = settle::column(&settle::with_names(asked, &[(gone.spot, fresh.name().to_owned())]), gone.spot);
    if let (Spot::Option(at), Some((_, end))) = (gone.spot, parts(fresh.name())) {
        let label = asked.question.options.get(usize::from(at)).map_or_else(String::new, |option| short(&option.label));
        let message = format!(
            "option `{label}` of `{id}` has no column `{was}`, and the column of `{}` is new: it may be the new name",
            short(end)
        );
        found.push("drift_renamed_option", Some(id), message, "the new column is a question of its own", line);
        return;
    }
    let message = format!("the column `{was}` of `{id}` is gone, and `{is}` is new: it may be the new name");
    found.push("drift_missing_column", Some(id), message, UNASKED, line);
}

fn tell_gone(asked: &FormQuestion, gone: &Slot<'_>, found: &mut Found) {
    let id = &asked.question.id;
    let message = format!("the file has no column `{}` for `{id}`", short(gone.name()));
    let named = settle::with_names(asked, &[(gone.spot, "its heading now".to_owned())]);
    let line = settle::column(&named, gone.spot);
    let settle = format!(
        "# where it is there under another heading, write that; where it was not asked, leave all as it is\n{line}"
    );
    found.push("drift_missing_column", Some(id), message, UNASKED, settle);
}

fn tell_new(old: &Form, asked: &FormQuestion, slot: &Slot<'_>, batteries: &Batteries<'_>, found: &mut Found) {
    let (id, heading) = (&asked.question.id, short(slot.name()));
    if let Some((known, end)) = battery(batteries, slot) {
        let (question, label) = (&known.question.id, short(end));
        let message =
            format!("the column `{heading}` is new, and belongs to `{question}`: it has a new option `{label}`");
        let code = slug_of(end, 40);
        let lines = [settle::new_option(known, &code, end), options::with_option(known, &code, slot.name())];
        let meanwhile = "a question of its own";
        found.push("drift_new_option", Some(question), message, meanwhile, lines.join("\n"));
        return;
    }
    let known = old.questions.iter().find(|known| known.question.id.eq_ignore_ascii_case(id));
    let (message, line) = match known {
        Some(known) => {
            let message = format!("the column `{heading}` is new, and was taken for `{id}`");
            let line = settle::column(&settle::with_names(known, &[(slot.spot, slot.name().to_owned())]), slot.spot);
            (message, line)
        }
        None => (format!("the column `{heading}` is new"), settle::question(asked)),
    };
    let meanwhile = "read as it was recognised; not in the recipe";
    found.push("drift_new_column", Some(id), message, meanwhile, line);
}

/// The questions of the recipe with columns per option, by the words those columns share.
type Batteries<'a> = BTreeMap<String, &'a FormQuestion>;

fn batteries(old: &Form) -> Batteries<'_> {
    let options = slots(old).into_iter().filter(|slot| matches!(slot.spot, Spot::Option(_)));
    let stem = |slot: Slot<'_>| Some((parts(slot.name())?.0, slot.question.and_then(|at| old.questions.get(at))?));
    options.filter_map(stem).collect()
}

/// The question among whose columns per option a new heading belongs, and the words that tell its option.
fn battery<'a, 's>(batteries: &Batteries<'a>, slot: &'s Slot<'_>) -> Option<(&'a FormQuestion, &'s str)> {
    let (stem, end) = parts(slot.name())?;
    let asked = batteries.get(&stem).copied()?;
    (slot.spot == Spot::One).then_some((asked, end))
}

fn tell_technical(old: &Form, fresh: &[Slot<'_>], found: &mut Found) {
    if fresh.is_empty() {
        return;
    }
    let names: Vec<String> = fresh.iter().take(8).map(|slot| format!("`{}`", short(slot.name()))).collect();
    let more = fresh.len().saturating_sub(8);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let verb = if fresh.len() == 1 { "column holds" } else { "columns hold" };
    let message = format!("{} new {verb} no answers, as it seems: {}{more}", fresh.len(), names.join(", "));
    let all = old.technical.iter().map(String::as_str).chain(fresh.iter().map(Slot::name));
    let line = format!("technical = {}  # at the head of the recipe", lines(all.map(quoted)));
    found.push("drift_new_column", None, message, "left out", line);
}
