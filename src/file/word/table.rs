//! Cells brought into rows.

use crate::file::Block;

/// The most cells of one row, and the most copies of a cell that a file may ask for with one word.
const MOST_CELLS: usize = 1_000;

/// A row in the making.
#[derive(Default)]
pub(super) struct Cells(Vec<String>);

impl Cells {
    /// Adds the cell that holds `blocks`, `times` times.
    pub(super) fn push(&mut self, blocks: &[Block], times: usize) {
        let text = flat(blocks);
        let room = MOST_CELLS.saturating_sub(self.0.len());
        let times = if text.is_empty() { times.min(1) } else { times };
        self.0.extend(std::iter::repeat_n(text, times.min(room)));
    }

    /// The row.
    pub(super) fn finish(self) -> Vec<String> {
        self.0
    }
}

/// The words of `blocks` in one line; a table inside a cell becomes the words of its cells.
fn flat(blocks: &[Block]) -> String {
    let mut words: Vec<&str> = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. }
            | Block::Paragraph(text)
            | Block::ListItem { text, .. }
            | Block::Quotation(text) => {
                words.push(text);
            }
            Block::Table { rows } => words.extend(rows.iter().flatten().map(String::as_str)),
            Block::PageBreak(_) => {}
        }
    }
    words.retain(|text| !text.is_empty());
    words.join(" ")
}
