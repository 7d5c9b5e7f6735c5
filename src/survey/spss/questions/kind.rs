//! How the question of a variable is answered.

use super::super::dictionary::{Measure, Value, Variable};
use super::super::format::Format;
use crate::survey::QuestionKind;

/// The kind of the question of `variable`.
pub(super) fn of(variable: &Variable) -> QuestionKind {
    match variable.format {
        Format::Day => return QuestionKind::Date,
        Format::Moment | Format::Time | Format::Month | Format::Quarter | Format::Week => return QuestionKind::Open,
        Format::Plain => {}
    }
    let answers: Vec<&Value> =
        variable.labels.iter().map(|(value, _)| value).filter(|value| !variable.missing.has(value)).collect();
    let measured = variable.measure == Measure::Scale && only_marks(&answers);
    if variable.width.is_some() && answers.is_empty() {
        return QuestionKind::Open;
    }
    if variable.width.is_none() && (answers.is_empty() || measured) {
        return QuestionKind::Number;
    }
    if variable.measure == Measure::Ordinal { QuestionKind::Scale } else { QuestionKind::Single }
}

/// Whether the labelled numbers only mark a few places of a range: one of them, or so few that most numbers between the lowest
/// and the highest have no label. (A scale measure is what SPSS gives to any number, so it says little on its own.)
fn only_marks(answers: &[&Value]) -> bool {
    let numbers = answers.iter().filter_map(|value| match value {
        Value::Number(number) => Some(*number),
        Value::Text(_) => None,
    });
    let (low, high) = numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), n| (low.min(n), high.max(n)));
    let Ok(count) = u32::try_from(answers.len()) else { return false };
    count == 1 || (count > 0 && high - low + 1.0 > 2.0 * f64::from(count))
}
