//! One state of the index, opened for reading: everything a search or a count needs, unchanging while it is held.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::{Index, IndexReader, Searcher, TantivyError};

use super::book::{Book, BookFault};
use super::editions::Editions;
use super::home::{Home, damaged_file, open_index, reader_of};
use super::schema::InsightFields;
use super::statistics::Statistics;
use super::survey::SurveyIndex;
use crate::id::Slug;

/// One state of the index.
pub(super) struct Live {
    pub(super) index: Index,
    pub(super) fields: InsightFields,
    pub(super) book: Book,
    pub(super) searcher: Searcher,
    pub(super) statistics: Statistics,
    pub(super) editions: Editions,
    pub(super) surveys: BTreeMap<Slug, Arc<SurveyIndex>>,
}

/// Why an index on disk cannot be used.
#[derive(Debug)]
pub(super) enum Fault {
    /// There is none, or one that was never begun.
    Absent,
    /// Something else stands in its place.
    Foreign,
    /// Another version wrote it.
    Format(u32),
    /// It is not whole.
    Damaged(String),
}

impl Fault {
    #[expect(clippy::needless_pass_by_value, reason = "made for `map_err`")]
    fn broken(error: TantivyError) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl Live {
    /// Opens the index in `home` after looking at every byte of it.
    pub(super) fn open(home: &Home) -> Result<Self, Fault> {
        let folder = home.insights();
        if !folder.join("meta.json").exists() {
            let empty = std::fs::read_dir(&folder).map_or(!folder.exists(), |mut entries| entries.next().is_none());
            return Err(if empty { Fault::Absent } else { Fault::Foreign });
        }
        let index = open_index(&folder).map_err(Fault::broken)?;
        let (schema, fields) = InsightFields::schema();
        let book = read_book(&index)?;
        if index.schema() != schema {
            return Err(Fault::Damaged("its fields are not the expected ones".to_owned()));
        }
        if let Some(file) = damaged_file(&index).map_err(Fault::broken)? {
            return Err(Fault::Damaged(format!("`{}` is missing or changed", file.display())));
        }
        let reader = reader_of(&index).map_err(Fault::broken)?;
        let mut surveys = BTreeMap::new();
        for (id, entry) in &book.sources {
            if let Some(name) = &entry.survey {
                let survey = SurveyIndex::open(&home.survey(name))
                    .map_err(|reason| Fault::Damaged(format!("the responses of `{id}`: {reason}")))?;
                surveys.insert(id.clone(), Arc::new(survey));
            }
        }
        // Another program may have committed while this was read; then the two parts may not belong together.
        if read_book(&index)? != book {
            return Err(Fault::Damaged("it changed while it was opened".to_owned()));
        }
        Self::with(index, &reader, fields, book, surveys).map_err(Fault::broken)
    }

    /// The state the reader sees now, with the surveys that belong to it.
    pub(super) fn with(
        index: Index,
        reader: &IndexReader,
        fields: InsightFields,
        book: Book,
        surveys: BTreeMap<Slug, Arc<SurveyIndex>>,
    ) -> tantivy::Result<Self> {
        let searcher = reader.searcher();
        let editions = Editions::read(&searcher, &book)?;
        let statistics = Statistics::new(searcher.clone());
        Ok(Self { index, fields, book, searcher, statistics, editions, surveys })
    }
}

/// The account in the last commit of `index`.
pub(super) fn read_book(index: &Index) -> Result<Book, Fault> {
    let meta = index.load_metas().map_err(Fault::broken)?;
    match meta.payload {
        None if meta.segments.is_empty() => Err(Fault::Absent),
        None => Err(Fault::Foreign),
        Some(payload) => Book::from_payload(&payload).map_err(|fault| match fault {
            BookFault::Unreadable => Fault::Foreign,
            BookFault::Format(version) => Fault::Format(version),
        }),
    }
}
