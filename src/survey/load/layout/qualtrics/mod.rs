//! Codes over wordings, as Qualtrics writes them: `Q5_1_2` over `Question-Row-Option`, at times over import ids.
//!
//! The import ids say exactly what belongs together; where they are missing, codes and wordings have to say the same.

use std::collections::{HashMap, HashSet};

use self::column::Column;
use self::label::Block;
use super::super::heading::{Heading, Item, plain_code, spaced};
use super::cells::cell;
use super::evidence::is_import_row;
use crate::file::Row;

mod block;
mod column;
mod import;
mod label;
mod words;

/// The headings of `width` columns.
pub(super) fn headings(rows: &[Row], width: usize) -> Vec<Heading> {
    let columns = column::all(rows, width);
    let worded: Vec<&Row> = rows.iter().filter(|row| !is_import_row(row)).collect();
    let mut headings: Vec<Heading> =
        columns.iter().enumerate().map(|(at, column)| single(column, at, &worded)).collect();
    let mut taken: HashMap<String, u64> = HashMap::new();
    let words = words::find(&columns);
    let beside: HashSet<usize> = words.iter().map(|(column, _)| *column).collect();
    for block in block::find(&columns, &beside, divider(rows)) {
        let code = free(&block.code, &mut taken);
        write(&block, &code, &mut headings);
    }
    for (column, of) in words {
        words::beside(&columns, &mut headings, column, of);
    }
    headings
}

/// Marks columns of words in a file with codes only.
pub(super) fn mark_words(headings: &mut [Heading]) {
    let names: Vec<String> = headings.iter().map(|heading| heading.full.clone()).collect();
    let columns: Vec<Column<'_>> = names.iter().map(|name| Column::new(name, "", None)).collect();
    for (column, of) in words::find(&columns) {
        words::beside(&columns, headings, column, of);
    }
}

/// What divides question and item: newer exports write ` - `.
fn divider(rows: &[Row]) -> &'static str {
    let spaced = rows.iter().any(|row| {
        row.iter().any(|cell| {
            cell.ends_with(" - Selected Choice") || cell.ends_with(" - Text") || cell.starts_with("{\"ImportId\"")
        })
    });
    if spaced { " - " } else { "-" }
}

/// The heading of a column by itself, with all it is called in the rows of codes and wordings.
fn single(column: &Column<'_>, index: usize, rows: &[&Row]) -> Heading {
    if column.code.is_empty() && column.wording.is_empty() {
        return Heading::unnamed(index + 1);
    }
    let name = if column.code.is_empty() { column.wording } else { column.code };
    let code = plain_code(column.code);
    let begins = code.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '@'));
    let text = if column.wording.is_empty() { column.code } else { column.wording };
    let mut full: Vec<&str> = Vec::new();
    for row in rows {
        let cell = cell(row, index);
        if !cell.is_empty() && !full.contains(&cell) {
            full.push(cell);
        }
    }
    Heading {
        name: name.to_owned(),
        code: begins.then_some(code),
        text: spaced(text),
        full: full.join(" / "),
        ..Heading::default()
    }
}

/// `code`, numbered where another question has it already.
fn free(code: &str, taken: &mut HashMap<String, u64>) -> String {
    let mut code = code.to_owned();
    while let Some(times) = taken.get_mut(&code.to_lowercase()) {
        *times += 1;
        code = format!("{code}-{times}");
    }
    taken.insert(code.to_lowercase(), 1);
    code
}

fn write(block: &Block, code: &str, headings: &mut [Heading]) {
    for member in &block.members {
        let Some(heading) = headings.get_mut(member.column) else {
            continue;
        };
        heading.code = Some(code.to_owned());
        heading.part = Some(member.code.clone());
        heading.text.clone_from(&block.text);
        heading.option = Some(member.label.clone());
        heading.item = member.item.as_ref().map(|(code, text)| Item { code: code.clone(), text: text.clone() });
    }
}
