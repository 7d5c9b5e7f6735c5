//! The names a reference may have, and the report when it has none of them.

use std::collections::BTreeSet;

use super::fields::Fields;
use crate::id::Slug;
use crate::problem::{Place, Problem};
use crate::text;

/// What a reference of one kind may point at.
pub(crate) struct Known<'k> {
    noun: &'static str,
    ids: BTreeSet<&'k str>,
    /// Labels and aliases with the id they belong to, for the hint.
    names: Vec<(&'k str, &'k str)>,
}

impl<'k> Known<'k> {
    /// The ids a `noun` ("theme", "place") may have.
    pub(crate) fn new(noun: &'static str, ids: impl IntoIterator<Item = &'k str>) -> Self {
        Self { noun, ids: ids.into_iter().collect(), names: Vec::new() }
    }

    /// The same with the names people may have written instead of an id.
    pub(crate) fn with_names(mut self, names: impl IntoIterator<Item = (&'k str, &'k str)>) -> Self {
        self.names.extend(names);
        self
    }

    /// Whether `id` is one of them.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// The references of `key` that point at something. The others are reported and left out, as are repeated ones.
    pub(crate) fn all(&self, fields: &Fields<'_>, key: &'static str) -> Vec<Slug> {
        let mut found: Vec<Slug> = Vec::new();
        for (text, place) in fields.placed_texts(key) {
            if let Some(id) = self.resolve(fields, &text, place)
                && !found.contains(&id)
            {
                found.push(id);
            }
        }
        found
    }

    /// The reference of `key`, when it points at something.
    pub(crate) fn one(&self, fields: &Fields<'_>, key: &'static str) -> Option<Slug> {
        let text = fields.text(key)?;
        self.resolve(fields, &text, fields.place_of(key))
    }

    fn resolve(&self, fields: &Fields<'_>, text: &str, place: Place) -> Option<Slug> {
        if self.has(text) {
            return text.parse().ok();
        }
        fields.report(self.unknown(text, place));
        None
    }

    /// The problem of a reference to something that is not there.
    pub(crate) fn unknown(&self, text: &str, place: Place) -> Problem {
        let code = format!("unknown_{}", self.noun);
        let problem =
            Problem::error(&code, place, format!("there is no {} `{text}`", self.noun)).found(format!("`{text}`"));
        match self.suggestion(text) {
            Some(near) => problem.hint(format!("did you mean `{near}`?")),
            None => problem.hint(format!("use the id of a {}, or add it to the framework first", self.noun)),
        }
    }

    fn suggestion(&self, text: &str) -> Option<&'k str> {
        let wanted = text::fold(text);
        let named = self.names.iter().find(|(name, _)| text::fold(name) == wanted).map(|(_, id)| *id);
        named.or_else(|| text::nearest(text, self.ids.iter().copied()))
    }
}
