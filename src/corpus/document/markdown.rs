//! Markdown as blocks.

use std::collections::BTreeSet;

use super::Block;
use super::html::{marked_page, without_comments};
use super::inline::plain_words;
use crate::text::{normalise, single_spaced};

/// More words than this on one line are a paragraph, whatever marks it as a heading.
const HEADING_WORDS: usize = 40;
/// A line in bold that stands alone heads what follows, below every heading with a mark of its own.
const BOLD_LEVEL: usize = 7;
/// More words than this in bold are a sentence that somebody stressed.
const BOLD_WORDS: usize = 20;

/// Whether a text that does not say so is Markdown: at least two of its lines are `# headings`.
pub(super) fn looks_like(text: &str) -> bool {
    text.lines().filter(|line| heading_of(line).is_some_and(|(_, words)| !words.is_empty())).take(2).count() == 2
}

/// The blocks of `text`.
pub(super) fn read(text: &str) -> Vec<Block> {
    let text = without_comments(text);
    let labels = text.lines().filter_map(definition_label).collect();
    let mut reader = Reader { labels, blocks: Vec::new(), open: Vec::new(), item: false, fence: None, in_table: false };
    for line in text.lines() {
        reader.line(line);
    }
    reader.close();
    settle_bold(reader.blocks)
}

/// A line in bold with no text under it heads nothing: it is text.
fn settle_bold(blocks: Vec<Block>) -> Vec<Block> {
    let mut heads: Vec<bool> = Vec::with_capacity(blocks.len());
    let mut before_text = false;
    for block in blocks.iter().rev() {
        heads.push(before_text);
        // The end of a page between a heading and its text divides them no more than a blank line.
        before_text = matches!(block, Block::Text { .. }) || (before_text && matches!(block, Block::Page(_)));
    }
    let settled = blocks.into_iter().zip(heads.into_iter().rev()).map(|(block, heads)| match block {
        Block::Heading { level: BOLD_LEVEL, text } if !heads => Block::Text { text, item: false },
        other => other,
    });
    settled.collect()
}

/// The blocks so far, and the one that is open.
struct Reader {
    labels: BTreeSet<String>,
    blocks: Vec<Block>,
    open: Vec<String>,
    item: bool,
    fence: Option<String>,
    in_table: bool,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if let Some(page) = marked_page(line) {
            if self.fence.is_none() {
                self.close();
                self.in_table = false;
            }
            return self.blocks.push(Block::Page(page));
        }
        let line = unquoted(line);
        if self.fenced(line) {
            return;
        }
        if line.trim().is_empty() {
            self.close();
            self.in_table = false;
        } else if let Some((level, words)) = heading_of(line) {
            self.close();
            self.heading(level, words);
        } else if let Some(level) = self.underline(line) {
            let words = self.open.join(" ");
            self.open.clear();
            self.heading(level, &words);
        } else if is_rule(line) {
            self.close();
        } else if is_table_rule(line) {
            self.close();
            self.in_table = true;
        } else if line.trim_start().starts_with('|') || (self.in_table && line.contains('|')) {
            self.close();
            self.row(line);
        } else if let Some(words) = item_of(line) {
            self.close();
            self.item = true;
            self.open.push(words.to_owned());
        } else if definition_label(line).is_none() {
            self.open.push(footnote(line).to_owned());
        }
    }

    /// Code between fences is kept as it is.
    fn fenced(&mut self, line: &str) -> bool {
        let trimmed = line.trim();
        if let Some(fence) = &self.fence {
            if trimmed.starts_with(fence.as_str()) && trimmed.trim_matches(['`', '~']).is_empty() {
                let text = self
                    .open
                    .iter()
                    .map(|line| single_spaced(line))
                    .filter(|line| !line.is_empty())
                    .collect::<Vec<_>>()
                    .join("\n");
                self.open.clear();
                self.text(text, false);
                self.fence = None;
            } else {
                self.open.push(line.to_owned());
            }
            return true;
        }
        let fence: String = trimmed.chars().take_while(|c| *c == '`' || *c == '~').collect();
        let info = trimmed.get(fence.len()..).unwrap_or_default();
        if fence.len() >= 3 && !info.contains('`') {
            self.close();
            self.fence = Some(fence);
            return true;
        }
        false
    }

    /// The level of the heading that `line` underlines.
    fn underline(&self, line: &str) -> Option<usize> {
        let line = line.trim();
        let short = (1..=2).contains(&self.open.len()) && !self.item && line.len() >= 2;
        let all = |mark: char| short && line.chars().all(|c| c == mark);
        if all('=') {
            return Some(1);
        }
        all('-').then_some(2)
    }

    /// A row of a table: its cells, divided as they were.
    fn row(&mut self, line: &str) {
        let line = line.trim().replace("\\|", "\u{1}");
        let cells = line.split('|').map(|cell| plain_words(&cell.replace('\u{1}', "|"), &self.labels));
        let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
        self.text(cells.join(" | "), true);
    }

    fn heading(&mut self, level: usize, words: &str) {
        let text = plain_words(words, &self.labels);
        if text.split_whitespace().count() > HEADING_WORDS {
            self.text(text, false);
        } else if !text.is_empty() {
            self.blocks.push(Block::Heading { level, text });
        }
    }

    fn text(&mut self, text: String, item: bool) {
        if !text.is_empty() {
            self.blocks.push(Block::Text { text, item });
        }
    }

    /// Ends the open block.
    fn close(&mut self) {
        let text = if self.fence.is_some() {
            single_spaced(&self.open.join("\n"))
        } else {
            plain_words(&self.open.join("\n"), &self.labels)
        };
        let is_bold = matches!(self.open.as_slice(), [line] if is_bold_heading(line, &text));
        self.open.clear();
        let item = std::mem::take(&mut self.item);
        if is_bold && !item {
            self.blocks.push(Block::Heading { level: BOLD_LEVEL, text });
        } else {
            self.text(text, item);
        }
    }
}

/// Whether a paragraph of one line is all bold and no sentence and no quotation; `text` is the line without its marks.
fn is_bold_heading(line: &str, text: &str) -> bool {
    let line = line.trim().trim_end_matches(':');
    let inner = ["**", "__"]
        .iter()
        .find_map(|mark| line.strip_prefix(mark)?.strip_suffix(mark).filter(|inner| !inner.contains(mark)));
    let is_sentence = text.ends_with(['.', '!', '?', ',']) || text.starts_with(['"', '\'', '\u{201c}', '\u{2018}']);
    inner.is_some() && !text.is_empty() && !is_sentence && text.split_whitespace().count() <= BOLD_WORDS
}

/// A line without the signs of a quotation.
fn unquoted(line: &str) -> &str {
    let mut rest = line;
    while let Some(inner) = rest.trim_start().strip_prefix('>') {
        rest = inner;
    }
    rest
}

/// The level and words of a `# heading`.
fn heading_of(line: &str) -> Option<(usize, &str)> {
    let line = line.trim();
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let spaced = words.is_empty() || words.starts_with(char::is_whitespace);
    ((1..=6).contains(&level) && spaced).then(|| (level, words.trim().trim_end_matches('#').trim_end()))
}

/// A line across the page.
fn is_rule(line: &str) -> bool {
    let marks: String = line.split_whitespace().collect();
    marks.len() >= 3 && ["-", "*", "_"].iter().any(|mark| marks.trim_matches(|c| mark.starts_with(c)).is_empty())
}

/// The line between the head and the body of a table.
fn is_table_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | ':' | '-' | ' ' | '\t'))
}

/// The words of a list item. A bullet goes; a number stays, because people refer to it.
fn item_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let bullet = line.strip_prefix([
        '-', '*', '+', '\u{2022}', '\u{b7}', '\u{25aa}', '\u{25e6}', '\u{25cf}', '\u{25cb}', '\u{2023}',
    ]);
    if let Some(words) = bullet
        && words.starts_with(char::is_whitespace)
    {
        return Some(words.trim());
    }
    let behind = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - behind.len();
    let dot = behind.strip_prefix(['.', ')'])?;
    ((1..=3).contains(&digits) && dot.starts_with(char::is_whitespace)).then_some(line)
}

/// The label of a link definition, `[label]: address`, which is no text of the document.
fn definition_label(line: &str) -> Option<String> {
    let (label, address) = line.trim().strip_prefix('[')?.split_once("]:")?;
    let mut parts = address.split_whitespace();
    let is_address = parts
        .next()
        .is_some_and(|part| part.contains("://") || part.starts_with(['/', '#', '<', '.']) || part.contains("mailto:"));
    let title = parts.collect::<Vec<_>>().join(" ");
    let titled = title.is_empty() || title.starts_with(['"', '\'', '(']);
    (!label.starts_with('^') && is_address && titled).then(|| normalise(label))
}

/// The words of a footnote, without its mark.
fn footnote(line: &str) -> &str {
    let marked = line.trim_start().strip_prefix("[^").and_then(|rest| rest.split_once("]:"));
    marked.filter(|(label, _)| !label.contains(char::is_whitespace)).map_or(line, |(_, words)| words.trim_start())
}
