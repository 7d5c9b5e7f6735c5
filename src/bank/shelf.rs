//! The records of the bank in memory: every source without its long texts and responses.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bank::{LoadRecord, StoredWeight};
use crate::breakdown::View;
use crate::corpus::Source;
use crate::corpus::store::SourceFiles;
use crate::id::Slug;
use crate::survey::{Merging, Questionnaire};

/// The sources of the bank at one moment.
#[derive(Debug, Default)]
pub struct Shelf {
    /// The sources by id.
    pub sources: BTreeMap<Slug, Arc<Source>>,
    /// The surveys that have responses, by id.
    pub surveys: BTreeMap<Slug, Arc<SurveyRecord>>,
    /// Where the files of each source are, and their fingerprint.
    pub files: BTreeMap<Slug, SourceFiles>,
}

/// A survey with responses: what was asked, and how it was loaded.
#[derive(Debug)]
pub struct SurveyRecord {
    /// What was asked, and behind it the weights that were made since.
    pub questionnaire: Questionnaire,
    /// The weights that were made since, in their order.
    pub weights: Vec<StoredWeight>,
    /// The account of its load, where the bank loaded it itself.
    pub load: Option<LoadRecord>,
    /// How released tables have it.
    pub released: ReleasedAs,
    /// The categories this is a record of, where it is the one that released tables have.
    pub merging: Option<Merging>,
}

/// How released tables have a survey.
#[derive(Debug, Clone, Default)]
pub enum ReleasedAs {
    /// As it was asked.
    #[default]
    Asked,
    /// With merged categories.
    Merged(Arc<SurveyRecord>),
    /// Not at all: what is to be merged cannot be told.
    Faulty,
}

impl SurveyRecord {
    /// The survey as a view has it; `None` where it cannot be released.
    pub fn seen(self: &Arc<Self>, view: View) -> Option<Arc<Self>> {
        match (&self.released, view) {
            (ReleasedAs::Merged(merged), View::Release) => Some(Arc::clone(merged)),
            (ReleasedAs::Faulty, View::Release) => None,
            _ => Some(Arc::clone(self)),
        }
    }

    /// The same with merged categories.
    #[must_use]
    pub fn merged(&self, merging: Merging) -> Self {
        Self {
            questionnaire: merging.questionnaire.clone(),
            weights: self.weights.clone(),
            load: None,
            released: ReleasedAs::Asked,
            merging: Some(merging),
        }
    }
}

impl Shelf {
    /// The insights of the record `id` that point into other sources: who cites or belongs to it.
    pub fn related<'a>(&'a self, id: &'a Slug) -> impl Iterator<Item = &'a Arc<Source>> {
        let points_here = move |source: &&Arc<Source>| {
            source.part_of.as_ref() == Some(id) || source.cited_in.iter().any(|cited| &cited.source == id)
        };
        self.sources.values().filter(points_here)
    }

    /// The sources that are editions of the same text as `source`, itself included, newest first.
    pub fn editions<'a>(&'a self, source: &'a Source) -> Vec<&'a Arc<Source>> {
        let Some(edition) = &source.edition else {
            return Vec::new();
        };
        let same = |other: &&Arc<Source>| other.edition.as_ref().is_some_and(|it| it.of == edition.of);
        let mut editions: Vec<_> = self.sources.values().filter(same).collect();
        editions.sort_by(|a, b| {
            let date = |s: &Source| s.edition.as_ref().and_then(|it| it.date.clone());
            date(b).cmp(&date(a)).then_with(|| a.id.cmp(&b.id))
        });
        editions
    }
}
