//! A document as blocks: what a word processor, a web page or a PDF holds once its looks are taken away.

use std::fmt;

use crate::text::single_spaced;

/// Signs that begin a list item where nobody used a list.
const BULLETS: [char; 9] =
    ['\u{2022}', '\u{b7}', '\u{25aa}', '\u{25a0}', '\u{25e6}', '\u{25cf}', '\u{25cb}', '\u{2023}', '\u{27a2}'];

/// Whether `c` is a bullet, or a sign of a font of symbols, which has no other meaning at the start of a line.
fn is_bullet(c: char) -> bool {
    BULLETS.contains(&c) || ('\u{f000}'..='\u{f0ff}').contains(&c)
}

/// A piece of a document. Its texts are single-spaced and hold no markup.
#[derive(Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; one is the outermost level.
    Heading {
        /// Its level, one to six.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph(String),
    /// An item of a list.
    ListItem {
        /// How deep the list stands in other lists; nought is outermost.
        level: u8,
        /// Its words, with its number where people gave it one.
        text: String,
    },
    /// Words that the document sets off as a quotation.
    Quotation(String),
    /// A table: its rows and their cells, the headings first.
    Table {
        /// The rows.
        rows: Vec<Vec<String>>,
    },
    /// What follows stands on this page, counted from one.
    PageBreak(u32),
}

impl Block {
    /// A heading of `text`; a level outside one to six becomes the nearest of them.
    pub(crate) fn heading(level: usize, text: &str) -> Self {
        let level = u8::try_from(level.clamp(1, 6)).unwrap_or(6);
        Self::Heading { level, text: tidy(text) }
    }

    /// A paragraph of `text`, or the list item that it is where it starts with a bullet.
    pub(crate) fn paragraph(text: &str) -> Self {
        let text = tidy(text);
        match text.strip_prefix(is_bullet) {
            Some(words) if words.starts_with(' ') => Self::ListItem { level: 0, text: words.trim().to_owned() },
            _ => Self::Paragraph(text),
        }
    }

    /// An item of a list, without a bullet of its own.
    pub(crate) fn item(level: usize, text: &str) -> Self {
        let text = tidy(text);
        let words =
            text.strip_prefix(is_bullet).filter(|words| words.starts_with(' ')).map(|words| words.trim().to_owned());
        Self::ListItem { level: u8::try_from(level.min(8)).unwrap_or(8), text: words.unwrap_or(text) }
    }

    /// A quotation.
    pub(crate) fn quotation(text: &str) -> Self {
        Self::Quotation(tidy(text))
    }

    /// Whether it holds no words.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Heading { text, .. }
            | Self::Paragraph(text)
            | Self::ListItem { text, .. }
            | Self::Quotation(text) => text.is_empty(),
            Self::Table { rows } => rows.iter().flatten().all(String::is_empty),
            Self::PageBreak(_) => true,
        }
    }
}

/// `text` single-spaced and without signs nobody sees.
pub(crate) fn tidy(text: &str) -> String {
    let seen = text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}'));
    single_spaced(&seen.map(|c| if c.is_control() { ' ' } else { c }).collect::<String>())
}

/// The shape only: what people wrote never reaches a log.
impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters = |text: &String| text.chars().count();
        match self {
            Self::Heading { level, text } => write!(f, "Heading({level}, {} letters)", letters(text)),
            Self::Paragraph(text) => write!(f, "Paragraph({} letters)", letters(text)),
            Self::ListItem { level, text } => write!(f, "ListItem({level}, {} letters)", letters(text)),
            Self::Quotation(text) => write!(f, "Quotation({} letters)", letters(text)),
            Self::Table { rows } => write!(f, "Table({} rows)", rows.len()),
            Self::PageBreak(page) => write!(f, "PageBreak({page})"),
        }
    }
}

/// What could be read of a document.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The title that the file gives itself.
    pub title: Option<String>,
    /// Its blocks in their order; none is blank but for page breaks.
    pub blocks: Vec<Block>,
}

impl Document {
    /// A document of `blocks`, the blank ones left out. A title nobody gave is none.
    pub(crate) fn of(title: Option<String>, mut blocks: Vec<Block>) -> Self {
        blocks.retain(|block| matches!(block, Block::PageBreak(_)) || !block.is_blank());
        let title = title.map(|title| tidy(&title)).filter(|title| !title.is_empty());
        Self { title, blocks }
    }

    /// Whether it holds any words.
    pub fn has_words(&self) -> bool {
        self.blocks.iter().any(|block| !block.is_blank())
    }
}

/// The shape only.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("titled", &self.title.is_some()).field("blocks", &self.blocks.len()).finish()
    }
}
