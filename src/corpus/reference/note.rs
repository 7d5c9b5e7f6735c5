//! The note of a record: what a list says of a work beyond what a record has a place for.

use std::collections::BTreeMap;

use crate::text;

/// Things said, each under its name, in the order they came.
#[derive(Debug, Default)]
pub(super) struct Notes {
    said: Vec<(String, Vec<String>)>,
    places: BTreeMap<String, usize>,
}

impl Notes {
    /// Adds `value` under `label`, unless it stands there already.
    pub(super) fn add(&mut self, label: &str, value: &str) {
        let value = text::single_spaced(value);
        if value.is_empty() {
            return;
        }
        let at = *self.places.entry(label.to_owned()).or_insert(self.said.len());
        match self.said.get_mut(at) {
            Some((_, values)) if values.last() == Some(&value) => {}
            Some((_, values)) => values.push(value),
            None => self.said.push((label.to_owned(), vec![value])),
        }
    }

    /// The note: `Volume: 17; Keywords: carers, respite`.
    pub(super) fn text(&self) -> Option<String> {
        let said = self.said.iter().map(|(label, values)| format!("{label}: {}", values.join(", ")));
        let note = said.collect::<Vec<_>>().join("; ");
        (!note.is_empty()).then_some(note)
    }
}
