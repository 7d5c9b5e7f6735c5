//! The tables of the file, and what keeps them from being rewritten.

use rusqlite::{Connection, Transaction};

use super::FILE;
use super::fault::Fault;
use crate::problem::{Place, Problem};

/// What tells this file from every other SQLite file: `IBde` in ASCII.
const APPLICATION: i64 = 0x4942_6465;
/// The version of the tables this program reads and writes.
const VERSION: i64 = 1;

/// Every statement that makes the tables, as the file keeps it. Numbers go up by one, so that nothing is put in between; nothing is
/// changed or deleted. Whoever edits the file with another program can take these rules away, which [`check`] notices, and then
/// the chain still tells what was done.
const STATEMENTS: [&str; 8] = [
    "CREATE TABLE event (number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, \
     subject TEXT NOT NULL, why TEXT, hash TEXT NOT NULL, body TEXT NOT NULL) STRICT",
    "CREATE TABLE respondents (id TEXT NOT NULL PRIMARY KEY, packed BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TRIGGER event_follows BEFORE INSERT ON event \
     WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM event) \
     BEGIN SELECT RAISE(ABORT, 'decisions are only added at the end'); END",
    "CREATE TRIGGER event_stays BEFORE UPDATE ON event \
     BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END",
    "CREATE TRIGGER event_kept BEFORE DELETE ON event \
     BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END",
    "CREATE TRIGGER respondents_once BEFORE INSERT ON respondents \
     WHEN EXISTS (SELECT 1 FROM respondents WHERE id = NEW.id) BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TRIGGER respondents_stay BEFORE UPDATE ON respondents \
     BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END",
    "CREATE TRIGGER respondents_kept BEFORE DELETE ON respondents \
     BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END",
];

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing was stored in it yet: whoever made it was stopped, or another program is making it now.
    Empty,
    /// It holds decisions.
    Made,
}

/// Tells what the file is.
///
/// # Errors
/// When it is something else, or a newer version of the program made it.
pub(super) fn state(connection: &Connection) -> Result<State, Fault> {
    // One statement, so that it sees the file at one moment.
    let all = "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), \
               (SELECT count(*) FROM sqlite_schema)";
    let (application, version, tables): (i64, i64, i64) =
        connection.query_row(all, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    match (application, version, tables) {
        (0, 0, 0) => Ok(State::Empty),
        (APPLICATION, 1..=VERSION, _) => Ok(State::Made),
        (APPLICATION, newer, _) if newer > VERSION => Err(newer_format(newer).into()),
        _ => Err(not_decisions().into()),
    }
}

/// Makes the tables. It counts when the transaction does.
pub(super) fn make(transaction: &Transaction<'_>) -> Result<(), Fault> {
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    STATEMENTS.iter().try_for_each(|statement| transaction.execute_batch(statement))?;
    Ok(())
}

/// Whether the tables and what guards them are as this program made them.
pub(super) fn check(connection: &Connection) -> Result<Option<Problem>, Fault> {
    let mut statement = connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")?;
    let found: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok((found != STATEMENTS).then(changed))
}

fn changed() -> Problem {
    let message = "the rules that keep decisions from being changed or deleted are not as they were made";
    let problem = Problem::error("decisions_altered", Place::file(FILE), message);
    problem.hint("somebody edited the file with another program: compare it with a copy from before, and put that back")
}

fn newer_format(version: i64) -> Problem {
    let problem =
        Problem::error("newer_format", Place::file(FILE), "a newer version of this program keeps the decisions");
    let problem = problem.found(format!("version {version}")).expected(format!("version {VERSION} or older"));
    problem.hint("update insight-bank; nothing was changed")
}

fn not_decisions() -> Problem {
    let problem = Problem::error("not_decisions", Place::file(FILE), "the file does not hold the decisions of a bank");
    problem.hint("put back the file that belongs here; nothing was changed")
}
