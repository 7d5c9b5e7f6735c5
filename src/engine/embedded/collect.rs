//! One pass over everything that matches: how many, the first of them in order, and the counts of the facets.

use std::collections::{BinaryHeap, HashSet};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn, TermOrdHit};
use tantivy::index::SegmentReader;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, TantivyError};

use super::count::SegmentCounts;
use super::first::{Place, Ranked, SegmentFirst, first_of};
use super::order::{Cursor, Key, key, score_of, steps};
use super::profiles::FacetCounts;
use super::tags::{SegmentTags, Tags};
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
    /// What is known of the segments.
    pub(super) tags: Tags,
    /// Whether facets are wanted.
    pub(super) facets: bool,
}

/// What was collected.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub(super) total: u64,
    pub(super) top: Vec<Ranked>,
    pub(super) facets: FacetCounts,
}

/// What was collected in one segment.
pub(super) struct SegmentCollected {
    total: u64,
    first: SegmentFirst,
    facets: FacetCounts,
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
        let tags = self.tags.of(segment).ok_or_else(|| missing("tags"))?;
        Ok(SegmentCollect {
            ordinal,
            sort: self.sort,
            limit: self.limit,
            after,
            hidden: Arc::clone(&self.hidden),
            years: segment.fast_fields().i64("year")?,
            counts: self.facets.then(|| SegmentCounts::new(tags)),
            tags: Arc::clone(tags),
            ids,
            total: 0,
            heap: BinaryHeap::new(),
            least: Score::NEG_INFINITY,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.scoring
    }

    fn merge_fruits(&self, segments: Vec<SegmentCollected>) -> tantivy::Result<Collected> {
        let mut all = Collected::default();
        let mut first = Vec::new();
        for segment in segments {
            all.total += segment.total;
            first.push(segment.first);
            for (facet, counts) in segment.facets {
                let sums = all.facets.entry(facet).or_default();
                for (value, count) in counts {
                    *sums.entry(value).or_default() += count;
                }
            }
        }
        all.top = first_of(first, self.limit)?;
        Ok(all)
    }
}

fn missing(column: &str) -> TantivyError {
    TantivyError::SchemaError(format!("the index has no column `{column}`"))
}

/// The collecting in one segment.
pub(super) struct SegmentCollect {
    ordinal: SegmentOrdinal,
    sort: Sort,
    limit: usize,
    after: Option<(Key, u64)>,
    hidden: Arc<HashSet<DocAddress>>,
    ids: StrColumn,
    years: Column<i64>,
    tags: Arc<SegmentTags>,
    counts: Option<SegmentCounts>,
    total: u64,
    /// The first `limit` so far, the last of them on top.
    heap: BinaryHeap<Place>,
    /// A hit of a lower score has no place among them.
    least: Score,
}

impl SegmentCollector for SegmentCollect {
    type Fruit = SegmentCollected;

    fn collect(&mut self, doc: DocId, score: Score) {
        if !self.hidden.is_empty() && self.hidden.contains(&DocAddress::new(self.ordinal, doc)) {
            return;
        }
        self.total += 1;
        if let Some(counts) = &mut self.counts {
            counts.add(doc);
        }
        if self.limit > 0 && score.total_cmp(&self.least).is_ge() {
            self.rank(doc, score);
        }
    }

    fn harvest(self) -> SegmentCollected {
        let first = SegmentFirst { ordinal: self.ordinal, places: self.heap.into_sorted_vec(), ids: self.ids };
        let facets = self.counts.map(SegmentCounts::finish).unwrap_or_default();
        SegmentCollected { total: self.total, first, facets }
    }
}

impl SegmentCollect {
    fn rank(&mut self, doc: DocId, score: Score) {
        let steps = steps(score);
        let year = if self.sort == Sort::Relevance { None } else { self.years.first(doc) };
        let key = key(self.sort, steps, year);
        let Some(ord) = self.tags.order.get(doc as usize).map(|ord| u64::from(*ord)) else {
            return;
        };
        // Many hits are worth the same, so most that come this far are still no better than the last.
        let no_better = |last: &Place| (last.key, last.ord) < (key, ord);
        if self.heap.len() >= self.limit && self.heap.peek().is_some_and(no_better) {
            return;
        }
        if self.after.is_some_and(|after| (key, ord) < after) {
            return;
        }
        self.heap.push(Place { key, ord, steps, doc });
        if self.heap.len() > self.limit {
            self.heap.pop();
        }
        if self.sort == Sort::Relevance && self.heap.len() == self.limit {
            // A step lower than the last, so that no rounding decides.
            self.least = self.heap.peek().map_or(self.least, |last| score_of(last.steps.saturating_sub(1)));
        }
    }
}
