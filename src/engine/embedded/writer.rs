//! Bringing the index to a new state. Everything is built beside what is there; one commit makes it count; what it replaced is
//! swept away after.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use tantivy::merge_policy::LogMergePolicy;
use tantivy::{Index, IndexWriter, TantivyDocument, Term};

use super::answers::Answers;
use super::book::{Book, Entry};
use super::home::{Home, open_index, reader_of};
use super::live::{Live, read_book};
use super::schema::InsightFields;
use super::survey::{SurveyBuilder, SurveyIndex};
use crate::corpus::{Insight, Source};
use crate::engine::{EngineError, IndexChange, Progress, SourceEntry, SurveyEntry};
use crate::id::Slug;
use crate::text;

/// Memory for the documents in the making, all threads together.
const HEAP: usize = 64_000_000;
/// From so many insights on, more than one thread pays.
const MANY: usize = 10_000;
/// A segment with this share of withdrawn documents is written anew.
const WITHDRAWN_SHARE: f32 = 0.3;

/// Writes `change` and gives the state after it.
pub(super) fn write(
    home: Option<&Home>,
    live: &Live,
    change: IndexChange<'_>,
    progress: &dyn Progress,
) -> Result<Live, EngineError> {
    // Another program may have changed the index since it was opened; what it wrote is where this change starts.
    let newer = match (home, read_book(&live.index)) {
        (Some(home), Ok(book)) if book.generation != live.book.generation => {
            Some(Live::open(home).map_err(|fault| home.error("read", &format!("{fault:?}")))?)
        }
        _ => None,
    };
    let live = newer.as_ref().unwrap_or(live);
    let fault = |error: tantivy::TantivyError| match (home, &error) {
        (Some(home), tantivy::TantivyError::LockFailure(..)) => EngineError::Busy { path: home.root().to_path_buf() },
        (Some(home), _) => home.error("written", &error),
        (None, _) => Home::new(Path::new("memory")).error("written", &error),
    };
    progress.begin("indexing", steps_of(&change));
    let result = Step::new(home, live, progress, insights_in(&change)).and_then(|step| step.run(change));
    progress.end();
    result.map_err(fault)
}

/// How many steps a change takes, where it can be known.
fn steps_of(change: &IndexChange<'_>) -> Option<u64> {
    let of_entry = |entry: &SourceEntry<'_>| {
        let respondents = match &entry.survey {
            None => Some(0),
            Some(survey) => match survey.respondents.size_hint() {
                (least, Some(most)) if least == most => Some(least),
                _ => None,
            },
        };
        respondents.and_then(|respondents| u64::try_from(respondents + entry.insights.len()).ok())
    };
    change.add.iter().map(of_entry).sum()
}

fn insights_in(change: &IndexChange<'_>) -> usize {
    let many = |entry: &SourceEntry<'_>| entry.insights.len() + if entry.survey.is_some() { MANY } else { 0 };
    change.add.iter().map(many).sum()
}

/// A change in the making. Dropped before its commit, it leaves nothing that counts.
struct Step<'s> {
    home: Option<&'s Home>,
    index: Index,
    fields: InsightFields,
    writer: IndexWriter<TantivyDocument>,
    book: Book,
    surveys: BTreeMap<Slug, Arc<SurveyIndex>>,
    progress: &'s dyn Progress,
}

impl<'s> Step<'s> {
    fn new(home: Option<&'s Home>, live: &Live, progress: &'s dyn Progress, insights: usize) -> tantivy::Result<Self> {
        let threads = if insights >= MANY { thread::available_parallelism().map_or(1, usize::from).min(2) } else { 1 };
        let writer = live.index.writer_with_num_threads(threads, HEAP)?;
        let mut merging = LogMergePolicy::default();
        merging.set_del_docs_ratio_before_merge(WITHDRAWN_SHARE);
        writer.set_merge_policy(Box::new(merging));
        let mut book = live.book.clone();
        book.generation += 1;
        Ok(Self {
            home,
            index: live.index.clone(),
            fields: live.fields.clone(),
            writer,
            book,
            surveys: live.surveys.clone(),
            progress,
        })
    }

    fn run(mut self, change: IndexChange<'_>) -> tantivy::Result<Live> {
        for id in &change.withdraw {
            self.withdraw(id);
        }
        for entry in change.add {
            self.add(entry)?;
        }
        let payload = self.book.to_payload()?;
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit()?;
        // From here on the new state counts.
        self.writer.wait_merging_threads()?;
        let reader = reader_of(&self.index)?;
        if let Some(home) = self.home {
            let kept: BTreeSet<String> = self.book.sources.values().filter_map(|entry| entry.survey.clone()).collect();
            home.sweep_surveys(&kept);
        }
        Live::with(self.index, &reader, self.fields, self.book, self.surveys)
    }

    fn withdraw(&mut self, id: &Slug) {
        self.writer.delete_term(Term::from_field_text(self.fields.source, id.as_str()));
        self.book.sources.remove(id);
        self.surveys.remove(id);
    }

    fn add(&mut self, entry: SourceEntry<'_>) -> tantivy::Result<()> {
        let source = entry.source;
        self.withdraw(&source.id);
        let mut seen = HashSet::new();
        let mut last = None;
        for insight in &entry.insights {
            last = last.max(Some(insight.ordinal));
            self.insight(insight, source, &mut seen)?;
            self.progress.advance(1);
        }
        let first = last.map_or(0, |last| last.saturating_add(1));
        let survey =
            entry.survey.map(|survey| self.survey(source, &entry.fingerprint, survey, first, &mut seen)).transpose()?;
        let state = Entry { fingerprint: entry.fingerprint, survey, edition: source.edition.clone() };
        self.book.sources.insert(source.id.clone(), state);
        Ok(())
    }

    /// Adds an insight; of two with one address only the first can be found, so only it is kept.
    fn insight(&self, insight: &Insight, source: &Source, seen: &mut HashSet<u128>) -> tantivy::Result<()> {
        if seen.insert(number_of(&insight.id.to_string())) {
            self.writer.add_document(self.fields.document(insight, source)?)?;
        }
        Ok(())
    }

    /// Builds the index of the responses and adds the open answers as insights; gives the name of its folder.
    fn survey(
        &mut self,
        source: &Source,
        fingerprint: &str,
        survey: SurveyEntry<'_>,
        first: u32,
        seen: &mut HashSet<u128>,
    ) -> tantivy::Result<String> {
        // The generation makes the name a new one even when the same responses are indexed again.
        let unique = text::fingerprint(format!("{fingerprint}\n{}", self.book.generation).as_bytes());
        let name = format!("{}-{}", source.id, unique.chars().take(12).collect::<String>());
        let mut answers = Answers::new(source, survey.questionnaire, survey.codings, first);
        let mut builder = match self.home {
            Some(home) => SurveyBuilder::in_folder(&home.begin_survey(&name)?, survey.questionnaire)?,
            None => SurveyBuilder::in_memory(survey.questionnaire)?,
        };
        for respondent in survey.respondents {
            builder.add(&respondent, &answers)?;
            for insight in answers.insights(&respondent) {
                self.insight(&insight, source, seen)?;
            }
            self.progress.advance(1);
        }
        let (index, layout) = builder.finish()?;
        let index = match self.home {
            Some(home) => {
                drop(index);
                open_index(&home.finish_survey(&name)?)?
            }
            None => index,
        };
        self.surveys.insert(source.id.clone(), Arc::new(SurveyIndex::new(&index, layout)?));
        Ok(name)
    }
}

/// A number for an id, so that a million ids need little room; two ids in a bank have the same one less often than a disk fails.
fn number_of(id: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, id).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}
