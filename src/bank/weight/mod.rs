//! Weighting a survey: targets from a file, raking, capping, an account of what it did, and a weight kept beside the answers.
//!
//! Nothing is kept before everything has been understood, and every reason against it is told at once. One person's weight is
//! never shown: what comes out is the account alone.
//!
//! Reading order: `given` and `shares` (the file), `names` and `margins` (what it means), `people` and `categories` (whether they
//! can have it), `work` and `account` (what comes out), `keep` and `stored` (where it goes), `removal`.

mod account;
mod categories;
mod given;
mod given_toml;
mod keep;
mod margins;
mod names;
mod options;
mod people;
mod refusal;
mod removal;
mod report;
mod shares;
mod stored;
mod work;

use std::sync::{Arc, PoisonError};

use crate::bank::load::Attachment;
use crate::bank::open::{RESPONSES, read_shelf};
use crate::bank::shelf::{Shelf, SurveyRecord};
use crate::bank::{BankError, Caller, InsightBank};
use crate::corpus::Source;
use crate::corpus::decisions::Decisions;
use crate::corpus::store::{Amendment, SourceFiles};
use crate::engine::Silent;
use crate::id::Slug;
use crate::problem::{Place, Problem, any_error};
use crate::text::fingerprint;

use keep::{Keeping, Minutes, keep};
use people::People;
pub use removal::{WeightRemoval, WeightRemovalRequest};
pub use report::{CapReport, CategoryReport, MarginReport, Spread, Unit, WeightReport};
pub use stored::StoredWeight;
pub(super) use stored::{joined, read_weights};
use work::Plan;

/// How the weights of a survey are to be made.
#[derive(Debug, Clone)]
pub struct WeightRequest {
    /// The survey.
    pub survey: String,
    /// The targets, as CSV or TOML.
    pub targets: Attachment,
    /// What to call the weight; `weight` when left out.
    pub name: Option<String>,
    /// The question whose numbers people begin with; when left out the weight they were drawn with, where the survey's record
    /// names one. Everybody begins with one otherwise, and where it is `none`.
    pub start: Option<String>,
    /// The lowest and the highest weight, times the mean; no bounds when `None`.
    pub cap: Option<[f64; 2]>,
    /// Whether to rake once more within the bounds, so that the targets are met again.
    pub rerake: bool,
    /// Whether a weight of that name that was made before gives way.
    pub replace: bool,
    /// Whether to say what would come out and keep nothing.
    pub dry_run: bool,
    /// Who makes it, and when.
    pub caller: Caller,
}

impl InsightBank {
    /// Makes a weight for each respondent of a survey so that the margins named in a file have their targets, and keeps it as one
    /// more question of the survey; with `dry_run` only says what would come out. Raking as R `survey::rake`, capping as R
    /// `survey::trimWeights(strict = TRUE)`. That it was made is a decision.
    ///
    /// # Errors
    /// When the targets cannot be read or met, people have no category or no weight to begin with, the name is taken, or the
    /// corpus cannot be written: all reasons at once, each with its name. Nothing is kept then.
    pub fn weight(&self, request: &WeightRequest) -> Result<WeightReport, BankError> {
        let (source, record) = self.survey_record(&request.survey)?;
        self.refuse_weights_in_demonstration(request.dry_run)?;
        let _turn = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        let shelf = self.shelf();
        let files = files_of(&shelf, &source.id)?;
        let answers = files.print_of(RESPONSES).unwrap_or_default();
        let (plan, people, notes) = understand(request, &source, &record, files)?;
        let worked = work::work(request, &plan, &people)?;
        let mut report =
            account::report(request, source.id.as_str(), &plan, &people, &worked).map_err(|_| refusal::absurd())?;
        report.problems.splice(0..0, notes);
        if request.dry_run {
            return Ok(report);
        }
        let targets = fingerprint(&request.targets.content.0);
        let kept = Keeping { report: &report, ids: &people.ids, weights: &worked.weights, answers, targets };
        let late = self.amend(&source.id, &request.caller, |amendment, minutes| keep(amendment, minutes, kept))?;
        report.problems.extend(late);
        Ok(report)
    }

    /// Changes the weights of a survey, and brings shelf and index up to date; tells where the index is late. What was changed
    /// stands whatever happens then: the index is derived, and the next command brings it up to date.
    fn amend(
        &self,
        survey: &Slug,
        caller: &Caller,
        change: impl FnOnce(&Amendment, &Minutes<'_>) -> Result<(), Problem>,
    ) -> Result<Option<Problem>, BankError> {
        let corpus = self.corpus();
        let amendment = Amendment::begin(&corpus, survey).map_err(BankError::refused)?;
        let minutes = Minutes { decisions: Decisions::of(&corpus), caller, subject: survey };
        change(&amendment, &minutes).map_err(BankError::refused)?;
        drop(amendment);
        let (shelf, _) = read_shelf(&corpus, self.framework());
        let late = self.refresh(&shelf, &Silent).err();
        self.put_shelf(shelf);
        Ok(late.map(|error| index_late(&error)))
    }

    fn refuse_weights_in_demonstration(&self, dry_run: bool) -> Result<(), BankError> {
        if !self.file.demonstration || dry_run {
            return Ok(());
        }
        let message = "this is the demonstration bank, which takes no weights";
        let problem = Problem::error("demonstration_bank", Place::default(), message);
        Err(BankError::refused(
            problem.hint("see what would come out with `--dry-run`, or load the survey into a bank of your own"),
        ))
    }
}

fn files_of<'s>(shelf: &'s Arc<Shelf>, survey: &Slug) -> Result<&'s SourceFiles, BankError> {
    let gone = || BankError::not_found("survey", survey.as_str(), shelf.files.keys().map(Slug::as_str));
    shelf.files.get(survey).ok_or_else(gone)
}

/// What is to be done, and for whom; every reason against it at once.
fn understand(
    request: &WeightRequest,
    source: &Source,
    record: &SurveyRecord,
    files: &SourceFiles,
) -> Result<(Plan, People, Vec<Problem>), BankError> {
    let (given, mut problems) = given::read(&request.targets);
    let name = options::name(request, record, &mut problems);
    let (mut margins, found) = margins::find(&given, &record.questionnaire);
    problems.extend(found);
    problems.extend(options::bad_bounds(request));
    let start = options::start(request, source.design.weight.as_deref(), record);
    let start = names::find_start(start, &record.questionnaire, &mut problems);
    let people = People::read(record, files, &margins, start, &mut problems);
    problems.extend(categories::check(&margins, &people, &request.targets.name));
    if any_error(&problems) {
        problems.retain(Problem::is_error);
        return Err(BankError::Refused(problems));
    }
    for (at, margin) in margins.iter_mut().enumerate() {
        let shares = people.shares(at, &people.start, margin.categories.len());
        margin.settle(&shares.map_err(|_| refusal::absurd())?);
    }
    let start = start.and_then(|at| record.questionnaire.questions.get(at)).map(|question| question.id.clone());
    Ok((Plan { name, margins, start }, people, problems))
}

fn index_late(error: &crate::engine::EngineError) -> Problem {
    let message = format!("the weights are changed, but not yet in the index: {error}");
    Problem::warning("index_late", Place::default(), message)
        .hint("run any command again; the index is brought up to date first")
}
