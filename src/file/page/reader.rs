//! From tags and texts to blocks.

use super::markup::{Piece, Pieces, Tag};
use super::open::{OpenElements, Shown};
use crate::file::block::tidy;
use crate::file::{Block, Document};

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
/// Elements inside a line: the words before and after them belong together.
const INLINE: [&str; 34] = [
    "br", "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "u", "var", "wbr",
];
/// Names of pictures that have fewer words say nothing.
const PICTURE_WORDS: usize = 3;

/// The document that a page holds.
pub(super) fn read(text: &str) -> Document {
    let mut reader = Reader::default();
    for piece in Pieces::new(text) {
        match piece {
            Piece::Start(tag) => reader.start(&tag),
            Piece::End(name) => reader.end(&name),
            Piece::Text(words) => reader.text(&words),
        }
    }
    reader.finish()
}

/// The outermost table that is open: its rows, and the row that is open.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    row: Vec<String>,
    in_cell: bool,
}

/// A list: the number of its next item, where it is numbered.
struct List {
    next: Option<u32>,
}

#[derive(Default)]
struct Reader {
    open: OpenElements,
    /// The blocks so far, each with whether it stands in the main part.
    blocks: Vec<(Block, bool)>,
    words: String,
    title: Option<String>,
    in_title: bool,
    lists: Vec<List>,
    /// The mark of the item that has begun and has no words yet.
    item: Option<String>,
    tables: usize,
    table: Table,
}

impl Reader {
    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if name == "title" && !self.open.within(&["svg"]) {
            self.in_title = self.title.is_none();
        }
        if !INLINE.contains(&name) {
            self.boundary();
        }
        self.open.open(tag);
        if self.open.shown() == Shown::No {
            return;
        }
        match name {
            "ul" => self.lists.push(List { next: None }),
            "ol" => {
                let first = tag.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.lists.push(List { next: Some(first) });
            }
            "li" => self.item = Some(self.next_mark()),
            "table" => self.start_table(),
            "tr" if self.tables == 1 => self.end_row(),
            "td" | "th" if self.tables == 1 => {
                self.end_cell();
                self.table.in_cell = true;
            }
            "br" => self.words.push(' '),
            "img" => self.picture(tag.attribute("alt").unwrap_or_default()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.boundary();
        }
        let was_shown = self.open.shown() != Shown::No;
        let is_open = self.open.within(&[name]);
        match name {
            "title" => self.in_title = false,
            "ul" | "ol" if was_shown && is_open => {
                self.lists.pop();
                self.item = None;
            }
            "li" => self.item = None,
            "tr" if self.tables == 1 => self.end_row(),
            "td" | "th" if self.tables == 1 => self.end_cell(),
            "table" if was_shown && is_open => self.end_table(),
            _ => {}
        }
        self.open.close(name);
        if name == "br" || name == "p" {
            self.words.push(' ');
        }
    }

    fn text(&mut self, words: &str) {
        if self.in_title {
            self.title.get_or_insert_default().push_str(words);
        } else if self.open.shown() != Shown::No {
            self.words.push_str(words);
        }
    }

    fn picture(&mut self, name: &str) {
        if name.split_whitespace().count() >= PICTURE_WORDS {
            self.words.push(' ');
            self.words.push_str(name);
            self.words.push(' ');
        }
    }

    fn next_mark(&mut self) -> String {
        let Some(next) = self.lists.last_mut().and_then(|list| list.next.as_mut()) else {
            return String::new();
        };
        let mark = format!("{next}. ");
        *next = next.saturating_add(1);
        mark
    }

    /// Ends the words before a boundary: they are a block, or a part of a cell.
    fn boundary(&mut self) {
        // The words of a cell go on until the cell ends, whatever stands in it.
        if self.table.in_cell {
            return self.words.push(' ');
        }
        let words = tidy(&std::mem::take(&mut self.words));
        if words.is_empty() {
            return;
        }
        let heading = self.open.innermost(&HEADINGS).and_then(|name| name.get(1..)?.parse().ok());
        if self.open.shown() == Shown::Banner && heading != Some(1) {
            return;
        }
        let block = match (heading, self.item.take()) {
            (Some(level), _) => Block::heading(level, &words),
            (None, Some(mark)) => Block::item(self.lists.len().saturating_sub(1), &format!("{mark}{words}")),
            (None, None) if self.open.within(&["blockquote"]) => Block::quotation(&words),
            (None, None) => Block::paragraph(&words),
        };
        self.blocks.push((block, self.open.within(&["main"])));
    }

    fn start_table(&mut self) {
        self.tables += 1;
        if self.tables == 1 {
            self.table = Table::default();
        }
    }

    /// Ends the open cell.
    fn end_cell(&mut self) {
        if std::mem::take(&mut self.table.in_cell) {
            self.table.row.push(tidy(&std::mem::take(&mut self.words)));
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let row = std::mem::take(&mut self.table.row);
        if !row.is_empty() {
            self.table.rows.push(row);
        }
    }

    fn end_table(&mut self) {
        self.tables = self.tables.saturating_sub(1);
        if self.tables == 0 {
            self.end_row();
            let rows = std::mem::take(&mut self.table.rows);
            self.blocks.push((Block::Table { rows }, self.open.within(&["main"])));
        }
    }

    fn finish(mut self) -> Document {
        if self.tables > 0 {
            self.tables = 1;
            self.end_table();
        }
        self.boundary();
        let has_main = self.blocks.iter().any(|(block, in_main)| *in_main && !block.is_blank());
        let blocks = self.blocks.into_iter().filter(|(_, in_main)| *in_main || !has_main).map(|(block, _)| block);
        Document::of(self.title, blocks.collect())
    }
}
