//! What one record of a variable says.

use super::super::charset::Charset;
use super::super::dictionary::{Measure, Piece, UserMissing, Value, Variable};
use super::super::feed::Order;
use super::super::format::Format;
use super::records::RawVariable;

/// What names and texts of records mean.
pub(super) struct Reading {
    pub(super) charset: Charset,
    pub(super) order: Order,
}

impl Reading {
    /// The variable of a record.
    pub(super) fn variable(&self, raw: &RawVariable, measure: Measure) -> Variable {
        let short = self.charset.text(&raw.name);
        let is_text = raw.width > 0;
        Variable {
            name: short.clone(),
            short,
            label: raw.label.as_deref().map(|label| self.charset.text(label)).filter(|label| !label.trim().is_empty()),
            width: is_text.then_some(raw.width),
            format: if is_text { Format::Plain } else { Format::of_code(raw.format) },
            measure,
            missing: self.missing(raw),
            labels: Vec::new(),
            pieces: piece(raw).into_iter().collect(),
        }
    }

    fn missing(&self, raw: &RawVariable) -> UserMissing {
        if raw.width > 0 {
            let values = raw.missing.iter().map(|bytes| self.short_text(*bytes, raw.width)).collect();
            return UserMissing { values, range: None };
        }
        let mut numbers = raw.missing.iter().map(|bytes| self.order.float(*bytes));
        let range = match raw.missing_count {
            ..0 => numbers.next().zip(numbers.next()),
            _ => None,
        };
        UserMissing { values: numbers.map(Value::Number).collect(), range: range.map(open_ended) }
    }

    /// A text of at most eight bytes, of which those beyond its width do not count.
    pub(super) fn short_text(&self, bytes: [u8; 8], width: usize) -> Value {
        Value::Text(self.charset.text(bytes.get(..width.min(8)).unwrap_or(&bytes)))
    }
}

/// The lowest and the highest number stand for no bound at all.
fn open_ended((from, to): (f64, f64)) -> (f64, f64) {
    (
        if from <= -f64::MAX.next_down() { f64::NEG_INFINITY } else { from },
        if to >= f64::MAX { f64::INFINITY } else { to },
    )
}

/// The bytes of a variable in a case.
pub(super) fn piece(raw: &RawVariable) -> Option<Piece> {
    let room = raw.elements.checked_mul(8)?;
    let length = if raw.width == 0 { 8 } else { raw.width.min(room) };
    Some(Piece { start: raw.first.checked_mul(8)?, length })
}
