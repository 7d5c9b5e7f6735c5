//! The engine: what finds passages and what counts people.
//!
//! [`Engine`] is the seam. [`embedded`] is the tantivy index in the bank's `index` folder; another engine could stand in its
//! place. An engine is derived: it holds nothing that cannot be made again from the corpus.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::corpus::{Insight, Source};
use crate::framework::Framework;
use crate::id::{InsightId, Slug};
use crate::survey::{Coding, Questionnaire, Respondent};

pub mod embedded;
mod search;
mod tabulate;

pub use search::{Facet, FacetValue, Filters, Hit, Hits, Notice, SearchRequest, Sort, TagOrigin, ThemeTag};
pub use tabulate::{
    ColumnMembers, Comparison, Crosstab, CrosstabColumn, Distribution, MOST_COLUMNS, RowFilter, TabulateRequest, Tally,
};

/// What the engine can do. All methods may be called from many threads.
pub trait Engine: Send + Sync {
    /// The fingerprint of each source as it was indexed.
    fn fingerprints(&self) -> BTreeMap<Slug, String>;

    /// Brings the index to a new state: withdraws sources, adds or replaces others, in one step that either happens or not.
    ///
    /// # Errors
    /// When the index cannot be written; the old state is kept.
    fn index(&self, change: IndexChange<'_>, progress: &dyn Progress) -> Result<(), EngineError>;

    /// Takes over what another program has written to the index since it was opened; whether there was anything.
    ///
    /// # Errors
    /// When what is there cannot be read; the old state is kept.
    fn catch_up(&self) -> Result<bool, EngineError>;

    /// Tells the engine the current framework: families, rules and glossary are applied when searching, so that editing
    /// them needs no new index.
    fn set_framework(&self, framework: Arc<Framework>);

    /// Hits, facets and notices. Never fails for what a person may type as a query.
    ///
    /// # Errors
    /// When the index cannot be read, or the cursor is not one of this engine's.
    fn search(&self, request: &SearchRequest) -> Result<Hits, EngineError>;

    /// The insight at an address, with its theme tags.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn find(&self, id: &InsightId) -> Result<Option<Hit>, EngineError>;

    /// The insights of one source in their order, from `offset`, and how many there are.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn list(&self, source: &Slug, offset: usize, limit: usize) -> Result<(Vec<Hit>, usize), EngineError>;

    /// Counts the respondents of a survey.
    ///
    /// # Errors
    /// When the survey is not indexed, the request names what it does not have, or the index cannot be read.
    fn tabulate(&self, request: &TabulateRequest) -> Result<Crosstab, EngineError>;

    /// Who is behind the counts of [`Engine::tabulate`]: the same columns, those nobody is in left out. Positions are those of the
    /// rows of the responses, and only good within one version of them.
    ///
    /// # Errors
    /// As [`Engine::tabulate`].
    fn members(&self, request: &TabulateRequest) -> Result<Vec<ColumnMembers>, EngineError>;
}

/// A step from one state of the index to the next.
#[derive(Default)]
pub struct IndexChange<'a> {
    /// Sources to leave out.
    pub withdraw: BTreeSet<Slug>,
    /// Sources to add, or to put in the place of what was indexed under their id.
    pub add: Vec<SourceEntry<'a>>,
}

/// A source to index.
pub struct SourceEntry<'a> {
    /// The record.
    pub source: &'a Source,
    /// Fingerprint of its files.
    pub fingerprint: String,
    /// All its insights beside survey answers: those of the record, passages, outcomes.
    pub insights: Vec<Insight>,
    /// The survey, where it is one with responses. The engine makes an insight of kind `answer` for each open answer,
    /// at the local address `<question>.<respondent>`, its themes those its codes map to.
    pub survey: Option<SurveyEntry<'a>>,
}

/// A survey to index.
pub struct SurveyEntry<'a> {
    /// What was asked.
    pub questionnaire: &'a Questionnaire,
    /// Who answered, streamed.
    pub respondents: Box<dyn Iterator<Item = Respondent> + 'a>,
    /// The codes people gave to open answers, in any order.
    pub codings: Vec<Coding>,
}

/// Which sources only: what people said never reaches a log.
impl fmt::Debug for IndexChange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IndexChange").field("withdraw", &self.withdraw).field("add", &self.add).finish()
    }
}

/// The id only.
impl fmt::Debug for SourceEntry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceEntry({})", self.source.id)
    }
}

/// How much was asked only.
impl fmt::Debug for SurveyEntry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SurveyEntry({} questions)", self.questionnaire.questions.len())
    }
}

/// Hears how far a long piece of work has come.
pub trait Progress: Send + Sync {
    /// Work on `what` begins; `total` is the number of steps where it is known.
    fn begin(&self, what: &str, total: Option<u64>);
    /// `steps` more are done.
    fn advance(&self, steps: u64);
    /// The work ends.
    fn end(&self);
}

/// Listens to nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _what: &str, _total: Option<u64>) {}
    fn advance(&self, _steps: u64) {}
    fn end(&self) {}
}

/// Why the engine could not answer.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The index folder cannot be used.
    #[error("the index at `{path}` cannot be {action}: {reason}")]
    Index {
        /// The folder or file.
        path: PathBuf,
        /// `opened`, `written`, `read`.
        action: &'static str,
        /// What the system or the index library said.
        reason: String,
    },
    /// Another program is writing to the index.
    #[error("another insight-bank is writing to the index at `{path}`")]
    Busy {
        /// The index folder.
        path: PathBuf,
    },
    /// A cursor that was not made by this search.
    #[error("the cursor `{cursor}` does not belong to this search")]
    Cursor {
        /// What was given.
        cursor: String,
    },
    /// A survey that is not there.
    #[error("no survey `{survey}` with responses is in the index")]
    NoSurvey {
        /// What was asked for.
        survey: String,
    },
    /// A question the survey does not have, or one that cannot be used so.
    #[error("survey `{survey}`: {fault}")]
    Question {
        /// The survey.
        survey: String,
        /// What does not fit.
        fault: String,
    },
}
