//! Which sheet of a workbook holds the table.

use super::sheet::SheetInfo;
use crate::problem::{Place, Problem};

/// The most sheets a message names.
const MOST_NAMED: usize = 12;

/// The sheet called `wanted`, else the only one that can be meant.
pub(super) fn choose(file: &str, sheets: &[SheetInfo], wanted: Option<&str>) -> Result<String, Box<Problem>> {
    match wanted {
        Some(wanted) => named(file, sheets, wanted),
        None => only(file, sheets),
    }
}

/// The sheet called `wanted`: exactly, else when case and spaces at the ends do not count.
pub(super) fn named(file: &str, sheets: &[SheetInfo], wanted: &str) -> Result<String, Box<Problem>> {
    let plain = |name: &str| name.trim().to_lowercase();
    let exact = sheets.iter().find(|sheet| sheet.name == wanted);
    let found = exact.or_else(|| sheets.iter().find(|sheet| plain(&sheet.name) == plain(wanted)));
    found.map(|sheet| sheet.name.clone()).ok_or_else(|| {
        let problem = Problem::error("no_such_sheet", Place::file(file), "the workbook has no sheet of this name");
        Box::new(problem.found(format!("`{wanted}`")).expected(listed(sheets.iter())).hint("--sheet NAME"))
    })
}

fn only(file: &str, sheets: &[SheetInfo]) -> Result<String, Box<Problem>> {
    // A sheet that cannot be read may be the one that is meant: taking another in silence would lose it.
    let shown = |sheet: &&SheetInfo| sheet.visible && (sheet.rows > 1 || sheet.damaged);
    let wide = |sheet: &&SheetInfo| sheet.columns > 1 || sheet.damaged;
    let tables: Vec<&SheetInfo> = sheets.iter().filter(shown).filter(wide).collect();
    // One column of text may be notes; it is a table when the workbook shows nothing else.
    let single: Vec<&SheetInfo> = sheets.iter().filter(shown).collect();
    let candidates = if tables.is_empty() { single } else { tables };
    match candidates.as_slice() {
        [one] => Ok(one.name.clone()),
        [] => Err(no_table(file, sheets)),
        several => Err(several_sheets(file, several)),
    }
}

fn no_table(file: &str, sheets: &[SheetInfo]) -> Box<Problem> {
    let message = "no sheet that is shown holds a table: headings and at least one row below them";
    let problem = Problem::error("no_table", Place::file(file), message).found(listed(sheets.iter()));
    Box::new(problem.hint("name a hidden sheet with --sheet NAME, or load another file"))
}

fn several_sheets(file: &str, sheets: &[&SheetInfo]) -> Box<Problem> {
    let message = "several sheets hold a table, and which one is meant cannot be told";
    let problem = Problem::error("several_sheets", Place::file(file), message).found(listed(sheets.iter().copied()));
    let first = sheets.first().map_or("", |sheet| sheet.name.as_str());
    Box::new(problem.hint(format!("load again and name the sheet of the answers, such as `--sheet \"{first}\"`")))
}

fn listed<'s>(sheets: impl ExactSizeIterator<Item = &'s SheetInfo>) -> String {
    let more = sheets.len().saturating_sub(MOST_NAMED);
    let mut parts: Vec<String> = sheets.take(MOST_NAMED).map(described).collect();
    if parts.is_empty() {
        return "no sheets".to_owned();
    }
    if more > 0 {
        parts.push(format!("and {more} more"));
    }
    parts.join(", ")
}

fn described(sheet: &SheetInfo) -> String {
    let hidden = if sheet.visible { "" } else { ", hidden" };
    match sheet.rows {
        _ if sheet.damaged => format!("`{}` (damaged)", sheet.name),
        0 => format!("`{}` (empty{hidden})", sheet.name),
        rows => format!("`{}` ({rows} rows, {} columns{hidden})", sheet.name, sheet.columns),
    }
}
