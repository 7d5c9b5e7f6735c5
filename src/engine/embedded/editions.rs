//! The same words in two editions of one text are one hit: the latest edition that matches is shown.

use std::collections::{BTreeMap, HashMap, HashSet};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::index::SegmentReader;
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal};

use super::book::Book;
use super::tags::dictionary;

/// The documents of an index that say the same as another edition.
#[derive(Debug, Default)]
pub(super) struct Editions {
    contested: HashMap<DocAddress, Contested>,
}

/// One such document.
#[derive(Debug, Clone)]
struct Contested {
    /// Which words.
    twin: usize,
    /// How late its edition is: by its date, then by its source.
    rank: (Option<String>, String),
}

impl Editions {
    /// Finds them among all documents that belong to an edition.
    pub(super) fn read(searcher: &Searcher, book: &Book) -> tantivy::Result<Self> {
        let mut twins: BTreeMap<String, Vec<(DocAddress, String)>> = BTreeMap::new();
        for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
            for (doc, twin, source) in editions_of(segment)? {
                twins.entry(twin).or_default().push((DocAddress::new(ordinal, doc), source));
            }
        }
        let mut contested = HashMap::new();
        let sources =
            |list: &[(DocAddress, String)]| list.iter().map(|(_, source)| source.clone()).collect::<HashSet<_>>().len();
        for (twin, list) in twins.into_values().filter(|list| sources(list) > 1).enumerate() {
            for (address, source) in list {
                let edition = book.sources.get(source.as_str()).and_then(|entry| entry.edition.as_ref());
                let date = edition.and_then(|edition| edition.date.clone());
                contested.insert(address, Contested { twin, rank: (date, source) });
            }
        }
        Ok(Self { contested })
    }

    /// The documents that match `query` and say the same as a later edition that matches too.
    pub(super) fn hidden(&self, searcher: &Searcher, query: &dyn Query) -> tantivy::Result<HashSet<DocAddress>> {
        if self.contested.is_empty() {
            return Ok(HashSet::new());
        }
        let matching = searcher.search(query, &Among(self.contested.keys().copied().collect()))?;
        let found: Vec<(DocAddress, &Contested)> =
            matching.into_iter().filter_map(|address| Some((address, self.contested.get(&address)?))).collect();
        let mut latest: HashMap<usize, &(Option<String>, String)> = HashMap::new();
        for (_, document) in &found {
            let best = latest.entry(document.twin).or_insert(&document.rank);
            *best = (*best).max(&document.rank);
        }
        let late = |document: &Contested| latest.get(&document.twin).is_some_and(|rank| **rank == document.rank);
        Ok(found.into_iter().filter(|(_, document)| !late(document)).map(|(address, _)| address).collect())
    }
}

/// The living documents of a segment that belong to an edition, with their words and source.
fn editions_of(segment: &SegmentReader) -> tantivy::Result<Vec<(DocId, String, String)>> {
    let (Some(twins), Some(sources)) = (segment.fast_fields().str("twin")?, segment.fast_fields().str("source")?)
    else {
        return Ok(Vec::new());
    };
    if twins.num_terms() == 0 {
        return Ok(Vec::new());
    }
    let (twin_names, source_names) = (dictionary(&twins)?, dictionary(&sources)?);
    let name = |names: &[String], ord: Option<u64>| names.get(usize::try_from(ord?).ok()?).cloned();
    let read = |doc: DocId| {
        let twin = name(&twin_names, twins.term_ords(doc).next())?;
        Some((doc, twin, name(&source_names, sources.term_ords(doc).next())?))
    };
    Ok(segment.doc_ids_alive().filter_map(read).collect())
}

/// Collects those of a few documents that match.
struct Among(HashSet<DocAddress>);

/// [`Among`] in one segment.
struct SegmentAmong {
    ordinal: SegmentOrdinal,
    wanted: HashSet<DocId>,
    found: Vec<DocAddress>,
}

impl Collector for Among {
    type Fruit = Vec<DocAddress>;
    type Child = SegmentAmong;

    fn for_segment(&self, ordinal: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentAmong> {
        let wanted =
            self.0.iter().filter(|address| address.segment_ord == ordinal).map(|address| address.doc_id).collect();
        Ok(SegmentAmong { ordinal, wanted, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<DocAddress>>) -> tantivy::Result<Vec<DocAddress>> {
        Ok(segments.concat())
    }
}

impl SegmentCollector for SegmentAmong {
    type Fruit = Vec<DocAddress>;

    fn collect(&mut self, doc: DocId, _: Score) {
        if self.wanted.contains(&doc) {
            self.found.push(DocAddress::new(self.ordinal, doc));
        }
    }

    fn harvest(self) -> Vec<DocAddress> {
        self.found
    }
}
