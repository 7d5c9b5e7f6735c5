//! The first rows of a file, cut in one way to see how well it fits.

use crate::file::Row;
use crate::problem::Problem;

use super::cut::{Cutter, Seen, Source};
use super::dialect::{Dialect, Quoting};

/// How many rows are looked at.
const ROWS: usize = 300;
/// How many bytes of text are looked at.
const BYTES: usize = 1024 * 1024;

/// The beginning of a text.
pub(super) struct Sample {
    text: String,
    whole: bool,
}

impl Sample {
    /// Takes the beginning of what `source` gives.
    pub(super) fn take(source: &mut impl Source) -> Result<Self, Box<Problem>> {
        let mut text = String::new();
        let mut piece = String::new();
        let mut whole = false;
        while text.len() < BYTES && !whole {
            whole = !source.refill(&mut piece)?;
            if !whole {
                text.push_str(&piece);
            }
        }
        Ok(Self { text, whole })
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing to read in it, nor anything after it.
    pub(super) fn is_blank(&self) -> bool {
        self.whole && self.text.chars().all(|it| it.is_whitespace() || it == '\0')
    }

    /// The sample after its first line.
    pub(super) fn after_first_line(self) -> Self {
        let end = self.text.find(['\r', '\n']).unwrap_or(self.text.len());
        let text = self.text.get(end..).unwrap_or_default();
        Self { text: text.strip_prefix("\r\n").unwrap_or(text.get(1..).unwrap_or_default()).to_owned(), ..self }
    }

    /// The rows as `dialect` cuts them.
    pub(super) fn trial(&self, delimiter: u8, quoting: Quoting) -> Trial {
        let dialect = Dialect { delimiter: Some(delimiter), quoting };
        let mut cutter = Cutter::new("", Once(Some(&self.text)), dialect);
        let mut rows = Vec::new();
        let mut row = Row::default();
        // What a sample breaks off in is no row.
        while rows.len() < ROWS && cutter.read(&mut row).unwrap_or(false) {
            // Lines of remarks say nothing of the table.
            if row.len() > 1 || !row.get(0).is_some_and(|cell| cell.starts_with('#')) {
                rows.push(row.clone());
            }
        }
        if !self.whole && rows.len() < ROWS && rows.len() > 1 {
            rows.pop();
        }
        Trial { dialect, rows, seen: cutter.seen }
    }
}

/// What came of cutting a sample in one way.
pub(super) struct Trial {
    pub(super) dialect: Dialect,
    pub(super) rows: Vec<Row>,
    pub(super) seen: Seen,
}

/// A text given in one piece.
struct Once<'t>(Option<&'t str>);

impl Source for Once<'_> {
    fn refill(&mut self, buffer: &mut String) -> Result<bool, Box<Problem>> {
        buffer.clear();
        buffer.push_str(self.0.take().unwrap_or_default());
        Ok(!buffer.is_empty())
    }
}
