//! A sheet being written: lines down the first column, then one table, and nothing below it.

use rust_xlsxwriter::{Format, Table, TableColumn, TableStyle, Url, Workbook, Worksheet, XlsxError};

use crate::report::grid::GridCell;
use crate::report::height::{row_height, title_height};
use crate::report::safe::{cell_text, is_risky};
use crate::report::style::Style;

/// A sheet of a workbook that is being written.
pub(super) struct Page<'a> {
    sheet: &'a mut Worksheet,
    style: &'a Style,
    widths: &'a [f64],
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
    /// A new last sheet of `book`, its columns as wide as `widths`, in letters.
    pub(super) fn add(
        book: &'a mut Workbook,
        style: &'a Style,
        name: &str,
        widths: &'a [f64],
    ) -> Result<Self, XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        // On paper as on screen: A4 on its side, as wide as one page.
        sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, *width)?;
        }
        Ok(Self { sheet, style, widths, row: 0 })
    }

    /// The title, in the first cell.
    pub(super) fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        let text = cell_text(text);
        self.put(0, &text, &self.style.title)?;
        self.end_row(title_height(&text, self.width(0)))
    }

    /// A line of words.
    pub(super) fn text(&mut self, text: &str) -> Result<(), XlsxError> {
        self.line(text, &self.style.text)
    }

    /// A line in bold.
    pub(super) fn strong(&mut self, text: &str) -> Result<(), XlsxError> {
        self.line(text, &self.style.strong)
    }

    /// A way to the first cell of another sheet.
    pub(super) fn link(&mut self, sheet: &str, text: &str) -> Result<(), XlsxError> {
        self.link_at(0, sheet, text)?;
        self.end_row(row_height([(text, self.width(0))]))
    }

    fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        let text = cell_text(text);
        self.put(0, &text, format)?;
        self.end_row(row_height([(text.as_str(), self.width(0))]))
    }

    fn width(&self, at: usize) -> f64 {
        self.widths.get(at).or(self.widths.last()).copied().unwrap_or(1.0)
    }

    fn end_row(&mut self, height: f64) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, height)?;
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
        let high = head.heads.iter().enumerate().map(|(at, text)| (text.as_str(), self.width(at)));
        self.end_row(row_height(high))?;
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
                None => self.put(at, text, &self.style.text)?,
            }
        }
        let high = cells.iter().enumerate().map(|(at, text)| (*text, self.width(at)));
        self.end_row(row_height(high))
    }

    /// A row of a table: words, then numbers and signs, all in bold where `strong`.
    pub(super) fn row(&mut self, words: &[&str], cells: &[GridCell], strong: bool) -> Result<(), XlsxError> {
        let style = self.style;
        for (at, text) in words.iter().enumerate() {
            self.put(column(at)?, text, if strong { &style.strong } else { &style.text })?;
        }
        let whole = |cell: &GridCell| !matches!(cell, GridCell::Number(value) if value.fract() != 0.0);
        let number = match (cells.iter().all(whole), strong) {
            (false, _) => &style.decimal,
            (true, true) => &style.strong_number,
            (true, false) => &style.number,
        };
        for (at, cell) in (words.len()..).zip(cells) {
            match cell {
                GridCell::Number(value) => {
                    self.sheet.write_number_with_format(self.row, column(at)?, *value, number)?;
                }
                GridCell::Text(text) => {
                    self.put(column(at)?, text, if strong { &style.strong_sign } else { &style.sign })?;
                }
            }
        }
        let signs = cells.iter().map(|cell| match cell {
            GridCell::Text(text) => text.as_str(),
            GridCell::Number(_) => "",
        });
        let texts: Vec<&str> = words.iter().copied().chain(signs).collect();
        let high = texts.iter().enumerate().map(|(at, text)| (*text, self.width(at)));
        self.end_row(row_height(high))
    }
}

/// A position as the number of a column.
fn column(at: usize) -> Result<u16, XlsxError> {
    u16::try_from(at).map_err(|_| XlsxError::RowColumnLimitError)
}
