//! A query for words that begin so. The library's own range of words does the same, but takes a text without any such word for one
//! that has to be looked through; most headings and titles have none.

use std::ops::Bound;

use tantivy::index::SegmentReader;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, RangeQuery, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, Score, Term};

/// The texts with a word that begins so; all are worth the same.
#[derive(Debug, Clone)]
pub(super) struct Beginning {
    field: Field,
    start: String,
    end: String,
}

impl Beginning {
    /// Words of `field` that begin with `start`.
    pub(super) fn new(field: Field, start: &str) -> Self {
        // No character is beyond this one, so every word with the beginning is before it.
        Self { field, start: start.to_owned(), end: format!("{start}\u{10ffff}") }
    }
}

impl Query for Beginning {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let term = |word: &str| Term::from_field_text(self.field, word);
        let range = RangeQuery::new(Bound::Included(term(&self.start)), Bound::Excluded(term(&self.end)));
        Ok(Box::new(BeginningWeight { words: self.clone(), range: range.weight(scoring)? }))
    }
}

/// [`Beginning`] made ready for an index.
struct BeginningWeight {
    words: Beginning,
    range: Box<dyn Weight>,
}

impl BeginningWeight {
    fn has_any(&self, reader: &SegmentReader) -> tantivy::Result<bool> {
        let index = reader.inverted_index(self.words.field)?;
        let mut words = index.terms().range().ge(&self.words.start).lt(&self.words.end).into_stream()?;
        Ok(words.advance())
    }
}

impl Weight for BeginningWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if self.has_any(reader)? { self.range.scorer(reader, boost) } else { Ok(Box::new(EmptyScorer)) }
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.range.explain(reader, doc)
    }
}
