//! Ids for questions, and the names of the columns of their answers.

use std::collections::BTreeSet;

use super::page::Page;
use crate::file::workbook::Workbook;
use crate::file::{Row, Rows};
use crate::text::{slug_of, slug_words};

/// The longest number that can be an id.
const NUMBER_MAX: usize = 24;
/// The longest id.
const ID_MAX: usize = 40;

/// The headings of the sheet of answers in the same workbook, by the letters of their columns.
#[derive(Default)]
pub(super) struct AnswerHeadings {
    headings: Vec<String>,
    before: usize,
}

impl AnswerHeadings {
    /// The first row of the sheet of responses, where the workbook has one.
    pub(super) fn find(book: &mut Workbook, pages: &[Page]) -> Self {
        let is_page = |name: &str| pages.iter().any(|page| page.name == name);
        let is_answers = |name: &str| name.to_lowercase().contains("response") && !is_page(name);
        let sheet = book.sheets().iter().find(|sheet| sheet.visible && is_answers(&sheet.name));
        let Some(mut rows) = sheet.map(|sheet| sheet.name.clone()).and_then(|name| book.rows(&name).ok()) else {
            return Self::default();
        };
        let mut row = Row::default();
        if !rows.read(&mut row).unwrap_or_default() {
            return Self::default();
        }
        let before = usize::try_from(rows.columns_before()).unwrap_or_default();
        Self { headings: row.iter().map(|cell| cell.trim().to_owned()).collect(), before }
    }

    /// Whether there is no sheet of answers.
    pub(super) fn is_empty(&self) -> bool {
        self.headings.is_empty()
    }

    /// The heading of the column at a position.
    pub(super) fn at(&self, column: usize) -> Option<&str> {
        let heading = self.headings.get(column.checked_sub(self.before)?)?;
        Some(heading.as_str()).filter(|heading| !heading.is_empty())
    }
}

/// The letters of a column: `A`, or `column A`.
pub(super) fn letters_of(cell: &str) -> &str {
    let word = cell.get(..6).filter(|word| word.eq_ignore_ascii_case("column"));
    word.and_then(|word| cell.get(word.len()..)).unwrap_or(cell).trim()
}

/// The position of a column by its letter, counted from nought: `A`, `bf`.
pub(super) fn column_of(cell: &str) -> Option<usize> {
    let letters = letters_of(cell);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let digit = |letter: u8| letter.is_ascii_alphabetic().then(|| usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    let number = letters.bytes().try_fold(0_usize, |number, letter| Some(number * 26 + digit(letter)?))?;
    number.checked_sub(1)
}

/// Ids that are taken.
#[derive(Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    /// An id of its own: `wanted`, or with a number after it.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        let numbered = (2_u32..).map(|number| format!("{wanted}-{number}"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
        let id = names.find(|name| !self.taken.contains(name)).unwrap_or_default();
        self.taken.insert(id.clone());
        id
    }
}

/// The id a question would like: of its number, else of its short name, else of its first words.
pub(super) fn wanted_id(number: &str, short: &str, text: &str) -> String {
    let short_enough = [number, short].into_iter().find(|name| !name.is_empty() && name.chars().count() <= NUMBER_MAX);
    let slug = match short_enough.map(|name| slug_of(name, ID_MAX)) {
        Some(slug) if slug.starts_with(|c: char| c.is_ascii_digit()) => format!("q{slug}"),
        Some(slug) if !slug.is_empty() => slug,
        _ => slug_words(text, 6, ID_MAX),
    };
    if slug.is_empty() { "question".to_owned() } else { slug }
}
