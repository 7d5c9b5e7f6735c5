//! From which loads a table was released: the first of each is a decision, and such a load is not taken back any more.

use std::path::Path;
use std::sync::PoisonError;

use crate::bank::open::LOAD;
use crate::bank::release::SurveyRef;
use crate::bank::{Caller, InsightBank};
use crate::breakdown::{BreakdownRequest, ShownTable, View};
use crate::corpus::decisions::{self, Decision, Decisions, Event, EventFilter, Kind, LoadReleased, Recorded};
use crate::corpus::store;
use crate::id::Slug;
use crate::problem::{Place, Problem};

impl InsightBank {
    /// Whether it is noted already that something was released of a source as it is.
    pub(super) fn is_noted(&self, id: &Slug) -> bool {
        let shelf = self.shelf();
        let Some(files) = shelf.files.get(id) else { return false };
        let noted = self.released.lock().unwrap_or_else(PoisonError::into_inner);
        noted.contains(&(id.clone(), files.fingerprint.clone()))
    }

    /// Keeps, once for each load, that a table was released. A bank that cannot be written still answers; nothing can be taken
    /// back in it either.
    pub(super) fn note_release(&self, table: &ShownTable, request: &BreakdownRequest, caller: &Caller) {
        let shelf = self.shelf();
        let loaded = shelf.files.get_key_value(table.survey.as_str()).filter(|(_, files)| files.has(LOAD));
        let Some((id, files)) = loaded.filter(|_| !self.file.demonstration) else { return };
        if self.is_noted(id) {
            return;
        }
        let version = (id.clone(), files.fingerprint.clone());
        let frozen = self
            .survey_seen(id.as_str(), View::Release)
            .and_then(|(source, record)| self.freeze(SurveyRef { source: &source, record: &record }, false, caller));
        let mut noted = self.released.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.contains(&version) {
            return;
        }
        match keep(&self.corpus(), id, frozen.ok().flatten(), first_of(table, request), caller) {
            Err(problem) if problem.code != "read_only" => {
                tracing::warn!(survey = %id, %problem, "it could not be noted that a table was released");
            }
            _ => drop(noted.insert(version)),
        }
    }
}

fn keep(corpus: &Path, id: &Slug, frozen: Option<Event>, table: LoadReleased, caller: &Caller) -> Result<(), Problem> {
    let load = store::deposit_number(corpus, id);
    let first = first_release(corpus, id, load)?.is_none();
    let event = first.then(|| Event {
        at: caller.at.clone(),
        who: caller.who.clone(),
        subject: id.clone(),
        why: None,
        decision: Decision::LoadReleased(LoadReleased { load, ..table }),
    });
    let events: Vec<Event> = event.into_iter().chain(frozen).collect();
    Decisions::of(corpus).append(&events, &[]).map(drop)
}

/// What is noted of a released table.
fn first_of(table: &ShownTable, request: &BreakdownRequest) -> LoadReleased {
    let some = !request.filters.is_empty() || request.matching.is_some();
    LoadReleased { load: 0, question: table.question.clone(), by: request.by.clone(), some }
}

/// The first release from the load that is in use. A higher number than that of the load is left when somebody deletes the
/// history. A decision this version cannot read counts: an undo must not rest on not knowing.
fn first_release(corpus: &Path, id: &Slug, load: u32) -> Result<Option<Recorded>, Problem> {
    let filter = EventFilter { kind: Some(Kind::LoadReleased), subject: Some(id.to_string()) };
    let counts = |event: &Recorded| match event.decision() {
        Some(Decision::LoadReleased(released)) => released.load >= load,
        _ => true,
    };
    let mut events = Decisions::of(corpus).events(filter)?;
    events.find(|event| event.as_ref().map_or(true, counts)).transpose()
}

/// Refuses to take back a load from which something was released, or of which that cannot be told.
pub(super) fn refuse_released(corpus: &Path, id: &Slug) -> Result<(), Problem> {
    // Where the first releases were noted before there were decisions.
    let note = format!("released/{id}.txt");
    if corpus.join(&note).exists() {
        return Err(released(id, Place::file(note), "something was released from it already"));
    }
    let Some(event) = first_release(corpus, id, store::deposit_number(corpus, id))? else { return Ok(()) };
    let place = Place::file(decisions::FILE).field(format!("decision {}", event.number));
    let day = event.at.split('T').next().unwrap_or_default();
    let what = match event.decision() {
        Some(Decision::LoadReleased(table)) => format!("the table `{table}` was released from it on {day}"),
        _ => "something was released from it already".to_owned(),
    };
    Err(released(id, place, &what))
}

fn released(id: &Slug, place: Place, what: &str) -> Problem {
    let message = format!("the last load of `{id}` cannot be taken back: {what}");
    Problem::error("released", place, message).hint(
        "load the right file with `--replace`, which keeps this version in the history, so that what was released can be traced",
    )
}
