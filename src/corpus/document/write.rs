//! Writing a document as Markdown, so that reading it gives its blocks again, word for word.

use super::html::page_mark;
use crate::file::page::entity;
use crate::file::{Block, Document};
use crate::text::single_spaced;

/// `document` as Markdown. Every sign that would be read as markup is marked as a sign, and each page begins with a comment
/// such as `<!-- page 12 -->`, which [`super::read_passages`] understands.
pub fn write_markdown(document: &Document) -> String {
    let mut text = String::new();
    let mut after_item = false;
    for block in &document.blocks {
        let written = written(block);
        if written.is_empty() {
            continue;
        }
        let is_item = matches!(block, Block::ListItem { .. });
        if !text.is_empty() {
            text.push_str(if is_item && after_item { "\n" } else { "\n\n" });
        }
        text.push_str(&written);
        after_item = is_item;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn written(block: &Block) -> String {
    match block {
        Block::Heading { level, text } => heading(*level, &plain(text)),
        Block::Paragraph(text) => opening(&plain(text)),
        Block::ListItem { level, text } => item(*level, &plain(text)),
        Block::Quotation(text) => {
            let text = opening(&plain(text));
            if text.is_empty() { text } else { format!("> {text}") }
        }
        Block::Table { rows } => table(rows),
        Block::PageBreak(page) => page_mark(*page),
    }
}

/// `text` on one line, without signs that no Markdown keeps.
fn plain(text: &str) -> String {
    let seen = text.chars().filter(|c| *c != '\u{feff}');
    single_spaced(&seen.map(|c| if c.is_control() { ' ' } else { c }).collect::<String>())
}

fn heading(level: u8, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    // Signs at the end would be taken for the closing ones.
    let close = if text.ends_with('#') { " #" } else { "" };
    format!("{} {}{close}", "#".repeat(usize::from(level.clamp(1, 6))), inline(text))
}

fn item(level: u8, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let indent = "  ".repeat(usize::from(level));
    match numbered(text) {
        // A number is a mark that stays.
        Some(at) if text.get(at + 1..).is_some_and(|rest| rest.starts_with(' ')) => format!("{indent}{}", inline(text)),
        _ => format!("{indent}- {}", opening(text)),
    }
}

fn table(rows: &[Vec<String>]) -> String {
    let cells = |row: &Vec<String>| row.iter().map(|cell| plain(cell)).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = rows.iter().map(cells).filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines: Vec<String> = rows.iter().map(|row| row_line(row, width)).collect();
    if !lines.is_empty() {
        lines.insert(1, format!("|{}", "---|".repeat(width)));
    }
    lines.join("\n")
}

fn row_line(row: &[String], width: usize) -> String {
    let cells = row.iter().map(|cell| {
        // A cell of dashes must not look like the line under the headings.
        let is_rule = cell.chars().all(|c| matches!(c, '-' | ':' | ' '));
        if is_rule { cell.replace('-', "\\-") } else { inline(cell) }
    });
    let padding = std::iter::repeat_n(String::new(), width.saturating_sub(row.len()));
    cells.chain(padding).fold("|".to_owned(), |line, cell| format!("{line} {cell} |"))
}

/// Words at the start of a line, where more signs are markup than within it.
fn opening(text: &str) -> String {
    let written = inline(text);
    let Some(first) = text.chars().next() else {
        return written;
    };
    if let Some(at) = numbered(text) {
        let (number, rest) = written.split_at_checked(at).unwrap_or((&written, ""));
        return format!("{number}\\{rest}");
    }
    if matches!(first, '#' | '>' | '-' | '+' | '[' | '=' | ':') {
        return format!("\\{written}");
    }
    // Other bullets cannot be marked by a backslash.
    let rest = written.get(first.len_utf8()..).unwrap_or_default();
    if !first.is_ascii() && !first.is_alphanumeric() && (rest.starts_with(' ') || rest.is_empty()) {
        return format!("&#{};{rest}", u32::from(first));
    }
    written
}

/// Where the sign stands that makes a number at the start of `text` the mark of an item.
fn numbered(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?;
    let ends =
        rest.starts_with(['.', ')']) && rest.get(1..).is_none_or(|after| after.is_empty() || after.starts_with(' '));
    (ends && (1..=3).contains(&digits)).then_some(digits)
}

/// Words with a backslash before every sign that would be markup.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        let after = rest.chars().nth(1);
        if is_markup(c, before, after, rest) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

fn is_markup(c: char, before: Option<char>, after: Option<char>, rest: &str) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '|' => true,
        '_' => !(in_word(before) && in_word(after)),
        '~' => before == Some('~') || after == Some('~'),
        '<' => after.is_some_and(|c| !c.is_whitespace()),
        '!' => before == Some('<'),
        '&' => entity(rest).is_some(),
        ']' => matches!(after, Some('(' | '[' | ':')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Block as Read, markdown};
    use super::*;

    /// More words than this make no heading.
    const HEADING_WORDS: usize = 40;

    /// What reading the blocks of a document should give.
    fn expected(blocks: &[Block]) -> Vec<Read> {
        let text = |text: &str, item| Read::Text { text: single_spaced(text), item };
        let mut read = Vec::new();
        for block in blocks {
            match block {
                Block::Heading { text: words, .. } if words.split_whitespace().count() > HEADING_WORDS => {
                    read.push(text(words, false));
                }
                Block::Heading { level, text } => {
                    read.push(Read::Heading { level: usize::from(*level), text: single_spaced(text) });
                }
                Block::Paragraph(words) | Block::Quotation(words) => read.push(text(words, false)),
                Block::ListItem { text: words, .. } => read.push(text(words, true)),
                Block::Table { rows } => read.extend(rows.iter().map(|row| {
                    let cells: Vec<&str> = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
                    text(&cells.join(" | "), true)
                })),
                Block::PageBreak(page) => read.push(Read::Page(*page)),
            }
        }
        read.retain(|block| !matches!(block, Read::Text { text, .. } | Read::Heading { text, .. } if text.is_empty()));
        read
    }

    fn words() -> impl Strategy<Value = String> {
        let signs = "[a-c1-3é漢 #*_`<>\\[\\]()!&;|~\\\\.:=+•–-]{0,24}";
        let likely = "(12\\. |- |\\* |# |> |\\*\\*|__|<!-- page 3 -->|<b>|&amp;|&#42;|\\[a\\](\\(b\\)|: /c)|~~~|```|---|\\|-\\||C#|a_b|<a@b\\.c>|R&D|[a-z]{1,6} ){0,6}";
        prop_oneof![signs, likely].prop_map(|text| plain(&text))
    }

    fn blocks() -> impl Strategy<Value = Vec<Block>> {
        let block = prop_oneof![
            (1u8..7, words()).prop_map(|(level, text)| Block::Heading { level, text }),
            words().prop_map(Block::Paragraph),
            (0u8..3, words()).prop_map(|(level, text)| Block::ListItem { level, text }),
            words().prop_map(Block::Quotation),
            proptest::collection::vec(proptest::collection::vec(words(), 0..4), 0..4)
                .prop_map(|rows| Block::Table { rows }),
            (1u32..2_000).prop_map(Block::PageBreak),
        ];
        proptest::collection::vec(block, 0..8)
    }

    proptest! {
        #[test]
        fn what_is_written_reads_as_it_was(blocks in blocks()) {
            let written = write_markdown(&Document { title: None, blocks: blocks.clone() });
            prop_assert_eq!(markdown::read(&super::super::clean(&written)), expected(&blocks), "{}", written);
        }
    }

    #[test]
    fn ordinary_words_are_written_as_people_write_them() {
        let blocks = vec![
            Block::Heading { level: 2, text: "Access & waits (2024)".to_owned() },
            Block::Paragraph("See R&D_plan: 5 < 6, \"so\" - it's £3.50!".to_owned()),
            Block::ListItem { level: 0, text: "one".to_owned() },
            Block::ListItem { level: 1, text: "2. two".to_owned() },
            Block::PageBreak(2),
            Block::Quotation("We wait.".to_owned()),
            Block::Table { rows: vec![vec!["A".to_owned(), "B".to_owned()], vec!["1".to_owned()]] },
        ];
        assert_eq!(
            write_markdown(&Document { title: None, blocks }),
            "## Access & waits (2024)\n\nSee R&D_plan: 5 < 6, \"so\" - it's £3.50!\n\n- one\n  2. two\n\n<!-- page 2 -->\n\n\
             > We wait.\n\n| A | B |\n|---|---|\n| 1 |  |\n"
        );
    }
}
