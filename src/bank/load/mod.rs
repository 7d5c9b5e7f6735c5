//! Loading: recognise, reconcile, deposit, index. Nothing is written before everything has been understood, and what is written
//! is there whole or not at all.

mod destination;
mod document;
mod identity;
mod list;
mod plain;
mod prepare;
mod prepared;
mod record;
mod survey;
mod template;
mod wave;
mod weights;

use std::sync::{Arc, PoisonError};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::bank::open::read_shelf;
use crate::bank::{BankError, InsightBank};
use crate::corpus::{SourceKind, SurveyKind};
use crate::engine::{EngineError, Progress};
use crate::file::{Content, InMemory};
use crate::problem::{Place, Problem};
use crate::survey::load::{ColumnAccount, OpenPoint, Recognised};

use destination::Destination;
use identity::{Identity, identify};
use prepared::NewSource;
use wave::Waves;

/// How long an original is kept beside what was made of it.
const KEEP_MONTHS: i64 = 24;

/// A smaller file that goes with the one to load.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The file's name, without folders.
    pub name: String,
    /// What is in it.
    pub content: InMemory,
}

/// A file to load.
#[derive(Clone)]
pub struct LoadRequest {
    /// The file's name, without folders.
    pub name: String,
    /// What is in it.
    pub content: Arc<dyn Content>,
    /// The questionnaire of a survey, as its maker exports it.
    pub questionnaire: Option<Attachment>,
    /// The recipe of an earlier load to follow.
    pub recipe: Option<Attachment>,
    /// The sheet of a workbook that holds the answers.
    pub sheet: Option<String>,
    /// The id to give it; made from the name when left out.
    pub id: Option<String>,
    /// The title to give it; made from the name when left out.
    pub title: Option<String>,
    /// What it is; told by the name when left out.
    pub kind: Option<SourceKind>,
    /// How people came to be in a survey.
    pub survey_kind: Option<SurveyKind>,
    /// The survey of which it is a later wave, or `none`; found by its questions when left out.
    pub wave_of: Option<String>,
    /// Whether it may take the place of what is stored under its id.
    pub replace: bool,
    /// Whether to say what would happen and write nothing.
    pub dry_run: bool,
    /// Today: the bank itself knows no clock.
    pub today: jiff::civil::Date,
}

/// The name only: what people said never reaches a log.
impl std::fmt::Debug for LoadRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LoadRequest({})", self.name)
    }
}

/// What a load understood and did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LoadReport {
    /// The source it became; of a list of several works, what the list is called.
    pub id: String,
    /// What it was loaded as: `survey`, `document` and so on.
    pub kind: String,
    /// What the file was taken for.
    pub recognised: Recognised,
    /// Data rows, passages of a document, insights of a record, or references of a list.
    pub rows: u64,
    /// The account of every column.
    pub columns: Vec<ColumnAccount>,
    /// What a person should settle, and how.
    pub open_points: Vec<OpenPoint>,
    /// Everything else worth saying.
    pub problems: Vec<Problem>,
}

/// What lies beside a loaded source as `load.json`: the account, and which file it came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadRecord {
    /// The account.
    pub report: LoadReport,
    /// The file it came from.
    pub original: Original,
}

/// The file a source was loaded from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// The day it was loaded.
    pub loaded: String,
    /// The day the original should be deleted, where one is kept.
    pub keep_until: Option<String>,
}

impl InsightBank {
    /// Loads a file, or says what loading it would do.
    ///
    /// # Errors
    /// When the bank takes no loads, the file cannot be read as what it is said to be, its id is taken, or it cannot be
    /// written. Nothing stored is changed then.
    pub fn load(&self, request: &LoadRequest, progress: &dyn Progress) -> Result<LoadReport, BankError> {
        self.load_all(std::slice::from_ref(request), progress)
            .pop()
            .unwrap_or_else(|| Err(BankError::Refused(Vec::new())))
    }

    /// Loads several files, each for itself: one that cannot be loaded does not stop the others. The index is brought up to
    /// date once, at the end.
    pub fn load_all(&self, requests: &[LoadRequest], progress: &dyn Progress) -> Vec<Result<LoadReport, BankError>> {
        // One load at a time within this process; the corpus has a lock of its own against other processes.
        let _turn = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        let mut reports: Vec<_> = requests.iter().map(|request| self.store(request, progress)).collect();
        let wrote = requests.iter().any(|request| !request.dry_run) && reports.iter().any(Result::is_ok);
        // The deposits stand whatever happens now: the index is derived, and the next command brings it up to date.
        let late = wrote.then(|| self.refresh(&self.shelf(), progress).err()).flatten();
        for report in reports.iter_mut().flatten() {
            report.problems.extend(late.iter().map(index_late));
        }
        reports
    }

    /// Puts one file into the corpus and onto the shelf, without indexing it.
    fn store(&self, request: &LoadRequest, progress: &dyn Progress) -> Result<LoadReport, BankError> {
        self.refuse_in_demonstration(request)?;
        if list::is_list(&request.name) {
            return self.store_list(request);
        }
        let identity = match identify(self, request)? {
            Identity::New(identity) => identity,
            Identity::Unchanged(report) => return Ok(*report),
        };
        let record = match identity.kind {
            SourceKind::Survey => self.store_survey(request, &identity, progress),
            _ => self.store_other(request, identity),
        }?;
        if !request.dry_run {
            self.put_shelf(read_shelf(&self.corpus(), self.framework()).0);
        }
        Ok(record.report)
    }

    fn store_survey(
        &self,
        request: &LoadRequest,
        new: &NewSource,
        progress: &dyn Progress,
    ) -> Result<LoadRecord, BankError> {
        let shelf = self.shelf();
        let waves = Waves::of(&shelf, request, new)?;
        let recognised = survey::recognise(request, progress)?;
        let mut destination = self.destination(request, new)?;
        let mut report = survey::write(recognised, request, new, &waves, &mut destination, progress)?;
        report.problems.extend(weights::left_behind(&shelf, &new.id));
        let keep_until = request.today.checked_add(jiff::Span::new().months(KEEP_MONTHS)).ok();
        finish(destination, report, request, new, keep_until.map(|day| day.to_string()))
    }

    fn store_other(&self, request: &LoadRequest, mut new: NewSource) -> Result<LoadRecord, BankError> {
        wave::refuse_for_other(request)?;
        let mut prepared = prepare::prepare(request, &new, self.framework())?;
        new.kind = prepared.kind;
        new.kind.as_str().clone_into(&mut prepared.report.kind);
        let mut destination = self.destination(request, &new)?;
        for (name, bytes) in &prepared.files {
            destination.write(name, bytes)?;
        }
        finish(destination, prepared.report, request, &new, None)
    }

    fn destination(&self, request: &LoadRequest, new: &NewSource) -> Result<Destination, BankError> {
        if request.dry_run {
            return Ok(Destination::Nowhere);
        }
        Destination::in_corpus(&self.corpus(), new.kind, &new.id, new.replaces)
    }

    fn refuse_in_demonstration(&self, request: &LoadRequest) -> Result<(), BankError> {
        if !self.file.demonstration || request.dry_run {
            return Ok(());
        }
        let message = "this is the demonstration bank, which takes no loads: people's own answers never go into a folder under version control";
        let problem = Problem::error("demonstration_bank", Place::default(), message);
        Err(BankError::refused(problem.hint(
            "make a bank of your own with `insight-bank init DIR`, then load with `insight-bank --bank DIR load FILE`",
        )))
    }
}

/// Writes the account beside the source and makes both part of the corpus.
fn finish(
    mut destination: Destination,
    mut report: LoadReport,
    request: &LoadRequest,
    new: &NewSource,
    keep_until: Option<String>,
) -> Result<LoadRecord, BankError> {
    report.problems.extend(new.problems.iter().cloned());
    let original = Original {
        name: request.name.clone(),
        sha256: new.sha256.clone(),
        loaded: request.today.to_string(),
        keep_until,
    };
    let record = LoadRecord { report, original };
    let account = serde_json::to_vec_pretty(&record).unwrap_or_default();
    destination.write("load.json", &account)?;
    destination.commit()?;
    Ok(record)
}

fn unreadable(name: &str, error: &std::io::Error) -> BankError {
    let problem = Problem::error("unreadable", Place::file(name), format!("it cannot be read: {error}"));
    BankError::refused(problem.hint("check that the file is still there and that you may read it"))
}

fn index_late(error: &EngineError) -> Problem {
    let message = format!("the file is stored, but not yet in the index: {error}");
    let problem = Problem::warning("index_late", Place::default(), message);
    problem.hint("run any command again; the index is brought up to date first")
}
