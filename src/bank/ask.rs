//! Questions to an open bank: search, one insight, one survey, one table.

use std::sync::Arc;

use crate::bank::release::SurveyRef;
use crate::bank::shelf::SurveyRecord;
use crate::bank::{BankError, Caller, InsightBank};
use crate::breakdown::{self, BreakdownRequest, Disclosed, InternalTable, View};
use crate::corpus::Source;
use crate::engine::{Hit, Hits, SearchRequest};
use crate::id::{InsightId, Slug};
use crate::survey::{Link, Missing, link_waves};

/// A survey and what was asked in it.
#[derive(Debug, Clone)]
pub struct SurveyAnswer {
    /// The record.
    pub source: Arc<Source>,
    /// The questionnaire and the account of the load.
    pub record: Arc<SurveyRecord>,
    /// How many people took part.
    pub respondents: u64,
    /// By question: how many were asked, and how many of them answered.
    pub asked_and_answered: Vec<(u64, u64)>,
    /// The survey it repeats, where there is one.
    pub earlier: Option<EarlierWave>,
}

/// An earlier wave of a survey.
#[derive(Debug, Clone)]
pub struct EarlierWave {
    /// Its record.
    pub source: Arc<Source>,
    /// The questions both have.
    pub links: Vec<Link>,
}

impl EarlierWave {
    /// What links the question `id` to one of the earlier wave.
    pub fn link(&self, id: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.later == id)
    }
}

/// How the bank is.
#[derive(Debug, Clone)]
pub struct Health {
    /// Sources on the shelf.
    pub sources: usize,
    /// Surveys with responses.
    pub surveys: usize,
    /// Insights in the index.
    pub insights: u64,
    /// Sources in the index.
    pub indexed: usize,
}

impl InsightBank {
    /// Finds insights.
    ///
    /// # Errors
    /// When the index cannot be read or the cursor belongs to another search.
    pub fn search(&self, request: &SearchRequest) -> Result<Hits, BankError> {
        Ok(self.engine.search(request)?)
    }

    /// The insight at an address.
    ///
    /// # Errors
    /// When there is none, or the index cannot be read.
    pub fn insight(&self, id: &str) -> Result<Hit, BankError> {
        let missing = || BankError::NotFound { what: "insight", name: id.to_owned(), hint: None };
        let address: InsightId = id.parse().map_err(|_| missing())?;
        self.engine.find(&address)?.ok_or_else(missing)
    }

    /// The source called `id`.
    ///
    /// # Errors
    /// When there is none.
    pub fn source(&self, id: &str) -> Result<Arc<Source>, BankError> {
        let shelf = self.shelf();
        let found = shelf.sources.get(id).cloned();
        found.ok_or_else(|| BankError::not_found("source", id, shelf.sources.keys().map(Slug::as_str)))
    }

    /// The insights of a source in their order, from `offset`, and how many there are.
    ///
    /// # Errors
    /// When there is no such source, or the index cannot be read.
    pub fn insights_of(&self, id: &str, offset: usize, limit: usize) -> Result<(Vec<Hit>, usize), BankError> {
        let source = self.source(id)?;
        Ok(self.engine.list(&source.id, offset, limit)?)
    }

    /// The survey called `id`, with how many were asked and answered.
    ///
    /// # Errors
    /// When there is no survey with responses of that name, or the index cannot be read.
    pub fn survey(&self, id: &str) -> Result<SurveyAnswer, BankError> {
        self.for_analysts("counts of who answered what are", "ask for a released table of a question")?;
        let (source, record) = self.survey_record(id)?;
        let count = record.questionnaire.questions.len();
        let earlier = self.earlier_wave(&source, &record);
        let asked_and_answered = Vec::with_capacity(count);
        let mut answer = SurveyAnswer { source, record, respondents: 0, asked_and_answered, earlier };
        for question in 0..count {
            let crosstab = self.engine.tabulate(&breakdown::whole_question(&answer.source.id, question))?;
            let Some(total) = crosstab.columns.first() else {
                continue;
            };
            let missing = |reason: Missing| total.missing.get(&reason).map_or(0, |tally| tally.n);
            let asked = total.respondents.n - missing(Missing::NotAsked);
            let without: u64 = total.missing.values().map(|tally| tally.n).sum();
            answer.respondents = total.respondents.n;
            answer.asked_and_answered.push((asked, total.respondents.n - without));
        }
        Ok(answer)
    }

    /// The earlier wave a record names, where the bank has it, and what links the two.
    fn earlier_wave(&self, source: &Source, record: &SurveyRecord) -> Option<EarlierWave> {
        let (source, earlier) = self.survey_record(source.earlier_wave.as_ref()?.as_str()).ok()?;
        Some(EarlierWave { source, links: link_waves(&earlier.questionnaire, &record.questionnaire) })
    }

    /// A percentage table for `caller`, in the view that was asked for. The internal view is logged; of each load, the first table
    /// that was asked for to be released is kept among the decisions.
    ///
    /// # Errors
    /// When the survey, a question or an option is unknown, or a question cannot be used as asked: all reasons at once.
    pub fn breakdown(&self, request: &BreakdownRequest, caller: &Caller) -> Result<Disclosed, BankError> {
        let table = self.tabulate(request)?;
        if request.view == View::Release {
            self.note_release(table.shown(), request, caller);
        }
        Ok(table)
    }

    /// A percentage table in the view that was asked for. One that the bank makes for its own pages is no release.
    pub(super) fn tabulate(&self, request: &BreakdownRequest) -> Result<Disclosed, BankError> {
        self.refuse_internal(request)?;
        let (source, record) = self.survey_seen(&request.survey, request.view)?;
        let survey = SurveyRef { source: &source, record: &record };
        let table = match request.view {
            View::Release => Disclosed::Released(self.released(survey, request)?),
            View::Internal => {
                let plan = self.plan_of(survey, request)?;
                let table = self.named_table(survey, request, &plan)?;
                tracing::info!(target: "access", survey = %source.id, question = %request.question, "internal table shown, not for release");
                Disclosed::Internal(InternalTable::under(table, &self.marking_policy()))
            }
        };
        Ok(self.since(survey, request, table))
    }

    /// How the bank is.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn health(&self) -> Result<Health, BankError> {
        let shelf = self.shelf();
        let everything = SearchRequest { limit: 0, facets: false, ..SearchRequest::default() };
        Ok(Health {
            sources: shelf.sources.len(),
            surveys: shelf.surveys.len(),
            insights: self.engine.search(&everything)?.total,
            indexed: self.engine.fingerprints().len(),
        })
    }

    pub(super) fn survey_record(&self, id: &str) -> Result<(Arc<Source>, Arc<SurveyRecord>), BankError> {
        let shelf = self.shelf();
        let known = || shelf.surveys.keys().map(Slug::as_str);
        let record = shelf.surveys.get(id).ok_or_else(|| match shelf.sources.get(id) {
            Some(_) => BankError::NotFound {
                what: "survey with responses",
                name: id.to_owned(),
                hint: Some("the bank holds its record and published figures; see its source page".to_owned()),
            },
            None => BankError::not_found("survey", id, known()),
        })?;
        let source = shelf.sources.get(id).ok_or_else(|| BankError::not_found("survey", id, known()))?;
        Ok((Arc::clone(source), Arc::clone(record)))
    }
}
