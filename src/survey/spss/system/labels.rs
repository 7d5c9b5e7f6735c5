//! Giving variables the labels of their values.

use std::collections::BTreeMap;

use super::super::dictionary::{Value, Variable, in_order};
use super::super::notes::Notes;
use super::extensions;
use super::reading::Reading;
use super::records::Records;

/// A file with more labels than this, or with more bytes of them, counted for each variable they are given to, is no survey.
const LABELS_MAX: usize = 1_000_000;
const BYTES_MAX: usize = 64 << 20;

/// Labels of numbers and of texts of at most eight bytes. `positions` has the variables by their first element.
pub(super) fn short(
    records: &Records,
    positions: &BTreeMap<usize, usize>,
    reading: &Reading,
    variables: &mut [Variable],
    notes: &mut Notes,
) {
    let (mut count, mut bytes) = (0_usize, 0_usize);
    for raw in &records.labels {
        for element in &raw.elements {
            let position = usize::try_from(*element).ok().and_then(|element| element.checked_sub(1));
            let position = position.and_then(|first| positions.get(&first));
            let Some(variable) = position.and_then(|position| variables.get_mut(*position)) else {
                notes.stray_labels();
                continue;
            };
            count += raw.labels.len();
            bytes = raw.labels.iter().fold(bytes, |sum, (_, label)| sum.saturating_add(label.len()));
            if count > LABELS_MAX || bytes > BYTES_MAX {
                notes.too_many_labels();
                return;
            }
            for (value, label) in &raw.labels {
                let value = match variable.width {
                    Some(width) => reading.short_text(*value, width),
                    None => Value::Number(reading.order.float(*value)),
                };
                variable.labels.push((value, reading.charset.text(label)));
            }
        }
    }
    for variable in variables {
        let mut labels = std::mem::take(&mut variable.labels);
        labels.retain(|(value, _)| !matches!(value, Value::Number(number) if !number.is_finite()));
        variable.labels = in_order(labels);
    }
}

/// Labels of longer texts.
pub(super) fn long(bytes: &[u8], reading: &Reading, variables: &mut [Variable], notes: &mut Notes) {
    let (all, whole) = extensions::long_labels(bytes, reading.order);
    if !whole {
        notes.damaged_extension("labels of long texts");
    }
    let positions = by_name(variables);
    for about in all {
        let name = reading.charset.text(about.variable).to_lowercase();
        let Some(variable) = positions.get(&name).and_then(|position| variables.get_mut(*position)) else {
            notes.stray_labels();
            continue;
        };
        let read =
            |(value, label): (&[u8], &[u8])| (Value::Text(reading.charset.text(value)), reading.charset.text(label));
        let mut labels = std::mem::take(&mut variable.labels);
        if variable.width.is_some() {
            labels.extend(about.entries.into_iter().map(read));
        }
        variable.labels = in_order(labels);
    }
}

/// Missing values of longer texts, of which the first eight bytes are told.
pub(super) fn long_missing(bytes: &[u8], reading: &Reading, variables: &mut [Variable], notes: &mut Notes) {
    let (all, whole) = extensions::long_missing(bytes, reading.order);
    if !whole {
        notes.damaged_extension("missing values of long texts");
    }
    let positions = by_name(variables);
    for about in all {
        let name = reading.charset.text(about.variable).to_lowercase();
        let variable = positions.get(&name).and_then(|position| variables.get_mut(*position));
        if let Some(variable) = variable.filter(|variable| variable.width.is_some()) {
            variable.missing.values =
                about.entries.iter().map(|value| Value::Text(reading.charset.text(value))).collect();
        }
    }
}

/// The positions of variables by their names; those people see come before those the file uses inside.
fn by_name(variables: &[Variable]) -> BTreeMap<String, usize> {
    let mut positions = BTreeMap::new();
    for (position, variable) in variables.iter().enumerate() {
        positions.insert(variable.name.to_lowercase(), position);
    }
    for (position, variable) in variables.iter().enumerate() {
        positions.entry(variable.short.to_lowercase()).or_insert(position);
    }
    positions
}
