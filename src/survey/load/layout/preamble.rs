//! Lines above the heading: titles, dates of export, comments.

use std::collections::BTreeSet;

use super::cells::{cell, extent, filled, is_value};
use crate::file::Row;

/// The most lines above a heading.
const LINES_MAX: usize = 20;

/// How many rows stand before the heading.
pub(super) fn rows_before(rows: &[Row]) -> usize {
    let width = rows.iter().map(filled).max().unwrap_or(0);
    if width == 0 {
        return 0;
    }
    let blank = rows.iter().take_while(|row| filled(row) == 0).count();
    let above = rows.iter().take(LINES_MAX.max(blank)).take_while(|row| is_line(row, width)).count();
    match rows.get(above) {
        Some(heading) if above > blank && is_heading(heading) => above,
        _ => blank,
    }
}

/// Whether the row is blank or fills far fewer cells than the table, all of them on the left.
fn is_line(row: &Row, width: usize) -> bool {
    let (cells, end) = (filled(row), extent(row));
    let first = cell(row, 0);
    match width {
        _ if cells == 0 => true,
        0 | 1 => false,
        // A lone cell above two columns may be a short row; a title or a comment has several words.
        2 => cells == 1 && end == 1 && (first.starts_with('#') || (first.contains(' ') && !is_value(first))),
        3 | 4 => cells == 1 && end <= 2,
        5 | 6 => cells <= 2 && end <= 2,
        _ => cells <= 2 && end <= 3,
    }
}

/// Whether the row could be a heading: several names, hardly any of them a value.
fn is_heading(row: &Row) -> bool {
    let names = || (0..row.len()).map(|index| cell(row, index)).filter(|cell| !cell.is_empty());
    let (all, values) = (names().count(), names().filter(|name| is_value(name)).count());
    let different: BTreeSet<String> = names().map(str::to_lowercase).collect();
    // Answers repeat each other, names hardly do.
    all > 1 && values * 4 <= all && different.len() * 4 >= all * 3
}
