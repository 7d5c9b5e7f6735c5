//! From lines to headings, paragraphs, list items and tables.

use std::collections::{BTreeMap, BTreeSet};

use super::line::Line;
use crate::file::Block;
use crate::text::{normalise, words};

/// Letters larger than the usual ones by this factor head something.
const LARGER: f64 = 1.12;
/// A heading has no more words.
const HEADING_WORDS: usize = 25;
const BOLD_WORDS: usize = 14;
/// The lines of one paragraph are no further apart than this many times the usual distance.
const APART: f64 = 1.3;
/// A line that ends before this share of the usual width is the last of its paragraph, where it ends a sentence.
const SHORT: f64 = 0.8;
/// The most levels of headings told apart by their size.
const MOST_LEVELS: usize = 4;

/// What is usual in a document.
struct Measure {
    size: f64,
    /// From the feet of one line to those of the next, in heights of letters.
    leading: f64,
    /// Sizes of headings, the largest first.
    headings: Vec<i64>,
    mostly_bold: bool,
    vocabulary: BTreeSet<String>,
}

/// The blocks of all pages.
pub(super) fn blocks(pages: &[Vec<Line>]) -> Vec<Block> {
    let measure = Measure::of(pages);
    let mut blocks: Vec<Block> = Vec::new();
    for (page, lines) in (1_u32..).zip(pages) {
        let mut own = measure.page(lines).into_iter();
        let mut first = own.next();
        if let (Some(Block::Paragraph(text)), Some(open)) =
            (&first, blocks.iter_mut().rev().find(|it| !matches!(it, Block::PageBreak(_))))
            && let Some(open) = goes_on(open, text)
        {
            measure.join(open, text);
            first = None;
        }
        if lines.is_empty() {
            continue;
        }
        blocks.push(Block::PageBreak(page));
        blocks.extend(first);
        blocks.extend(own);
    }
    blocks
}

/// The text of a block that goes on with `next` on another page.
fn goes_on<'b>(block: &'b mut Block, next: &str) -> Option<&'b mut String> {
    let (Block::Paragraph(text) | Block::ListItem { text, .. }) = block else {
        return None;
    };
    let is_open = !ends_sentence(text) && next.starts_with(char::is_lowercase);
    is_open.then_some(text)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches([')', '"', '\'', '\u{201d}', '\u{2019}', ']']).ends_with(['.', '!', '?', ':', ';'])
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a rounded size of letters; one beyond all measure is cut, not wrapped"
)]
fn rounded(number: f64, step: f64) -> i64 {
    (number / step).round() as i64
}

/// The value that most letters have.
fn most(values: impl Iterator<Item = (i64, usize)>) -> Option<i64> {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for (value, letters) in values {
        *counts.entry(value).or_default() += letters;
    }
    counts.into_iter().max_by_key(|(_, letters)| *letters).map(|(value, _)| value)
}

#[expect(clippy::cast_precision_loss, reason = "a size of letters is a small number")]
fn unrounded(value: i64, step: f64) -> f64 {
    value as f64 * step
}

impl Measure {
    fn of(pages: &[Vec<Line>]) -> Self {
        let lines = || pages.iter().flatten();
        let size = most(lines().map(|line| (rounded(line.size, 0.25), line.text.len())))
            .map_or(10.0, |it| unrounded(it, 0.25));
        let gaps = pages.iter().flat_map(|page| page.windows(2)).filter_map(|pair| {
            let [above, below] = pair else { return None };
            let gap = (above.y - below.y) / size.max(0.1);
            let usual = (above.size - size).abs() < 0.5 && (below.size - size).abs() < 0.5 && (0.9..2.5).contains(&gap);
            usual.then(|| (rounded(gap, 0.05), 1))
        });
        let leading = most(gaps).map_or(1.25, |it| unrounded(it, 0.05));
        let larger = lines().filter(|line| line.size > size * LARGER && line.text.chars().any(char::is_alphabetic));
        let mut headings: Vec<i64> =
            larger.map(|line| rounded(line.size, 1.0)).collect::<BTreeSet<_>>().into_iter().collect();
        headings.reverse();
        let bold: usize = lines().filter(|line| line.bold).map(|line| line.text.len()).sum();
        let all: usize = lines().map(|line| line.text.len()).sum();
        let vocabulary = lines().flat_map(|line| {
            let inner = line.text.rsplit_once(' ').map_or("", |(inner, _)| inner);
            inner
                .split(' ')
                .map(|word| normalise(word.trim_matches(|c: char| !c.is_alphanumeric())))
                .collect::<Vec<_>>()
        });
        Self { size, leading, headings, mostly_bold: bold * 3 > all, vocabulary: vocabulary.collect() }
    }

    /// The level of a heading that `line` is or is part of.
    fn heading(&self, line: &Line) -> Option<usize> {
        let count = words(&line.text).count();
        if count == 0 || !line.text.chars().any(char::is_alphabetic) {
            return None;
        }
        if line.size > self.size * LARGER && count <= HEADING_WORDS {
            let place = self.headings.iter().position(|size| *size == rounded(line.size, 1.0)).unwrap_or(0);
            return Some(place.min(MOST_LEVELS - 1) + 1);
        }
        let is_bold = line.bold && !self.mostly_bold && line.size > self.size * 0.95 && count <= BOLD_WORDS;
        (is_bold && !line.text.ends_with(['.', ',', ';']) && !is_item(&line.text))
            .then_some(self.headings.len().min(MOST_LEVELS) + 1)
    }

    /// The blocks of one page.
    fn page(&self, lines: &[Line]) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut rest = lines;
        while let Some(line) = rest.first() {
            let rows = rows_of(rest);
            if let Some((table, after)) = rows {
                blocks.push(table);
                rest = after;
                continue;
            }
            let level = self.heading(line);
            let count = self.paragraph_length(rest, level);
            let (own, after) = rest.split_at_checked(count.max(1)).unwrap_or((rest, &[]));
            let mut text = String::new();
            for line in own {
                self.join(&mut text, &line.text);
            }
            blocks.push(match level {
                Some(level) => Block::heading(level, &text),
                None if is_numbered(&text) => Block::item(0, &text),
                None => Block::paragraph(&text),
            });
            rest = after;
        }
        blocks
    }

    /// How many of `lines` are one paragraph or heading.
    fn paragraph_length(&self, lines: &[Line], level: Option<usize>) -> usize {
        let widest = lines.iter().map(|line| line.end).fold(f64::MIN, f64::max);
        let left = lines.iter().map(|line| line.x).fold(f64::MAX, f64::min);
        let item_at = lines.first().filter(|line| is_item(&line.text)).map(|line| line.x - line.size * 0.3);
        let follows = |pair: &&[Line]| {
            let [above, below] = pair else { return false };
            let gap = (above.y - below.y) / above.size.max(0.1);
            let same_size = (above.size - below.size).abs() < above.size * 0.1;
            let is_near = if level.is_some() { gap < 1.7 } else { gap <= self.leading * APART };
            let is_short = (above.end - left) < (widest - left) * SHORT && ends_sentence(&above.text);
            let goes_on = below.text.starts_with(char::is_lowercase);
            same_size
                && self.heading(below) == level
                && !is_item(&below.text)
                && item_at.is_none_or(|left| below.x > left)
                && (level.is_some() || !is_short || goes_on)
                && ((-0.5..0.5).contains(&gap) || (gap > 0.0 && is_near))
        };
        1 + lines.windows(2).take_while(follows).count()
    }

    /// Adds a line to a paragraph. A hyphen at the end of a line goes where the whole word is found elsewhere in the document.
    fn join(&self, text: &mut String, line: &str) {
        let breaks = text.ends_with(['-', '\u{2010}']) && line.starts_with(char::is_lowercase);
        if !breaks {
            if !text.is_empty() {
                text.push(' ');
            }
            return text.push_str(line);
        }
        let before = text.trim_end_matches(['-', '\u{2010}']).rsplit(' ').next().unwrap_or_default();
        let after = line.split(' ').next().unwrap_or_default();
        let whole = normalise(format!("{before}{after}").trim_matches(|c: char| !c.is_alphanumeric()));
        if before.ends_with(char::is_lowercase) && self.vocabulary.contains(&whole) {
            text.pop();
        }
        text.push_str(line);
    }
}

/// Whether a line begins a list item.
fn is_item(text: &str) -> bool {
    matches!(Block::paragraph(text), Block::ListItem { .. }) || is_numbered(text)
}

/// Whether a line begins with a number and a sign, as `1.` or `12)`.
fn is_numbered(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or_default();
    (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))
}

/// Whether two lines stand side by side.
fn beside(left: &Line, right: &Line) -> bool {
    (left.y - right.y).abs() < left.size.max(right.size) * 0.45 && right.x >= left.end
}

/// A table at the start of `lines`: at least two rows of pieces that stand side by side; and what follows it.
fn rows_of(lines: &[Line]) -> Option<(Block, &[Line])> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut rest = lines;
    loop {
        let width = 1 + rest.windows(2).take_while(|pair| matches!(pair, [left, right] if beside(left, right))).count();
        let is_row = width >= 2 && rest.first().is_some_and(|line| !is_bare_mark(&line.text));
        if !is_row {
            break;
        }
        let (row, after) = rest.split_at_checked(width)?;
        rows.push(row.iter().map(|line| line.text.clone()).collect());
        rest = after;
    }
    (rows.len() >= 2).then_some((Block::Table { rows }, rest))
}

/// A bullet or number that stands far before its words makes no table.
fn is_bare_mark(text: &str) -> bool {
    text.chars().count() <= 3 && !text.chars().any(char::is_alphabetic)
}
