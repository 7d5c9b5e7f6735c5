//! The names of files that leave the building: each says whether it may.

use crate::bank::TabBook;
use crate::breakdown::{Disclosed, RowsBy};

/// The name of a file of one table, without its ending: `carers-2026-q1-not-for-release`.
pub fn table_name(table: &Disclosed) -> String {
    let shown = table.shown();
    let rows = if shown.rows_by == RowsBy::Themes { "-themes" } else { "" };
    marked(&format!("{}-{}{rows}", shown.survey, shown.question), shown.illustrative, table.mark())
}

/// The name of a file of a tab book, without its ending: `carers-2026-tables-not-for-release`.
pub fn book_name(book: &TabBook) -> String {
    marked(&format!("{}-tables", book.source.id), book.source.illustrative, book.mark())
}

fn marked(name: &str, illustrative: bool, mark: Option<&str>) -> String {
    let mark = mark.map(|mark| format!("-{}", mark.replace(' ', "-"))).unwrap_or_default();
    let made_up = if illustrative { "-illustrative" } else { "" };
    let whole = format!("{name}{made_up}{mark}");
    whole.chars().map(|c| if c.is_ascii_alphanumeric() || "-._".contains(c) { c } else { '-' }).collect()
}
