//! What can be said of a row and of a cell before anything is known of the file.

use super::super::{dates, heading::trim_cell, numbers};
use crate::file::Row;

/// Words from which on a cell reads like a sentence.
const SENTENCE: usize = 4;

/// The cell at `index`, trimmed; nothing where the row is too short.
pub(super) fn cell(row: &Row, index: usize) -> &str {
    trim_cell(row.get(index).unwrap_or_default())
}

/// How many cells are not blank.
pub(super) fn filled(row: &Row) -> usize {
    row.iter().filter(|cell| !trim_cell(cell).is_empty()).count()
}

/// Up to where the row has cells that are not blank.
pub(super) fn extent(row: &Row) -> usize {
    (0..row.len()).rev().find(|index| !cell(row, *index).is_empty()).map_or(0, |last| last + 1)
}

/// Letters and digits only, in small letters, so that `Start Date` and `startDate` are the same.
pub(super) fn squash(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether the cell is a number, a day or a time, and so hardly a heading. A year may be one.
pub(super) fn is_value(cell: &str) -> bool {
    let year = cell.len() == 4 && cell.parse::<u32>().is_ok_and(|year| (1900..2101).contains(&year));
    !year && (numbers::parse(cell).is_some() || dates::is_day(cell) || dates::has_time(cell))
}

/// Whether the cell reads like a question or a sentence.
pub(super) fn is_wordy(cell: &str) -> bool {
    cell.contains('?') || cell.split_whitespace().nth(SENTENCE - 1).is_some()
}

/// `text`, shortened where so many columns share it that repeating it would fill the memory.
pub(super) fn clip(text: &str, columns: usize) -> &str {
    const ALL: usize = 16 << 20;
    let most = (ALL / columns.max(1)).clamp(64, 10_000);
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// Whether no two of `texts` are the same but for case, blank ones apart.
pub(super) fn distinct<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let mut seen = std::collections::HashSet::new();
    texts.filter(|text| !text.is_empty()).all(|text| seen.insert(text.to_lowercase()))
}
