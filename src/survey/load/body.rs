//! The rows that are answers: what stands above the headings, the headings and the lines below the answers are passed over.

use std::collections::VecDeque;

use super::heading::trim_cell;
use super::layout::footer_rows;
use crate::file::{Row, Rows};
use crate::problem::{Place, Problem};

/// Rows looked ahead, to see whether they are lines below the answers.
const AHEAD: usize = 10;
/// Rows between two words on how far reading is.
const TOLD_EVERY: u64 = 5_000;
/// How many places a message lists.
const LISTED: usize = 5;

/// Answers, row by row.
pub(super) struct Body<'r> {
    name: &'r str,
    rows: &'r mut dyn Rows,
    /// Cells a row should have.
    width: usize,
    ahead: VecDeque<Row>,
    ended: bool,
    told: u64,
    pub(super) uneven: Uneven,
}

/// Rows that are not as wide as the headings, by line.
#[derive(Debug, Default)]
pub(super) struct Uneven {
    short: Lines,
    long: Lines,
    blank: Lines,
    footer: Lines,
    errors: Lines,
}

/// What spreadsheets and SPSS write into a cell that has no value.
fn is_error(cell: &str) -> bool {
    let errors =
        ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"];
    cell.starts_with('#') && errors.contains(&trim_cell(cell))
}

/// Some lines: the first few, and how many.
#[derive(Debug, Default)]
struct Lines {
    first: Vec<u64>,
    count: u64,
}

impl<'r> Body<'r> {
    /// Begins after the first `above` rows of the file.
    pub(super) fn begin(
        name: &'r str,
        rows: &'r mut dyn Rows,
        above: usize,
        width: usize,
    ) -> Result<Self, Box<Problem>> {
        rows.rewind()?;
        let mut row = Row::default();
        for _ in 0..above {
            rows.read(&mut row)?;
        }
        Ok(Self { name, rows, width, ahead: VecDeque::new(), ended: false, told: 0, uneven: Uneven::default() })
    }

    /// What messages call the file.
    pub(super) fn name(&self) -> &str {
        self.name
    }

    /// The next answers; `false` at the end.
    pub(super) fn read(&mut self, row: &mut Row) -> Result<bool, Box<Problem>> {
        while !self.ended && self.ahead.len() <= AHEAD {
            let mut next = Row::default();
            if self.rows.read(&mut next)? {
                self.ahead.push_back(next);
            } else {
                self.ended = true;
                self.drop_footer();
            }
        }
        let Some(next) = self.ahead.pop_front() else {
            return Ok(false);
        };
        *row = self.without_errors(next);
        self.uneven.note(row, self.width);
        Ok(true)
    }

    /// The row with cells left empty where a spreadsheet or SPSS wrote that it has no value.
    fn without_errors(&mut self, row: Row) -> Row {
        if !row.iter().any(is_error) {
            return row;
        }
        self.uneven.errors.note(row.line());
        Row::of(row.line(), row.iter().map(|cell| if is_error(cell) { "" } else { cell }))
    }

    fn drop_footer(&mut self) {
        let footer = footer_rows(self.ahead.make_contiguous(), self.width).min(self.ahead.len());
        for row in self.ahead.drain(self.ahead.len() - footer..) {
            self.uneven.footer.note(row.line());
        }
    }

    /// Tells `watch` now and then how far reading is, as done and in all.
    pub(super) fn tell(&mut self, watch: &mut dyn FnMut(u64, Option<u64>)) {
        self.told += 1;
        if self.told.is_multiple_of(TOLD_EVERY) {
            let (done, total) = self.rows.progress();
            watch(done, total);
        }
    }
}

impl Lines {
    fn note(&mut self, line: u64) {
        self.count += 1;
        if self.first.len() <= LISTED {
            self.first.push(line);
        }
    }
}

impl Uneven {
    fn note(&mut self, row: &Row, width: usize) {
        let is_filled = |(_, cell): &(usize, &str)| !trim_cell(cell).is_empty();
        let last = row.iter().enumerate().filter(is_filled).map(|(at, _)| at + 1).last().unwrap_or_default();
        if last == 0 {
            self.blank.note(row.line());
        } else if row.len() < width {
            self.short.note(row.line());
        } else if last > width {
            self.long.note(row.line());
        }
    }

    /// What to say about them.
    pub(super) fn describe(&self, name: &str, width: usize, problems: &mut Vec<Problem>) {
        let mut tell = |code: &str, lines: &Lines, what: &str, hint: &str| {
            let Some(first) = lines.first.first() else { return };
            let more = if lines.first.len() > LISTED { " and so on" } else { "" };
            let numbers: Vec<String> = lines.first.iter().take(LISTED).map(u64::to_string).collect();
            let (rows, at) = if lines.count == 1 { ("row", "line") } else { ("rows", "lines") };
            let message = format!("{} {rows} {what} ({at} {}{more})", lines.count, numbers.join(", "));
            problems.push(Problem::warning(code, Place::file(name).line(*first), message).hint(hint));
        };
        let quote = "words that hold the delimiter or a line break belong in double quotes";
        tell("short_rows", &self.short, &format!("with fewer than {width} cells, read as blank at the end"), quote);
        tell("long_rows", &self.long, &format!("with more than {width} cells, kept in columns of their own"), quote);
        tell("blank_rows", &self.blank, "without any answer, counted as blank", "remove rows that are nobody's");
        let error = "they are read as blank; mend the formulas and export again if answers are behind them";
        tell("cell_errors", &self.errors, "with an error of a spreadsheet, such as `#N/A`, in place of a value", error);
        let footer = "if they are answers, remove the lines and blank cells above them";
        tell("footer_rows", &self.footer, "below the answers, not counted as respondents", footer);
    }
}
