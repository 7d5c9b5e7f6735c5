//! Ranges of numbers that somebody declared to be no answers.

use super::super::dictionary::{UserMissing, Value, Variable};
use super::super::notes::Notes;
use super::super::written;

/// The most whole numbers of a range that become options of their own.
const SMALL: i64 = 30;

/// The whole numbers of a range that has few of them.
pub(super) fn small(missing: &UserMissing) -> impl Iterator<Item = Value> {
    let bounds = missing.range.and_then(|(from, to)| Some((written::whole(from.ceil())?, written::whole(to.floor())?)));
    let (from, to) = bounds.filter(|(from, to)| to - from < SMALL).unwrap_or((0, -1));
    #[expect(clippy::cast_precision_loss, reason = "the bounds were numbers before")]
    (from..=to).map(|whole| Value::Number(whole as f64))
}

/// A range of too many numbers for options of their own: its label, and the numbers in it that are labelled or declared alone.
pub(in super::super) fn wide(variable: &Variable) -> Option<(String, Vec<f64>)> {
    let (from, to) = variable.missing.range?;
    if variable.width.is_some() || small(&variable.missing).next().is_some() {
        return None;
    }
    let alone = variable.labels.iter().map(|(value, _)| value).chain(&variable.missing.values);
    let numbers = alone.filter_map(|value| match value {
        Value::Number(number) => Some(*number),
        Value::Text(_) => None,
    });
    let label = format!("Missing ({} to {})", bound(from, "lowest"), bound(to, "highest"));
    Some((label, numbers.collect()))
}

/// Tells which ranges there are.
pub(super) fn tell(variables: &[Variable], notes: &mut Notes) {
    let mut told = Vec::new();
    for variable in variables {
        let Some((from, to)) = variable.missing.range else { continue };
        told.push(format!("{} ({} to {})", variable.name, bound(from, "lowest"), bound(to, "highest")));
    }
    let message = "ranges of numbers are declared to be no answers, and are left out so";
    notes.about("missing_range", &told, message, "nothing to do");
}

fn bound(number: f64, unbounded: &str) -> String {
    let mut text = String::new();
    written::write(number, super::super::format::Format::Plain, &mut text);
    if text.is_empty() { unbounded.to_owned() } else { text }
}
