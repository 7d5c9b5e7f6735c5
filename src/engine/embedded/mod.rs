//! The engine inside this program: tantivy in the bank's `index` folder.
//!
//! `insights` holds a document for each insight and, in the message of its last commit, the account of everything indexed
//! (`book`). `surveys/<id>-<print>` holds a document for each respondent. A change builds new survey folders beside the old,
//! then commits the insights; that commit is the one moment at which the new state counts. Reading the code: `query` is the
//! language, `plan` makes it runnable, `search` runs it, `survey` counts respondents, `writer` changes the index, `open`
//! opens it.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::engine::{
    ColumnMembers, Crosstab, Engine, EngineError, Hit, Hits, IndexChange, Progress, SearchRequest, TabulateRequest,
};
use crate::framework::Framework;
use crate::id::{InsightId, Slug};

mod answers;
mod book;
mod collect;
mod count;
mod editions;
mod first;
mod group_names;
mod highlight;
mod home;
mod lexicon;
mod live;
mod name_lists;
mod open;
mod order;
mod packed;
mod plan;
mod profiles;
mod query;
mod schema;
mod search;
mod statistics;
mod survey;
mod synonyms;
mod tag_query;
mod tags;
#[cfg(test)]
mod tests;
mod words;
mod writer;

use home::Home;
use lexicon::Lexicon;
use live::Live;
use order::Cursor;
use search::Search;
use survey::{ColumnCache, Pace};

/// The engine inside this program.
pub struct EmbeddedEngine {
    /// Where the index lies; in memory when `None`.
    home: Option<Home>,
    live: RwLock<Arc<Live>>,
    lexicon: RwLock<Arc<Lexicon>>,
    /// The answers in memory, of all surveys.
    columns: ColumnCache,
    pace: Pace,
    /// Held while the index is changed.
    writing: Mutex<()>,
}

impl EmbeddedEngine {
    fn new(home: Option<Home>, live: Live, framework: Arc<Framework>) -> Self {
        Self {
            home,
            live: RwLock::new(Arc::new(live)),
            lexicon: RwLock::new(Arc::new(Lexicon::new(framework))),
            columns: ColumnCache::default(),
            pace: Pace::default(),
            writing: Mutex::new(()),
        }
    }

    /// The same engine, counting with so many threads; else with as many as the machine has.
    #[must_use]
    pub fn with_threads(mut self, threads: NonZeroUsize) -> Self {
        self.pace.threads = threads.get();
        self
    }

    fn live(&self) -> Arc<Live> {
        Arc::clone(&self.live.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn lexicon(&self) -> Arc<Lexicon> {
        Arc::clone(&self.lexicon.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs a search of any kind on the present state.
    fn searching<T>(&self, run: impl FnOnce(&Search<'_>) -> tantivy::Result<T>) -> Result<T, EngineError> {
        let (live, lexicon) = (self.live(), self.lexicon());
        let result = Search::new(&live, &lexicon).and_then(|search| run(&search));
        result.map_err(|error| self.read_error(&error))
    }

    /// Lets `count` look at the survey of a request.
    fn counting<R>(
        &self,
        request: &TabulateRequest,
        count: impl FnOnce(&survey::SurveyIndex) -> Result<R, survey::Fault>,
    ) -> Result<R, EngineError> {
        let live = self.live();
        let missing = || EngineError::NoSurvey { survey: request.survey.to_string() };
        count(live.surveys.get(&request.survey).ok_or_else(missing)?).map_err(|fault| match fault {
            survey::Fault::Request(fault) => EngineError::Question { survey: request.survey.to_string(), fault },
            survey::Fault::Index(error) => self.read_error(&error),
        })
    }

    fn read_error(&self, error: &tantivy::TantivyError) -> EngineError {
        let memory = Home::new(Path::new("memory"));
        self.home.as_ref().unwrap_or(&memory).error("read", error)
    }
}

/// The folder only: an engine holds what people said.
impl fmt::Debug for EmbeddedEngine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmbeddedEngine").field("home", &self.home).finish_non_exhaustive()
    }
}

impl Engine for EmbeddedEngine {
    fn fingerprints(&self) -> BTreeMap<Slug, String> {
        let live = self.live();
        live.book.sources.iter().map(|(id, entry)| (id.clone(), entry.fingerprint.clone())).collect()
    }

    fn index(&self, change: IndexChange<'_>, progress: &dyn Progress) -> Result<(), EngineError> {
        if change.withdraw.is_empty() && change.add.is_empty() {
            return Ok(());
        }
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let _lock = match &self.home {
            Some(home) => Some(home.lock().map_err(|fault| home.lock_error(fault))?),
            None => None,
        };
        let live = writer::write(self.home.as_ref(), &self.live(), change, progress)?;
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(live);
        Ok(())
    }

    fn catch_up(&self) -> Result<bool, EngineError> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let (Some(home), live) = (&self.home, self.live()) else { return Ok(false) };
        // An index that is being made anew has no account for a moment; the next look finds it.
        let newer = live::read_book(&live.index).is_ok_and(|book| book.generation != live.book.generation);
        if newer {
            let live = Live::open(home).map_err(|fault| home.error("read", &format!("{fault:?}")))?;
            *self.live.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(live);
        }
        Ok(newer)
    }

    fn set_framework(&self, framework: Arc<Framework>) {
        *self.lexicon.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Lexicon::new(framework));
    }

    fn search(&self, request: &SearchRequest) -> Result<Hits, EngineError> {
        let after = Cursor::read(request)?;
        self.searching(|search| search.run(request, after.as_ref()))
    }

    fn find(&self, id: &InsightId) -> Result<Option<Hit>, EngineError> {
        self.searching(|search| search.find(id))
    }

    fn list(&self, source: &Slug, offset: usize, limit: usize) -> Result<(Vec<Hit>, usize), EngineError> {
        self.searching(|search| search.list(source, offset, limit))
    }

    fn tabulate(&self, request: &TabulateRequest) -> Result<Crosstab, EngineError> {
        self.counting(request, |survey| survey.tabulate(request, &self.lexicon(), &self.columns, self.pace))
    }

    fn members(&self, request: &TabulateRequest) -> Result<Vec<ColumnMembers>, EngineError> {
        self.counting(request, |survey| survey.members(request, &self.lexicon(), &self.columns, self.pace))
    }
}
