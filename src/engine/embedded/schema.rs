//! The shape of the index of insights, and an insight as a document of it.

use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

use super::words;
use crate::corpus::{Insight, Source, SourceKind};
use crate::text;

/// A text in its two forms.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextPair {
    /// Plain words: prefix, exact, fuzzy.
    pub(super) plain: Field,
    /// Stems.
    pub(super) stem: Field,
}

impl TextPair {
    /// Adds the two fields of the text called `name`.
    pub(super) fn add(builder: &mut SchemaBuilder, name: &str) -> Self {
        let options = |analyser: &str| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(analyser)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions);
            TextOptions::default().set_indexing_options(indexing)
        };
        Self {
            plain: builder.add_text_field(name, options(words::PLAIN)),
            stem: builder.add_text_field(&format!("{name}_stem"), options(words::STEM)),
        }
    }

    /// Writes `text` in both forms.
    pub(super) fn write(self, document: &mut TantivyDocument, text: &str) {
        document.add_text(self.plain, text);
        document.add_text(self.stem, text);
    }
}

/// The fields of the index of insights.
#[derive(Debug, Clone)]
pub(super) struct InsightFields {
    /// The whole insight as JSON.
    pub(super) stored: Field,
    /// Its words.
    pub(super) text: TextPair,
    /// The headings it stands under.
    pub(super) headings: TextPair,
    /// The title of its source.
    pub(super) title: TextPair,
    /// Its address.
    pub(super) id: Field,
    /// The kind of its source.
    pub(super) source_kind: Field,
    /// Its source.
    pub(super) source: Field,
    /// Its kind.
    pub(super) kind: Field,
    /// Who speaks.
    pub(super) voice: Field,
    /// Its deposited themes.
    pub(super) theme: Field,
    /// Its priorities.
    pub(super) priority: Field,
    /// Its groups.
    pub(super) group: Field,
    /// Its places.
    pub(super) place: Field,
    /// Its year.
    pub(super) year: Field,
    /// Its place in its source.
    pub(super) ordinal: Field,
    /// The same for the same words in another edition of the same text.
    pub(super) twin: Field,
}

impl InsightFields {
    /// The schema and its fields.
    pub(super) fn schema() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let b = &mut builder;
        let fields = Self {
            stored: b.add_text_field("stored", STORED),
            text: TextPair::add(b, "text"),
            headings: TextPair::add(b, "headings"),
            title: TextPair::add(b, "title"),
            id: b.add_text_field("id", STRING | FAST),
            source_kind: b.add_text_field("source_kind", STRING),
            source: b.add_text_field("source", STRING | FAST),
            kind: b.add_text_field("kind", STRING | FAST),
            voice: b.add_text_field("voice", STRING | FAST),
            theme: b.add_text_field("theme", STRING | FAST),
            priority: b.add_text_field("priority", STRING | FAST),
            group: b.add_text_field("group", STRING | FAST),
            place: b.add_text_field("place", STRING | FAST),
            year: b.add_i64_field("year", INDEXED | FAST),
            ordinal: b.add_u64_field("ordinal", FAST),
            twin: b.add_text_field("twin", STRING | FAST),
        };
        (builder.build(), fields)
    }

    /// The document of an insight.
    pub(super) fn document(&self, insight: &Insight, source: &Source) -> serde_json::Result<TantivyDocument> {
        let mut document = TantivyDocument::new();
        let stored = StoredRef { insight, title: &source.title, kind: source.kind, year: source.year };
        document.add_text(self.stored, serde_json::to_string(&stored)?);
        self.text.write(&mut document, &insight.text);
        insight.headings.iter().for_each(|heading| self.headings.write(&mut document, heading));
        self.title.write(&mut document, &source.title);
        document.add_text(self.id, insight.id.to_string());
        document.add_text(self.source_kind, source.kind.as_str());
        document.add_text(self.source, source.id.as_str());
        document.add_text(self.kind, insight.kind.as_str());
        if let Some(voice) = insight.voice {
            document.add_text(self.voice, voice.as_str());
        }
        let lists = [
            (self.theme, &insight.themes),
            (self.priority, &insight.priorities),
            (self.group, &insight.groups),
            (self.place, &insight.places),
        ];
        for (field, ids) in lists {
            ids.iter()
                .enumerate()
                .filter(|(at, id)| !ids[..*at].contains(id))
                .for_each(|(_, id)| document.add_text(field, id.as_str()));
        }
        if let Some(year) = insight.year {
            document.add_i64(self.year, i64::from(year));
        }
        document.add_u64(self.ordinal, u64::from(insight.ordinal));
        if let Some(edition) = &source.edition {
            let same = format!("{}\n{}", edition.of, text::normalise(&insight.text));
            document.add_text(self.twin, text::fingerprint(same.as_bytes()));
        }
        Ok(document)
    }
}

/// What is kept of an insight to show it without reading the corpus.
#[derive(Deserialize)]
pub(super) struct Stored {
    /// The insight.
    pub(super) insight: Insight,
    /// The title of its source.
    pub(super) title: String,
    /// The kind of its source.
    pub(super) kind: SourceKind,
    /// The year of its source.
    pub(super) year: Option<i32>,
}

/// [`Stored`] as it is written.
#[derive(Serialize)]
struct StoredRef<'a> {
    insight: &'a Insight,
    title: &'a str,
    kind: SourceKind,
    year: Option<i32>,
}
