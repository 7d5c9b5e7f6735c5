//! The whole file: the sheets in their order, and what the file says of itself. The same book always gives the same bytes.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::bank::TabBook;
use crate::report::style::Style;
use crate::report::{contents, cover, finish, notes, table_sheet};

/// Why a workbook cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A sheet cannot hold it: too many rows or columns.
    #[error("a table is too large for a workbook: {0}")]
    TooLarge(#[from] XlsxError),
    /// The file cannot be put together.
    #[error("the workbook cannot be put together: {0}")]
    Package(#[from] zip::result::ZipError),
}

/// The day of a workbook of which no other is known: the writer of workbooks would put the present moment, and then no two
/// files of the same tables would be alike.
const NO_DAY: Date = jiff::civil::date(2000, 1, 1);

/// The tables of a book as a workbook in Office Open XML.
///
/// # Errors
/// When a table has more columns or rows than a sheet can hold.
pub fn workbook(book: &TabBook) -> Result<Vec<u8>, ReportError> {
    let mut workbook = Workbook::new();
    workbook.set_default_format(&Style::plain(), 20, 72)?;
    workbook.set_properties(&properties(book)?);
    let style = Style::new();
    cover::write(&mut workbook, &style, book)?;
    contents::write(&mut workbook, &style, book)?;
    notes::write(&mut workbook, &style, book)?;
    for (at, table) in book.tables.iter().enumerate() {
        table_sheet::write(&mut workbook, &style, book, at, table)?;
    }
    Ok(finish::with_language(workbook.save_to_buffer()?)?)
}

/// What the file says of itself: no person is named.
fn properties(book: &TabBook) -> Result<DocProperties, XlsxError> {
    let day = book.day.unwrap_or(NO_DAY);
    let part = |n: i8| u8::try_from(n).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or_default().max(1900);
    let created = ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))?;
    let marks = cover::marks(book).join(" ");
    let properties = DocProperties::new()
        .set_title(format!("{}: percentage tables", book.source.title))
        .set_subject("Percentage tables of a survey")
        .set_keywords("survey, percentages, tables")
        .set_company(book.publisher.clone().unwrap_or_default())
        .set_comment(marks.clone())
        .set_creation_datetime(&created);
    Ok(if marks.is_empty() { properties } else { properties.set_status(marks) })
}
