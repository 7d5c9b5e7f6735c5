//! The parts of a Word document.

use std::collections::BTreeMap;

use super::numbering::Numbering;
use super::styles::Styles;
use super::walk::Walk;
use super::xml::Element;
use super::{missing, tree};
use crate::file::archive::Archive;
use crate::file::{Block, Document, Input};
use crate::problem::{Place, Problem};

/// Where the text usually is.
const MAIN: &str = "word/document.xml";

/// The document in `archive`, with what is worth knowing.
pub(super) fn read<I: Input>(name: &str, mut archive: Archive<I>) -> Result<(Document, Vec<Problem>), Vec<Problem>> {
    let main = main_part(&archive);
    let document = tree(&mut archive, name, &main)?.ok_or_else(|| missing(name, MAIN, "Word document"))?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut problems = Vec::new();
    let mut part = |file: &str| {
        let path = if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") };
        // Without its styles or notes the text can still be read.
        tree(&mut archive, name, &path).unwrap_or_else(|faults| {
            problems.extend(
                faults.into_iter().map(|fault| Problem { severity: crate::problem::Severity::Warning, ..fault }),
            );
            None
        })
    };
    let styles = part("styles.xml").map(|sheet| Styles::read(&sheet)).unwrap_or_default();
    let numbering = part("numbering.xml").map(|sheet| Numbering::read(&sheet)).unwrap_or_default();
    let (footnotes, endnotes) = (part("footnotes.xml"), part("endnotes.xml"));
    let mut walk = Walk::new(&styles, numbering, notes_of(footnotes.as_ref(), endnotes.as_ref()));
    let body = document.at(&["document", "body"]).or_else(|| document.find("body")).unwrap_or(&document);
    let mut blocks = walk.blocks(body);
    let (titles, hidden) = (walk.titles, walk.hidden);
    blocks.extend(walk.notes.finish());
    if hidden > 0 {
        let problem =
            Problem::note("hidden_text", Place::file(name), "text that is hidden in the document was left out");
        problems.push(
            problem
                .found(format!("{hidden} hidden pieces"))
                .hint("if it should be read, show it in Word and load it again"),
        );
    }
    let title = core_title(&mut archive).or_else(|| first_title(&titles));
    Ok((Document::of(title, below_title(blocks, &titles)), problems))
}

/// The part that holds the text, by its usual name or by what ends like it.
fn main_part<I: Input>(archive: &Archive<I>) -> String {
    if archive.has(MAIN) {
        return MAIN.to_owned();
    }
    let named = |name: &String| {
        name.rsplit('/')
            .next()
            .is_some_and(|file| file.starts_with("document") && file.rsplit('.').next() == Some("xml"))
    };
    archive.names().into_iter().find(named).unwrap_or_else(|| MAIN.to_owned())
}

/// The notes by their kind and id.
fn notes_of<'p>(footnotes: Option<&'p Element>, endnotes: Option<&'p Element>) -> BTreeMap<String, &'p Element> {
    let mut notes = BTreeMap::new();
    for (kind, part) in [("footnote", footnotes), ("endnote", endnotes)] {
        let sheet = part.and_then(|part| part.children().next());
        for note in sheet.into_iter().flat_map(Element::children).filter(|note| note.name == kind) {
            let is_line = note.attribute("type").is_some_and(|kind| kind != "normal");
            if let Some(id) = note.attribute("id").filter(|_| !is_line) {
                notes.insert(format!("{kind} {id}"), note);
            }
        }
    }
    notes
}

/// The title among the properties of the file. Where they cannot be read, there is none.
fn core_title<I: Input>(archive: &mut Archive<I>) -> Option<String> {
    let part = tree(archive, "", "docProps/core.xml").ok().flatten()?;
    let title = part.find("title")?.text();
    (!title.trim().is_empty()).then_some(title)
}

fn first_title(titles: &[String]) -> Option<String> {
    titles.first().cloned()
}

/// A document with one title has its headings below it.
fn below_title(blocks: Vec<Block>, titles: &[String]) -> Vec<Block> {
    let [title] = titles else {
        return blocks;
    };
    let first = blocks.iter().find_map(|block| match block {
        Block::Heading { text, .. } => Some(text),
        _ => None,
    });
    if first != Some(title) {
        return blocks;
    }
    let mut before = true;
    let lower = |block| match block {
        Block::Heading { level, text } if !std::mem::take(&mut before) => Block::heading(usize::from(level) + 1, &text),
        other => other,
    };
    blocks.into_iter().map(lower).collect()
}
