//! Cutting the text of a document into passages: whole paragraphs and list items of about 60 to 150 words, split at the ends of
//! sentences where they are long, never across headings.
//!
//! A file is first read into [`Block`]s (headings, paragraphs, list items) by [`markdown`] or [`plain`], which take markup away
//! and nothing else, and then cut by [`passage`]. A document of another kind comes as Markdown that [`mod@write`] has made of it.

mod html;
mod inline;
mod markdown;
mod passage;
mod plain;
mod write;

use std::collections::BTreeMap;

use super::{Insight, InsightKind, Source};
use crate::problem::{Place, Problem};
use crate::text;

pub use write::write_markdown;

/// A piece of a document, without markup.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Block {
    /// A heading; one is the outermost level.
    Heading { level: usize, text: String },
    /// A paragraph, a list item or the row of a table.
    Text { text: String, item: bool },
    /// What follows stands on this page.
    Page(u32),
}

/// Reads the passages of the document `text` that belongs to `source`. A file named `.md` is Markdown; so is any text that has
/// Markdown headings. The address of a passage is made of its own words, so that edits elsewhere do not move it.
pub fn read_passages(source: &Source, file: &str, text: &str) -> (Vec<Insight>, Vec<Problem>) {
    let text = clean(text);
    let is_markdown = file.to_lowercase().ends_with(".md") || markdown::looks_like(&text);
    let blocks = if is_markdown { markdown::read(&text) } else { plain::read(&text) };
    let mut repeats: BTreeMap<String, u32> = BTreeMap::new();
    let mut insights = Vec::new();
    for passage in passage::cut(&blocks) {
        let print = text::words_fingerprint(&passage.text);
        let repeat = repeats.entry(print.clone()).or_default();
        *repeat += 1;
        let local = if *repeat == 1 { format!("p-{print}") } else { format!("p-{print}-{repeat}") };
        let mut insight = source.blank_insight(local, InsightKind::Passage);
        insight.ordinal = u32::try_from(source.insights.len() + insights.len()).unwrap_or(u32::MAX);
        insight.text = passage.text;
        insight.headings = passage.headings;
        insight.page = passage.page.map(|page| page.to_string());
        insights.push(insight);
    }
    let mut problems = Vec::new();
    if insights.is_empty() {
        let problem = Problem::warning("empty_document", Place::file(file), "the document holds no words");
        problems.push(problem.hint("put its text in this file, or take the file out"));
    }
    (insights, problems)
}

/// One kind of line end, and no control characters.
fn clean(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let breaks = |c: char| matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let plain = |c: char| match c {
        '\n' | '\t' => c,
        c if breaks(c) => '\n',
        c if c.is_control() => ' ',
        c => c,
    };
    text.chars().map(plain).collect()
}

#[cfg(test)]
mod tests;
