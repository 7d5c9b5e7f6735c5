//! One decision: who decided what about which source, when and why.

use serde_json::Value;

use super::kinds::Decision;
use super::moment::Moment;
use crate::id::Slug;
use crate::problem::{Place, Problem};

/// The most characters of a name.
const NAME_MAX: usize = 200;
/// The most characters of a reason.
const REASON_MAX: usize = 2_000;
/// The most characters of one text in a body: room for any id, none for what somebody wrote.
const TEXT_MAX: usize = 300;

/// A decision to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When it was decided.
    pub at: Moment,
    /// Who decided it.
    pub who: String,
    /// The source or survey it is about.
    pub subject: Slug,
    /// Why, in the words of who decided.
    pub why: Option<String>,
    /// What was decided.
    pub decision: Decision,
}

/// A decision that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its number, counted from one.
    pub number: u64,
    /// When it was decided, as it was said then.
    pub at: String,
    /// Who decided it.
    pub who: String,
    /// The word of its kind.
    pub kind: String,
    /// The source or survey it is about.
    pub subject: String,
    /// Why, in the words of who decided.
    pub why: Option<String>,
    /// What was decided, as it was written.
    pub body: String,
    /// The hash of this and all earlier events, 64 hex digits.
    pub hash: String,
}

impl Recorded {
    /// What was decided; none where a newer version wrote more than this one knows.
    pub fn decision(&self) -> Option<Decision> {
        Decision::read(&self.kind, &self.body)
    }
}

/// The texts of an event as they are stored.
pub(super) struct Draft<'e> {
    pub(super) event: &'e Event,
    pub(super) body: String,
}

impl<'e> Draft<'e> {
    /// The event as it will be stored, where it can be.
    pub(super) fn of(event: &'e Event) -> Result<Self, Problem> {
        let fault = |message: &str| {
            let problem = Problem::error("bad_decision", Place::default(), message);
            problem.hint("nothing was stored; say who decides, and why where it is asked for")
        };
        if !is_line(&event.who, NAME_MAX) {
            return Err(fault("a decision needs the name of who decided, on a line of at most 200 characters"));
        }
        match &event.why {
            Some(why) if !is_line(why, REASON_MAX) => {
                return Err(fault("a reason is a line of at most 2,000 characters"));
            }
            None if event.decision.kind().wants_reason() => return Err(fault("this decision needs a reason")),
            _ => {}
        }
        let body = event.decision.body().map_err(|error| fault(&error.to_string()))?;
        if !is_short(&body) {
            return Err(fault("what is kept of a decision are ids and counts, and this holds a longer text"));
        }
        Ok(Self { event, body: body.to_string() })
    }
}

fn is_line(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= most && !text.contains(char::is_control)
}

/// Whether every text in a body is short.
fn is_short(body: &Value) -> bool {
    match body {
        Value::String(text) => text.chars().count() <= TEXT_MAX,
        Value::Array(values) => values.iter().all(is_short),
        Value::Object(fields) => fields.values().all(is_short),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}
