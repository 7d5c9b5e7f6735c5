//! The facet counts of one segment, by the ordinals of its columns; names are only looked up at the end.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;

use super::tags::{NameLists, SegmentTags, dictionary};
use crate::engine::Facet;

/// Counts by facet and value.
pub(super) type FacetCounts = BTreeMap<Facet, BTreeMap<String, u64>>;

/// The facets that are counted from a column of words.
const COLUMNS: [(Facet, &str); 5] = [
    (Facet::Kind, "kind"),
    (Facet::Priority, "priority"),
    (Facet::Group, "group"),
    (Facet::Voice, "voice"),
    (Facet::Source, "source"),
];

/// The counts of one segment so far.
pub(super) struct SegmentCounts {
    tags: Arc<SegmentTags>,
    columns: Vec<(Facet, StrColumn, Vec<u64>)>,
    themes: Vec<u64>,
    places: Vec<u64>,
    year: Column<i64>,
    years: BTreeMap<i64, u64>,
}

impl SegmentCounts {
    /// No counts yet.
    pub(super) fn new(segment: &SegmentReader, tags: &Arc<SegmentTags>) -> tantivy::Result<Self> {
        let mut columns = Vec::new();
        for (facet, name) in COLUMNS {
            if let Some(column) = segment.fast_fields().str(name)? {
                let counts = vec![0; column.num_terms()];
                columns.push((facet, column, counts));
            }
        }
        Ok(Self {
            columns,
            themes: vec![0; tags.themes.names().len()],
            places: vec![0; tags.places.names().len()],
            tags: Arc::clone(tags),
            year: segment.fast_fields().i64("year")?,
            years: BTreeMap::new(),
        })
    }

    /// Counts a document.
    pub(super) fn add(&mut self, doc: DocId) {
        for (_, column, counts) in &mut self.columns {
            for ord in column.term_ords(doc) {
                if let Some(count) = usize::try_from(ord).ok().and_then(|ord| counts.get_mut(ord)) {
                    *count += 1;
                }
            }
        }
        count_names(&self.tags.themes, doc, &mut self.themes);
        count_names(&self.tags.places, doc, &mut self.places);
        if let Some(year) = self.year.first(doc) {
            *self.years.entry(year).or_default() += 1;
        }
    }

    /// The counts by name; a value nobody has is not there.
    pub(super) fn finish(self) -> tantivy::Result<FacetCounts> {
        let mut all = FacetCounts::new();
        for (facet, column, counts) in self.columns {
            all.insert(facet, counted(dictionary(&column)?, counts));
        }
        all.insert(Facet::Theme, counted(self.tags.themes.names().to_vec(), self.themes));
        all.insert(Facet::Place, counted(self.tags.places.names().to_vec(), self.places));
        all.insert(Facet::Year, self.years.into_iter().map(|(year, count)| (year.to_string(), count)).collect());
        Ok(all)
    }
}

fn count_names(lists: &NameLists, doc: DocId, counts: &mut [u64]) {
    for position in lists.of(doc) {
        if let Some(count) = counts.get_mut(usize::from(*position)) {
            *count += 1;
        }
    }
}

fn counted(names: Vec<String>, counts: Vec<u64>) -> BTreeMap<String, u64> {
    names.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect()
}
