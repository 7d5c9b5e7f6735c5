//! An `OpenDocument` text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::note::Notes;
use super::styles::{Role, role_of_name};
use super::table::Cells;
use super::xml::{Element, Node};
use super::{missing, tree};
use crate::file::archive::Archive;
use crate::file::{Block, Document, Input};
use crate::problem::{Place, Problem};

/// Lists, tables and frames inside each other are read as such so deep.
const DEEPEST: usize = 12;
/// The most spaces or copies that one element may ask for.
const MOST_TIMES: usize = 1_000;
/// Styles are based on one another no more often than this.
const LONGEST_CHAIN: usize = 20;

/// The document in `archive`.
pub(super) fn read<I: Input>(name: &str, mut archive: Archive<I>) -> Result<(Document, Vec<Problem>), Vec<Problem>> {
    let is_locked = archive.read_text("META-INF/manifest.xml").ok().flatten();
    if is_locked.is_some_and(|manifest| manifest.contains("encryption-data")) {
        let problem = Problem::error("locked_file", Place::file(name), "the document is locked with a password");
        return Err(vec![problem.hint("save it without a password, then load that")]);
    }
    let part = "content.xml";
    let content = tree(&mut archive, name, part)?.ok_or_else(|| missing(name, part, "OpenDocument text"))?;
    let sheet = tree(&mut archive, name, "styles.xml").ok().flatten();
    let mut styles = BTreeMap::new();
    for part in sheet.iter().chain([&content]) {
        collect_styles(part, &mut styles);
    }
    let numbered = sheet.iter().chain([&content]).flat_map(numbered_levels).collect();
    let mut walk = Walk { styles, numbered, notes: Notes::default(), title: None, hidden: 0, depth: 0 };
    let body = content.find("text").unwrap_or(&content);
    let mut blocks = Vec::new();
    walk.gather(body, &Context::default(), &mut blocks);
    blocks.extend(walk.notes.finish());
    let meta = tree(&mut archive, name, "meta.xml").ok().flatten();
    let title = meta.and_then(|meta| meta.find("title").map(Element::text)).filter(|title| !title.trim().is_empty());
    let mut problems = Vec::new();
    if walk.hidden > 0 {
        let problem =
            Problem::note("hidden_text", Place::file(name), "text that is hidden in the document was left out");
        problems.push(
            problem
                .found(format!("{} hidden pieces", walk.hidden))
                .hint("if it should be read, show it and load the document again"),
        );
    }
    Ok((Document::of(title.or(walk.title), blocks), problems))
}

/// A style: its parent, and whether its words are hidden.
#[derive(Default, Clone)]
struct Style {
    parent: Option<String>,
    name: Option<String>,
    hidden: bool,
}

fn collect_styles(part: &Element, styles: &mut BTreeMap<String, Style>) {
    for sheet in part
        .children()
        .flat_map(Element::children)
        .filter(|it| matches!(it.name.as_str(), "styles" | "automatic-styles"))
    {
        for style in sheet.children().filter(|it| it.name == "style") {
            let Some(name) = style.attribute("name") else { continue };
            let hidden = style.child("text-properties").is_some_and(|it| it.attribute("display") == Some("none"));
            let parent = style.attribute("parent-style-name").map(str::to_owned);
            styles.insert(name.to_owned(), Style { parent, name: Some(spelled(name)), hidden });
        }
    }
}

/// The levels of lists that are numbered, with their first numbers.
fn numbered_levels(part: &Element) -> Vec<((String, usize), u32)> {
    let sheets = part.children().flat_map(Element::children).flat_map(Element::children);
    let lists = sheets.filter(|it| it.name == "list-style").filter_map(|it| Some((it.attribute("name")?, it)));
    let levels = lists.flat_map(|(name, list)| list.children().map(move |level| (name, level)));
    levels
        .filter(|(_, level)| level.name == "list-level-style-number" && level.attribute("num-format") == Some("1"))
        .filter_map(|(name, level)| {
            let first = level.attribute("start-value").and_then(|first| first.parse().ok()).unwrap_or(1);
            Some(((name.to_owned(), level.attribute("level")?.parse().ok()?), first))
        })
        .collect()
}

/// A name as people see it: `_20_` stands for a space.
fn spelled(name: &str) -> String {
    name.replace("_20_", " ")
}

/// Where a paragraph stands.
#[derive(Default, Clone)]
struct Context {
    /// How many lists are around it.
    lists: usize,
    /// The style of the outermost of them.
    style: Option<String>,
    /// The number of the item whose first paragraph comes next.
    mark: Option<u32>,
}

struct Walk {
    styles: BTreeMap<String, Style>,
    /// The first number of each numbered level of each style of lists.
    numbered: BTreeMap<(String, usize), u32>,
    notes: Notes,
    title: Option<String>,
    hidden: usize,
    depth: usize,
}

/// A paragraph in the making, and what hangs on it.
#[derive(Default)]
struct Line {
    text: String,
    boxes: Vec<Block>,
}

/// Adds a paragraph and what hangs on it.
fn keep(block: Block, line: Line, blocks: &mut Vec<Block>) {
    if !block.is_blank() {
        blocks.push(block);
    }
    blocks.extend(line.boxes);
}

impl Walk {
    fn gather(&mut self, parent: &Element, context: &Context, blocks: &mut Vec<Block>) {
        for child in parent.children() {
            self.part(child, context, blocks);
        }
    }

    fn part(&mut self, child: &Element, context: &Context, blocks: &mut Vec<Block>) {
        match child.name.as_str() {
            "h" => {
                let level = child.attribute("outline-level").and_then(|it| it.parse().ok()).unwrap_or(1);
                let line = self.line(child);
                keep(Block::heading(level, &line.text), line, blocks);
            }
            "p" => self.paragraph(child, context, blocks),
            "list" => {
                self.list(child, context, blocks);
            }
            "table" if self.depth < DEEPEST => {
                self.depth += 1;
                let mut rows = Vec::new();
                self.rows(child, &mut rows);
                self.depth -= 1;
                blocks.push(Block::Table { rows });
            }
            // Lists of contents repeat the headings; what tracked changes took out is kept apart.
            "tracked-changes" | "table-of-content" | "sequence-decls" | "forms" | "annotation" => {}
            _ => self.gather(child, context, blocks),
        }
    }

    /// A list: its items in their order, each with its number where the list is numbered.
    fn list(&mut self, list: &Element, context: &Context, blocks: &mut Vec<Block>) {
        let lists = (context.lists + 1).min(DEEPEST);
        let style = list.attribute("style-name").map(str::to_owned).or_else(|| context.style.clone());
        let first = style.as_ref().and_then(|style| self.numbered.get(&(style.clone(), lists)).copied());
        let own = list.children().find_map(|item| item.attribute("start-value")).and_then(|start| start.parse().ok());
        let mut next = first.map(|first| own.unwrap_or(first));
        for item in list.children() {
            let is_item = item.name == "list-item";
            let mark = next.filter(|_| is_item);
            next = next.map(|next: u32| next.saturating_add(u32::from(is_item)));
            let mut marked = false;
            for part in item.children() {
                let mark = mark.filter(|_| !std::mem::replace(&mut marked, true));
                self.part(part, &Context { lists, style: style.clone(), mark }, blocks);
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element, context: &Context, blocks: &mut Vec<Block>) {
        let style = paragraph.attribute("style-name");
        if self.is_hidden(style) {
            self.hidden += usize::from(!paragraph.text().trim().is_empty());
            return;
        }
        let role = self.role(style);
        let line = self.line(paragraph);
        let block = match role {
            Some(Role::Title) => {
                let block = Block::heading(1, &line.text);
                if self.title.is_none() && !block.is_blank() {
                    self.title = Some(line.text.clone());
                }
                block
            }
            Some(Role::Heading(level)) => Block::heading(level, &line.text),
            Some(Role::Quotation) => Block::quotation(&line.text),
            _ if context.lists > 0 && line.text.trim().is_empty() => Block::paragraph(""),
            _ if context.lists > 0 => {
                let mark = context.mark.map(|mark| format!("{mark}. ")).unwrap_or_default();
                Block::item(context.lists - 1, &format!("{mark}{}", line.text))
            }
            _ => Block::paragraph(&line.text),
        };
        keep(block, line, blocks);
    }

    fn rows(&mut self, parent: &Element, rows: &mut Vec<Vec<String>>) {
        for child in parent.children() {
            if child.name == "table-row" {
                let mut cells = Cells::default();
                for cell in child.children().filter(|it| it.name == "table-cell") {
                    let mut blocks = Vec::new();
                    self.gather(cell, &Context::default(), &mut blocks);
                    cells.push(&blocks, times(cell, "number-columns-repeated"));
                }
                rows.push(cells.finish());
            } else {
                self.rows(child, rows);
            }
        }
    }

    fn line(&mut self, paragraph: &Element) -> Line {
        let mut line = Line::default();
        self.inline(paragraph, &mut line);
        line
    }

    fn inline(&mut self, parent: &Element, line: &mut Line) {
        for node in &parent.nodes {
            let child = match node {
                Node::Text(words) => {
                    line.text.push_str(words);
                    continue;
                }
                Node::Element(child) => child,
            };
            match child.name.as_str() {
                "s" | "tab" | "line-break" => line.text.push(' '),
                "note" => self.note(child, line),
                "span" if self.is_hidden(child.attribute("style-name")) => self.hidden += 1,
                "hidden-text" | "hidden-paragraph" | "annotation" | "annotation-end" | "ruby-text" | "image"
                | "object" | "desc" | "title" => {}
                "text-box" | "table" | "list" => {
                    if self.depth < DEEPEST {
                        self.depth += 1;
                        self.gather(child, &Context::default(), &mut line.boxes);
                        self.depth -= 1;
                    }
                }
                _ => self.inline(child, line),
            }
        }
    }

    fn note(&mut self, note: &Element, line: &mut Line) {
        let key = format!("{} {}", note.attribute("id").unwrap_or_default(), self.notes.called());
        let (number, _) = self.notes.number(&key);
        // Writing to a string cannot fail.
        let _ = write!(line.text, " [{number}]");
        let mut blocks = Vec::new();
        if let Some(body) = note.child("note-body").filter(|_| self.depth < DEEPEST) {
            self.depth += 1;
            self.gather(body, &Context::default(), &mut blocks);
            self.depth -= 1;
        }
        self.notes.keep(number, blocks);
    }

    fn chain<'s>(&'s self, name: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut next = name;
        std::iter::from_fn(move || {
            let name = next.take()?;
            let style = self.styles.get(name)?;
            next = style.parent.as_deref();
            Some((name, style))
        })
        .take(LONGEST_CHAIN)
    }

    fn role(&self, name: Option<&str>) -> Option<Role> {
        let own = name.and_then(|name| role_of_name(&spelled(name)));
        // Heading styles count only on headings: the base style of them all is used for captions too.
        own.or_else(|| {
            self.chain(name).find_map(|(_, style)| {
                role_of_name(style.name.as_deref()?).or_else(|| role_of_name(&spelled(style.parent.as_deref()?)))
            })
        })
    }

    fn is_hidden(&self, name: Option<&str>) -> bool {
        self.chain(name).any(|(_, style)| style.hidden)
    }
}

fn times(element: &Element, attribute: &str) -> usize {
    element.attribute(attribute).and_then(|times| times.parse().ok()).unwrap_or(1).clamp(1, MOST_TIMES)
}
