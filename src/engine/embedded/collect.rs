//! One pass over everything that matches: how many, the first of them in order, and the counts of the facets.

use std::collections::{BinaryHeap, HashSet};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn, TermOrdHit};
use tantivy::index::SegmentReader;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, TantivyError};

use super::count::{FacetCounts, SegmentCounts};
use super::order::{Cursor, Key, key, steps};
use super::tags::Tags;
use crate::engine::Sort;

/// What to collect.
pub(super) struct Collect {
    pub(super) sort: Sort,
    /// Whether there is anything to rank by.
    pub(super) scoring: bool,
    /// How many hits.
    pub(super) limit: usize,
    /// Where the page before ended.
    pub(super) after: Option<Cursor>,
    /// Earlier editions of what matches too.
    pub(super) hidden: Arc<HashSet<DocAddress>>,
    /// The tags, when facets are wanted.
    pub(super) facets: Option<Tags>,
}

/// What was collected.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub(super) total: u64,
    pub(super) top: Vec<Ranked>,
    pub(super) facets: FacetCounts,
}

/// A hit by its place in the order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked {
    pub(super) key: Key,
    pub(super) id: String,
    pub(super) steps: u32,
    pub(super) address: DocAddress,
}

impl Collector for Collect {
    type Fruit = Collected;
    type Child = SegmentCollect;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentCollect> {
        let ids = segment.fast_fields().str("id")?.ok_or_else(|| missing("id"))?;
        let after = match &self.after {
            None => None,
            Some(cursor) => Some(match ids.dictionary().term_ord_or_next(&cursor.id)? {
                TermOrdHit::Exact(ord) => (cursor.key, ord.saturating_add(1)),
                TermOrdHit::Next(ord) => (cursor.key, ord),
            }),
        };
        let tags = self.facets.as_ref().and_then(|tags| tags.of(segment));
        Ok(SegmentCollect {
            ordinal,
            sort: self.sort,
            limit: self.limit,
            after,
            hidden: Arc::clone(&self.hidden),
            years: segment.fast_fields().i64("year")?,
            counts: tags.map(|tags| SegmentCounts::new(segment, tags)).transpose()?,
            ids,
            total: 0,
            heap: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.scoring
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Collected>>) -> tantivy::Result<Collected> {
        let mut all = Collected::default();
        for segment in segments {
            let segment = segment?;
            all.total += segment.total;
            all.top.extend(segment.top);
            for (facet, counts) in segment.facets {
                let sums = all.facets.entry(facet).or_default();
                for (value, count) in counts {
                    *sums.entry(value).or_default() += count;
                }
            }
        }
        all.top.sort();
        all.top.truncate(self.limit);
        Ok(all)
    }
}

fn missing(column: &str) -> TantivyError {
    TantivyError::SchemaError(format!("the index has no column `{column}`"))
}

/// A hit within a segment: key, ordinal of its address, score, document.
type Place = (Key, u64, u32, DocId);

/// The collecting in one segment.
pub(super) struct SegmentCollect {
    ordinal: SegmentOrdinal,
    sort: Sort,
    limit: usize,
    after: Option<(Key, u64)>,
    hidden: Arc<HashSet<DocAddress>>,
    ids: StrColumn,
    years: Column<i64>,
    counts: Option<SegmentCounts>,
    total: u64,
    /// The first `limit` so far, the last of them on top.
    heap: BinaryHeap<Place>,
}

impl SegmentCollector for SegmentCollect {
    type Fruit = tantivy::Result<Collected>;

    fn collect(&mut self, doc: DocId, score: Score) {
        if !self.hidden.is_empty() && self.hidden.contains(&DocAddress::new(self.ordinal, doc)) {
            return;
        }
        self.total += 1;
        if let Some(counts) = &mut self.counts {
            counts.add(doc);
        }
        if self.limit > 0 {
            self.rank(doc, score);
        }
    }

    fn harvest(self) -> tantivy::Result<Collected> {
        let mut top = Vec::with_capacity(self.heap.len());
        for (key, ord, steps, doc) in self.heap {
            let mut id = String::new();
            self.ids.ord_to_str(ord, &mut id)?;
            top.push(Ranked { key, id, steps, address: DocAddress::new(self.ordinal, doc) });
        }
        let facets = self.counts.map(SegmentCounts::finish).transpose()?.unwrap_or_default();
        Ok(Collected { total: self.total, top, facets })
    }
}

impl SegmentCollect {
    fn rank(&mut self, doc: DocId, score: Score) {
        let steps = steps(score);
        let year = if self.sort == Sort::Relevance { None } else { self.years.first(doc) };
        let key = key(self.sort, steps, year);
        if self.heap.len() >= self.limit && self.heap.peek().is_some_and(|last| last.0 < key) {
            return;
        }
        let Some(ord) = self.ids.term_ords(doc).next() else {
            return;
        };
        if self.after.is_some_and(|after| (key, ord) < after) {
            return;
        }
        self.heap.push((key, ord, steps, doc));
        if self.heap.len() > self.limit {
            self.heap.pop();
        }
    }
}
