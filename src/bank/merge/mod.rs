//! Merging answers to a question into categories that released tables have in their place, and taking such categories back.
//!
//! Released tables of the same answers with other categories would be two tables of the same people, and the one less the other tells
//! what both hide. So nothing is merged, or parted, once figures are out; a person may say that nobody outside has seen them. That
//! is kept in the journal under their name.

mod hidden;
mod proposal;

use std::sync::{Arc, PoisonError};

use serde::Serialize;

use crate::bank::open::{RESPONSES, read_shelf};
use crate::bank::register::of_same_answers;
use crate::bank::release::SurveyRef;
use crate::bank::shelf::SurveyRecord;
use crate::bank::{BankError, Caller, InsightBank};
use crate::breakdown::parse_where;
use crate::corpus::Source;
use crate::corpus::decisions::{Decisions, Event};
use crate::corpus::store::{Amendment, RECORD, SourceFiles};
use crate::engine::Silent;
use crate::problem::{Place, Problem, any_error};
use crate::survey::{self, Merging, Written};
use crate::text::fingerprint;

pub use hidden::HiddenCount;
pub use proposal::Proposal;

/// Why a frozen state was frozen anew.
const UNSEEN: &str = "answers were merged or parted; nobody outside had seen a released table of them";

/// Which answers are to be merged.
#[derive(Debug, Clone)]
pub struct MergeRequest {
    /// The survey.
    pub survey: String,
    /// The question.
    pub question: String,
    /// The categories: each `Label=Option|Option`.
    pub categories: Vec<String>,
    /// The labels of categories that are to be parted again.
    pub remove: Vec<String>,
    /// Whether somebody says that no released table of these answers has been passed on.
    pub not_passed_on: bool,
    /// Whether to say what would be hidden before and after, and change nothing.
    pub dry_run: bool,
    /// Who asks, and when.
    pub caller: Caller,
}

/// Answers that are merged, or would be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MergeReport {
    /// The survey.
    pub survey: String,
    /// The question.
    pub question: String,
    /// The categories that were added.
    pub merged: Vec<MergedAnswer>,
    /// The labels of those that were parted.
    pub parted: Vec<String>,
    /// What public tables with the question hide before; only told of what would be.
    pub before: Option<HiddenCount>,
    /// And after.
    pub after: Option<HiddenCount>,
    /// What else is worth saying.
    pub problems: Vec<Problem>,
}

/// A category with its options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MergedAnswer {
    /// What it is called.
    pub label: String,
    /// The labels of its options.
    pub options: Vec<String>,
}

/// A record before and after.
struct Change {
    before: String,
    after: String,
    merging: Option<Merging>,
    report: MergeReport,
}

impl InsightBank {
    /// Merges answers to a question into categories, or parts them again, in the record of the survey; with `dry_run` only says what
    /// public tables would hide.
    ///
    /// # Errors
    /// When a name is unknown, the answers cannot be merged so, figures of them are out, or the record cannot be written: every
    /// reason at once. Nothing is changed then.
    pub fn merge(&self, request: &MergeRequest) -> Result<MergeReport, BankError> {
        let (source, record) = self.survey_record(&request.survey)?;
        self.refuse_merges_in_demonstration(request.dry_run)?;
        let _turn = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        let shelf = self.shelf();
        let gone = || BankError::not_found("survey", &request.survey, []);
        let files = shelf.files.get(&source.id).ok_or_else(gone)?;
        let mut change = understand(request, &source, &record, files)?;
        let after = match change.merging.take() {
            Some(merging) => Arc::new(record.merged(merging)),
            None => Arc::clone(&record),
        };
        if request.dry_run {
            let [before, after] = self.hidden_before_and_after(request, [&record, &after], &source)?;
            (change.report.before, change.report.after) = (before, after);
            return Ok(change.report);
        }
        let frozen = self.refuse_if_out(request, &source, files)?;
        let late = self.write_merges(request, &source, &change)?;
        change.report.problems.extend(late);
        if frozen {
            let survey = SurveyRef { source: &source, record: &after };
            let event = self.freeze(survey, true, &request.caller)?;
            let events: Vec<_> =
                event.into_iter().map(|event| Event { why: Some(UNSEEN.to_owned()), ..event }).collect();
            Decisions::of(&self.corpus()).append(&events, &[]).map_err(BankError::refused)?;
        }
        Ok(change.report)
    }

    /// Refuses where figures of the answers are out; whether a state of them is frozen that must be frozen anew.
    fn refuse_if_out(&self, request: &MergeRequest, source: &Source, files: &SourceFiles) -> Result<bool, BankError> {
        if source.is_exempt() {
            return Ok(false);
        }
        let answers = files.print_of(RESPONSES).unwrap_or_default();
        let releases = self.releases(Some(source.id.as_str()))?;
        if releases.iter().any(|(_, released)| of_same_answers(&released.asked.snapshot, answers)) {
            let hint = "the tables that went out are listed by `insight-bank report list`; answers of a next load can be merged before anything of them is released";
            return Err(BankError::refused(figures_out(source, hint)));
        }
        let frozen = self.last_frozen(&source.id)?.is_some_and(|frozen| of_same_answers(&frozen.fingerprint, answers));
        if frozen && !request.not_passed_on {
            let hint = "where nobody outside has seen a released table of these answers, say so with `--not-passed-on`, which is noted under your name";
            return Err(BankError::refused(figures_out(source, hint)));
        }
        Ok(frozen)
    }

    fn write_merges(
        &self,
        request: &MergeRequest,
        source: &Source,
        change: &Change,
    ) -> Result<Option<Problem>, BankError> {
        let corpus = self.corpus();
        let amendment = Amendment::begin(&corpus, &source.id).map_err(BankError::refused)?;
        if amendment.print_of(RECORD) != Some(fingerprint(change.before.as_bytes())) {
            let place = Place::file(amendment.name_of(RECORD));
            let problem = Problem::error("changed_meanwhile", place, "the record was changed meanwhile");
            return Err(BankError::refused(problem.hint("ask again; nothing was changed")));
        }
        amendment.write(RECORD, change.after.as_bytes()).map_err(BankError::refused)?;
        drop(amendment);
        tracing::info!(survey = %source.id, question = %request.question, "answers were merged or parted");
        let (shelf, _) = read_shelf(&corpus, self.framework());
        let late = self.refresh(&shelf, &Silent).err();
        self.put_shelf(shelf);
        let message = |error| format!("the record is changed, but not yet in the index: {error}");
        Ok(late.map(|error| {
            let problem = Problem::warning("index_late", Place::default(), message(error));
            problem.hint("run any command again; the index is brought up to date first")
        }))
    }

    fn refuse_merges_in_demonstration(&self, dry_run: bool) -> Result<(), BankError> {
        if !self.file.demonstration || dry_run {
            return Ok(());
        }
        let problem = Problem::error(
            "demonstration_bank",
            Place::default(),
            "this is the demonstration bank, whose records stay as they are",
        );
        Err(BankError::refused(problem.hint("see what would be hidden with `--dry-run`")))
    }
}

fn figures_out(source: &Source, hint: &str) -> Problem {
    let message = format!(
        "the answers of `{}` are left as they are: figures of them are out, and these less the figures of merged answers would tell what both hide",
        source.id
    );
    Problem::error("figures_out", Place::default(), message).hint(hint)
}

/// The record as it would be, and everything that is wrong with what is asked for.
fn understand(
    request: &MergeRequest,
    source: &Source,
    record: &SurveyRecord,
    files: &SourceFiles,
) -> Result<Change, BankError> {
    let before = files.read_record().map_err(BankError::refused)?;
    let (mut after, mut problems) = (before.clone(), Vec::new());
    let (mut merged, mut parted) = (Vec::new(), Vec::new());
    for label in &request.remove {
        match survey::without_merged(&after, &request.question, label) {
            Some(text) => {
                after = text;
                parted.push(label.clone());
            }
            None => problems.push(not_merged(&request.question, label)),
        }
    }
    for text in &request.categories {
        match written(request, text, record) {
            Ok((category, answer)) => {
                after = survey::with_merged(&after, &category);
                merged.push(answer);
            }
            Err(problem) => problems.push(*problem),
        }
    }
    if request.categories.is_empty() && request.remove.is_empty() {
        problems.push(nothing_asked());
    }
    let (merging, found) = survey::read_merging(&files.record_name(), &after, &record.questionnaire, &source.design);
    problems.extend(found);
    if any_error(&problems) {
        return Err(BankError::Refused(problems));
    }
    let question = record.questionnaire.find(&request.question).map_or(&request.question, |question| &question.id);
    let (survey, question) = (source.id.to_string(), question.clone());
    let report = MergeReport { survey, question, merged, parted, before: None, after: None, problems };
    Ok(Change { before, after, merging, report })
}

/// A category as it is to be written: the options by their ids.
fn written(request: &MergeRequest, text: &str, record: &SurveyRecord) -> Result<(Written, MergedAnswer), Box<Problem>> {
    let read = parse_where(text).map_err(|_| {
        let message = format!("`{text}` does not say which answers are to be merged");
        let problem = Problem::error("bad_merge", Place::default().field("category"), message);
        Box::new(problem.hint("write `Label=Option|Option` with two options or more"))
    })?;
    let question = record.questionnaire.find(&request.question);
    let option = |name: &String| question.and_then(|question| question.options.get(question.option(name)?));
    let of = |part: fn(&survey::AnswerOption) -> &String| -> Vec<String> {
        read.options
            .iter()
            .map(|name| option(name).map_or_else(|| name.clone(), |option| part(option).clone()))
            .collect()
    };
    let label = read.question.clone();
    let answer = MergedAnswer { label: label.clone(), options: of(|option| &option.label) };
    let question = question.map_or_else(|| request.question.clone(), |question| question.id.clone());
    Ok((Written { question, label, options: of(|option| &option.id) }, answer))
}

fn not_merged(question: &str, label: &str) -> Problem {
    let message = format!("`{question}` has no merged answer called `{label}`");
    Problem::error("not_found", Place::default().field("remove"), message)
        .hint("the record of the survey names them under `[[merged]]`")
}

fn nothing_asked() -> Problem {
    Problem::error("nothing_asked", Place::default(), "nothing is to be merged or parted")
        .hint("name a category, `\"16 to 34=16-24|25-34\"`, or take one back with `--remove LABEL`")
}
