//! Ranges of numbers that somebody declared to be no answers.

use super::super::dictionary::{UserMissing, Value, Variable};
use super::super::notes::{Notes, listed};
use super::super::written;
use crate::problem::Problem;

/// The most whole numbers of a range that become options of their own.
const SMALL: i64 = 30;

/// The whole numbers of a range that has few of them.
pub(super) fn small(missing: &UserMissing) -> impl Iterator<Item = Value> {
    let bounds = missing.range.and_then(|(from, to)| Some((written::whole(from.ceil())?, written::whole(to.floor())?)));
    let (from, to) = bounds.filter(|(from, to)| to - from < SMALL).unwrap_or((0, -1));
    #[expect(clippy::cast_precision_loss, reason = "the bounds were numbers before")]
    (from..=to).map(|whole| Value::Number(whole as f64))
}

/// Tells which ranges there are. Numbers in them that have no label and are no option stay numbers: the cells have nothing else.
pub(super) fn tell(variables: &[Variable], notes: &mut Notes) {
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for variable in variables {
        let Some((from, to)) = variable.missing.range else { continue };
        let told = format!("{} ({} to {})", variable.name, bound(from, "lowest"), bound(to, "highest"));
        if small(&variable.missing).next().is_some() { closed.push(told) } else { open.push(told) }
    }
    let message =
        "ranges of numbers are declared to be no answers; each whole number in them is an option with that meaning";
    notes.about("missing_range", &closed, message, "nothing to do");
    if !open.is_empty() {
        let message = format!(
            "wide ranges of numbers are declared to be no answers; numbers in them without a label are read as answers: {}",
            listed(&open)
        );
        let hint = "where such numbers occur, set them to missing in SPSS before you save the file";
        notes.add(Problem::warning("missing_range", notes.place(), message).hint(hint));
    }
}

fn bound(number: f64, unbounded: &str) -> String {
    let mut text = String::new();
    written::write(number, super::super::format::Format::Plain, &mut text);
    if text.is_empty() { unbounded.to_owned() } else { text }
}
