//! The bank as callers below analyst see it.
//!
//! People's own words must not be had back by searching for them. A count of who said something is a count of people; a total less
//! another kind, one more filter, a word more, a page that ends early, an order by relevance, a spelling that is mended, a rare word
//! that is one of many beginnings: each tells of the words behind it. So nothing is counted and then hidden. Callers below analyst ask
//! a bank whose index never held the answers of real people, nor quotes that nobody has released, and nothing it says can depend on
//! them: not a total, a facet, a share, a score, an order, a cursor, a notice, nor whether an address exists. What was answered is
//! there as released tables, which are counted from all answers and pass the disclosure policy. Answers that nobody real gave are
//! let through whole, as their tables are.
//!
//! The index is made in memory when the first such caller asks, and follows the shelf.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::bank::shelf::{Shelf, SurveyRecord};
use crate::bank::{BankError, InsightBank};
use crate::breakdown::{BreakdownRequest, View};
use crate::engine::embedded::EmbeddedEngine;
use crate::engine::{
    ColumnMembers, Crosstab, Engine, EngineError, Hit, Hits, IndexChange, Notice, Progress, SearchRequest, Silent,
    TabulateRequest,
};
use crate::framework::Framework;
use crate::id::{InsightId, Slug};
use crate::problem::{Place, Problem};

/// Who asks a bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Audience {
    /// Those who may see everything.
    Analysts,
    /// Everybody else.
    Anybody,
}

/// The bank as anybody sees it, and the shelf it was made from.
pub(super) type PublishedCache = Mutex<Option<(Arc<Shelf>, Arc<InsightBank>)>>;

impl InsightBank {
    /// The bank as callers below analyst see it: published insights, and released tables.
    ///
    /// # Errors
    /// When its index cannot be made.
    pub fn published(&self) -> Result<Arc<Self>, BankError> {
        let shelf = self.shelf();
        let mut cache = self.published.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = cache.as_ref().filter(|(of, _)| Arc::ptr_eq(of, &shelf)) {
            return Ok(Arc::clone(known));
        }
        let bank = match cache.take() {
            Some((_, before)) => before,
            None => Arc::new(self.begin_published()?),
        };
        let published = published_shelf(&shelf);
        bank.refresh(&published, &Silent)?;
        bank.put_shelf(published);
        *cache = Some((shelf, Arc::clone(&bank)));
        Ok(bank)
    }

    fn begin_published(&self) -> Result<Self, BankError> {
        let words = EmbeddedEngine::in_memory(Arc::clone(&self.framework))?;
        let engine = Published { words, people: Arc::clone(&self.engine) };
        Ok(Self {
            released: Arc::clone(&self.released),
            hidden: Arc::clone(&self.hidden),
            cubes: Arc::clone(&self.cubes),
            weighings: Arc::clone(&self.weighings),
            earlier: Arc::clone(&self.earlier),
            ..self.anew(Arc::new(engine), Audience::Anybody)
        })
    }

    /// Refuses what only analysts may see.
    pub(super) fn for_analysts(&self, what: &str, hint: &str) -> Result<(), BankError> {
        if self.audience == Audience::Analysts {
            return Ok(());
        }
        let problem = Problem::error("analysts_only", Place::default(), format!("{what} for analysts only"));
        Err(BankError::refused(problem.hint(hint)))
    }

    /// Refuses a table with every count, and one under another policy than the bank's: two policies beside one another tell more
    /// than either.
    pub(super) fn refuse_internal(&self, request: &BreakdownRequest) -> Result<(), BankError> {
        if request.view == View::Internal {
            self.for_analysts("tables of the internal view are", "ask for the released table with `view=release`")?;
        }
        if request.policy.is_some() {
            self.for_analysts("other disclosure policies are", "leave `policy` out; the bank's own is applied")?;
        }
        Ok(())
    }
}

/// The records without unreleased words, and the surveys without the accounts of their loads.
fn published_shelf(shelf: &Shelf) -> Shelf {
    let survey = |(id, record): (&Slug, &Arc<SurveyRecord>)| {
        let questionnaire = record.questionnaire.clone();
        let (weights, released) = (record.weights.clone(), record.released.clone());
        (id.clone(), Arc::new(SurveyRecord { questionnaire, weights, load: None, released, merging: None }))
    };
    Shelf {
        sources: shelf.sources.iter().map(|(id, source)| (id.clone(), Arc::new(source.published()))).collect(),
        surveys: shelf.surveys.iter().map(survey).collect(),
        files: shelf.files.clone(),
    }
}

/// Finds what is published; counts everybody, for tables that are then released.
struct Published {
    words: EmbeddedEngine,
    people: Arc<dyn Engine>,
}

impl Engine for Published {
    fn fingerprints(&self) -> BTreeMap<Slug, String> {
        self.words.fingerprints()
    }

    fn index(&self, change: IndexChange<'_>, progress: &dyn Progress) -> Result<(), EngineError> {
        self.words.index(change, progress)
    }

    fn catch_up(&self) -> Result<bool, EngineError> {
        Ok(false)
    }

    fn set_framework(&self, framework: Arc<Framework>) {
        self.words.set_framework(framework);
    }

    fn search(&self, request: &SearchRequest) -> Result<Hits, EngineError> {
        let mut hits = self.words.search(request)?;
        hits.notices.push(Notice {
            code: "answers_left_out".to_owned(),
            message:
                "what people answered in surveys, and quotes that are not released, are neither searched nor counted \
                      here; percentages of surveys are in their released tables, from `/surveys`"
                    .to_owned(),
        });
        Ok(hits)
    }

    fn find(&self, id: &InsightId) -> Result<Option<Hit>, EngineError> {
        self.words.find(id)
    }

    fn list(&self, source: &Slug, offset: usize, limit: usize) -> Result<(Vec<Hit>, usize), EngineError> {
        self.words.list(source, offset, limit)
    }

    fn tabulate(&self, request: &TabulateRequest) -> Result<Crosstab, EngineError> {
        self.people.tabulate(request)
    }

    fn members(&self, request: &TabulateRequest) -> Result<Vec<ColumnMembers>, EngineError> {
        self.people.members(request)
    }
}
