//! How often words occur among the insights that are there. The library counts withdrawn ones too until it merges them away, and
//! then the same search would rank otherwise before and after.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

/// The statistics of one searcher.
pub(super) struct Statistics {
    searcher: Searcher,
    lengths: Mutex<HashMap<Field, u64>>,
}

impl Statistics {
    /// Those of `searcher`.
    pub(super) fn new(searcher: Searcher) -> Self {
        Self { searcher, lengths: Mutex::default() }
    }

    fn length(&self, field: Field) -> tantivy::Result<u64> {
        let mut total = 0;
        for segment in self.searcher.segment_readers() {
            let lengths = segment.get_fieldnorms_reader(field)?;
            total += segment.doc_ids_alive().map(|doc| u64::from(lengths.fieldnorm(doc))).sum::<u64>();
        }
        Ok(total)
    }
}

impl Bm25StatisticsProvider for Statistics {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        if let Some(length) = self.lengths.lock().unwrap_or_else(PoisonError::into_inner).get(&field) {
            return Ok(*length);
        }
        let length = self.length(field)?;
        self.lengths.lock().unwrap_or_else(PoisonError::into_inner).insert(field, length);
        Ok(length)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut total = 0;
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(term.field())?;
            let count = match segment.alive_bitset() {
                None => index.doc_freq(term)?,
                Some(alive) => {
                    let postings = index.read_postings(term, IndexRecordOption::Basic)?;
                    postings.map_or(0, |postings| postings.doc_freq_given_deletes(alive))
                }
            };
            total += u64::from(count);
        }
        Ok(total)
    }
}
