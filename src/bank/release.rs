//! What anybody may see of a survey: each public table as part of all that are public.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::bank::shelf::SurveyRecord;
use crate::bank::{BankError, InsightBank};
use crate::breakdown::{self, BreakdownError, BreakdownRequest, Hidden, Plan, Policy, ReleasedTable, Scope, Table};
use crate::corpus::Source;
use crate::problem::{Place, Problem};
use crate::survey::Merging;

/// What is hidden in scopes that were asked for before, by survey with its version and categories, scope and policy.
pub(super) type HiddenCache = Mutex<BTreeMap<(String, Scope, Policy), Arc<Hidden>>>;

/// So many scopes are remembered.
const REMEMBERED: usize = 512;

/// A survey as its tables are made from it.
#[derive(Clone, Copy)]
pub(super) struct SurveyRef<'a> {
    pub(super) source: &'a Source,
    pub(super) record: &'a SurveyRecord,
}

impl InsightBank {
    /// A public table: the same for everybody who asks, whatever was asked before.
    ///
    /// # Errors
    /// When such a table is not public, or the index cannot be read.
    pub(super) fn released(
        &self,
        survey: SurveyRef<'_>,
        request: &BreakdownRequest,
        plan: &Plan,
    ) -> Result<ReleasedTable, BankError> {
        if survey.source.is_exempt() && request.policy.is_none() {
            return Ok(breakdown::release_whole(self.named_table(survey, request, plan)?));
        }
        let policy = self.policy_of(request.policy)?;
        self.refuse_too_soon(survey)?;
        self.made_public(survey, request, plan, &policy)
    }

    /// The same, whether figures of these answers may go out now or not.
    pub(super) fn made_public(
        &self,
        survey: SurveyRef<'_>,
        request: &BreakdownRequest,
        plan: &Plan,
        policy: &Policy,
    ) -> Result<ReleasedTable, BankError> {
        // Before anything is counted: what is wrong with the counts of a table that is not public is not public either.
        let publication = breakdown::publication(request, plan, survey.source, &survey.record.questionnaire)?;
        let hidden: Vec<Arc<Hidden>> = publication
            .scopes
            .iter()
            .map(|scope| self.hidden(survey, scope, policy))
            .collect::<Result<_, BankError>>()?;
        let hidden: Vec<&Hidden> = hidden.iter().map(Arc::as_ref).collect();
        let withheld = |questions: &Vec<usize>| hidden.iter().any(|hidden| hidden.withholds(questions));
        if hidden.iter().any(|hidden| hidden.withholds(&[])) {
            return Err(BankError::from(too_fine(
                "question",
                "its answers divide people too finely",
                "a question with fewer answers",
            )));
        }
        if publication.divisions.iter().any(withheld) {
            let (why, way) = match publication.divisions.iter().map(Vec::len).max() {
                Some(2..) => {
                    ("the two questions together divide people too finely", "two tables, one with each question")
                }
                _ => ("its answers divide people too finely", "the table without columns"),
            };
            return Err(BankError::from(too_fine("by", why, way)));
        }
        Ok(breakdown::release_within(self.named_table(survey, request, plan)?, &hidden, policy))
    }

    /// Every count of a table that somebody asked for, with its id.
    pub(super) fn named_table(
        &self,
        survey: SurveyRef<'_>,
        request: &BreakdownRequest,
        plan: &Plan,
    ) -> Result<Table, BankError> {
        let mut table = self.table(survey, request, plan)?;
        table.of_version(&self.data_version(survey, table.weight.as_deref(), request.view));
        Ok(table)
    }

    /// Every count of a table.
    pub(super) fn table(
        &self,
        survey: SurveyRef<'_>,
        request: &BreakdownRequest,
        plan: &Plan,
    ) -> Result<Table, BankError> {
        let weight_notes = self.weight_notes(survey, request, plan)?;
        let counted = plan.requests().map(|wanted| self.count(survey, wanted)).collect::<Result<Vec<_>, _>>()?;
        let mut table = breakdown::build_table(request, survey.source, &survey.record.questionnaire, plan, &counted);
        table.notes.extend(weight_notes);
        Ok(table)
    }

    /// What is hidden in a scope, worked out once for each version of the survey.
    pub(super) fn hidden(
        &self,
        survey: SurveyRef<'_>,
        scope: &Scope,
        policy: &Policy,
    ) -> Result<Arc<Hidden>, BankError> {
        let version =
            self.shelf().files.get(&survey.source.id).map(|files| files.fingerprint.clone()).unwrap_or_default();
        let merged = survey.record.merging.as_ref().map(Merging::print).unwrap_or_default();
        let key = (format!("{} {version} {merged}", survey.source.id), scope.clone(), *policy);
        let remembered = || self.hidden.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = remembered().get(&key) {
            return Ok(Arc::clone(known));
        }
        let questionnaire = &survey.record.questionnaire;
        let before: Vec<Arc<Hidden>> = breakdown::scopes_before(scope, survey.source, questionnaire)
            .iter()
            .map(|scope| self.hidden(survey, scope, policy))
            .collect::<Result<_, BankError>>()?;
        let mut tables = Vec::new();
        for request in breakdown::scope_requests(scope, survey.source, questionnaire) {
            let plan = breakdown::plan(&request, survey.source, questionnaire, self.framework())?;
            tables.push(breakdown::in_scope(scope, self.table(survey, &request, &plan)?, questionnaire));
        }
        let before: Vec<&Hidden> = before.iter().map(Arc::as_ref).collect();
        let hidden = Arc::new(Hidden::of_public(tables, &before, policy));
        let mut remembered = remembered();
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(key, Arc::clone(&hidden));
        Ok(hidden)
    }
}

fn too_fine(field: &str, why: &str, way: &str) -> BreakdownError {
    let message = format!("this table is not available for confidentiality: {why}");
    let problem = Problem::error("not_in_release", Place::default().field(field), message)
        .hint(format!("ask for {way}, or for the internal view"));
    BreakdownError { problems: vec![problem] }
}
