//! One table of an `.ods` file as its tags come by.

use quick_xml::events::BytesStart;

use super::{attribute, times};
use crate::file::workbook::cells::{Area, Full, Kept, Room};
use crate::file::workbook::sheet::Sheet;
use crate::file::workbook::value;

/// More spaces than this in one go are no text.
const MOST_SPACES: usize = 1_000;

/// A table that is being read.
pub(super) struct Table {
    sheet: Sheet,
    row: u32,
    column: u32,
    row_times: u32,
    /// The cells of this row that hold something.
    cells: Vec<(u32, Kept)>,
    /// The errors of this row: where, and how often.
    errors: Vec<(u32, u32)>,
    cell: Option<Cell>,
    /// How deep within tables inside a cell, and within remarks beside it, the reading is.
    inner: u32,
    remarks: u32,
}

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    times: u32,
    value: Option<String>,
    words: String,
    paragraphs: u32,
    in_paragraph: u32,
    is_error: bool,
}

impl Table {
    pub(super) fn new(sheet: Sheet) -> Self {
        Self {
            sheet,
            row: 0,
            column: 0,
            row_times: 1,
            cells: Vec::new(),
            errors: Vec::new(),
            cell: None,
            inner: 0,
            remarks: 0,
        }
    }

    pub(super) fn into_sheet(self) -> Sheet {
        self.sheet
    }

    pub(super) fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "table:table" => self.inner += 1,
            "office:annotation" => self.remarks += 1,
            _ if self.inner > 0 || self.remarks > 0 => {}
            "table:table-row" => {
                self.column = 0;
                self.row_times = times(tag, "table:number-rows-repeated");
            }
            "table:table-cell" | "table:covered-table-cell" => self.start_cell(tag),
            name => {
                if let Some(cell) = &mut self.cell {
                    cell.start(name, tag);
                }
            }
        }
    }

    fn start_cell(&mut self, tag: &BytesStart<'_>) {
        let (down, across) = (times(tag, "table:number-rows-spanned"), times(tag, "table:number-columns-spanned"));
        if down > 1 || across > 1 {
            let end = |start: u32, span: u32| start.saturating_add(span.saturating_sub(1));
            let (bottom, right) = (end(self.row, down), end(self.column, across));
            self.sheet.merged.push(Area { top: self.row, left: self.column, bottom, right });
        }
        self.cell = Some(Cell::new(tag));
    }

    pub(super) fn text(&mut self, text: &str) {
        let cell = self.cell.as_mut().filter(|cell| cell.in_paragraph > 0);
        if let Some(cell) = cell.filter(|_| self.inner == 0 && self.remarks == 0) {
            cell.words.push_str(text);
        }
    }

    /// Ends a tag; whether it was the end of the table.
    pub(super) fn end(&mut self, tag: &str, room: &mut Room) -> Result<bool, Full> {
        match tag {
            "table:table" if self.inner == 0 => return Ok(true),
            "table:table" => self.inner -= 1,
            "office:annotation" => self.remarks = self.remarks.saturating_sub(1),
            _ if self.inner > 0 || self.remarks > 0 => {}
            "table:table-row" => self.end_row(room)?,
            "table:table-cell" | "table:covered-table-cell" => self.end_cell(room)?,
            "text:p" | "text:h" => {
                if let Some(cell) = &mut self.cell {
                    cell.in_paragraph = cell.in_paragraph.saturating_sub(1);
                }
            }
            _ => {}
        }
        Ok(false)
    }

    fn end_cell(&mut self, room: &mut Room) -> Result<(), Full> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let text = cell.value.unwrap_or(cell.words);
        if cell.is_error {
            self.errors.push((self.column, cell.times));
        } else if !text.is_empty() {
            let kept = self.sheet.cells.keep(&text, room)?;
            if !room.holds(u64::from(cell.times), 0) {
                return Err(Full);
            }
            let last = self.column.saturating_add(cell.times);
            self.cells.extend((self.column..last).map(|column| (column, kept)));
        }
        self.column = self.column.saturating_add(cell.times);
        Ok(())
    }

    fn end_row(&mut self, room: &mut Room) -> Result<(), Full> {
        for (column, times) in self.errors.drain(..) {
            self.sheet.put_error(self.row, column, u64::from(times).saturating_mul(u64::from(self.row_times)));
        }
        let last = self.row.saturating_add(self.row_times);
        let cells = u64::try_from(self.cells.len()).unwrap_or(u64::MAX);
        if !room.holds(cells.saturating_mul(u64::from(self.row_times)), 0) {
            return Err(Full);
        }
        if !self.cells.is_empty() {
            for row in self.row..last {
                for (column, kept) in &self.cells {
                    self.sheet.put_kept(row, *column, *kept, room)?;
                }
            }
        }
        self.cells.clear();
        self.row = last;
        Ok(())
    }
}

impl Cell {
    fn new(tag: &BytesStart<'_>) -> Self {
        let is_error = attribute(tag, "calcext:value-type").as_deref() == Some("error");
        let times = times(tag, "table:number-columns-repeated");
        Self { times, value: given_value(tag), is_error, ..Self::default() }
    }

    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "text:p" | "text:h" => {
                if self.paragraphs > 0 {
                    self.words.push('\n');
                }
                self.paragraphs = self.paragraphs.saturating_add(1);
                self.in_paragraph = self.in_paragraph.saturating_add(1);
            }
            "text:s" => {
                let spaces = usize::try_from(times(tag, "text:c")).unwrap_or(1).min(MOST_SPACES);
                self.words.extend(std::iter::repeat_n(' ', spaces));
            }
            "text:tab" => self.words.push('\t'),
            "text:line-break" => self.words.push('\n'),
            _ => {}
        }
    }
}

/// The value that the tag of a cell gives beside the words it shows.
fn given_value(tag: &BytesStart<'_>) -> Option<String> {
    let mut out = String::new();
    match attribute(tag, "office:value-type")?.as_str() {
        "float" | "percentage" | "currency" => {
            let given = attribute(tag, "office:value")?;
            match given.trim().parse() {
                Ok(number) => value::write_number(number, &mut out),
                Err(_) => out = given,
            }
        }
        "date" => value::write_iso_moment(&attribute(tag, "office:date-value")?, &mut out),
        "time" => value::write_iso_duration(&attribute(tag, "office:time-value")?, &mut out),
        "boolean" => {
            let is_true = attribute(tag, "office:boolean-value")?.eq_ignore_ascii_case("true");
            out.push_str(if is_true { "TRUE" } else { "FALSE" });
        }
        _ => return attribute(tag, "office:string-value").filter(|text| !text.is_empty()),
    }
    Some(out)
}
