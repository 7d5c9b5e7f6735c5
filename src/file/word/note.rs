//! Footnotes and endnotes: a mark where they are called, and their words at the end under a heading of their own.

use std::collections::BTreeMap;

use crate::file::Block;

/// The heading the notes stand under.
const HEADING: &str = "Notes";

/// Notes in the order in which the text calls them.
#[derive(Default)]
pub(super) struct Notes {
    numbers: BTreeMap<String, usize>,
    texts: Vec<Vec<Block>>,
}

impl Notes {
    /// The number of the note called `key`, and whether it is called for the first time.
    pub(super) fn number(&mut self, key: &str) -> (usize, bool) {
        if let Some(number) = self.numbers.get(key) {
            return (*number, false);
        }
        self.texts.push(Vec::new());
        let number = self.texts.len();
        self.numbers.insert(key.to_owned(), number);
        (number, true)
    }

    /// How many notes were called so far.
    pub(super) fn called(&self) -> usize {
        self.texts.len()
    }

    /// Keeps the words of the note with this number.
    pub(super) fn keep(&mut self, number: usize, blocks: Vec<Block>) {
        if let Some(text) = number.checked_sub(1).and_then(|index| self.texts.get_mut(index)) {
            *text = blocks;
        }
    }

    /// The notes as blocks, each paragraph of the first line with its number.
    pub(super) fn finish(self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (index, note) in self.texts.into_iter().enumerate() {
            let mut note = note.into_iter().filter(|block| !block.is_blank());
            let first = match note.next() {
                Some(Block::Paragraph(text)) => Block::Paragraph(format!("[{}] {text}", index + 1)),
                Some(other) => other,
                None => continue,
            };
            blocks.push(first);
            blocks.extend(note);
        }
        if !blocks.is_empty() {
            blocks.insert(0, Block::heading(1, HEADING));
        }
        blocks
    }
}
