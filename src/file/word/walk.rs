//! Going through the text of a Word document.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::note::Notes;
use super::numbering::Numbering;
use super::styles::{Role, Styles};
use super::table::Cells;
use super::xml::{Element, Node};
use crate::file::Block;

/// Tables and text boxes inside each other are read as such so deep, and as plain text below.
const DEEPEST: usize = 12;

/// What was found on the way through a document.
pub(super) struct Walk<'p> {
    styles: &'p Styles,
    numbering: Numbering,
    note_texts: BTreeMap<String, &'p Element>,
    pub(super) notes: Notes,
    /// The paragraphs in the style of a title.
    pub(super) titles: Vec<String>,
    /// How many pieces of text are hidden.
    pub(super) hidden: usize,
    depth: usize,
    /// Fields that are open: whether their result has begun. What stands before it is an instruction.
    fields: Vec<bool>,
}

/// A paragraph in the making, and the text boxes that hang on it.
#[derive(Default)]
struct Line {
    text: String,
    boxes: Vec<Block>,
}

impl<'p> Walk<'p> {
    pub(super) fn new(styles: &'p Styles, numbering: Numbering, note_texts: BTreeMap<String, &'p Element>) -> Self {
        Self {
            styles,
            numbering,
            note_texts,
            notes: Notes::default(),
            titles: Vec::new(),
            hidden: 0,
            depth: 0,
            fields: Vec::new(),
        }
    }

    /// The blocks in `parent`.
    pub(super) fn blocks(&mut self, parent: &'p Element) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.gather(parent, &mut blocks);
        blocks
    }

    fn gather(&mut self, parent: &'p Element, blocks: &mut Vec<Block>) {
        for child in parent.children() {
            match child.name.as_str() {
                "p" => self.paragraph(child, blocks),
                "tbl" if self.depth < DEEPEST => blocks.push(self.table(child)),
                // The printed list of contents says again what the headings say.
                "sdt" if child.val(&["sdtPr", "docPartObj", "docPartGallery"]) == Some("Table of Contents") => {}
                "sdtPr" | "del" | "moveFrom" | "sectPr" | "Fallback" | "pPr" => {}
                _ => self.gather(child, blocks),
            }
        }
    }

    fn table(&mut self, table: &'p Element) -> Block {
        self.depth += 1;
        let mut rows = Vec::new();
        self.rows(table, &mut rows);
        self.depth -= 1;
        Block::Table { rows }
    }

    fn rows(&mut self, parent: &'p Element, rows: &mut Vec<Vec<String>>) {
        for child in parent.children() {
            match child.name.as_str() {
                // A row that was taken out in a tracked change is marked so in its properties.
                "tr" if child.at(&["trPr", "del"]).is_some() => {}
                "tr" => {
                    let mut cells = Cells::default();
                    self.cells(child, &mut cells);
                    rows.push(cells.finish());
                }
                "tblPr" | "tblGrid" => {}
                _ => self.rows(child, rows),
            }
        }
    }

    fn cells(&mut self, parent: &'p Element, cells: &mut Cells) {
        for child in parent.children() {
            match child.name.as_str() {
                "tc" => {
                    let blocks = self.blocks(child);
                    cells.push(&blocks, 1);
                }
                "trPr" | "tblPrEx" => {}
                _ => self.cells(child, cells),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &'p Element, blocks: &mut Vec<Block>) {
        let properties = paragraph.child("pPr");
        let mut line = Line::default();
        self.inline(paragraph, properties, &mut line);
        let block = match self.styles.role(properties) {
            Role::Title => {
                let block = Block::heading(1, &line.text);
                if let Block::Heading { text, .. } = &block
                    && !text.is_empty()
                {
                    self.titles.push(text.clone());
                }
                Some(block)
            }
            Role::Heading(level) => Some(Block::heading(level, &line.text)),
            Role::Quotation => Some(Block::quotation(&line.text)),
            Role::Item(_) if line.text.trim().is_empty() => None,
            Role::Item(level) => {
                let mark =
                    self.styles.list(properties).map(|list| self.numbering.mark(list, level)).unwrap_or_default();
                Some(Block::item(level, &format!("{mark}{}", line.text)))
            }
            Role::Contents => None,
            Role::Plain => Some(Block::paragraph(&line.text)),
        };
        blocks.extend(block.filter(|block| !block.is_blank()));
        blocks.extend(line.boxes);
    }

    /// The text in `parent`, an element inside a paragraph.
    fn inline(&mut self, parent: &'p Element, paragraph: Option<&'p Element>, line: &mut Line) {
        for child in parent.children() {
            match child.name.as_str() {
                "r" => self.run(child, paragraph, line),
                // A paragraph in a paragraph stands in a text box.
                "p" | "tbl" | "pPr" | "rPr" | "sdtPr" | "del" | "moveFrom" | "Fallback" => {}
                "oMath" => line.text.push_str(&child.text()),
                _ => self.inline(child, paragraph, line),
            }
        }
    }

    /// Words of one look.
    fn run(&mut self, run: &'p Element, paragraph: Option<&'p Element>, line: &mut Line) {
        if self.styles.is_hidden(run.child("rPr"), paragraph) {
            self.hidden += usize::from(run.find("t").is_some_and(|words| !words.text().trim().is_empty()));
            return;
        }
        self.pieces(run, paragraph, line);
    }

    fn pieces(&mut self, parent: &'p Element, paragraph: Option<&'p Element>, line: &mut Line) {
        for child in parent.children() {
            let in_instruction = self.fields.iter().any(|result| !result);
            match child.name.as_str() {
                "fldChar" => self.field(child),
                _ if in_instruction => {}
                "t" => child.nodes.iter().for_each(|node| match node {
                    Node::Text(words) => line.text.push_str(words),
                    Node::Element(_) => {}
                }),
                "tab" | "ptab" | "br" | "cr" => line.text.push(' '),
                "noBreakHyphen" => line.text.push('-'),
                "footnoteReference" => self.note("footnote", child, line),
                "endnoteReference" => self.note("endnote", child, line),
                "r" => self.run(child, paragraph, line),
                "txbxContent" => self.text_box(child, line),
                "rPr" | "instrText" | "delText" | "delInstrText" | "Fallback" => {}
                _ => self.pieces(child, paragraph, line),
            }
        }
    }

    fn field(&mut self, mark: &Element) {
        match mark.attribute("fldCharType") {
            Some("begin") => self.fields.push(false),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    *field = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn text_box(&mut self, content: &'p Element, line: &mut Line) {
        if self.depth >= DEEPEST {
            return line.text.push_str(&content.text());
        }
        self.depth += 1;
        let fields = std::mem::take(&mut self.fields);
        self.gather(content, &mut line.boxes);
        self.fields = fields;
        self.depth -= 1;
    }

    fn note(&mut self, kind: &str, reference: &Element, line: &mut Line) {
        let key = format!("{kind} {}", reference.attribute("id").unwrap_or_default());
        let Some(note) = self.note_texts.get(&key).copied() else {
            return;
        };
        let (number, is_new) = self.notes.number(&key);
        // Writing to a string cannot fail.
        let _ = write!(line.text, " [{number}]");
        if is_new {
            let blocks = self.blocks(note);
            self.notes.keep(number, blocks);
        }
    }
}
