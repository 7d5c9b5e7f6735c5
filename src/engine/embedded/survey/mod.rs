//! The responses of one survey: a document for each respondent, and counts over them.
//!
//! `build` writes an index and `layout` says what its columns mean. `columns` brings the answers to a question into memory as
//! `coded`, in the numbers of `slots`; `cache` keeps them. `tally` counts them: `keep` says who, `pace` divides the work into parts,
//! `crowd` takes a part through the columns of a `banner` and into `counts`.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tantivy::{Index, Searcher, TantivyError};

use super::home::reader_of;
use super::home::{damaged_file, open_index};
use super::lexicon::Lexicon;
use crate::engine::{ColumnMembers, Crosstab, TabulateRequest};

mod banner;
mod build;
mod cache;
mod coded;
mod columns;
mod counts;
mod crowd;
mod keep;
mod layout;
mod members;
mod pace;
mod parts;
mod slots;
mod tally;
#[cfg(test)]
mod tests;

pub(super) use build::SurveyBuilder;
pub(super) use cache::ColumnCache;
use coded::Coded;
use columns::{Answers, read_coded, read_numbers};
use layout::{Layout, Shape, SurveyFields};
pub(super) use pace::Pace;

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

/// Tells one opened survey from another.
static OPENED: AtomicU64 = AtomicU64::new(0);

/// The responses of one survey, open for counting.
pub(super) struct SurveyIndex {
    number: u64,
    searcher: Searcher,
    fields: SurveyFields,
    layout: Layout,
}

/// A survey, and what there is to count it with.
pub(super) struct Answering<'s> {
    survey: &'s SurveyIndex,
    cache: &'s ColumnCache,
    pace: Pace,
}

impl SurveyIndex {
    /// The responses in `index`.
    pub(super) fn new(index: &Index, layout: Layout) -> tantivy::Result<Self> {
        let (_, fields) = SurveyFields::schema(&layout);
        let searcher = reader_of(index)?.searcher();
        Ok(Self { number: OPENED.fetch_add(1, Ordering::Relaxed), searcher, fields, layout })
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
    pub(super) fn tabulate(
        &self,
        request: &TabulateRequest,
        lexicon: &Lexicon,
        cache: &ColumnCache,
        pace: Pace,
    ) -> Result<Crosstab, Fault> {
        tally::tabulate(&Answering { survey: self, cache, pace }, request, lexicon)
    }

    /// Lists who is behind the counts.
    pub(super) fn members(
        &self,
        request: &TabulateRequest,
        lexicon: &Lexicon,
        cache: &ColumnCache,
        pace: Pace,
    ) -> Result<Vec<ColumnMembers>, Fault> {
        members::members(&Answering { survey: self, cache, pace }, request, lexicon)
    }

    /// How many respondents there are.
    fn respondents(&self) -> usize {
        usize::try_from(self.layout.respondents).unwrap_or(usize::MAX)
    }

    /// What the answers to a question mean.
    fn shape(&self, question: usize) -> Result<&Shape, Fault> {
        let missing = || Fault::Request(format!("it has no question number {}", question + 1));
        self.layout.questions.get(question).ok_or_else(missing)
    }
}

impl Answering<'_> {
    /// The coded answers to a question, from memory where they are there already.
    fn coded(&self, question: usize) -> Result<Arc<Coded>, Fault> {
        let (survey, shape) = (self.survey, self.survey.shape(question)?);
        let read = || {
            let coded = read_coded(&survey.searcher, question, shape, survey.respondents())?;
            Ok::<_, Fault>(Answers::Coded(Arc::new(coded)))
        };
        match self.cache.get_or((survey.number, question, false), read)? {
            Answers::Coded(coded) => Ok(coded),
            Answers::Numbers(_) => Err(Fault::Index(TantivyError::InternalError("answers of another kind".to_owned()))),
        }
    }

    /// The numbers or days answered to a question, from memory where they are there already.
    fn numbers(&self, question: usize) -> Result<Arc<Vec<f64>>, Fault> {
        let (survey, shape) = (self.survey, self.survey.shape(question)?);
        let read = || {
            let numbers = read_numbers(&survey.searcher, question, shape, survey.respondents())?;
            Ok::<_, Fault>(Answers::Numbers(Arc::new(numbers)))
        };
        match self.cache.get_or((survey.number, question, true), read)? {
            Answers::Numbers(numbers) => Ok(numbers),
            Answers::Coded(_) => Err(Fault::Index(TantivyError::InternalError("answers of another kind".to_owned()))),
        }
    }
}
