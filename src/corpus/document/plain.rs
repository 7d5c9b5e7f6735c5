//! Plain text as blocks: paragraphs between blank lines, list items, and headings where a line clearly is one.

use super::Block;
use crate::text::single_spaced;

/// A heading is short.
const HEADING_WORDS: usize = 12;
const HEADING_CHARS: usize = 90;
/// So many short lines in a row are a list, a menu or an address.
const RUN_MAX: usize = 3;
/// Where lines are longer than this, each is a paragraph of its own.
const LONG_LINE: usize = 160;

/// What stands between two blank lines.
struct Piece {
    text: String,
    item: bool,
    head: Head,
}

/// Whether a piece may be a heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    No,
    /// At the level that its place gives it.
    Usual,
    /// At the level that its number or underline shows.
    Level(usize),
}

/// The blocks of `text`.
pub(super) fn read(text: &str) -> Vec<Block> {
    let mut pieces = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            read_group(&lines, &mut pieces);
            lines.clear();
        } else {
            lines.push(line);
        }
    }
    settle_headings(&mut pieces);
    to_blocks(pieces)
}

/// The lines between two blank lines.
fn read_group(lines: &[&str], pieces: &mut Vec<Piece>) {
    match lines {
        [] => {}
        [words, rule] if underline(rule).is_some() && may_head(words) => {
            pieces.push(Piece {
                text: single_spaced(words),
                item: false,
                head: underline(rule).map_or(Head::Usual, Head::Level),
            });
        }
        [words] if item_of(words).is_none() && may_head(words) => {
            pieces.push(Piece {
                text: single_spaced(words),
                item: false,
                head: numbered_level(words).map_or(Head::Usual, Head::Level),
            });
        }
        lines => read_paragraphs(lines, pieces),
    }
}

/// Lines that are no heading: wrapped lines belong together, each bullet starts an item, long lines stand alone.
fn read_paragraphs(lines: &[&str], pieces: &mut Vec<Piece>) {
    let mut open: Option<Piece> = None;
    let mut last_was_long = false;
    for line in lines.iter().filter(|line| !is_rule(line)) {
        let item = item_of(line);
        if item.is_some() || last_was_long {
            pieces.extend(open.take());
        }
        let words = single_spaced(item.unwrap_or(line));
        match &mut open {
            Some(piece) => {
                piece.text.push(' ');
                piece.text.push_str(&words);
            }
            None => {
                open = Some(Piece { text: words, item: item.is_some(), head: Head::No });
            }
        }
        last_was_long = line.chars().count() > LONG_LINE;
    }
    pieces.extend(open);
}

/// Whether a line by itself looks like a heading: short, starting large or with a number, and not ending like a sentence.
fn may_head(line: &str) -> bool {
    let line = line.trim();
    let starts = line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let ends = line.ends_with(['.', ',', ';', ':', '!', '\u{2026}', '-']);
    let short = line.chars().count() <= HEADING_CHARS && line.split_whitespace().count() <= HEADING_WORDS;
    starts && !ends && short && line.chars().any(char::is_alphabetic)
}

/// The level a number shows: `2` is one within the title, `2.3` two.
fn numbered_level(line: &str) -> Option<usize> {
    let number = line.split_whitespace().next()?;
    let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
    let is_number =
        parts.iter().all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
    is_number.then_some(parts.len() + 1)
}

/// The level of an underlined heading.
fn underline(line: &str) -> Option<usize> {
    let line = line.trim();
    let all = |mark: char| line.len() >= 3 && line.chars().all(|c| c == mark);
    if all('=') {
        return Some(1);
    }
    (all('-') || all('~')).then_some(2)
}

/// A line across the page.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '=' | '_' | '*' | '~'))
}

/// The words of a list item; a number stays.
fn item_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let bullet = line.strip_prefix([
        '\u{2022}', '-', '*', '\u{b7}', '\u{25aa}', '\u{25e6}', '\u{25cf}', '\u{25cb}', '\u{2023}', '\u{2013}',
    ]);
    if let Some(words) = bullet.filter(|words| words.starts_with(char::is_whitespace)) {
        return Some(words.trim());
    }
    let behind = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let in_brackets = behind.strip_prefix(')')?;
    (line.len() - behind.len() <= 3 && behind.len() < line.len() && in_brackets.starts_with(char::is_whitespace))
        .then_some(line)
}

/// Decides which of the candidates head something: not a long run of them, and nothing at the end of the text.
fn settle_headings(pieces: &mut [Piece]) {
    let mut start = 0;
    while start < pieces.len() {
        let run = pieces.iter().skip(start).take_while(|piece| piece.head != Head::No).count();
        let last = start + run == pieces.len();
        let keep = if last {
            0
        } else if run > RUN_MAX {
            1
        } else {
            run
        };
        // Of a long run only the last line can head what follows.
        for piece in pieces.iter_mut().skip(start).take(run - keep.min(run)) {
            piece.head = Head::No;
        }
        start += run + 1;
    }
}

/// Headings that follow each other at the start are title and parts; later ones stand beside the last of them.
fn to_blocks(pieces: Vec<Piece>) -> Vec<Block> {
    let opening = pieces.iter().take_while(|piece| piece.head != Head::No).count();
    let usual = opening.max(1);
    let mut in_run = 0;
    let mut blocks = Vec::new();
    for (index, piece) in pieces.into_iter().enumerate() {
        let place_level = if index < opening { index + 1 } else { usual + in_run };
        let level = match piece.head {
            Head::No => {
                in_run = 0;
                blocks.push(Block::Text { text: piece.text, item: piece.item });
                continue;
            }
            Head::Usual => place_level,
            Head::Level(level) => level,
        };
        in_run += 1;
        blocks.push(Block::Heading { level, text: piece.text });
    }
    blocks
}
