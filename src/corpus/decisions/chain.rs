//! The chain: each event is sealed together with the hash of the one before, so that none can be changed, taken out or put
//! elsewhere without breaking every later link.

use rusqlite::{Connection, OptionalExtension as _};

use super::event::{Draft, Recorded};
use super::fault::Fault;
use crate::text::Fingerprint;

/// What sets these hashes apart from all others; it changes when the encoding does.
const DOMAIN: &[u8] = b"insight-bank decision 1\n";

/// A place in the chain: the number of an event, and the hash that seals it and all before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) number: u64,
    pub(super) hash: String,
}

/// Everything of an event that is sealed.
pub(super) struct Sealed<'e> {
    pub(super) at: &'e str,
    pub(super) who: &'e str,
    pub(super) kind: &'e str,
    pub(super) subject: &'e str,
    pub(super) why: Option<&'e str>,
    pub(super) body: &'e str,
}

impl<'e> From<&'e Draft<'e>> for Sealed<'e> {
    fn from(draft: &'e Draft<'e>) -> Self {
        let event = draft.event;
        Self {
            at: event.at.as_str(),
            who: &event.who,
            kind: event.decision.kind().as_str(),
            subject: event.subject.as_str(),
            why: event.why.as_deref(),
            body: &draft.body,
        }
    }
}

impl<'e> From<&'e Recorded> for Sealed<'e> {
    fn from(event: &'e Recorded) -> Self {
        Self {
            at: &event.at,
            who: &event.who,
            kind: &event.kind,
            subject: &event.subject,
            why: event.why.as_deref(),
            body: &event.body,
        }
    }
}

impl Link {
    /// Where every chain begins: before its first event.
    pub(super) fn start() -> Self {
        Self { number: 0, hash: "0".repeat(64) }
    }

    /// Whether it lies beyond the start, so that there must be a decision.
    pub(super) fn is_far(&self) -> bool {
        *self != Self::start()
    }

    /// The link of the event that comes after. The encoding is one to one: every text stands behind its length in bytes, and
    /// what may be missing behind a mark of whether it is there.
    pub(super) fn next(&self, event: &Sealed<'_>) -> Self {
        let number = self.number.saturating_add(1);
        let mut print = Fingerprint::default();
        print.update(DOMAIN);
        let mut add = |text: &str| {
            print.update(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes());
            print.update(text.as_bytes());
        };
        add(&self.hash);
        add(&number.to_string());
        [event.at, event.who, event.kind, event.subject].into_iter().for_each(&mut add);
        add(if event.why.is_some() { "why" } else { "" });
        add(event.why.unwrap_or_default());
        add(event.body);
        Self { number, hash: print.finish() }
    }

    /// The end of the chain as it is stored.
    pub(super) fn last(connection: &Connection) -> Result<Self, Fault> {
        let row = "SELECT number, hash FROM event ORDER BY number DESC LIMIT 1";
        let last = connection.query_row(row, [], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?))).optional()?;
        Ok(last.map_or_else(Self::start, |(number, hash)| Self { number: u64::try_from(number).unwrap_or(0), hash }))
    }

    /// Whether the chain as it is stored has this link.
    pub(super) fn is_in(&self, connection: &Connection) -> Result<bool, Fault> {
        if *self == Self::start() {
            return Ok(true);
        }
        let Ok(number) = i64::try_from(self.number) else { return Ok(false) };
        let there = "SELECT EXISTS (SELECT 1 FROM event WHERE number = ?1 AND hash = ?2)";
        Ok(connection.query_row(there, (number, &self.hash), |row| row.get(0))?)
    }
}
