//! What is counted of an insight beside its themes, as one number. Most insights of a source have the same kind, voice, groups,
//! places and year, so a few profiles stand for all of them, and a count looks at one number for each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;

use super::name_lists::NameLists;
use super::packed::Packed;
use super::tags::dictionary;
use crate::engine::Facet;

/// Counts by facet and value.
pub(super) type FacetCounts = BTreeMap<Facet, BTreeMap<String, u64>>;

/// The facets that are read from a column of words.
const COLUMNS: [(Facet, &str); 5] = [
    (Facet::Kind, "kind"),
    (Facet::Priority, "priority"),
    (Facet::Group, "group"),
    (Facet::Voice, "voice"),
    (Facet::Source, "source"),
];

/// The profiles of the documents of a segment.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    /// By document.
    of: Packed<1>,
    /// The values of each profile.
    values: Vec<Vec<(Facet, String)>>,
    /// The facets there are.
    facets: BTreeSet<Facet>,
}

impl Profiles {
    /// Reads those of `segment`; `places` are the places of its documents with all they lie within.
    pub(super) fn read(segment: &SegmentReader, places: &NameLists) -> tantivy::Result<Self> {
        let columns = Columns::open(segment, places)?;
        let mut profiles = Self { facets: columns.facets(), ..Self::default() };
        let mut of = Vec::new();
        let mut known: HashMap<Vec<u64>, u32> = HashMap::new();
        let (mut key, mut before) = (Vec::new(), None::<(Vec<u64>, u32)>);
        for doc in 0..segment.max_doc() {
            columns.key(doc, &mut key);
            let profile = match &before {
                // Documents of one source stand side by side.
                Some((same, profile)) if *same == key => *profile,
                _ => *known.entry(key.clone()).or_insert_with(|| {
                    profiles.values.push(columns.values(doc));
                    u32::try_from(profiles.values.len() - 1).unwrap_or(u32::MAX)
                }),
            };
            of.push(profile);
            if before.as_ref().is_none_or(|(same, _)| *same != key) {
                before = Some((key.clone(), profile));
            }
        }
        if profiles.values.len() > 1 {
            profiles.of = Packed::below(profiles.values.len());
        }
        for profile in of {
            profiles.of.push([profile]);
        }
        Ok(profiles)
    }

    /// How often each profile is met among `documents`.
    pub(super) fn count(&self, documents: &[DocId], met: &mut Vec<u64>) {
        met.resize(self.values.len(), 0);
        self.of.count(documents, met, u32::MAX, |_| {});
    }

    /// The counts of the facets, from how often each profile was met.
    pub(super) fn counts(&self, met: &[u64]) -> FacetCounts {
        let mut counts: FacetCounts = self.facets.iter().map(|facet| (*facet, BTreeMap::new())).collect();
        for (values, met) in self.values.iter().zip(met).filter(|(_, met)| **met > 0) {
            for (facet, value) in values {
                let counts = counts.entry(*facet).or_default();
                match counts.get_mut(value) {
                    Some(count) => *count += met,
                    None => drop(counts.insert(value.clone(), *met)),
                }
            }
        }
        counts
    }
}

/// The columns profiles are made of.
struct Columns<'p> {
    words: Vec<(Facet, StrColumn, Vec<String>)>,
    places: &'p NameLists,
    year: Column<i64>,
}

impl<'p> Columns<'p> {
    fn open(segment: &SegmentReader, places: &'p NameLists) -> tantivy::Result<Self> {
        let mut words = Vec::new();
        for (facet, name) in COLUMNS {
            if let Some(column) = segment.fast_fields().str(name)? {
                let names = dictionary(&column)?;
                words.push((facet, column, names));
            }
        }
        Ok(Self { words, places, year: segment.fast_fields().i64("year")? })
    }

    fn facets(&self) -> BTreeSet<Facet> {
        self.words.iter().map(|(facet, ..)| *facet).chain([Facet::Place, Facet::Year]).collect()
    }

    /// The same for documents with the same values.
    fn key(&self, doc: DocId, key: &mut Vec<u64>) {
        key.clear();
        for (_, column, _) in &self.words {
            key.extend(column.term_ords(doc));
            key.push(u64::MAX);
        }
        key.extend(self.places.of(doc).map(u64::from));
        key.push(u64::MAX);
        key.extend(self.year.first(doc).map(i64::cast_unsigned));
    }

    fn values(&self, doc: DocId) -> Vec<(Facet, String)> {
        let mut values = Vec::new();
        for (facet, column, names) in &self.words {
            let named = column.term_ords(doc).filter_map(|ord| names.get(usize::try_from(ord).ok()?));
            values.extend(named.map(|name| (*facet, name.clone())));
        }
        let places = self.places.of(doc).filter_map(|place| self.places.names().get(usize::from(place)));
        values.extend(places.map(|name| (Facet::Place, name.clone())));
        values.extend(self.year.first(doc).map(|year| (Facet::Year, year.to_string())));
        values
    }
}
