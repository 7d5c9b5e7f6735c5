//! Neighbouring columns that are one question: a column per option, per row, or per row and option.

use std::collections::HashSet;

use super::column::Column;
use super::label::{self, Block, Place};
use crate::survey::load::layout::stem;

/// The most rows of a table; more are hardly a question.
const ROWS_MAX: usize = 500;

/// The questions over several columns; columns `beside` others hold words and are left out.
pub(super) fn find(columns: &[Column<'_>], beside: &HashSet<usize>, divider: &str) -> Vec<Block> {
    let imported = columns.iter().any(|column| column.import.is_some());
    let runs = if imported { by_import(columns, beside) } else { by_code(columns, beside, divider) };
    runs.iter().filter(|run| run.len() > 1).filter_map(|run| label::block(columns, run, divider)).collect()
}

/// Neighbours whose import ids name the same question; words beside an option are left out.
fn by_import<'r>(columns: &'r [Column<'r>], beside: &HashSet<usize>) -> Vec<Vec<Place<'r>>> {
    let mut runs: Vec<(&str, Vec<Place<'_>>)> = Vec::new();
    let mut last = None;
    for (index, column) in columns.iter().enumerate() {
        if beside.contains(&index) {
            continue;
        }
        let Some(id) = &column.import else {
            last = None;
            continue;
        };
        if last != Some(id.question) {
            runs.push((id.question, Vec::new()));
        }
        last = Some(id.question);
        let place = match id.levels.as_slice() {
            [] => continue,
            [option] => Place { column: index, row: None, option },
            [row, .., option] => Place { column: index, row: Some(row), option },
        };
        if let Some((_, run)) = runs.last_mut() {
            run.push(place);
        }
    }
    let entry = |place: &Place<'_>| {
        columns
            .get(place.column)
            .is_some_and(|column| column.entry || column.import.as_ref().is_some_and(|id| id.entry))
    };
    for (_, run) in &mut runs {
        // Words are what was asked for where every column holds them.
        if run.iter().any(|place| !entry(place)) {
            run.retain(|place| !entry(place));
        }
        let depth = |place: &Place<'_>| place.row.is_some();
        if run.iter().any(depth) && !run.iter().all(depth) {
            run.clear();
        }
    }
    runs.into_iter().map(|(_, run)| run).collect()
}

/// Neighbours whose codes differ only after the last underscore and whose wordings begin alike; runs of them that go on from
/// the same question are the rows of a table.
fn by_code<'r>(columns: &'r [Column<'r>], beside: &HashSet<usize>, divider: &str) -> Vec<Vec<Place<'r>>> {
    let mut done: Vec<Vec<Place<'_>>> = Vec::new();
    let mut rows: Vec<Run<'_>> = Vec::new();
    for run in runs(columns, beside, divider) {
        if !rows.is_empty() && !goes_on(columns, &rows, &run, divider) {
            done.push(places(columns, &std::mem::take(&mut rows)));
        }
        rows.push(run);
    }
    done.push(places(columns, &rows));
    done
}

/// Neighbours that share their code before the last underscore.
struct Run<'r> {
    parent: &'r str,
    members: Vec<usize>,
}

fn runs<'r>(columns: &'r [Column<'r>], beside: &HashSet<usize>, divider: &str) -> Vec<Run<'r>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut open = false;
    for (index, column) in columns.iter().enumerate() {
        if beside.contains(&index) {
            continue;
        }
        let parent = column.base.rsplit_once('_').map(|(parent, _)| parent);
        let Some(parent) = parent.filter(|parent| !parent.is_empty() && !column.base.ends_with("_GROUP")) else {
            open = false;
            continue;
        };
        match runs.last_mut() {
            Some(run) if open && run.parent == parent && belongs(columns, run, column, divider) => {
                run.members.push(index);
            }
            _ => runs.push(Run { parent, members: vec![index] }),
        }
        open = true;
    }
    runs
}

/// Whether the column asks for words, or for ticks, as the run does, and its wording begins with the same question.
fn belongs(columns: &[Column<'_>], run: &Run<'_>, column: &Column<'_>, divider: &str) -> bool {
    run.members.first().and_then(|first| columns.get(*first)).is_some_and(|first| {
        let texts = [first.wording, column.wording];
        first.entry == column.entry
            && first.base != column.base
            && [divider, "-"].iter().any(|dash| stem::stem(&texts, dash).is_some())
    })
}

/// Whether `run` is the next row of the table that `rows` begin: the same question in codes and wordings, a row of its own, and
/// as many options.
fn goes_on(columns: &[Column<'_>], rows: &[Run<'_>], run: &Run<'_>, divider: &str) -> bool {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return false;
    };
    let question = |run: &Run<'_>| run.parent.rsplit_once('_').map(|(question, _)| question.to_owned());
    let wording = |index: &usize| columns.get(*index).map_or("", |column| column.wording);
    let texts = |run: &Run<'_>| run.members.iter().map(wording).collect::<Vec<_>>();
    let both: Vec<&str> = texts(first).into_iter().chain(texts(run)).collect();
    let before: Vec<&str> = texts(first).into_iter().chain(texts(last)).collect();
    let end = stem::stem(&both, divider).map(|(end, _)| end);
    let next = last.members.last().zip(run.members.first()).is_some_and(|(last, first)| first - last <= 2);
    next && rows.len() < ROWS_MAX
        && question(first).is_some()
        && question(first) == question(run)
        && rows.iter().all(|row| row.parent != run.parent)
        && end.is_some()
        && (rows.len() == 1 || stem::stem(&before, divider).map(|(end, _)| end) == end)
        && first.members.len() == run.members.len()
}

/// The columns of one run, or of the rows of a table.
fn places<'r>(columns: &'r [Column<'r>], rows: &[Run<'r>]) -> Vec<Place<'r>> {
    let table = rows.len() > 1;
    let place = |run: &Run<'r>, index: usize| {
        let base = columns.get(index)?.base;
        let option = base.rsplit_once('_').map_or("", |(_, option)| option);
        Some(Place { column: index, row: table.then_some(run.parent), option })
    };
    let all = rows.iter().flat_map(|run| run.members.iter().filter_map(|index| place(run, *index)));
    all.collect()
}
