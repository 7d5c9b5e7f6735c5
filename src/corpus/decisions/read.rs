//! Reading decisions back, some at a time.

use std::collections::VecDeque;

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::chain::Link;
use super::event::Recorded;
use super::fault::{Fault, damaged};
use super::kinds::Kind;
use super::schema::{self, State};
use super::sets::{RespondentSet, SetId};
use super::{Decisions, FILE, file, noted};
use crate::problem::{Place, Problem};

/// How many events are read at once. The file is held only so long, so that a slow reader keeps no writer waiting.
const PAGE: u32 = 256;

/// Which events are wanted; everything where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Of this kind only.
    pub kind: Option<Kind>,
    /// About this source only.
    pub subject: Option<String>,
}

/// Events in the order they were decided. Each is read when it is asked for; one that cannot be read does not hide the others.
#[derive(Debug)]
pub struct Events {
    /// None where there is no file, and once all is read.
    connection: Option<Connection>,
    filter: EventFilter,
    after: i64,
    page: VecDeque<Result<Recorded, Problem>>,
}

impl Decisions {
    /// The events a filter lets through. A bank nobody decided anything in has none.
    ///
    /// # Errors
    /// When the file is there and cannot be read, or is not there and should be. Whether the chain holds is not looked at; see
    /// [`Decisions::verify`].
    pub fn events(&self, filter: EventFilter) -> Result<Events, Problem> {
        let connection = self.reader()?;
        Ok(Events { connection, filter, after: 0, page: VecDeque::new() })
    }

    /// The set of respondents called `id`.
    ///
    /// # Errors
    /// When it is not kept, is not what it was, or the file cannot be read.
    pub fn respondents(&self, id: &SetId) -> Result<RespondentSet, Problem> {
        let missing = || {
            let problem =
                Problem::error("decisions_set", Place::file(FILE), "a set of respondents is not as it was kept");
            problem.found(id.as_str()).hint("`insight-bank journal --verify` tells what else is wrong")
        };
        let connection = self.reader()?.ok_or_else(missing)?;
        find_set(&connection, id).map_err(Fault::reading)?.ok_or_else(missing)
    }

    /// The file, where it holds anything.
    pub(super) fn reader(&self) -> Result<Option<Connection>, Problem> {
        // The note is read first: it never says more than the file that is read after it.
        let noted = noted::read(&self.corpus);
        let connection = file::open(&file::path(&self.corpus)).map_err(Fault::reading)?;
        if let Some(connection) = connection
            && schema::state(&connection).map_err(Fault::reading)? == State::Made
        {
            return Ok(Some(connection));
        }
        noted?.filter(Link::is_far).map_or(Ok(None), |link| Err(noted::cut_off(&link, 0)))
    }
}

/// The set called `id`; none where it is not kept or not what it was.
pub(super) fn find_set(connection: &Connection, id: &SetId) -> Result<Option<RespondentSet>, Fault> {
    let packed: Option<Vec<u8>> = connection
        .query_row("SELECT packed FROM respondents WHERE id = ?1", [id.as_str()], |row| row.get(0))
        .optional()?;
    Ok(packed.and_then(|packed| RespondentSet::unpack(id, &packed)))
}

impl Iterator for Events {
    type Item = Result<Recorded, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.is_empty() {
            let connection = self.connection.take()?;
            match read_page(&connection, &self.filter, self.after) {
                Ok((page, after)) if !page.is_empty() => {
                    self.connection = Some(connection);
                    (self.page, self.after) = (page, after);
                }
                Ok(_) => return None,
                Err(fault) => return Some(Err(fault.reading())),
            }
        }
        self.page.pop_front()
    }
}

type Page = VecDeque<Result<Recorded, Problem>>;

/// The next events after the one numbered `after`, and the number of the last of them.
fn read_page(connection: &Connection, filter: &EventFilter, after: i64) -> Result<(Page, i64), Fault> {
    let mut statement = connection.prepare(
        "SELECT number, at, who, kind, subject, why, hash, body FROM event \
         WHERE number > ?1 AND (?2 IS NULL OR kind = ?2) AND (?3 IS NULL OR subject = ?3) ORDER BY number LIMIT ?4",
    )?;
    let kind = filter.kind.map(Kind::as_str);
    let mut rows = statement.query((after, kind, filter.subject.as_deref(), PAGE))?;
    let (mut page, mut last) = (VecDeque::new(), after);
    while let Some(row) = rows.next()? {
        last = row.get(0)?;
        page.push_back(read_row(row).map_err(|error| unreadable(last, &error)));
    }
    Ok((page, last))
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<Recorded> {
    Ok(Recorded {
        number: row.get::<_, i64>(0).map(|number| u64::try_from(number).unwrap_or(0))?,
        at: row.get(1)?,
        who: row.get(2)?,
        kind: row.get(3)?,
        subject: row.get(4)?,
        why: row.get(5)?,
        hash: row.get(6)?,
        body: row.get(7)?,
    })
}

fn unreadable(number: i64, error: &rusqlite::Error) -> Problem {
    let problem = damaged(&error.to_string());
    Problem { message: format!("decision {number} cannot be read"), ..problem }
}
