//! A sheet being written: lines down the first column, then one table, and nothing below it.

use rust_xlsxwriter::{Format, Table, TableColumn, TableStyle, Url, Workbook, Worksheet, XlsxError};

use crate::report::grid::GridCell;
use crate::report::safe::{cell_text, is_risky};
use crate::report::style::Style;

/// A sheet of a workbook that is being written.
pub(super) struct Page<'a> {
    sheet: &'a mut Worksheet,
    style: &'a Style,
    row: u32,
}

/// A table to be written: its name, what it is in words, and the heads of its columns.
pub(super) struct TableHead<'a> {
    /// The name that formulas and screen readers know it by.
    pub(super) name: &'a str,
    /// What it is, for whoever cannot see it.
    pub(super) about: &'a str,
    /// The heads, unlike each other.
    pub(super) heads: &'a [String],
    /// How many of the first columns hold words.
    pub(super) words: usize,
}

impl<'a> Page<'a> {
    /// A new last sheet of `book`, its columns as wide as `widths` and those after them as the last.
    pub(super) fn add(book: &'a mut Workbook, style: &'a Style, name: &str, widths: &[f64]) -> Result<Self, XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, *width)?;
        }
        Ok(Self { sheet, style, row: 0 })
    }

    /// Widens the columns from `first` to before `end`.
    pub(super) fn widen(&mut self, first: usize, end: usize, width: f64) -> Result<(), XlsxError> {
        for at in first..end {
            self.sheet.set_column_width(column(at)?, width)?;
        }
        Ok(())
    }

    /// The title, in the first cell.
    pub(super) fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = self.style.title.clone();
        self.line(text, &format)
    }

    /// A line of words.
    pub(super) fn text(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = self.style.text.clone();
        self.line(text, &format)
    }

    /// A line in bold.
    pub(super) fn strong(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = self.style.strong.clone();
        self.line(text, &format)
    }

    /// A way to the first cell of another sheet.
    pub(super) fn link(&mut self, sheet: &str, text: &str) -> Result<(), XlsxError> {
        self.link_at(0, sheet, text)?;
        self.row += 1;
        Ok(())
    }

    fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.put(0, text, format)?;
        self.row += 1;
        Ok(())
    }

    fn link_at(&mut self, at: u16, sheet: &str, text: &str) -> Result<(), XlsxError> {
        let url = Url::new(format!("internal:'{sheet}'!A1")).set_text(cell_text(text));
        self.sheet.write_url_with_format(self.row, at, url, &self.style.link)?;
        Ok(())
    }

    /// Words that no touch of a person turns into a formula.
    fn put(&mut self, at: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        let text = cell_text(text);
        if is_risky(&text) {
            self.sheet.write_string_with_format(self.row, at, text, &format.clone().set_quote_prefix())?;
        } else {
            self.sheet.write_string_with_format(self.row, at, text, format)?;
        }
        Ok(())
    }

    /// The table, a real one with a row of heads: `rows` writes what stands below them.
    pub(super) fn table(
        &mut self,
        head: &TableHead<'_>,
        rows: impl FnOnce(&mut Self) -> Result<(), XlsxError>,
    ) -> Result<(), XlsxError> {
        let first = self.row;
        self.row += 1;
        rows(self)?;
        let columns: Vec<TableColumn> =
            (0..).zip(head.heads).map(|(at, text)| self.column(at < head.words, text)).collect();
        let table = Table::new()
            .set_name(head.name)
            .set_alt_text(cell_text(head.about))
            .set_autofilter(false)
            .set_banded_rows(false)
            .set_style(TableStyle::None)
            .set_columns(&columns);
        self.sheet.add_table(
            first,
            0,
            self.row.saturating_sub(1),
            column(head.heads.len().saturating_sub(1))?,
            &table,
        )?;
        Ok(())
    }

    fn column(&self, words: bool, head: &str) -> TableColumn {
        let format = if words { &self.style.head } else { &self.style.number_head };
        TableColumn::new().set_header(head).set_header_format(format)
    }

    /// A row of a table whose cells are all words; the first leads to the sheet `to` where there is one.
    pub(super) fn words_row(&mut self, to: Option<&str>, cells: &[&str]) -> Result<(), XlsxError> {
        for (at, text) in (0..).zip(cells) {
            match to.filter(|_| at == 0) {
                Some(sheet) => self.link_at(at, sheet, text)?,
                None => self.put(at, text, &self.style.text.clone())?,
            }
        }
        self.row += 1;
        Ok(())
    }

    /// A row of a table: words, then numbers and signs, all in bold where `strong`.
    pub(super) fn row(&mut self, words: &[&str], cells: &[GridCell], strong: bool) -> Result<(), XlsxError> {
        let style = self.style.clone();
        for (at, text) in words.iter().enumerate() {
            self.put(column(at)?, text, if strong { &style.strong } else { &style.text })?;
        }
        for (at, cell) in (words.len()..).zip(cells) {
            match cell {
                GridCell::Number(value) => {
                    let format = match (value.fract() == 0.0, strong) {
                        (false, _) => &style.decimal,
                        (true, true) => &style.strong_number,
                        (true, false) => &style.number,
                    };
                    self.sheet.write_number_with_format(self.row, column(at)?, *value, format)?;
                }
                GridCell::Text(text) => {
                    self.put(column(at)?, text, if strong { &style.strong_sign } else { &style.sign })?;
                }
            }
        }
        self.row += 1;
        Ok(())
    }
}

/// A position as the number of a column.
fn column(at: usize) -> Result<u16, XlsxError> {
    u16::try_from(at).map_err(|_| XlsxError::RowColumnLimitError)
}
