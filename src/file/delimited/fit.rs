//! How well a delimiter fits the first rows of a file.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::file::Row;

/// How many rows of a title and the like may stand above a table.
const PREAMBLE: usize = 50;
/// Rows in a thousand that have to be even for a table to be believed in that does not begin with the first row.
const EVEN: usize = 900;
/// How many narrower rows, of totals and the like, may stand below a table.
const FOOTER: usize = 5;

/// How well a delimiter fits: better is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fit {
    /// Rows in a thousand that have as many cells as the heading.
    even: usize,
    /// Whether the heading is the first row.
    first: bool,
    /// Cells in the heading.
    width: usize,
}

/// The fit of `rows`, `None` when they are not divided.
pub(super) fn fit(rows: &[Row], delimiter: u8) -> Option<Fit> {
    if is_prose(rows, delimiter) {
        return None;
    }
    let first = rows.first().map(Row::len).filter(|width| *width > 1);
    let first = first.map(|width| Fit { even: even(rows, width), first: true, width });
    first.max(below_title(rows))
}

/// Rows in a thousand, the heading left out, that have `width` cells.
fn even(rows: &[Row], width: usize) -> usize {
    let data = rows.get(1..).unwrap_or_default();
    let same = data.iter().filter(|row| row.len() == width).count();
    (same * 1000).checked_div(data.len()).unwrap_or(1000)
}

/// The fit of a table that begins below a title, which is narrower.
fn below_title(rows: &[Row]) -> Option<Fit> {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    rows.iter().filter(|row| row.len() > 1).for_each(|row| *widths.entry(row.len()).or_default() += 1);
    let (width, _) = widths.into_iter().max_by(|one, other| match one.1.cmp(&other.1) {
        Ordering::Equal => one.0.cmp(&other.0),
        unequal => unequal,
    })?;
    let start = rows.iter().position(|row| row.len() == width)?;
    let table = without_footer(rows.get(start..)?, width);
    let named = table.first()?.iter().any(|cell| cell.contains(char::is_alphabetic));
    let narrower = rows.iter().take(start).all(|row| row.len() < width);
    let fit = Fit { even: even(table, width), first: false, width };
    (1..=PREAMBLE)
        .contains(&start)
        .then_some(fit)
        .filter(|fit| named && narrower && table.len() > 2 && fit.even >= EVEN)
}

/// The table without the narrower rows at its end, where they are few beside it.
fn without_footer(table: &[Row], width: usize) -> &[Row] {
    let footer = table.iter().rev().take_while(|row| row.len() < width).count();
    match table.get(..table.len() - footer) {
        Some(above) if footer <= FOOTER && above.len() > footer * 2 => above,
        _ => table,
    }
}

/// Whether most rows have as many cells as each other, and more than one.
pub(super) fn is_divided(rows: &[Row], delimiter: u8) -> bool {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        *widths.entry(row.len()).or_default() += 1;
    }
    let most = widths.into_iter().filter(|(width, _)| *width > 1).map(|(_, count)| count).max().unwrap_or_default();
    rows.len() > 2 && most * 2 > rows.len() && !is_prose(rows, delimiter)
}

/// Whether these are sentences rather than cells: a comma or semicolon in some, and a space after nearly each.
fn is_prose(rows: &[Row], delimiter: u8) -> bool {
    if !matches!(delimiter, b',' | b';') {
        return false;
    }
    let whole = rows.iter().filter(|row| row.len() == 1).count();
    let parts = || rows.iter().flat_map(|row| row.iter().skip(1));
    let spaced = parts().filter(|cell| cell.starts_with(' ') && cell.len() > 1).count();
    spaced * 10 >= parts().count() * 9 && (whole > 1 || rows.first().is_none_or(|row| row.len() == 1))
}
