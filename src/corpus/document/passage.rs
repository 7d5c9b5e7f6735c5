//! From blocks to passages.

use super::Block;
use crate::text::{sentences, word_count};

/// A passage is full at so many words and takes no more paragraphs.
const ENOUGH: usize = 60;
/// About the longest passage.
const MOST: usize = 150;
/// No passage is longer.
const LIMIT: usize = 200;

/// A passage and the headings it stands under.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) headings: Vec<String>,
    pub(super) text: String,
    /// The page on which it begins, where the document tells.
    pub(super) page: Option<u32>,
}

/// Cuts `blocks` into passages. Every word ends in a passage or in the headings of one: a heading with nothing under it becomes a
/// passage of its own.
pub(super) fn cut(blocks: &[Block]) -> Vec<Passage> {
    let mut cutter = Cutter::default();
    for block in blocks {
        match block {
            Block::Heading { level, text } => cutter.heading(*level, text),
            Block::Text { text, item } => cutter.units.extend(units_of(text, *item, cutter.page)),
            Block::Page(page) => cutter.page = Some(*page),
        }
    }
    cutter.finish()
}

/// A piece of text that is not cut any further.
struct Unit {
    text: String,
    words: usize,
    /// What divides it from the piece before.
    joint: Joint,
    page: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Paragraph,
    Item,
    Sentence,
}

impl Joint {
    fn as_str(self) -> &'static str {
        match self {
            Self::Paragraph => "\n\n",
            Self::Item => "\n",
            Self::Sentence => " ",
        }
    }
}

#[derive(Default)]
struct Cutter {
    passages: Vec<Passage>,
    /// The page that was marked last.
    page: Option<u32>,
    /// The page of the last heading.
    heading_page: Option<u32>,
    /// The headings above, each with its level.
    path: Vec<(usize, String)>,
    /// Whether anything was found under the last heading.
    filled: bool,
    units: Vec<Unit>,
}

impl Cutter {
    fn heading(&mut self, level: usize, text: &str) {
        self.close_section();
        let goes_deeper = self.path.last().is_none_or(|(above, _)| level > *above);
        if !goes_deeper {
            self.keep_empty_heading();
        }
        while self.path.last().is_some_and(|(above, _)| *above >= level) {
            self.path.pop();
        }
        self.path.push((level, text.to_owned()));
        self.heading_page = self.page;
        self.filled = false;
    }

    fn finish(mut self) -> Vec<Passage> {
        self.close_section();
        self.keep_empty_heading();
        self.passages
    }

    /// The last heading, where nothing stands under it, as a passage under the headings above it.
    fn keep_empty_heading(&mut self) {
        if self.filled {
            return;
        }
        if let Some((_, text)) = self.path.pop()
            && word_count(&text) > 0
        {
            self.passages.push(Passage { headings: self.headings(), text, page: self.heading_page });
        }
        self.filled = true;
    }

    fn headings(&self) -> Vec<String> {
        self.path.iter().map(|(_, text)| text.clone()).collect()
    }

    fn close_section(&mut self) {
        let units = join(std::mem::take(&mut self.units));
        self.filled |= !units.is_empty();
        let headings = self.headings();
        let passage = |unit: Unit| Passage { headings: headings.clone(), text: unit.text, page: unit.page };
        self.passages.extend(units.into_iter().map(passage));
    }
}

/// Puts pieces together until a passage has enough.
fn join(units: Vec<Unit>) -> Vec<Unit> {
    let mut passages: Vec<Unit> = Vec::new();
    for unit in units {
        match passages.last_mut() {
            Some(open) if goes_with(open, &unit) => add(open, &unit),
            _ => passages.push(unit),
        }
    }
    // What is left over at the end goes with the passage before it, where both together are not too long.
    if let [.., before, last] = passages.as_mut_slice()
        && last.words < ENOUGH
        && before.words + last.words <= MOST
    {
        add(before, last);
        passages.pop();
    }
    passages
}

fn goes_with(open: &Unit, next: &Unit) -> bool {
    let together = open.words + next.words;
    if open.words < ENOUGH {
        return together <= LIMIT;
    }
    together <= MOST && next.joint != Joint::Paragraph
}

fn add(open: &mut Unit, next: &Unit) {
    open.text.push_str(next.joint.as_str());
    open.text.push_str(&next.text);
    open.words += next.words;
}

/// A paragraph or item as one piece, or where it is long as its sentences.
fn units_of(text: &str, item: bool, page: Option<u32>) -> Vec<Unit> {
    let first = if item { Joint::Item } else { Joint::Paragraph };
    let words = word_count(text);
    if words == 0 {
        return Vec::new();
    }
    if words <= MOST {
        return vec![Unit { text: text.to_owned(), words, joint: first, page }];
    }
    let pieces = sentences(text).into_iter().flat_map(short_pieces);
    let joints = std::iter::once(first).chain(std::iter::repeat(Joint::Sentence));
    pieces.zip(joints).map(|(text, joint)| Unit { words: word_count(&text), text, joint, page }).collect()
}

/// A sentence, or where it is longer than any passage may be, parts of it.
fn short_pieces(sentence: &str) -> Vec<String> {
    if word_count(sentence) <= MOST {
        return vec![sentence.to_owned()];
    }
    let mut pieces: Vec<String> = vec![String::new()];
    let mut words = 0;
    for part in sentence.split_whitespace().flat_map(short_parts) {
        let more = word_count(part);
        if words + more > MOST {
            pieces.push(String::new());
            words = 0;
        }
        if let Some(piece) = pieces.last_mut() {
            if !piece.is_empty() {
                piece.push(' ');
            }
            piece.push_str(part);
        }
        words += more;
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// What stands between two spaces, cut where it holds too many words by itself, as texts in scripts without spaces do.
fn short_parts(part: &str) -> Vec<&str> {
    if word_count(part) <= MOST {
        return vec![part];
    }
    let mut parts = Vec::new();
    let (mut rest, mut words) = (part, 0);
    let mut taken = 0;
    for (offset, word) in unicode_segmentation::UnicodeSegmentation::split_word_bound_indices(part) {
        words += word_count(word);
        if words > MOST {
            let (before, after) = rest.split_at(offset - taken);
            parts.push(before);
            (rest, taken, words) = (after, offset, 1);
        }
    }
    parts.push(rest);
    parts
}
