//! Files people take away. A tab book becomes a workbook that everybody can read: a cover, the contents, notes, then one real
//! table per sheet from column A, with shorthand in square brackets, nothing merged and nothing hidden, as the guidance of the
//! Government Analysis Function on releasing statistics in spreadsheets has it.
//!
//! Reading order: `grid` (a table as heads and cells), `page` (a sheet being written), `cover`, `contents`, `notes`,
//! `table_sheet` (the sheets), `workbook` (the file).

mod contents;
mod cover;
mod finish;
mod grid;
mod height;
mod name;
mod notes;
mod page;
mod safe;
mod style;
mod table_sheet;
mod workbook;

pub use name::{book_name, table_name};
pub use workbook::{ReportError, workbook};
