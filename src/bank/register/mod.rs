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
use crate::bank::{BankError, Caller, InsightBank};
use crate::breakdown::{self, BreakdownRequest, Disclosed, ReleasedTable, View, parse_where};
use crate::corpus::decisions::{AskedFilter, AskedTable, Decision, Decisions, Event, TableRefused, TableReleased};
use crate::corpus::store;
use crate::problem::{Place, Problem};
use crate::text::fingerprint;

pub use list::PackTable;

/// How many digits of its fingerprint the id of a table has.
const DIGITS: usize = 16;

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
        let (source, record) = self.survey_record(&request.table.survey)?;
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
        let plan = breakdown::plan(&request, survey.source, &survey.record.questionnaire, self.framework())?;
        let table = self.table(survey, &request, &plan)?;
        let released = breakdown::release(table.clone(), &request.policy.unwrap_or_default());
        let asked = asked(&request, &released, &self.answers(survey));
        Ok(Draft { survey, request, table, released, asked })
    }

    /// The version of the answers of a survey: the fingerprint of the file they are in.
    fn answers(&self, survey: SurveyRef<'_>) -> String {
        let shelf = self.shelf();
        shelf.files.get(&survey.source.id).and_then(|files| files.print_of(RESPONSES)).unwrap_or_default()
    }
}

/// What is noted of a table: ids, never what was searched for.
fn asked(request: &BreakdownRequest, released: &ReleasedTable, answers: &str) -> AskedTable {
    let shown = released.shown();
    let print = fingerprint(format!("{}\n{answers}", shown.permalink).as_bytes());
    let filter = |text: &String| {
        let filter = parse_where(text).ok()?;
        Some(AskedFilter { question: filter.question, options: filter.options })
    };
    AskedTable {
        snapshot: answers.to_owned(),
        table: format!("t{}", print.get(..DIGITS).unwrap_or_default()),
        question: shown.question.clone(),
        base: shown.base.rule.as_str().to_owned(),
        by: request.by.clone(),
        filters: request.filters.iter().filter_map(filter).collect(),
        matching: request.matching.is_some(),
        weight: shown.weight.clone(),
        policy: released.disclosure().preset.clone(),
    }
}
