//! Why a workbook, or a sheet of it, cannot be read.

use crate::problem::{Place, Problem};

pub(super) fn damaged(name: &str) -> Box<Problem> {
    let problem = Problem::error("damaged_workbook", Place::file(name), "the workbook is damaged and cannot be read");
    Box::new(problem.hint("open it in a spreadsheet program, save it again as .xlsx, and load that"))
}

pub(super) fn locked(name: &str) -> Box<Problem> {
    let problem = Problem::error("locked_file", Place::file(name), "the file is locked with a password");
    Box::new(problem.hint("save it without a password, then load that"))
}

pub(super) fn too_large(name: &str) -> Box<Problem> {
    let problem = Problem::error("workbook_too_large", Place::file(name), "the workbook holds more than can be read");
    Box::new(
        problem
            .expected("at most 20 million cells and 768 MB of text")
            .hint("save the sheet you need as CSV, and load that"),
    )
}

pub(super) fn not_a_workbook(name: &str, found: &str) -> Box<Problem> {
    let problem = Problem::error("not_a_workbook", Place::file(name), "the file is not a workbook that can be read");
    Box::new(
        problem.found(found).expected("an .xlsx, .xlsm, .xls or .ods file").hint("save it as .xlsx, and load that"),
    )
}

pub(super) fn damaged_sheet(name: &str, sheet: &str) -> Box<Problem> {
    let place = Place::file(name).field(sheet);
    let problem = Problem::error("damaged_sheet", place, "the sheet is damaged and cannot be read");
    Box::new(problem.hint("open the workbook in a spreadsheet program, save it again, and load that"))
}

pub(super) fn too_wide(name: &str, sheet: &str, last: &str) -> Box<Problem> {
    let place = Place::file(name).field(sheet);
    let message = "the sheet reaches much further than its table: a cell far away holds something";
    let problem = Problem::error("sheet_too_wide", place, message).found(format!("a sheet down to `{last}`"));
    Box::new(problem.hint("delete what lies outside the table, save the workbook, and load it again"))
}
