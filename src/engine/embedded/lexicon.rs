//! The framework made ready for searching: families, the glossary by words, the rules of the themes as queries.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::Searcher;
use tantivy::index::SegmentId;

use super::group_names::GroupNames;
use super::query::{Limits, Node, parse};
use super::schema::InsightFields;
use super::synonyms::Synonyms;
use super::tags::{SegmentTags, Tags};
use crate::framework::{Family, Framework};
use crate::id::Slug;

/// One framework, ready to search with, and what it says of the segments of the index.
pub(super) struct Lexicon {
    framework: Arc<Framework>,
    themes: Family,
    places: Family,
    synonyms: Synonyms,
    group_names: GroupNames,
    rules: BTreeMap<Slug, Node>,
    tags: Mutex<HashMap<SegmentId, Arc<SegmentTags>>>,
}

impl Lexicon {
    /// Makes `framework` ready.
    pub(super) fn new(framework: Arc<Framework>) -> Self {
        let rule = |theme: &crate::framework::Theme| {
            let rule = theme.rule.as_deref()?;
            Some((theme.id.clone(), parse(rule, Limits::RULE).node?))
        };
        Self {
            themes: Family::of_themes(&framework),
            places: Family::of_places(&framework),
            synonyms: Synonyms::new(framework.glossary.terms()),
            group_names: GroupNames::new(&framework),
            rules: framework.themes.values().filter_map(rule).collect(),
            tags: Mutex::default(),
            framework,
        }
    }

    /// The framework itself.
    pub(super) fn framework(&self) -> &Framework {
        &self.framework
    }

    /// Acronyms and what they stand for.
    pub(super) fn synonyms(&self) -> &Synonyms {
        &self.synonyms
    }

    /// The groups by what they are called.
    pub(super) fn group_names(&self) -> &GroupNames {
        &self.group_names
    }

    /// The rules of the themes.
    pub(super) fn rules(&self) -> &BTreeMap<Slug, Node> {
        &self.rules
    }

    /// A theme and everything it lies within.
    pub(super) fn theme_and_above(&self, id: &str) -> Vec<String> {
        or_itself(self.themes.ancestors(id), id)
    }

    /// A theme and everything within it.
    pub(super) fn theme_and_below(&self, id: &str) -> Vec<String> {
        or_itself(self.themes.descendants(id), id)
    }

    /// A place and everything it lies within.
    pub(super) fn place_and_above(&self, id: &str) -> Vec<String> {
        or_itself(self.places.ancestors(id), id)
    }

    /// A place and everything within it.
    pub(super) fn place_and_below(&self, id: &str) -> Vec<String> {
        or_itself(self.places.descendants(id), id)
    }

    /// The themes and places of every insight `searcher` sees. A segment never changes, so each is read once.
    pub(super) fn tags(&self, searcher: &Searcher, fields: &InsightFields) -> tantivy::Result<Tags> {
        let mut known = self.tags.lock().unwrap_or_else(PoisonError::into_inner);
        let readers = searcher.segment_readers();
        known.retain(|id, _| readers.iter().any(|reader| reader.segment_id() == *id));
        let missing: Vec<_> = readers.iter().filter(|reader| !known.contains_key(&reader.segment_id())).collect();
        if !missing.is_empty() {
            known.extend(SegmentTags::read_all(&missing, searcher, fields, self)?);
        }
        Ok(Tags::new(readers.iter().filter_map(|reader| known.get_key_value(&reader.segment_id()))))
    }
}

/// An entry the framework does not know stands for itself.
fn or_itself(found: Vec<&Slug>, id: &str) -> Vec<String> {
    if found.is_empty() { vec![id.to_owned()] } else { found.into_iter().map(ToString::to_string).collect() }
}
