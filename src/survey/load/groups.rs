//! Columns that belong together: a column per option, or an item of a grid each.

use std::collections::BTreeMap;

use super::heading::Heading;
use super::labels::tick;
use super::plan::Tick;
use super::table::Column;
use crate::text::normalise;

/// Columns that share a heading.
pub(super) struct Group {
    pub(super) columns: Vec<usize>,
    /// The column of words written beside the options.
    pub(super) words: Option<usize>,
    /// Whether the heading itself says that they are one question, by its brackets.
    pub(super) bracketed: bool,
}

/// The groups among the columns that are answers, in the order of their first column.
pub(super) fn find(columns: &[Column<'_>], answers: &[usize]) -> Vec<Group> {
    let mut bracketed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in answers {
        if let Some(key) = key(&columns[*index].heading) {
            bracketed.entry(key).or_default().push(*index);
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    for members in bracketed.into_values() {
        let is_words = |index: &usize| beside_options(&columns[*index]);
        let words = members.iter().copied().find(is_words);
        let rest: Vec<usize> = members.into_iter().filter(|index| Some(*index) != words).collect();
        if !rest.is_empty() {
            groups.push(Group { columns: rest, words, bracketed: true });
        }
    }
    groups.extend(numbered(columns, answers));
    groups.sort_by_key(|group| group.columns.first().copied());
    groups
}

/// What columns of one question share: the code before the brackets, else the words before them.
fn key(heading: &Heading) -> Option<String> {
    match (&heading.code, &heading.part, &heading.option) {
        (Some(code), Some(_), _) => Some(format!("code {}", code.to_lowercase())),
        (None, None, Some(_)) if !heading.text.is_empty() => Some(format!("text {}", normalise(&heading.text))),
        _ => None,
    }
}

/// Whether the column holds words written beside the options rather than a tick.
fn beside_options(column: &Column<'_>) -> bool {
    let named = column.heading.part.as_deref().is_some_and(|part| part.eq_ignore_ascii_case("other"));
    named && column.filled().any(|(value, _)| tick(value).is_none())
}

/// Runs of neighbouring columns `code_1, code_2, ...` that hold nothing but ticks.
fn numbered(columns: &[Column<'_>], answers: &[usize]) -> Vec<Group> {
    let mut runs: Vec<(String, Vec<usize>)> = Vec::new();
    for index in answers {
        let heading = &columns[*index].heading;
        let stem = match (&heading.code, &heading.part) {
            (Some(code), None) => code.rsplit_once('_').map(|(stem, _)| stem.to_lowercase()),
            _ => None,
        };
        let Some(stem) = stem.filter(|stem| !stem.is_empty()) else {
            continue;
        };
        match runs.last_mut() {
            Some((last, run)) if *last == stem && run.last().is_some_and(|before| before + 1 == *index) => {
                run.push(*index);
            }
            _ => runs.push((stem, vec![*index])),
        }
    }
    let ticks = |run: &Vec<usize>| run.len() > 1 && tick_columns(columns, run, false).is_some();
    let runs = runs.into_iter().map(|(_, run)| run).filter(ticks);
    runs.map(|columns| Group { columns, words: None, bracketed: false }).collect()
}

/// What the cells of each column say, when every one of them is a tick column. A column whose only content is one label is one,
/// when the label is that of its heading, or when each column of the group has a label of its own.
pub(super) fn tick_columns(columns: &[Column<'_>], members: &[usize], bracketed: bool) -> Option<Vec<Vec<Tick>>> {
    let constants: Vec<Option<&str>> = members.iter().map(|index| constant(&columns[*index])).collect();
    let mut labels: Vec<String> = constants.iter().flatten().map(|label| normalise(label)).collect();
    let filled = labels.len();
    labels.sort_unstable();
    labels.dedup();
    let is_own = |(constant, index): (Option<&str>, &usize)| match constant {
        Some(label) => tick(label) != Some(false),
        None => columns[*index].answered() == 0,
    };
    let rows = members.first().map_or(0, |index| columns[*index].cells.len());
    // In a handful of rows any column may happen to hold one label only.
    let own_labels =
        rows >= 5 && filled > 1 && labels.len() == filled && constants.iter().copied().zip(members).all(is_own);
    let mut any = false;
    let mut ticks = Vec::new();
    for (index, constant) in members.iter().zip(constants) {
        let column = &columns[*index];
        any |= column.answered() > 0;
        let is_own = constant.is_some_and(|label| own_labels || names(&column.heading, label));
        let read = |value: &str| match value {
            "" => Some(Tick::Blank),
            _ if is_own => Some(Tick::Yes),
            value => tick(value).map(|yes| if yes { Tick::Yes } else { Tick::No }),
        };
        ticks.push(
            column.values.iter().map(|value| read(super::heading::trim_cell(value))).collect::<Option<Vec<_>>>()?,
        );
    }
    // A single column in brackets is a question of its own rather than a list of one option.
    let optional = members.first().is_some_and(|first| columns[*first].heading.option.is_some());
    let enough = members.len() > 1 || (bracketed && optional && ticks_only_yes(&ticks));
    (any && enough).then_some(ticks)
}

fn ticks_only_yes(ticks: &[Vec<Tick>]) -> bool {
    ticks.iter().flatten().all(|tick| *tick != Tick::No)
}

/// The only content of a column.
fn constant<'c>(column: &'c Column<'_>) -> Option<&'c str> {
    let mut filled = column.filled();
    let (first, _) = filled.next()?;
    filled.next().is_none().then_some(first)
}

/// Whether `label` is the option the heading names.
fn names(heading: &Heading, label: &str) -> bool {
    let same = |name: &Option<String>| name.as_ref().is_some_and(|name| normalise(name) == normalise(label));
    same(&heading.option) || same(&heading.part)
}
