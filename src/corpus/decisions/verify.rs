//! Proving that nothing was changed since it was decided.
//!
//! The chain finds an event that was changed, taken out, put in between or put elsewhere; the note beside it finds an end that
//! was cut off. What neither can find: a copy of both files from an earlier day put in their place, or a whole chain written
//! anew with its note by somebody who may write into the folder. Only the number and hash of the last event, written down
//! somewhere else, find that; the command shows them for it.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::chain::{Link, Sealed};
use super::event::Recorded;
use super::fault::{Fault, damaged};
use super::kinds::{Decision, Kind};
use super::read::{EventFilter, find_set};
use super::sets::SetId;
use super::{Decisions, FILE, NOTE, noted, schema};
use crate::problem::{Place, Problem};

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many events the chain holds up to its end or its first break.
    pub events: u64,
    /// The hash of the last of them; none where there is none.
    pub last: Option<String>,
    /// What is wrong; an error among them says that the decisions are not what they were.
    pub problems: Vec<Problem>,
}

impl Decisions {
    /// Proves the chain, the sets of respondents and the note beside them. Reads everything, changes nothing.
    pub fn verify(&self) -> Verification {
        let mut found = Verification::default();
        // Read first: it never says more than the file that is read after it.
        let noted = noted::read(&self.corpus);
        match self.reader() {
            Ok(Some(connection)) => {
                if let Err(fault) = self.prove(&connection, &noted, &mut found) {
                    found.problems.push(fault.reading());
                }
            }
            Ok(None) => {}
            Err(problem) => found.problems.push(problem),
        }
        match noted {
            Ok(None) if found.events > 0 => found.problems.push(no_note()),
            Err(problem) if !found.problems.contains(&problem) => found.problems.push(problem),
            _ => {}
        }
        found
    }

    fn prove(
        &self,
        connection: &Connection,
        noted: &Result<Option<Link>, Problem>,
        found: &mut Verification,
    ) -> Result<(), Fault> {
        let structure: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if structure != "ok" {
            found.problems.push(damaged(&structure));
        }
        found.problems.extend(schema::check(connection)?);
        let last = self.walk(connection, found)?;
        found.events = last.number;
        found.last = (last.number > 0).then_some(last.hash);
        if let Ok(Some(noted)) = noted
            && !found.problems.iter().any(|problem| problem.code == "decisions_broken")
            && !noted.is_in(connection)?
        {
            found.problems.push(noted::cut_off(noted, found.events));
        }
        Ok(())
    }

    /// Follows the chain to its end or its first break.
    fn walk(&self, connection: &Connection, found: &mut Verification) -> Result<Link, Fault> {
        let mut last = Link::start();
        let (mut unknown, mut proved) = (0_u64, BTreeSet::new());
        for event in self.events(EventFilter::default())? {
            let event = event?;
            let next = last.next(&Sealed::from(&event));
            if let Some(problem) = break_at(&last, &next, &event) {
                found.problems.push(problem);
                return Ok(last);
            }
            last = next;
            match event.decision() {
                Some(decision) => {
                    let whole = prove_sets(connection, &decision, &mut proved)?;
                    found.problems.extend((!whole).then(|| lost_set(event.number)));
                }
                None => unknown += 1,
            }
        }
        found.problems.extend((unknown > 0).then(|| unknown_kinds(unknown)));
        Ok(last)
    }
}

/// Whether every set a decision refers to is what it was. Many tables share their sets; each is looked at once.
fn prove_sets(connection: &Connection, decision: &Decision, proved: &mut BTreeSet<SetId>) -> Result<bool, Fault> {
    for set in decision.sets() {
        if !proved.contains(set) {
            if find_set(connection, set)?.is_none() {
                return Ok(false);
            }
            proved.insert(set.clone());
        }
    }
    Ok(true)
}

/// What is wrong with the event that was found after `last`, where `next` is what it should be.
fn break_at(last: &Link, next: &Link, event: &Recorded) -> Option<Problem> {
    let message = match event.number {
        number if number != next.number => {
            format!("the chain is broken after decision {}: the next one is number {number}", last.number)
        }
        number if event.hash != next.hash => {
            format!("the chain is broken at decision {number}: it is not what it was when it was written")
        }
        _ => return None,
    };
    let place = Place::file(FILE).field(format!("decision {}", next.number));
    let problem = Problem::error("decisions_broken", place, message);
    Some(problem.hint("compare the file with a copy from before; what follows the break proves nothing"))
}

fn lost_set(number: u64) -> Problem {
    let place = Place::file(FILE).field(format!("decision {number}"));
    let message = format!("decision {number} refers to people of whom it is no longer kept who they were");
    let problem = Problem::error("decisions_set", place, message);
    problem.hint("compare the file with a copy from before")
}

fn unknown_kinds(count: u64) -> Problem {
    let known = Kind::ALL.map(Kind::as_str).join(", ");
    let message =
        format!("{count} of the decisions say more than this version knows; their chain was proved all the same");
    let problem = Problem::note("unknown_decisions", Place::file(FILE), message);
    problem.expected(known).hint("update insight-bank to read them")
}

fn no_note() -> Problem {
    let message =
        "the note of how far the decisions went is missing, so it cannot be told whether some are missing at the end";
    let problem = Problem::warning("decisions_note", Place::file(NOTE), message);
    problem.hint("put it back from a copy of the corpus; the next decision writes a new one")
}
