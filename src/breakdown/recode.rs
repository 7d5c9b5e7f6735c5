//! Counts with merged categories: the engine counts what people answered, and what it counted is added up as if they had been offered
//! the categories.

use std::collections::BTreeMap;

use crate::engine::{
    ColumnMembers, Comparison, Crosstab, CrosstabColumn, Distribution, RowFilter, TabulateRequest, Tally,
};
use crate::survey::Merging;

/// A request in categories as one in the options people were offered.
pub fn asked_of_options(request: &TabulateRequest, merging: &Merging) -> TabulateRequest {
    let filter = |filter: &RowFilter| {
        let comparison = match &filter.comparison {
            Comparison::AnyCode(codes) => {
                let options = codes.iter().flat_map(|code| merging.options_at(filter.question, *code));
                Comparison::AnyCode(options.collect())
            }
            other @ Comparison::AnyNumber(_) => other.clone(),
        };
        RowFilter { question: filter.question, comparison }
    };
    TabulateRequest { filters: request.filters.iter().map(filter).collect(), ..request.clone() }
}

/// What was counted of options as counts of categories. `request` is the one in categories.
pub fn counted_in_categories(counted: Crosstab, request: &TabulateRequest, merging: &Merging) -> Crosstab {
    let mut columns: Vec<CrosstabColumn> = Vec::with_capacity(counted.columns.len());
    for mut column in counted.columns {
        column.path = path(column.block, &column.path, request, merging);
        column.answers = answers(column.answers, request, merging);
        speak_for_the_silent(&mut column, request, merging);
        match columns.iter_mut().find(|known| known.block == column.block && known.path == column.path) {
            Some(known) => join(known, &column),
            None => columns.push(column),
        }
    }
    Crosstab { columns }
}

/// The same of who was counted.
pub fn members_in_categories(
    members: Vec<ColumnMembers>,
    request: &TabulateRequest,
    merging: &Merging,
) -> Vec<ColumnMembers> {
    let mut columns: Vec<ColumnMembers> = Vec::with_capacity(members.len());
    for column in members {
        let path = path(column.block, &column.path, request, merging);
        let mut answers: BTreeMap<u16, Vec<u32>> = BTreeMap::new();
        for (code, people) in column.answers {
            add(answers.entry(merging.place(request.question, code)).or_default(), people);
        }
        let mut column = ColumnMembers { path, answers, ..column };
        if let Some(place) = merging.place_of_silent(request.question) {
            let silent = std::mem::take(&mut column.missing);
            for people in silent.into_values() {
                add(column.answers.entry(place).or_default(), people);
            }
        }
        match columns.iter_mut().find(|known| known.block == column.block && known.path == column.path) {
            Some(known) => join_members(known, column),
            None => columns.push(column),
        }
    }
    columns
}

fn path(block: Option<usize>, path: &[Option<u16>], request: &TabulateRequest, merging: &Merging) -> Vec<Option<u16>> {
    let questions = block.and_then(|block| request.banner.get(block)).map_or(&[][..], Vec::as_slice);
    let place = |(question, code): (&usize, &Option<u16>)| match code {
        Some(code) => Some(merging.place(*question, *code)),
        None => merging.place_of_silent(*question),
    };
    questions.iter().zip(path).map(place).collect()
}

fn answers(answers: Distribution, request: &TabulateRequest, merging: &Merging) -> Distribution {
    match answers {
        Distribution::Codes(codes) if merging.changes(request.question) => {
            let mut merged: BTreeMap<u16, Tally> = BTreeMap::new();
            for (code, tally) in codes {
                sum(merged.entry(merging.place(request.question, code)).or_default(), tally);
            }
            Distribution::Codes(merged)
        }
        other => other,
    }
}

/// Counts those who gave no answer with those they are merged with.
fn speak_for_the_silent(column: &mut CrosstabColumn, request: &TabulateRequest, merging: &Merging) {
    let Some(place) = merging.place_of_silent(request.question) else { return };
    if let Distribution::Codes(codes) = &mut column.answers {
        for (_, tally) in std::mem::take(&mut column.missing) {
            sum(codes.entry(place).or_default(), tally);
        }
    }
}

fn sum(into: &mut Tally, more: Tally) {
    *into = into.plus(more);
}

/// Adds a column to another of the same place; nobody is in both, because nobody gave two of the options.
pub(super) fn join(into: &mut CrosstabColumn, other: &CrosstabColumn) {
    sum(&mut into.respondents, other.respondents);
    for (reason, tally) in &other.missing {
        sum(into.missing.entry(*reason).or_default(), *tally);
    }
    match (&mut into.answers, &other.answers) {
        (Distribution::Codes(codes), Distribution::Codes(others)) => {
            for (code, tally) in others {
                sum(codes.entry(*code).or_default(), *tally);
            }
        }
        (Distribution::Values(values), Distribution::Values(others)) => {
            for (value, tally) in others {
                match values.binary_search_by(|(known, _)| known.total_cmp(value)) {
                    Ok(at) => sum(&mut values[at].1, *tally),
                    Err(at) => values.insert(at, (*value, *tally)),
                }
            }
        }
        _ => {}
    }
}

fn join_members(into: &mut ColumnMembers, other: ColumnMembers) {
    add(&mut into.respondents, other.respondents);
    for (reason, people) in other.missing {
        add(into.missing.entry(reason).or_default(), people);
    }
    for (code, people) in other.answers {
        add(into.answers.entry(code).or_default(), people);
    }
}

/// Adds people, in order.
fn add(into: &mut Vec<u32>, people: Vec<u32>) {
    into.extend(people);
    into.sort_unstable();
}

#[cfg(test)]
#[path = "recode_tests.rs"]
mod tests;
