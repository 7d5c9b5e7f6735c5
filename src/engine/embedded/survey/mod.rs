//! The responses of one survey: a document for each respondent, and counts over them.
//!
//! `build` writes an index, `layout` says what its columns mean, `columns` brings a column into memory, `tally` counts.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::{Index, Searcher, TantivyError};

use super::home::reader_of;
use super::home::{damaged_file, open_index};
use super::lexicon::Lexicon;
use crate::engine::{Crosstab, TabulateRequest};

mod banner;
mod build;
mod columns;
mod keep;
mod layout;
mod parts;
mod tally;
#[cfg(test)]
mod tests;

pub(super) use build::SurveyBuilder;
use columns::{Column, ColumnCache};
use layout::{Layout, SurveyFields};

/// Why respondents could not be counted.
#[derive(Debug)]
pub(super) enum Fault {
    /// The request does not fit the survey.
    Request(String),
    /// The index could not be read.
    Index(TantivyError),
}

impl From<TantivyError> for Fault {
    fn from(error: TantivyError) -> Self {
        Self::Index(error)
    }
}

/// The responses of one survey, open for counting.
pub(super) struct SurveyIndex {
    searcher: Searcher,
    fields: SurveyFields,
    layout: Layout,
    cache: Mutex<ColumnCache>,
}

impl SurveyIndex {
    /// The responses in `index`.
    pub(super) fn new(index: &Index, layout: Layout) -> tantivy::Result<Self> {
        let (_, fields) = SurveyFields::schema(&layout);
        let searcher = reader_of(index)?.searcher();
        Ok(Self { searcher, fields, layout, cache: Mutex::default() })
    }

    /// Opens the responses in `folder` after looking at every byte.
    ///
    /// # Errors
    /// Says what is not whole.
    pub(super) fn open(folder: &Path) -> Result<Self, String> {
        let said = |error: TantivyError| error.to_string();
        let index = open_index(folder).map_err(said)?;
        if let Some(file) = damaged_file(&index).map_err(said)? {
            return Err(format!("`{}` is missing or changed", file.display()));
        }
        let layout = Layout::read(&index)?;
        let (schema, _) = SurveyFields::schema(&layout);
        if index.schema() != schema {
            return Err("its fields are not the expected ones".to_owned());
        }
        let survey = Self::new(&index, layout).map_err(said)?;
        if survey.searcher.num_docs() != survey.layout.respondents || survey.searcher.segment_readers().len() > 1 {
            return Err("it does not hold the respondents it should".to_owned());
        }
        Ok(survey)
    }

    /// Counts.
    pub(super) fn tabulate(&self, request: &TabulateRequest, lexicon: &Lexicon) -> Result<Crosstab, Fault> {
        tally::tabulate(self, request, lexicon)
    }

    /// How many respondents there are.
    fn respondents(&self) -> usize {
        usize::try_from(self.layout.respondents).unwrap_or(usize::MAX)
    }

    /// The answers to a question, from memory where they are there already.
    fn column(&self, question: usize) -> Result<Arc<Column>, Fault> {
        let Some(shape) = self.layout.questions.get(question) else {
            return Err(Fault::Request(format!("it has no question number {}", question + 1)));
        };
        if let Some(column) = self.cache.lock().unwrap_or_else(PoisonError::into_inner).get(question) {
            return Ok(column);
        }
        let column = Arc::new(Column::read(&self.searcher, question, shape, self.respondents())?);
        self.cache.lock().unwrap_or_else(PoisonError::into_inner).put(question, &column);
        Ok(column)
    }
}
