//! Recipes: how a file of answers was read, kept so that people can read, change and compare it.
//!
//! A load writes its decisions as a recipe. An officer edits it to settle what is open, and the next year's export is read by
//! it. [`compare`] then says what has changed from one export to the next, each with the line that settles it.

mod columns;
mod drift;
mod question;
mod read;
#[cfg(test)]
mod tests;
mod write;

use crate::corpus::SurveyKind;
use crate::survey::form::Form;

pub(in crate::survey) use drift::closeness;
pub use drift::{Drift, Seen, compare};
pub use read::read_recipe;
pub use write::write_recipe;

/// How a file was read, and the questions found in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recipe {
    /// How the file is laid out.
    pub file: FileWishes,
    /// How people came to take part, where it was said.
    pub survey_kind: Option<SurveyKind>,
    /// The questions and their columns, the technical columns included. A recipe that was read is settled, its maker is that of
    /// the file, and its spellings stand in the order of the options.
    pub form: Form,
}

/// How a file is to be read. What is `None` is found by looking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileWishes {
    /// The program that made the file, such as `LimeSurvey`.
    pub maker: Option<String>,
    /// How its characters are encoded, such as `UTF-8`.
    pub encoding: Option<String>,
    /// What divides its cells: `comma`, `semicolon`, `tab` or `vertical bar`.
    pub delimiter: Option<String>,
    /// How many rows its heading has.
    pub header_rows: Option<usize>,
    /// How many rows stand before the heading.
    pub skip_rows: Option<usize>,
    /// The sheet of a workbook that holds the answers.
    pub sheet: Option<String>,
    /// Whether text that was damaged by an earlier wrong decoding is to be repaired.
    pub repair: bool,
}
