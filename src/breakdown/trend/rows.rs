//! Which rows of the waves' tables are the same.

use std::collections::BTreeMap;

use crate::breakdown::ShownRow;
use crate::breakdown::trend::{TrendCell, TrendRow, WaveTable};
use crate::survey::{Link, OptionsChange};
use crate::text::normalise;

/// A row being put together, from the latest wave back.
struct Matched {
    row: TrendRow,
    /// What it says in the earliest wave that was looked at and has it.
    words: String,
}

/// The rows of all waves: those of the latest in their order, then those that only earlier waves have.
pub(super) fn matched(waves: &[WaveTable]) -> Vec<TrendRow> {
    let mut found: Vec<Matched> = Vec::new();
    for (at, wave) in waves.iter().enumerate().rev() {
        let later = waves.get(at + 1).and_then(|later| later.link.as_ref());
        let renamed = later.map(renamed).unwrap_or_default();
        for row in &wave.shown().rows {
            let words = normalise(&row.label);
            let said_later = renamed.get(&words).unwrap_or(&words);
            let place = found
                .iter()
                .position(|one| one.row.net == row.net && one.words == *said_later && is_free(&one.row, at));
            let place = place.unwrap_or_else(|| {
                found.push(Matched { row: new_row(row, waves.len()), words: String::new() });
                found.len() - 1
            });
            if let Some(one) = found.get_mut(place) {
                one.words = words;
                put(&mut one.row, at, row);
            }
        }
    }
    found.into_iter().map(|one| one.row).collect()
}

fn new_row(row: &ShownRow, waves: usize) -> TrendRow {
    let cells = vec![TrendCell::default(); waves];
    TrendRow { id: row.id.clone(), label: row.label.clone(), net: row.net, cells, trend: None, trend_p: None }
}

fn is_free(row: &TrendRow, wave: usize) -> bool {
    row.cells.get(wave).is_some_and(|cell| cell.cell.is_none())
}

/// The total is the first cell of a row.
fn put(row: &mut TrendRow, wave: usize, from: &ShownRow) {
    if let Some(place) = row.cells.get_mut(wave) {
        place.cell = from.cells.first().cloned();
    }
}

/// What the options that are worded otherwise say in the later wave, by what they said before.
fn renamed(link: &Link) -> BTreeMap<String, String> {
    match &link.options {
        OptionsChange::Renamed(pairs) => pairs.iter().map(|(old, new)| (normalise(old), normalise(new))).collect(),
        OptionsChange::Same | OptionsChange::Different => BTreeMap::new(),
    }
}
