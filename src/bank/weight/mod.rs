//! Weighting a survey: targets from a file, raking, capping, an account of what it did, and a weight kept beside the answers.
//!
//! Nothing is kept before everything has been understood, and every reason against it is told at once. One person's weight is
//! never shown: what comes out is the account alone.

mod categories;
mod given;
mod given_toml;
mod margins;
mod people;
mod refusal;
mod report;
mod stored;
mod work;

use std::sync::PoisonError;

use jiff::civil::Date;

use crate::bank::load::Attachment;
use crate::bank::open::{RESPONSES, read_shelf};
use crate::bank::shelf::SurveyRecord;
use crate::bank::{BankError, InsightBank};
use crate::corpus::store::{Amendment, SourceFiles};
use crate::engine::Silent;
use crate::id::Slug;
use crate::problem::{Place, Problem, any_error};

use people::People;
pub use report::{CapReport, CategoryReport, MarginReport, Spread, Unit, WeightReport};
pub use stored::StoredWeight;
pub(super) use stored::{joined, read_weights};
use work::{Plan, Worked};

/// What a weight is called when nobody says.
const USUAL_NAME: &str = "weight";

/// How the weights of a survey are to be made.
#[derive(Debug, Clone)]
pub struct WeightRequest {
    /// The survey.
    pub survey: String,
    /// The targets, as CSV or TOML.
    pub targets: Attachment,
    /// What to call the weight; `weight` when left out.
    pub name: Option<String>,
    /// The question whose numbers people begin with; everybody begins with one otherwise.
    pub start: Option<String>,
    /// The lowest and the highest weight, times the mean; no bounds when `None`.
    pub cap: Option<[f64; 2]>,
    /// Whether to rake once more within the bounds, so that the targets are met again.
    pub rerake: bool,
    /// Whether a weight of that name that was made before gives way.
    pub replace: bool,
    /// Whether to say what would come out and keep nothing.
    pub dry_run: bool,
    /// Today: the bank itself knows no clock.
    pub today: Date,
}

impl InsightBank {
    /// Makes a weight for each respondent of a survey so that the margins named in a file have their targets, and keeps it as one
    /// more question of the survey; with `dry_run` only says what would come out. Raking as R `survey::rake`, capping as R
    /// `survey::trimWeights(strict = TRUE)`.
    ///
    /// # Errors
    /// When the targets cannot be read or met, people have no category or no weight to begin with, the name is taken, or the
    /// corpus cannot be written: all reasons at once, each with its name. Nothing is kept then.
    pub fn weight(&self, request: &WeightRequest) -> Result<WeightReport, BankError> {
        let (source, record) = self.survey_record(&request.survey)?;
        if self.file.demonstration && !request.dry_run {
            return Err(BankError::refused(in_demonstration()));
        }
        let _turn = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        let shelf = self.shelf();
        let gone = || BankError::not_found("survey", &request.survey, shelf.files.keys().map(Slug::as_str));
        let files = shelf.files.get(&source.id).ok_or_else(gone)?;
        let answers = files.print_of(RESPONSES).unwrap_or_default();
        let (plan, people, notes) = understand(request, &record, files)?;
        let Worked { mut report, weights } = work::work(request, &source, &plan, &people)?;
        report.problems.splice(0..0, notes);
        if request.dry_run {
            return Ok(report);
        }
        let amendment = Amendment::begin(&self.corpus(), &source.id).map_err(BankError::refused)?;
        stored::keep(&amendment, &report, &people.ids, &weights, &answers).map_err(BankError::refused)?;
        drop(amendment);
        let (shelf, _) = read_shelf(&self.corpus(), self.framework());
        // The weight is kept whatever happens now: the index is derived, and the next command brings it up to date.
        let late = self.refresh(&shelf, &Silent).err();
        self.put_shelf(shelf);
        report.problems.extend(late.map(|error| index_late(&error)));
        Ok(report)
    }
}

/// What is to be done, and for whom; every reason against it at once.
fn understand(
    request: &WeightRequest,
    record: &SurveyRecord,
    files: &SourceFiles,
) -> Result<(Plan, People, Vec<Problem>), BankError> {
    let (given, mut problems) = given::read(&request.targets);
    let name = check_name(request, record, &mut problems);
    let (margins, found) = margins::find(&given, &record.questionnaire);
    problems.extend(found);
    problems.extend(refusal::bad_options(request));
    let start = margins::start(request.start.as_deref(), &record.questionnaire, &mut problems);
    let people = People::read(record, files, &margins, start, &mut problems);
    problems.extend(categories::check(&margins, &people, &request.targets.name));
    if any_error(&problems) {
        problems.retain(Problem::is_error);
        return Err(BankError::Refused(problems));
    }
    let start = start.and_then(|at| record.questionnaire.questions.get(at)).map(|question| question.id.clone());
    Ok((Plan { name, margins, start }, people, problems))
}

/// The name of the weight, which no question may have but a weight that gives way.
fn check_name(request: &WeightRequest, record: &SurveyRecord, problems: &mut Vec<Problem>) -> String {
    let text = request.name.as_deref().unwrap_or(USUAL_NAME).to_lowercase();
    let place = || Place::default().field("name");
    if text == "none" || text.parse::<Slug>().is_err() {
        let near = crate::text::slug_of(&text, crate::id::SLUG_MAX);
        let problem = Problem::error("bad_name", place(), format!("a weight cannot be called `{text}`"))
            .expected("lower-case letters, digits and hyphens, and not `none`");
        let usual = if near.is_empty() || near == "none" { USUAL_NAME.to_owned() } else { near };
        problems.push(problem.hint(format!("call it `{usual}`")));
    }
    let is_own = record.weights.iter().any(|weight| weight.name == text);
    if record.questionnaire.find(&text).is_some() && !(is_own && request.replace) {
        let what = if is_own { "a weight" } else { "a question" };
        let hint = if is_own {
            "replace it with `--replace`, or give another name with `--name`"
        } else {
            "give another name with `--name`"
        };
        let message = format!("the survey has {what} called `{text}` already");
        problems.push(Problem::error("name_taken", place(), message).hint(hint));
    }
    text
}

fn in_demonstration() -> Problem {
    let message = "this is the demonstration bank, which takes no weights";
    Problem::error("demonstration_bank", Place::default(), message)
        .hint("see what would come out with `--dry-run`, or load the survey into a bank of your own")
}

fn index_late(error: &crate::engine::EngineError) -> Problem {
    let message = format!("the weight is kept, but not yet in the index: {error}");
    Problem::warning("index_late", Place::default(), message)
        .hint("run any command again; the index is brought up to date first")
}
