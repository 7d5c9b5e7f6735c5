//! Cutting delimited text into rows of cells, piece by piece.
//!
//! The `csv` crate reads such text too, but it passes over empty lines and closes an open quotation mark at the end of the file
//! without a word. A load has to account for every cell and say where a quotation mark went wrong, so it cuts for itself.

use crate::file::Row;
use crate::problem::{Place, Problem};

use super::dialect::Dialect;

/// The most bytes of a file that one row may take.
pub(super) const LONGEST_ROW: usize = 16 * 1024 * 1024;

/// Where text comes from.
pub(super) trait Source {
    /// Puts the next piece of text into `buffer`, in place of what is there; `false` when there is none.
    fn refill(&mut self, buffer: &mut String) -> Result<bool, Box<Problem>>;
}

/// What was seen on the way so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// Empty lines passed over, those at the end of the file not counted.
    pub(super) empty_lines: u64,
    /// The line of a quotation mark that is never closed.
    pub(super) unclosed: Option<u64>,
    /// Cells in quotation marks.
    pub(super) quoted: u64,
    /// Cells in which text follows the closing mark.
    pub(super) ragged: u64,
    /// NUL characters left out.
    pub(super) nuls: u64,
}

/// Walks the rows of a text.
pub(super) struct Cutter<S> {
    name: String,
    pub(super) source: S,
    dialect: Dialect,
    buffer: String,
    at: usize,
    line: u64,
    /// Whether the last character counted was a carriage return, so that a line feed ends the same line.
    returned: bool,
    /// How much of the file the row has taken, apart from the piece at hand.
    taken: usize,
    /// The line of the quotation mark that is open.
    opened: Option<u64>,
    /// Whether all pieces the row has taken from are ASCII.
    ascii: bool,
    piece_ascii: bool,
    pub(super) seen: Seen,
}

/// Why a cell ended.
#[derive(PartialEq, Eq)]
enum End {
    Cell,
    Row,
}

impl<S: Source> Cutter<S> {
    pub(super) fn new(name: &str, source: S, dialect: Dialect) -> Self {
        Self {
            name: name.to_owned(),
            source,
            dialect,
            buffer: String::new(),
            at: 0,
            line: 1,
            returned: false,
            taken: 0,
            opened: None,
            ascii: true,
            piece_ascii: true,
            seen: Seen::default(),
        }
    }

    /// Begins again, with a source that has been taken back to its start.
    pub(super) fn restart(&mut self) {
        self.buffer.clear();
        self.seen = Seen::default();
        (self.at, self.line, self.returned, self.opened) = (0, 1, false, None);
    }

    /// Whether the row read last is certain to be ASCII only.
    pub(super) fn ascii(&self) -> bool {
        self.ascii
    }

    /// Passes the rest of the line.
    pub(super) fn skip_line(&mut self) -> Result<(), Box<Problem>> {
        let mut line = Row::default();
        let dialect = self.dialect;
        self.dialect.delimiter = None;
        let passed = self.begin_row();
        let mut end = Ok(End::Row);
        line.push_with(|text| end = self.bare(text));
        self.dialect = dialect;
        passed.and(end.map(|_| ()))
    }

    /// Reads the next row; `false` at the end.
    pub(super) fn read(&mut self, row: &mut Row) -> Result<bool, Box<Problem>> {
        let mut empty = 0;
        self.begin_row()?;
        while let Some(b'\n' | b'\r') = self.peek()? {
            self.end_line()?;
            self.taken = 0;
            empty += 1;
        }
        if self.peek()?.is_none() {
            return Ok(false);
        }
        self.seen.empty_lines += empty;
        self.begin_row()?;
        row.begin(self.line);
        let quote = self.dialect.quote();
        loop {
            let quoted = self.peek()? == Some(quote);
            let mut end = Ok(End::Row);
            row.push_with(|text| end = if quoted { self.quoted(text) } else { self.bare(text) });
            if end? == End::Row {
                return Ok(true);
            }
        }
    }

    fn begin_row(&mut self) -> Result<(), Box<Problem>> {
        self.peek()?;
        self.taken = 0;
        self.opened = None;
        self.ascii = self.piece_ascii;
        Ok(())
    }

    fn peek(&mut self) -> Result<Option<u8>, Box<Problem>> {
        if self.at >= self.buffer.len() && !self.more()? {
            return Ok(None);
        }
        Ok(self.buffer.as_bytes().get(self.at).copied())
    }

    /// Gets the next piece of text once this one is used up; `false` when there is none.
    fn more(&mut self) -> Result<bool, Box<Problem>> {
        self.taken = self.taken.saturating_add(self.buffer.len());
        self.buffer.clear();
        self.at = 0;
        if self.taken > LONGEST_ROW {
            return Err(self.too_long());
        }
        while self.source.refill(&mut self.buffer)? {
            self.drop_nuls();
            if !self.buffer.is_empty() {
                self.piece_ascii = self.buffer.is_ascii();
                self.ascii &= self.piece_ascii;
                return Ok(true);
            }
        }
        self.buffer.clear();
        Ok(false)
    }

    fn drop_nuls(&mut self) {
        if !self.buffer.as_bytes().contains(&0) {
            return;
        }
        let whole = self.buffer.len();
        self.buffer.retain(|it| it != '\0');
        self.seen.nuls += number(whole - self.buffer.len());
    }

    /// Adds the text from here up to `length` bytes further on.
    fn take(&mut self, length: usize, text: &mut String) {
        let end = self.at.saturating_add(length);
        text.push_str(self.buffer.get(self.at..end).unwrap_or_default());
        self.at = end;
    }

    fn rest(&self) -> &[u8] {
        self.buffer.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Up to the next delimiter or end of line; what stands there is passed.
    fn bare(&mut self, text: &mut String) -> Result<End, Box<Problem>> {
        let delimiter = self.dialect.delimiter.unwrap_or(b'\n');
        let stop = |byte: &u8| *byte == delimiter || *byte == b'\n' || *byte == b'\r';
        loop {
            let rest = self.rest();
            if let Some(length) = rest.iter().position(stop) {
                let line_ends = matches!(rest.get(length), Some(b'\n' | b'\r'));
                self.take(length, text);
                if line_ends {
                    self.end_line()?;
                    return Ok(End::Row);
                }
                self.at += 1;
                return Ok(End::Cell);
            }
            self.take(self.rest().len(), text);
            if !self.more()? {
                return Ok(End::Row);
            }
        }
    }

    /// Passes the end of a line, which stands here.
    fn end_line(&mut self) -> Result<(), Box<Problem>> {
        let first = self.peek()?;
        self.at += 1;
        self.line += 1;
        self.returned = false;
        if first == Some(b'\r') && self.peek()? == Some(b'\n') {
            self.at += 1;
        }
        Ok(())
    }

    /// A cell in quotation marks, in which two stand for one. What follows the closing mark belongs to the cell.
    fn quoted(&mut self, text: &mut String) -> Result<End, Box<Problem>> {
        let (quote, backslash) = (self.dialect.quote(), self.dialect.backslash());
        let opened = self.line;
        self.opened = Some(opened);
        self.seen.quoted += 1;
        self.at += 1;
        self.returned = false;
        loop {
            let mark = self.take_quoted(quote, backslash, text);
            if mark.is_none() {
                if self.more()? {
                    continue;
                }
                self.seen.unclosed = self.seen.unclosed.or(Some(opened));
                return Ok(End::Row);
            }
            self.at += 1;
            self.returned = false;
            let next = self.peek()?;
            let escaped = next == Some(quote) || (mark == Some(b'\\') && next == Some(b'\\'));
            if escaped {
                self.take(1, text);
            } else if mark == Some(b'\\') {
                text.push('\\');
            } else {
                return self.after_closing(next, text);
            }
        }
    }

    /// Adds the text up to the next mark, which it gives, or up to the end of the piece.
    fn take_quoted(&mut self, quote: u8, backslash: bool, text: &mut String) -> Option<u8> {
        let rest = self.rest();
        let stop = |byte: &u8| *byte == quote || (backslash && *byte == b'\\');
        let length = rest.iter().position(stop).unwrap_or(rest.len());
        let mark = rest.get(length).copied();
        let part = self.buffer.as_bytes().get(self.at..self.at + length).unwrap_or_default();
        self.line += lines_in(part, &mut self.returned);
        self.take(length, text);
        mark
    }

    fn after_closing(&mut self, next: Option<u8>, text: &mut String) -> Result<End, Box<Problem>> {
        let ends = next.is_none_or(|byte| Some(byte) == self.dialect.delimiter || matches!(byte, b'\n' | b'\r'));
        self.seen.ragged += u64::from(!ends);
        self.bare(text)
    }

    fn too_long(&self) -> Box<Problem> {
        let most = format!("at most {} MB in one row", LONGEST_ROW / (1024 * 1024));
        let place = Place::file(&self.name).line(self.opened.unwrap_or(self.line));
        let problem = match self.opened {
            Some(_) => {
                let message = "a quotation mark is opened here and the row does not end";
                Problem::error("unclosed_quote", place, message)
                    .hint("close it, or write it twice where it belongs to the words")
            }
            None => Problem::error("row_too_long", place, "the row does not end")
                .hint("check that this is a table of text, and export it again"),
        };
        Box::new(problem.expected(most))
    }
}

/// How many lines end in `part`; `returned` tells whether a carriage return came just before, and afterwards whether one is last.
fn lines_in(part: &[u8], returned: &mut bool) -> u64 {
    let Some(last) = part.last() else {
        return 0;
    };
    let joined = u64::from(*returned && part.first() == Some(&b'\n'));
    *returned = *last == b'\r';
    let count = |wanted: u8| part.iter().map(|byte| u64::from(*byte == wanted)).sum::<u64>();
    let returns = count(b'\r');
    let pairs = if returns == 0 { 0 } else { number(part.windows(2).filter(|pair| *pair == b"\r\n").count()) };
    count(b'\n') + returns - pairs - joined
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
