//! What anybody may see of a survey: each public table as part of all that are public.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::bank::cube::PublicSurvey;
use crate::bank::shelf::SurveyRecord;
use crate::bank::{BankError, InsightBank};
use crate::breakdown::{
    self, BreakdownError, BreakdownRequest, Dimensions, Hidden, Plan, Policy, Publication, ReleasedTable, Scope, Table,
};
use crate::corpus::Source;
use crate::engine::{Crosstab, TabulateRequest};
use crate::problem::{Place, Problem};
use crate::survey::Questionnaire;

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
    ) -> Result<ReleasedTable, BankError> {
        if survey.source.is_exempt() && request.policy.is_none() {
            let plan = self.plan_of(survey, request)?;
            return Ok(breakdown::release_whole(self.named_table(survey, request, &plan)?));
        }
        let policy = self.policy_of(request.policy)?;
        self.refuse_too_soon(survey)?;
        self.made_public(survey, request, &policy)
    }

    /// The same, whether figures of these answers may go out now or not.
    pub(super) fn made_public(
        &self,
        survey: SurveyRef<'_>,
        request: &BreakdownRequest,
        policy: &Policy,
    ) -> Result<ReleasedTable, BankError> {
        let question = self.plan_of(survey, request)?.question();
        let public = self.public_survey(survey, question, policy)?;
        let plan = self.plan_in(survey, public.cube.shown(), request)?;
        // Before anything is counted: what is wrong with the counts of a table that is not public is not public either.
        let publication = breakdown::publication(request, &plan, survey.source, &public.cube)?;
        let hidden = self.hidden(&public, &publication.scope)?;
        let alone = publication.divisions.is_empty();
        let (cube, plan) = if alone {
            let cube = Arc::new(public.cube.for_totals());
            let plan = self.plan_in(survey, cube.shown(), request)?;
            (cube, plan)
        } else {
            (public.cube, plan)
        };
        if let Some(refusal) = withheld(&hidden, &publication) {
            return Err(BankError::from(refusal));
        }
        let mut table = self.table_in(survey, cube.shown(), request, &plan)?;
        table.of_version(&self.data_version(survey, table.weight.as_deref(), request.view));
        Ok(cube.release(table, &hidden, policy))
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
        self.table_of(survey, &survey.record.questionnaire, (request, plan), |wanted| self.count(survey, wanted))
    }

    /// The same with the options of `questionnaire`, as `count` counts them.
    pub(super) fn table_of(
        &self,
        survey: SurveyRef<'_>,
        questionnaire: &Questionnaire,
        (request, plan): (&BreakdownRequest, &Plan),
        count: impl Fn(&TabulateRequest) -> Result<Crosstab, BankError>,
    ) -> Result<Table, BankError> {
        let weight_notes = self.weight_notes(survey, request, plan)?;
        let counted = plan.requests().map(count).collect::<Result<Vec<_>, _>>()?;
        let mut table = breakdown::build_table(request, survey.source, questionnaire, plan, &counted);
        table.notes.extend(weight_notes);
        Ok(table)
    }

    /// What is hidden in a scope, worked out once for each version of the survey.
    pub(super) fn hidden(&self, public: &PublicSurvey<'_>, scope: &Scope) -> Result<Arc<Hidden>, BankError> {
        let PublicSurvey { survey, cube, policy } = public;
        let key = (self.counted_version(*survey), scope.clone(), *policy);
        let remembered = || self.hidden.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = remembered().get(&key) {
            return Ok(Arc::clone(known));
        }
        let before: Vec<Arc<Hidden>> = breakdown::scopes_before(scope, cube)
            .iter()
            .map(|scope| self.hidden(public, scope))
            .collect::<Result<_, BankError>>()?;
        let tables = self.scope_tables(public, scope)?;
        let before: Vec<&Hidden> = before.iter().map(Arc::as_ref).collect();
        let hidden = Hidden::of_public(tables.clone(), &before, policy);
        let hidden = Arc::new(self.guarded(public, scope, &tables, hidden)?);
        let mut remembered = remembered();
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(key, Arc::clone(&hidden));
        Ok(hidden)
    }
}

impl InsightBank {
    /// The tables of a scope, with every count.
    fn scope_tables(&self, public: &PublicSurvey<'_>, scope: &Scope) -> Result<Vec<Table>, BankError> {
        let PublicSurvey { survey, cube, .. } = public;
        let table = |request: &BreakdownRequest| {
            let plan = self.plan_in(*survey, cube.audited(), request)?;
            Ok(breakdown::in_scope(self.table_in(*survey, cube.audited(), request, &plan)?, cube))
        };
        let requests = breakdown::scope_requests(scope, survey.source, cube);
        let tables = requests.iter().map(table).collect::<Result<Vec<Table>, BankError>>()?;
        Ok(if *scope == Scope::Dimensions { breakdown::without_tight(tables, &public.policy) } else { tables })
    }

    /// What is hidden in a scope, and what must be withheld for the tables of other scopes.
    fn guarded(
        &self,
        public: &PublicSurvey<'_>,
        scope: &Scope,
        tables: &[Table],
        hidden: Hidden,
    ) -> Result<Hidden, BankError> {
        let PublicSurvey { survey, cube, policy } = public;
        let count = |request: &TabulateRequest| self.count(*survey, request);
        match (scope, cube.dimensions().first()) {
            (Scope::Dimensions, _) => cube.guard_dimensions(hidden, tables, &survey.source.id, policy, count),
            (Scope::Question(_), Some(first)) => {
                let all = self.public_survey(*survey, *first, policy)?;
                let beside = self.hidden(&all, &Scope::Dimensions)?;
                let tables_beside = self.scope_tables(&all, &Scope::Dimensions)?;
                let dimensions =
                    Dimensions { survey: &survey.source.id, cube: &all.cube, tables: &tables_beside, hidden: &beside };
                cube.guard_sides(hidden, tables, dimensions, policy, count)
            }
            _ => Ok(hidden),
        }
    }
}

/// Why a table divides people too finely, if it does.
fn withheld(hidden: &Hidden, publication: &Publication) -> Option<BreakdownError> {
    if hidden.withholds(&[]) {
        return Some(too_fine("question", "its answers divide people too finely", "a question with fewer answers"));
    }
    let withheld = publication.divisions.iter().find(|questions| hidden.withholds(questions))?;
    let (why, way) = match withheld.len() {
        2.. => ("the two questions together divide people too finely", "two tables, one with each question"),
        _ => ("its answers divide people too finely", "the table without columns"),
    };
    Some(too_fine("by", why, way))
}

fn too_fine(field: &str, why: &str, way: &str) -> BreakdownError {
    let message = format!("this table is not available for confidentiality: {why}");
    let problem = Problem::error("not_in_release", Place::default().field(field), message)
        .hint(format!("ask for {way}, or for the internal view"));
    BreakdownError { problems: vec![problem] }
}
