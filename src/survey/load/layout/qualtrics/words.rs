//! Columns of words beside an option: `Q5_9_TEXT` beside the option `Q5_9` or the question `Q5`.

use std::collections::HashMap;

use super::column::Column;
use crate::survey::load::heading::{Heading, plain_code, spaced};

/// What a column of words stands beside.
#[derive(Clone, Copy)]
pub(super) enum Beside {
    /// The option, question or row with the same code.
    Same(usize),
    /// The question whose code the column goes on from.
    Question(usize),
    /// The row that the column and its neighbour share.
    Row(usize),
}

/// Every column of words with what it stands beside. Where there is none, words are what was asked for.
pub(super) fn find(columns: &[Column<'_>]) -> Vec<(usize, Beside)> {
    let mut codes: HashMap<&str, usize> = HashMap::new();
    let mut rows: HashMap<&str, usize> = HashMap::new();
    for (index, column) in columns.iter().enumerate().filter(|(_, column)| !column.entry && !column.code.is_empty()) {
        codes.entry(column.code).or_insert(index);
        if let Some((row, _)) = column.code.rsplit_once('_') {
            rows.entry(row).or_insert(index);
        }
    }
    let beside = |(index, column): (usize, &Column<'_>)| {
        let parent = || column.base.rsplit_once('_').and_then(|(parent, _)| codes.get(parent));
        let same = codes.get(column.base).map(|at| Beside::Same(*at));
        let found = same
            .or_else(|| parent().map(|at| Beside::Question(*at)))
            .or_else(|| rows.get(column.base).map(|at| Beside::Row(*at)))
            .or_else(|| neighbour(columns, index));
        found.map(|found| (index, found))
    };
    columns.iter().enumerate().filter(|(_, column)| column.entry).filter_map(beside).collect()
}

/// The column to the left, where its wording is that of column `index` or goes on from it.
fn neighbour(columns: &[Column<'_>], index: usize) -> Option<Beside> {
    let own = columns.get(index)?.wording;
    let left = index.checked_sub(1)?;
    let before = columns.get(left).filter(|before| !before.entry && !own.is_empty())?;
    let rest = before.wording.strip_prefix(own)?;
    match rest.trim_start() {
        "" => Some(Beside::Same(left)),
        rest => rest.starts_with('-').then_some(Beside::Row(left)),
    }
}

/// Writes the heading of the column of words `index` after what it stands beside.
pub(super) fn beside(columns: &[Column<'_>], headings: &mut [Heading], index: usize, of: Beside) {
    let (Beside::Same(at) | Beside::Question(at) | Beside::Row(at)) = of;
    let (Some(column), Some(above), Some(base)) = (columns.get(index), headings.get(at).cloned(), columns.get(at))
    else {
        return;
    };
    let Some(heading) = headings.get_mut(index) else {
        return;
    };
    let (name, full) = (std::mem::take(&mut heading.name), std::mem::take(&mut heading.full));
    *heading = Heading { name, full, words: true, ..above };
    match of {
        Beside::Same(_) => {}
        Beside::Question(_) => {
            heading.part = column.base.rsplit_once('_').map(|(_, part)| plain_code(part));
            let label = column.wording.strip_prefix(base.wording).map(|rest| rest.trim_start_matches([' ', '-']));
            heading.option = label.filter(|label| !label.is_empty()).map(spaced);
        }
        Beside::Row(_) => {
            // The words belong to the whole row rather than to one option in it.
            if let Some(item) = heading.item.take() {
                (heading.part, heading.option) = (Some(item.code), Some(item.text));
            } else {
                (heading.part, heading.option) = (None, None);
            }
        }
    }
}
