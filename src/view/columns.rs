//! Text in columns, counted in characters.

use std::fmt::Write as _;

use crate::text::visible;

/// How wide the head of a column may be before it goes on to the next line.
const HEAD: usize = 14;

/// Rows of a label and cells being laid out under headed columns, with a rule before each block.
#[derive(Debug)]
pub(super) struct Layout {
    label_width: usize,
    heads: Vec<Head>,
    rows: Vec<(Vec<String>, Vec<String>)>,
}

#[derive(Debug)]
struct Head {
    /// The wording of the block that begins here.
    block: Option<String>,
    lines: Vec<String>,
}

impl Layout {
    /// Columns of a block and a label each, beside labels at most `label_width` wide.
    pub(super) fn new<'a>(label_width: usize, columns: impl Iterator<Item = (Option<&'a str>, &'a str)>) -> Self {
        let mut before: Option<&str> = None;
        let heads = columns.map(|(block, label)| {
            let begins = block.filter(|_| block != before);
            before = block;
            Head { block: begins.map(clean), lines: wrap(label, HEAD) }
        });
        let heads = heads.collect();
        Self { label_width, heads, rows: Vec::new() }
    }

    /// Adds a row: its label and a cell for each column.
    pub(super) fn row(&mut self, label: &str, cells: Vec<String>) {
        self.rows.push((wrap(label, self.label_width), cells));
    }

    /// The lines: heads of blocks, heads of columns, rows.
    pub(super) fn lines(&self) -> Vec<String> {
        let label = self.rows.iter().flat_map(|(lines, _)| lines).map(|line| width(line)).max().unwrap_or(0);
        let widths = self.widths();
        let mut lines = Vec::new();
        if self.heads.iter().any(|head| head.block.is_some()) {
            lines.push(self.block_line(label, &widths));
        }
        let deepest = self.heads.iter().map(|head| head.lines.len()).max().unwrap_or(0);
        for depth in 0..deepest {
            // Heads stand on the row below them, so short ones begin lower.
            let cell = |head: &Head| {
                (depth + head.lines.len()).checked_sub(deepest).and_then(|at| head.lines.get(at).cloned())
            };
            let cells: Vec<String> = self.heads.iter().map(|head| cell(head).unwrap_or_default()).collect();
            lines.push(self.line("", &cells, label, &widths));
        }
        for (labels, cells) in &self.rows {
            for (at, text) in labels.iter().enumerate() {
                let cells = if at + 1 == labels.len() { cells.as_slice() } else { &[] };
                lines.push(self.line(text, cells, label, &widths));
            }
        }
        lines
    }

    fn widths(&self) -> Vec<usize> {
        let of_column = |(at, head): (usize, &Head)| {
            let cells = self.rows.iter().filter_map(|(_, cells)| cells.get(at));
            cells.chain(&head.lines).map(|text| width(text)).max().unwrap_or(0)
        };
        self.heads.iter().enumerate().map(of_column).collect()
    }

    fn line(&self, label: &str, cells: &[String], label_width: usize, widths: &[usize]) -> String {
        let mut line = pad_end(label, label_width);
        for (at, (head, wide)) in self.heads.iter().zip(widths).enumerate() {
            let cell = cells.get(at).map_or("", String::as_str);
            let rule = if head.block.is_some() { " | " } else { "  " };
            // Writing to a string cannot fail.
            let _ = write!(line, "{rule}{}{cell}", " ".repeat(wide.saturating_sub(width(cell))));
        }
        line
    }

    /// The wordings of the blocks, each from its rule to the next, cut off with an ellipsis where there is no room.
    fn block_line(&self, label_width: usize, widths: &[usize]) -> String {
        let mut line = " ".repeat(label_width);
        let mut at = 0;
        while let Some(head) = self.heads.get(at) {
            let rest = self.heads.iter().skip(at + 1).take_while(|next| next.block.is_none()).count();
            let wide: usize = widths.iter().skip(at).take(rest + 1).sum::<usize>() + 2 * rest;
            match &head.block {
                Some(block) => {
                    let last = at + rest + 1 == self.heads.len();
                    let text = if last { clip(block, wide.max(60)) } else { clip(block, wide) };
                    let _ = write!(line, " | {}", pad_end(&text, wide));
                }
                None => line.push_str(&" ".repeat(wide + 2)),
            }
            at += rest + 1;
        }
        line
    }
}

/// How many characters.
fn width(text: &str) -> usize {
    text.chars().count()
}

fn pad_end(text: &str, wide: usize) -> String {
    format!("{text}{}", " ".repeat(wide.saturating_sub(width(text))))
}

fn clip(text: &str, wide: usize) -> String {
    if width(text) <= wide {
        return text.to_owned();
    }
    let kept: String = text.chars().take(wide.saturating_sub(1)).collect();
    format!("{kept}…")
}

/// Without control characters, which could command a terminal or break a line, and without marks that turn the order of letters.
pub(super) fn clean(text: &str) -> String {
    let spaced: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    visible(&spaced).into_owned()
}

/// Cut into lines of at most `wide` characters, between words where there is a space; always at least one line.
pub(super) fn wrap(text: &str, wide: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    let mut used = 0;
    for word in clean(text).split(' ') {
        let letters: Vec<char> = word.chars().collect();
        let pieces = letters.chunks(wide.max(1)).map(|piece| piece.iter().collect::<String>());
        for piece in if letters.is_empty() { vec![String::new()] } else { pieces.collect() } {
            let long = width(&piece);
            let first = used == 0;
            if !first && used + 1 + long > wide {
                lines.push(piece);
                used = long;
            } else if let Some(line) = lines.last_mut() {
                if !first {
                    line.push(' ');
                }
                line.push_str(&piece);
                used += long + usize::from(!first);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_within_words_too_long() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("", 5), [""]);
    }

    #[test]
    fn what_would_turn_the_order_of_letters_round_is_seen() {
        assert_eq!(wrap("\u{202e}live\u{202c} \u{2067}x", 20), ["\u{fffd}live\u{fffd} \u{fffd}x"]);
        assert_eq!(clean("a\u{1b}[1m\u{200f}"), "a [1m\u{fffd}");
    }

    #[test]
    fn a_long_head_stands_on_its_column_and_a_block_begins_at_a_rule() {
        let mut layout =
            Layout::new(10, [(None, "Total"), (Some("Place"), "Hertfordshire County Council")].into_iter());
        layout.row("a label that is long", vec!["1%".to_owned(), "2%".to_owned()]);
        let lines: Vec<String> = layout.lines().iter().map(|line| line.trim_end().to_owned()).collect();
        let wanted = [
            "               | Place",
            "               |  Hertfordshire",
            "         Total | County Council",
            "a label        |",
            "that is        |",
            "long        1% |             2%",
        ];
        assert_eq!(lines, wanted);
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in "\\PC{0,60}", wide in 1_usize..20) {
            for line in wrap(&text, wide) {
                proptest::prop_assert!(line.chars().count() <= wide);
            }
        }
    }
}
