//! Cutting delimited text into rows of cells.
//!
//! The `csv` crate reads such text too, but it passes over empty lines and closes an open quotation mark at the end of the file
//! without a word. A load has to account for every cell and say where a quotation mark went wrong, so it cuts for itself.

use std::borrow::Cow;

/// Walks the rows of a text.
pub(super) struct Rows<'t> {
    text: &'t str,
    delimiter: u8,
    at: usize,
    line: u64,
    /// Empty lines passed over so far, those at the end of the file not counted.
    pub(super) empty_lines: u64,
    /// The line of a quotation mark that is never closed.
    pub(super) unclosed: Option<u64>,
}

/// Why a cell ended.
#[derive(PartialEq, Eq)]
enum End {
    Cell,
    Row,
}

impl<'t> Rows<'t> {
    pub(super) fn new(text: &'t str, delimiter: u8) -> Self {
        Self { text, delimiter, at: 0, line: 1, empty_lines: 0, unclosed: None }
    }

    /// The next row, its cells put into `cells`; the line it begins on.
    pub(super) fn read(&mut self, cells: &mut Vec<Cow<'t, str>>) -> Option<u64> {
        cells.clear();
        let mut empty = 0;
        while self.byte(self.at).is_some_and(|byte| byte == b'\n' || byte == b'\r') {
            self.end_line();
            empty += 1;
        }
        if self.at >= self.text.len() {
            return None;
        }
        self.empty_lines += empty;
        let line = self.line;
        loop {
            let (cell, end) = if self.byte(self.at) == Some(b'"') { self.quoted() } else { self.bare() };
            cells.push(cell);
            if end == End::Row {
                return Some(line);
            }
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The text between two places, both of which are at the ends of the text or beside ASCII.
    fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or_default()
    }

    fn end_line(&mut self) {
        let step = if self.text.as_bytes()[self.at..].starts_with(b"\r\n") { 2 } else { 1 };
        self.at += step;
        self.line += 1;
    }

    /// Up to the next delimiter or end of line; what stands there is passed.
    fn bare(&mut self) -> (Cow<'t, str>, End) {
        let start = self.at;
        let delimiter = self.delimiter;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let stop = |byte: &u8| *byte == delimiter || *byte == b'\n' || *byte == b'\r';
        self.at = rest.iter().position(stop).map_or(self.text.len(), |length| start + length);
        let cell = self.slice(start, self.at);
        (Cow::Borrowed(cell), self.pass_end())
    }

    fn pass_end(&mut self) -> End {
        match self.byte(self.at) {
            None => End::Row,
            Some(byte) if byte == self.delimiter => {
                self.at += 1;
                End::Cell
            }
            Some(_) => {
                self.end_line();
                End::Row
            }
        }
    }

    /// A cell in quotation marks, in which two stand for one. What follows the closing mark belongs to the cell.
    fn quoted(&mut self) -> (Cow<'t, str>, End) {
        let opened = self.line;
        let mut start = self.at + 1;
        let mut whole: Option<String> = None;
        loop {
            let rest = self.text.as_bytes().get(start..).unwrap_or_default();
            let Some(length) = rest.iter().position(|byte| *byte == b'"') else {
                self.unclosed = self.unclosed.or(Some(opened));
                self.at = self.text.len();
                return (joined(whole, self.slice(start, self.at)), End::Row);
            };
            let close = start + length;
            let part = self.slice(start, close);
            self.line += lines_in(part);
            if self.byte(close + 1) == Some(b'"') {
                let whole = whole.get_or_insert_default();
                whole.push_str(part);
                whole.push('"');
                start = close + 2;
                continue;
            }
            self.at = close + 1;
            let cell = joined(whole, part);
            let (tail, end) = self.bare();
            return if tail.is_empty() { (cell, end) } else { (Cow::Owned(cell.into_owned() + &tail), end) };
        }
    }
}

fn joined(whole: Option<String>, part: &str) -> Cow<'_, str> {
    match whole {
        None => Cow::Borrowed(part),
        Some(whole) => Cow::Owned(whole + part),
    }
}

/// How many lines end in `part`: a carriage return counts unless a line feed follows it.
fn lines_in(part: &str) -> u64 {
    let bytes = part.as_bytes();
    let feeds = part.matches('\n').count();
    let returns = bytes.iter().enumerate().filter(|(at, byte)| **byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    u64::try_from(feeds + returns.count()).unwrap_or(u64::MAX)
}

/// The cells of one row after another.
impl<'t> Iterator for Rows<'t> {
    type Item = Vec<Cow<'t, str>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut cells = Vec::new();
        self.read(&mut cells).map(|_| cells)
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut reader = Rows::new(text, b',');
        let mut cells = Vec::new();
        let mut found = Vec::new();
        while let Some(line) = reader.read(&mut cells) {
            found.push((line, cells.drain(..).map(Cow::into_owned).collect()));
        }
        found
    }

    #[test]
    fn quoted_cells_hold_delimiters_line_breaks_and_doubled_marks() {
        let found = rows("a,\"b,\r\nc\"\"d\"\n\ne,\r\n");
        assert_eq!(found[0], (1, vec!["a".to_owned(), "b,\r\nc\"d".to_owned()]));
        assert_eq!(found[1], (4, vec!["e".to_owned(), String::new()]));
    }

    #[test]
    fn an_unclosed_quotation_mark_is_told_with_its_line() {
        let mut reader = Rows::new("a\n\"b\nc\n", b',');
        assert_eq!(reader.by_ref().count(), 2);
        assert_eq!(reader.unclosed, Some(2));
    }

    #[test]
    fn empty_lines_between_rows_are_counted() {
        let mut reader = Rows::new("a\n\n\nb\n\n", b',');
        assert_eq!(reader.by_ref().count(), 2);
        assert_eq!(reader.empty_lines, 2);
    }

    proptest! {
        #[test]
        fn what_the_csv_crate_writes_is_read_back(table in vec(vec("[a,\"\r\n é]{1,6}", 2..5), 1..5)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let found: Vec<Vec<String>> = rows(&text).into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(found, table);
        }

        #[test]
        fn any_text_is_cut_without_a_panic(text in "(?s)[\",;\n\r aé]{0,60}") {
            prop_assert!(rows(&text).len() <= text.len());
        }
    }
}
