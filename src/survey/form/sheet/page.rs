//! One sheet that describes questions: its headings and the rows below them.

use super::heading::Headings;
use super::kind::kind_of_sheet;
use crate::file::workbook::Workbook;
use crate::file::{Row, Rows};
use crate::problem::Problem;
use crate::survey::QuestionKind;

/// Headings are looked for in this many rows.
const HEADING_ROWS: usize = 20;
/// More questions than this are no questionnaire.
const MOST_ROWS: usize = 5_000;

/// A sheet of questions.
pub(super) struct Page {
    pub(super) name: String,
    pub(super) headings: Headings,
    /// The rows below the headings, each with its number.
    pub(super) rows: Vec<(u64, Vec<String>)>,
    /// What the sheet says of how all its questions are answered.
    pub(super) kind: Option<QuestionKind>,
    pub(super) problems: Vec<Problem>,
}

impl Page {
    /// Reads a sheet; `None` when it describes no questions.
    pub(super) fn read(book: &mut Workbook, sheet: &str) -> Result<Option<Self>, Box<Problem>> {
        let mut rows = book.rows(sheet)?;
        let (mut row, mut above) = (Row::default(), String::new());
        for _ in 0..HEADING_ROWS {
            if !rows.read(&mut row)? {
                break;
            }
            let cells = cells_of(&row);
            if let Some(headings) = Headings::read(&cells) {
                let mut below = Vec::new();
                while below.len() < MOST_ROWS && rows.read(&mut row)? {
                    below.push((row.line(), cells_of(&row)));
                }
                let kind = kind_of_sheet(sheet).or_else(|| kind_of_sheet(&above));
                let problems = rows.problems();
                return Ok(Some(Self { name: sheet.to_owned(), headings, rows: below, kind, problems }));
            }
            above.push_str(&cells.join(" "));
            above.push('\n');
        }
        Ok(None)
    }
}

fn cells_of(row: &Row) -> Vec<String> {
    row.iter().map(str::to_owned).collect()
}
