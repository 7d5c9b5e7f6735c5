//! Adding decisions: all of them or none.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::chain::{Link, Sealed};
use super::event::{Draft, Event};
use super::fault::Fault;
use super::schema::{self, State};
use super::sets::RespondentSet;
use super::{Decisions, FILE, file, noted};
use crate::problem::{Place, Problem};

impl Decisions {
    /// Adds decisions at the end of the chain, with the sets of respondents they refer to: all or nothing. The first makes the
    /// file. Gives their numbers in order. Waits some seconds for another program that is writing.
    ///
    /// # Errors
    /// `bad_decision` when an event lacks a name or a reason, holds a longer text, or refers to a set that is neither given nor
    /// kept; `decisions_cut` and others when the file is not what it was; `bank_busy`, `read_only`, `disk_full`. Nothing is
    /// stored then.
    pub fn append(&self, events: &[Event], sets: &[RespondentSet]) -> Result<Vec<u64>, Problem> {
        let drafts: Vec<Draft<'_>> = events.iter().map(Draft::of).collect::<Result<_, _>>()?;
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        let path = file::path(&self.corpus);
        if !path.exists() {
            noted::read(&self.corpus)?.filter(Link::is_far).map_or(Ok(()), |link| Err(noted::cut_off(&link, 0)))?;
            file::create(&path)?;
        }
        let missing = || Problem::error("decisions_unreadable", Place::file(FILE), "the file was taken away");
        let mut connection = file::open(&path).map_err(Fault::writing)?.ok_or_else(missing)?;
        let numbers = self.store(&mut connection, &drafts, sets).map_err(Fault::writing)?;
        self.note(&mut connection);
        Ok(numbers)
    }

    fn store(
        &self,
        connection: &mut Connection,
        drafts: &[Draft<'_>],
        sets: &[RespondentSet],
    ) -> Result<Vec<u64>, Fault> {
        connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        match schema::state(&transaction)? {
            State::Empty => schema::make(&transaction)?,
            State::Made => schema::check(&transaction)?.map_or(Ok(()), |problem| Err(Fault::from(problem)))?,
        }
        let mut last = self.end(&transaction)?;
        sets.iter().try_for_each(|set| add_set(&transaction, set))?;
        let mut numbers = Vec::with_capacity(drafts.len());
        for draft in drafts {
            last = last.next(&Sealed::from(draft));
            add_event(&transaction, draft, &last)?;
            numbers.push(last.number);
        }
        transaction.commit()?;
        Ok(numbers)
    }

    /// The end of the chain. Nothing is added to one that lost its end: that would bury what is missing.
    fn end(&self, transaction: &Transaction<'_>) -> Result<Link, Fault> {
        let last = Link::last(transaction)?;
        match noted::read(&self.corpus)? {
            Some(noted) if !noted.is_in(transaction)? => Err(noted::cut_off(&noted, last.number).into()),
            // Whoever is stopped after the first decision must not leave it without a note, as if somebody had taken that away.
            None if last == Link::start() => {
                self.write_note(&last);
                Ok(last)
            }
            _ => Ok(last),
        }
    }

    /// Notes how far the chain goes, while no other program can write. What was decided counts already: a note that lags behind
    /// only says less, and whoever keeps this one from being written writes the next.
    fn note(&self, connection: &mut Connection) {
        let noted = connection
            .busy_timeout(std::time::Duration::ZERO)
            .and_then(|()| connection.transaction_with_behavior(TransactionBehavior::Immediate));
        let Ok(transaction) = noted else { return };
        if let Ok(link) = Link::last(&transaction) {
            self.write_note(&link);
        }
    }

    fn write_note(&self, link: &Link) {
        if let Err(problem) = noted::write(&self.corpus, link) {
            tracing::warn!(%problem, "it could not be noted how far the decisions go");
        }
    }
}

fn add_set(transaction: &Transaction<'_>, set: &RespondentSet) -> Result<(), Fault> {
    let (id, packed) = set.pack()?;
    transaction.execute("INSERT INTO respondents (id, packed) VALUES (?1, ?2)", (id.as_str(), packed))?;
    Ok(())
}

fn add_event(transaction: &Transaction<'_>, draft: &Draft<'_>, link: &Link) -> Result<(), Fault> {
    let kept = "SELECT EXISTS (SELECT 1 FROM respondents WHERE id = ?1)";
    for set in draft.event.decision.sets() {
        if !transaction.query_row(kept, [set.as_str()], |row| row.get::<_, bool>(0))? {
            let message = "a decision refers to a set of respondents that was not given";
            return Err(Problem::error("bad_decision", Place::default(), message).found(set.as_str()).into());
        }
    }
    let event = Sealed::from(draft);
    let number = i64::try_from(link.number).unwrap_or(i64::MAX);
    transaction.execute(
        "INSERT INTO event (number, at, who, kind, subject, why, hash, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (number, event.at, event.who, event.kind, event.subject, event.why, &link.hash, event.body),
    )?;
    Ok(())
}
