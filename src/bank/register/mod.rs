//! The report pack: tables of any cut that a named person lets out, one by one, under a register of everybody whose numbers
//! have gone out before.
//!
//! A table outside what is public of a survey is made safe by itself, and then held against everything else that anybody may know
//! of the same answers: what is public of its question, and what was released before (`sets`). When the two together would tell
//! too few people apart it does not go out (`judge`), and that is noted too. What goes out is kept as it was, under an id.

mod judge;
mod list;
mod sets;
mod snapshot;

use crate::bank::open::RESPONSES;
use crate::bank::release::SurveyRef;
use crate::bank::shelf::SurveyRecord;
use crate::bank::{BankError, Caller, InsightBank};
use crate::breakdown::{self, BreakdownRequest, Disclosed, Hidden, Policy, ReleasedTable, View, parse_where};
use crate::corpus::decisions::{AskedFilter, AskedTable, Decision, Decisions, Event, TableRefused, TableReleased};
use crate::corpus::store::{self, SourceFiles};
use crate::problem::{Place, Problem};

pub use list::PackTable;

/// Stands between the fingerprint of answers and that of the categories they are counted in.
const MERGED: char = '-';

/// A table somebody wants to let out.
#[derive(Debug, Clone, PartialEq)]
pub struct ReleaseRequest {
    /// The table.
    pub table: BreakdownRequest,
    /// Who approves it.
    pub approver: String,
    /// What it is for.
    pub why: String,
    /// Whether it may follow figures of an earlier version of the answers although few people came since: the answers were
    /// corrected.
    pub correction: bool,
}

/// The documents of a table that goes out: how the name of each ends, and what is in it.
pub type Documents = Vec<(&'static str, String)>;

/// What a release is made of.
struct Draft<'a> {
    survey: SurveyRef<'a>,
    request: BreakdownRequest,
    policy: Policy,
    table: breakdown::Table,
    released: ReleasedTable,
    asked: AskedTable,
}

impl InsightBank {
    /// Lets a table out under an approver's name, and keeps it as `write` writes it. Gives its id; the same table of the same
    /// answers is let out once.
    ///
    /// # Errors
    /// When the table cannot be made; when it would tell too much together with what is known already, which is noted; or when
    /// the decision cannot be kept. Nothing goes out then.
    pub fn release_table(
        &self,
        request: &ReleaseRequest,
        caller: &Caller,
        write: &dyn Fn(&Disclosed) -> Documents,
    ) -> Result<String, BankError> {
        let (source, record) = self.survey_seen(&request.table.survey, View::Release)?;
        let draft = self.draft(SurveyRef { source: &source, record: &record }, request)?;
        let id = draft.asked.table.clone();
        if self.released_tables(Some(source.id.as_str()))?.iter().any(|table| table.id == id) {
            return Ok(id);
        }
        let event = |why: Option<&String>, decision| Event {
            at: caller.at.clone(),
            who: caller.who.clone(),
            subject: source.id.clone(),
            why: why.cloned(),
            decision,
        };
        let decisions = Decisions::of(&self.corpus());
        let frozen = if draft.table.exempt { None } else { self.freeze(draft.survey, request.correction, caller)? };
        let new = self.sets_of(&draft)?;
        if let Err(refusal) = self.judge(&draft, &new) {
            let refused = TableRefused { asked: draft.asked, rules: refusal.rules };
            decisions.append(&[event(None, Decision::TableRefused(refused))], &[]).map_err(BankError::refused)?;
            return Err(BankError::Refused(refusal.problems));
        }
        for (ending, text) in write(&Disclosed::Released(draft.released.named(&id))) {
            store::keep_released(&self.corpus(), &id, ending, &text).map_err(BankError::refused)?;
        }
        let (cells, sets) = sets::kept(new);
        let released = TableReleased { asked: draft.asked, cells, approver: request.approver.clone() };
        let event = event(Some(&request.why), Decision::TableReleased(released));
        let events: Vec<Event> = frozen.into_iter().chain([event]).collect();
        decisions.append(&events, &sets).map_err(BankError::refused)?;
        Ok(id)
    }

    fn draft<'a>(&self, survey: SurveyRef<'a>, request: &ReleaseRequest) -> Result<Draft<'a>, BankError> {
        let named = |text: &str, what: &str, field: &str| {
            let message = format!("a release needs {what}");
            text.trim().is_empty().then(|| Problem::error("no_approver", Place::default().field(field), message))
        };
        let problems: Vec<Problem> = [
            named(&request.approver, "the name of who approves it", "approver"),
            named(&request.why, "a reason: what it is for", "why"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !problems.is_empty() {
            return Err(BankError::Refused(problems));
        }
        let request = BreakdownRequest { view: View::Release, ..request.table.clone() };
        let plan = self.plan_of(survey, &request)?;
        let table = self.named_table(survey, &request, &plan)?;
        let policy = self.policy_of(request.policy)?;
        let released = self.released_beside(survey, &table, &policy)?;
        let asked = asked(&request, &released, self.answers(survey));
        Ok(Draft { survey, request, policy, table, released, asked })
    }

    /// What may be seen of a table by itself, beside what is public of its question.
    fn released_beside(
        &self,
        survey: SurveyRef<'_>,
        table: &breakdown::Table,
        policy: &Policy,
    ) -> Result<ReleasedTable, BankError> {
        if table.exempt || table.weight.is_none() {
            return Ok(breakdown::release(table.clone(), policy));
        }
        let public = self.public_survey(survey, table.position, &self.own_policy()?)?;
        let public = self.hidden(&public, &breakdown::usual_scope(table.position, &public.cube))?;
        let own = Hidden::of(vec![table.clone()], &[], policy);
        Ok(breakdown::release_beside(table.clone(), &[&own], &[&public], policy))
    }

    /// The version of the answers of a survey as they are counted: the fingerprint of the file they are in, and behind it that of
    /// the categories they are counted in, where some are merged.
    pub(super) fn answers(&self, survey: SurveyRef<'_>) -> String {
        let shelf = self.shelf();
        shelf.files.get(&survey.source.id).map(|files| counted_in(files, survey.record)).unwrap_or_default()
    }
}

/// The version of the answers in these files, as a record counts them.
pub(super) fn counted_in(files: &SourceFiles, record: &SurveyRecord) -> String {
    let answers = files.print_of(RESPONSES).unwrap_or_default();
    match &record.merging {
        Some(merging) => format!("{answers}{MERGED}{}", merging.print()),
        None => answers.to_owned(),
    }
}

/// Whether two versions are of the same answers, in whatever categories.
pub(super) fn of_same_answers(one: &str, other: &str) -> bool {
    let answers = |version: &str| version.split(MERGED).next().map(ToOwned::to_owned);
    answers(one) == answers(other)
}

/// What is noted of a table: ids, never what was searched for.
fn asked(request: &BreakdownRequest, released: &ReleasedTable, answers: String) -> AskedTable {
    let shown = released.shown();
    let filter = |text: &String| {
        let filter = parse_where(text).ok()?;
        Some(AskedFilter { question: filter.question, options: filter.options })
    };
    AskedTable {
        snapshot: answers,
        table: shown.id.clone(),
        question: shown.question.clone(),
        base: shown.base.rule.as_str().to_owned(),
        by: request.by.clone(),
        filters: request.filters.iter().filter_map(filter).collect(),
        matching: request.matching.is_some(),
        weight: shown.weight.clone(),
        policy: released.disclosure().preset.clone(),
    }
}
