//! The contents: every table with its question and its base, each leading to its sheet.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::bank::TabBook;
use crate::report::cover;
use crate::report::page::{Page, TableHead};
use crate::report::style::Style;
use crate::report::table_sheet::{sheet_name, table_title};

/// The name of the sheet.
pub(super) const SHEET: &str = "Contents";

/// Writes the list of tables.
pub(super) fn write(workbook: &mut Workbook, style: &Style, book: &TabBook) -> Result<(), XlsxError> {
    let mut page = Page::add(workbook, style, SHEET, &[30.0, 28.0, 70.0, 60.0, 50.0])?;
    page.title("Contents")?;
    for mark in cover::marks(book) {
        page.strong(mark)?;
    }
    page.text("This worksheet contains one table.")?;
    let heads = ["Table", "Question", "Wording", "Percentages of", "Columns"].map(str::to_owned);
    let about = "The tables of this workbook; the first column leads to each.";
    let head = TableHead { name: "contents", about, heads: &heads, words: heads.len() };
    page.table(&head, |page| {
        for (at, table) in book.tables.iter().enumerate() {
            let shown = table.shown();
            let mut blocks: Vec<&str> = shown.columns.iter().filter_map(|column| column.block.as_deref()).collect();
            blocks.dedup();
            let blocks = std::iter::once("Total").chain(blocks).collect::<Vec<_>>().join("; ");
            let cells = [&table_title(at), &shown.question, &shown.question_text, &shown.base_words(), &blocks];
            page.words_row(Some(&sheet_name(at)), &cells.map(String::as_str))?;
        }
        Ok(())
    })
}
