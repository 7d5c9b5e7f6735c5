//! The cases of a portable file, one at a time.

use super::super::cell::Cell;
use super::super::charset::{Charset, trimmed};
use super::super::fault::Fault;
use super::super::notes::Notes;
use super::lines::Lines;
use super::{dictionary, value};
use crate::file::{Input, Row};

/// Reads cases from the first on.
pub(in super::super) struct Cases<I> {
    lines: Lines<I>,
    ended: bool,
    text: Vec<u8>,
}

impl<I: Input> Cases<I> {
    /// Begins before the first case of `input`, whose dictionary is gone through again.
    pub(in super::super) fn new(input: I) -> Result<Self, Fault> {
        let mut lines = Lines::new(input)?.ok_or(Fault::Ends)?;
        dictionary::read(&mut lines, &mut Notes::default())?;
        Ok(Self { lines, ended: false, text: Vec::new() })
    }

    /// The file itself, at whatever place.
    pub(in super::super) fn into_input(self) -> I {
        self.lines.into_input()
    }

    /// Reads the next case into `row`; `false` at the end. `unread` counts texts with bytes that are no letters.
    pub(in super::super) fn read(
        &mut self,
        cells: &[Cell],
        charset: Charset,
        row: &mut Row,
        unread: &mut u64,
    ) -> Result<bool, Fault> {
        if self.ended || cells.is_empty() {
            return Ok(false);
        }
        let read = self.case(cells, charset, row, unread);
        self.ended = !matches!(read, Ok(true));
        read
    }

    fn case(&mut self, cells: &[Cell], charset: Charset, row: &mut Row, unread: &mut u64) -> Result<bool, Fault> {
        for (position, cell) in cells.iter().enumerate() {
            let first = match (position, self.lines.next_letter()?) {
                // The letter that ends the file, and fills its last line.
                (0, Some(b'Z')) => return Ok(false),
                (_, Some(letter)) => letter,
                (_, None) => return Err(Fault::Ends),
            };
            if !cell.is_text() {
                let number = value::number_from(first, &mut self.lines)?;
                row.push_with(|out| number.into_iter().for_each(|number| cell.write_number(number, out)));
                continue;
            }
            value::text_from(first, &mut self.lines, &mut self.text)?;
            let (text, clean) = charset.decode(trimmed(&self.text));
            *unread += u64::from(!clean);
            row.push_with(|out| cell.write_text(&text, out));
        }
        Ok(true)
    }
}
