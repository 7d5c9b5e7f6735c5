//! Opening a bank: read the records, then bring the index to the state of the corpus.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, RwLock};

use crate::bank::design::design_problems;
use crate::bank::own_policy::read_policy;
use crate::bank::published::Audience;
use crate::bank::shelf::{ReleasedAs, Shelf, SurveyRecord};
use crate::bank::weight::{joined, read_weights};
use crate::bank::{BankError, InsightBank, LoadRecord};
use crate::corpus::store::{self, SourceFiles};
use crate::corpus::{self, Insight, InsightKind, Source, SourceKind, SurveyKind};
use crate::engine::embedded::EmbeddedEngine;
use crate::engine::{EngineError, IndexChange, Progress, SourceEntry, SurveyEntry};
use crate::framework::{self, Framework};
use crate::id::Slug;
use crate::problem::{Place, Problem, any_error};
use crate::survey::{self, Coding, Respondent, ResponseReader};
use crate::text;

/// The most questions of a survey: the index has two fields for each, and room for 65,000.
const MOST_QUESTIONS: usize = 30_000;
pub(super) const RESPONSES: &str = "responses.csv";
pub(super) const CODINGS: &str = "codings.csv";
pub(super) const LOAD: &str = "load.json";

impl InsightBank {
    /// Opens the bank in `root` and brings its index up to date. Problems in the corpus do not stop it: what could be read is
    /// there, and the problems come back beside the bank.
    ///
    /// # Errors
    /// When `root` is no bank, was made by a newer version, or its index cannot be used.
    pub fn open(root: &Path, progress: &dyn Progress) -> Result<(Self, Vec<Problem>), BankError> {
        let corpus = root.join("corpus");
        let file = store::read_bank_file(&corpus).map_err(BankError::refused)?;
        let mut problems = store::recover(&corpus);
        let policy = read_policy(&corpus);
        problems.extend(policy.clone().err().unwrap_or_default());
        let (framework, found) = read_framework(&corpus);
        problems.extend(found);
        let framework = Arc::new(framework);
        let (shelf, found) = read_shelf(&corpus, &framework);
        problems.extend(found);
        let (engine, found) = EmbeddedEngine::open(&root.join("index"), Arc::clone(&framework))?;
        problems.extend(found);
        let mut bank = Self {
            root: root.to_path_buf(),
            file,
            policy,
            framework,
            shelf: RwLock::default(),
            engine: Arc::new(engine),
            loading: Mutex::new(()),
            released: Arc::default(),
            hidden: Arc::default(),
            cubes: Arc::default(),
            weighings: Arc::default(),
            earlier: Arc::default(),
            audience: Audience::Analysts,
            published: Mutex::default(),
        };
        let found = match bank.refresh(&shelf, progress) {
            // The bank can be read but not written: it still answers, from an index in memory.
            Err(EngineError::Index { action: "written", .. }) => {
                bank.engine = Arc::new(EmbeddedEngine::in_memory(Arc::clone(&bank.framework))?);
                problems.push(index_in_memory());
                bank.refresh(&shelf, progress)?
            }
            refreshed => refreshed?,
        };
        // What the reading of the records said is said again while indexing; once is enough.
        problems.extend(found.into_iter().filter(|problem| !problems.contains(problem)).collect::<Vec<_>>());
        bank.put_shelf(shelf);
        Ok((bank, problems))
    }

    /// Takes over what another program has done to the bank since: a load at the command line shows on the pages of a
    /// running server.
    ///
    /// # Errors
    /// When the index cannot be read; the bank goes on with what it had.
    pub fn catch_up(&self, progress: &dyn Progress) -> Result<(), BankError> {
        if self.engine.catch_up()? {
            let (shelf, _) = read_shelf(&self.corpus(), &self.framework);
            self.refresh(&shelf, progress)?;
            self.put_shelf(shelf);
        }
        Ok(())
    }

    /// Brings the index to the state of `shelf`: withdraws what is gone, adds what is new or changed.
    pub(super) fn refresh(&self, shelf: &Shelf, progress: &dyn Progress) -> Result<Vec<Problem>, EngineError> {
        let indexed = self.engine.fingerprints();
        let wanted = self.wanted_fingerprints(shelf);
        let gone: BTreeSet<Slug> = indexed.keys().filter(|id| !wanted.contains_key(*id)).cloned().collect();
        let changed: Vec<&Slug> =
            wanted.iter().filter(|(id, print)| indexed.get(*id) != Some(print)).map(|(id, _)| id).collect();
        if gone.is_empty() && changed.is_empty() {
            return Ok(Vec::new());
        }
        let mut problems = Vec::new();
        let mut add = Vec::new();
        for id in changed {
            let fingerprint = wanted.get(id).cloned().unwrap_or_default();
            add.push(self.entry(shelf, id, fingerprint, &mut problems));
        }
        self.engine.index(IndexChange { withdraw: gone, add: add.into_iter().flatten().collect() }, progress)?;
        Ok(problems)
    }

    /// The fingerprint each source should be indexed under: its files, and what the framework adds to it.
    fn wanted_fingerprints(&self, shelf: &Shelf) -> BTreeMap<Slug, String> {
        let print = |(id, files): (&Slug, &SourceFiles)| {
            let source = shelf.sources.get(id)?;
            let added = serde_json::to_string(&record_insights(source, &self.framework)).unwrap_or_default();
            let tags = format!("{:?} {:?}", source.groups, source.places);
            let whole = format!("{}\n{added}\n{tags}", files.fingerprint);
            Some((id.clone(), text::fingerprint(whole.as_bytes())))
        };
        shelf.files.iter().filter_map(print).collect()
    }

    fn entry<'a>(
        &self,
        shelf: &'a Shelf,
        id: &Slug,
        fingerprint: String,
        problems: &mut Vec<Problem>,
    ) -> Option<SourceEntry<'a>> {
        let (source, files) = (shelf.sources.get(id)?, shelf.files.get(id)?);
        let mut insights = record_insights(source, &self.framework);
        let (passages, found) = read_passages(source, files);
        insights.extend(passages);
        problems.extend(found);
        let record = shelf.surveys.get(id).filter(|_| self.audience == Audience::Analysts || source.is_exempt());
        let survey = record.and_then(|record| survey_entry(record, files, problems));
        Some(SourceEntry { source, fingerprint, insights, survey })
    }
}

/// A survey's answers, streamed from its files, and the codes people gave to them.
fn survey_entry<'a>(
    record: &'a SurveyRecord,
    files: &SourceFiles,
    problems: &mut Vec<Problem>,
) -> Option<SurveyEntry<'a>> {
    let (reader, codings, found) = survey_reader(record, files);
    problems.extend(found);
    let respondents: Box<dyn Iterator<Item = Respondent>> = Box::new(reader?.filter_map(|(respondent, _)| respondent));
    Some(SurveyEntry { questionnaire: &record.questionnaire, respondents, codings })
}

/// A row of the answers: who gave them, and what is wrong with it.
pub(super) type Row = (Option<Respondent>, Vec<Problem>);

/// Opens the answers of a survey, each respondent's weights with them, and reads its codings, with the problems of all but those
/// of single rows.
pub(super) fn survey_reader(
    record: &SurveyRecord,
    files: &SourceFiles,
) -> (Option<impl Iterator<Item = Row> + use<>>, Vec<Coding>, Vec<Problem>) {
    let (mut codings, mut problems) = (Vec::new(), Vec::new());
    let mut asked = record.questionnaire.clone();
    // The weights stand behind what was asked, in files of their own.
    asked.questions.truncate(asked.questions.len().saturating_sub(record.weights.len()));
    let mut join = joined(&record.weights, files, &mut problems);
    if files.has(CODINGS) {
        match files.read(CODINGS) {
            Ok(text) => {
                let (read, found) =
                    survey::read_codings(&files.name_of(CODINGS), &record.questionnaire, text.as_bytes());
                codings = read;
                problems.extend(found);
            }
            Err(problem) => problems.push(problem),
        }
    }
    match files.open(RESPONSES) {
        Ok(file) => {
            let (reader, found) = ResponseReader::new(&files.name_of(RESPONSES), &asked, file);
            problems.extend(found);
            let rows = reader.map(move |(mut respondent, found)| {
                respondent.iter_mut().for_each(&mut join);
                (respondent, found)
            });
            (Some(rows), codings, problems)
        }
        Err(problem) => {
            problems.push(problem);
            (None, codings, problems)
        }
    }
}

fn index_in_memory() -> Problem {
    let message = "the index is out of date and cannot be written; it is made in memory for this once";
    let problem = Problem::warning("index_in_memory", Place::default(), message);
    problem.hint("make the `index` folder writable, and the next command keeps it")
}

/// The framework in `corpus`, with its problems.
pub(super) fn read_framework(corpus: &Path) -> (Framework, Vec<Problem>) {
    let (texts, mut problems) = store::read_framework_texts(corpus);
    let (framework, found) = framework::read_framework(&texts);
    problems.extend(found);
    (framework, problems)
}

/// Every record in `corpus`, with its problems.
pub(super) fn read_shelf(corpus: &Path, framework: &Framework) -> (Shelf, Vec<Problem>) {
    let (all_files, mut problems) = store::scan(corpus);
    let mut shelf = Shelf::default();
    for files in all_files {
        let (source, survey, found) = read_one(&files, framework);
        problems.extend(found);
        let Some(source) = source else { continue };
        if let Some(survey) = survey {
            shelf.surveys.insert(source.id.clone(), Arc::new(survey));
        }
        shelf.files.insert(source.id.clone(), files);
        shelf.sources.insert(source.id.clone(), Arc::new(source));
    }
    (shelf, problems)
}

pub(super) fn read_one(
    files: &SourceFiles,
    framework: &Framework,
) -> (Option<Source>, Option<SurveyRecord>, Vec<Problem>) {
    let text = match files.read_record() {
        Ok(text) => text,
        Err(problem) => return (None, None, vec![problem]),
    };
    let name = files.record_name();
    let (mut source, mut problems) = corpus::read_source(&files.id, &name, &text, framework);
    // What came in by a load is what somebody collected: no line in its record makes it made up.
    if let Some(source) = source.as_mut().filter(|source| source.disclosure.is_some() && files.has(LOAD)) {
        source.disclosure = None;
        let message = "`disclosure = \"none\"` is for made-up surveys, and this one was loaded from a file";
        let problem = Problem::error("not_exempt", Place::file(&name).field("disclosure"), message);
        problems.push(problem.hint("take the line out; the disclosure policy is applied whatever it says"));
    }
    let is_survey = source.as_ref().is_some_and(|source| source.kind == SourceKind::Survey);
    if !is_survey || !files.has(RESPONSES) {
        return (source, None, problems);
    }
    let (mut questionnaire, found) = survey::read_questionnaire(&name, &text);
    problems.extend(too_many_questions(&name, questionnaire.questions.len()));
    let broken = any_error(&found) || questionnaire.questions.len() > MOST_QUESTIONS;
    problems.extend(found);
    // A questionnaire with errors cannot say what its columns mean: the record stays, the counting does not.
    let survey = (!broken).then(|| {
        let (weights, found) = read_weights(files, &mut questionnaire);
        problems.extend(found);
        problems.extend(source.iter().flat_map(|source| design_problems(source, &questionnaire, &name)));
        let load = read_load(files, source.as_ref());
        let record = SurveyRecord { questionnaire, weights, load, released: ReleasedAs::Asked, merging: None };
        let design = source.as_ref().map(|source| source.design.clone()).unwrap_or_default();
        let (merging, found) = survey::read_merging(&name, &text, &record.questionnaire, &design);
        let released = match merging {
            Some(merging) => ReleasedAs::Merged(Arc::new(record.merged(merging))),
            None if any_error(&found) => ReleasedAs::Faulty,
            None => ReleasedAs::Asked,
        };
        problems.extend(found);
        SurveyRecord { released, ..record }
    });
    (source, survey, problems)
}

/// The index of a survey has room for so many questions and no more. One that has more must not keep the others from being served.
fn too_many_questions(name: &str, questions: usize) -> Option<Problem> {
    let problem = Problem::error("too_many_questions", Place::file(name), "the survey cannot be indexed");
    (questions > MOST_QUESTIONS).then(|| {
        problem
            .found(format!("{questions} questions"))
            .expected(format!("at most {MOST_QUESTIONS}"))
            .hint("part it into several surveys, each with its own responses")
    })
}

/// The account of a load, without the points somebody has settled since in the record.
fn read_load(files: &SourceFiles, source: Option<&Source>) -> Option<LoadRecord> {
    let text = files.has(LOAD).then(|| files.read(LOAD).ok()).flatten()?;
    let mut load: LoadRecord = serde_json::from_str(&text).ok()?;
    let is_said = source.and_then(|source| source.survey_kind).is_some_and(|kind| kind != SurveyKind::Unknown);
    load.report.open_points.retain(|point| !(is_said && point.code == "survey_kind"));
    Some(load)
}

/// The passages of the document texts beside a record.
pub(super) fn read_passages(source: &Source, files: &SourceFiles) -> (Vec<Insight>, Vec<Problem>) {
    let Some(name) = ["text.md", "text.txt"].into_iter().find(|name| files.has(name)) else {
        return (Vec::new(), Vec::new());
    };
    match files.read(name) {
        Ok(text) => corpus::read_passages(source, &files.name_of(name), &text),
        Err(problem) => (Vec::new(), vec![problem]),
    }
}

/// The insights of the record itself, and the outcomes of the framework that it published.
fn record_insights(source: &Source, framework: &Framework) -> Vec<Insight> {
    let mut insights = source.insights.clone();
    for outcome in framework.outcomes.iter().filter(|outcome| outcome.source == source.id) {
        let mut insight = source.blank_insight(outcome.id.as_str(), InsightKind::Outcome);
        insight.text.clone_from(&outcome.text);
        insight.locator.clone_from(&outcome.locator);
        insight.priorities = vec![outcome.priority.clone()];
        insight.ordinal = u32::try_from(insights.len()).unwrap_or(u32::MAX);
        insights.push(insight);
    }
    insights
}
