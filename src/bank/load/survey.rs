//! A file of answers becomes a survey: recognised in one pass, written and accounted for in another.

use std::io;

use crate::bank::BankError;
use crate::bank::load::destination::Destination;
use crate::bank::load::identity::NewSource;
use crate::bank::load::{Attachment, LoadReport, LoadRequest, unreadable};
use crate::corpus::store::Interrupted;
use crate::corpus::{Source, SourceKind, SurveyKind};
use crate::engine::Progress;
use crate::problem::{Place, Problem};
use crate::survey::form::Form;
use crate::survey::load::{Answers, ReadOptions, Reconciliation, read_form};
use crate::survey::{self, ResponseWriter};

/// A survey whose columns have been recognised.
pub(super) struct Recognised {
    answers: Answers<'static>,
    /// What was said of the questionnaire that came with it.
    problems: Vec<Problem>,
}

/// Recognises the survey.
pub(super) fn recognise(request: &LoadRequest, progress: &dyn Progress) -> Result<Recognised, BankError> {
    let input = request.content.open().map_err(|error| unreadable(&request.name, &error))?;
    let given = request.questionnaire.as_ref().map(|given| read_given(given, request)).transpose()?;
    let (form, mut problems) = given.unzip();
    let options = ReadOptions { form: form.as_ref(), sheet: request.sheet.clone(), ..ReadOptions::default() };
    let answers = watched(progress, "recognising", |watch| Answers::open(&request.name, input, &options, watch));
    let problems = problems.take().unwrap_or_default();
    Ok(Recognised { answers: answers.map_err(BankError::Refused)?, problems })
}

fn read_given(given: &Attachment, request: &LoadRequest) -> Result<(Form, Vec<Problem>), BankError> {
    read_form(&given.name, &given.content.0, request.sheet.as_deref()).map_err(BankError::Refused)
}

/// Runs `work`, and shows how far it is.
fn watched<T>(progress: &dyn Progress, what: &str, work: impl FnOnce(&mut dyn FnMut(u64, Option<u64>)) -> T) -> T {
    let mut shown: Option<u64> = None;
    let result = work(&mut |done, total| {
        if shown.is_none() {
            progress.begin(what, total);
        }
        let before = shown.replace(done).unwrap_or_default();
        progress.advance(done.saturating_sub(before));
    });
    if shown.is_some() {
        progress.end();
    }
    result
}

/// Writes the survey to `destination`; its account.
pub(super) fn write(
    mut survey: Recognised,
    request: &LoadRequest,
    new: &NewSource,
    destination: &mut Destination,
    progress: &dyn Progress,
) -> Result<LoadReport, BankError> {
    let questionnaire = survey.answers.questionnaire().clone();
    let worded = survey.answers.may_have_words();
    let account = destination.stream("responses.csv", |file| {
        let mut writer = ResponseWriter::new(&questionnaire, worded, file)?;
        let not_written =
            |error: io::Error| Problem::error("not_written", Place::file("responses.csv"), error.to_string());
        let mut keep = |respondent| writer.write(&respondent).map_err(not_written);
        let account = watched(progress, "reading", |watch| survey.answers.read(&mut keep, watch));
        let account = account.map_err(Interrupted::Source)?;
        writer.finish()?;
        Ok(account)
    })?;
    let mut source = Source::new(new.id.clone(), SourceKind::Survey, &new.title);
    source.survey_kind = Some(new.survey_kind.unwrap_or(SurveyKind::Unknown));
    destination.write("source.toml", survey::write_record(&source, &questionnaire).as_bytes())?;
    copy_original(request, destination)?;
    let mut report = report(account, new);
    report.problems.splice(0..0, survey.problems);
    Ok(report)
}

fn copy_original(request: &LoadRequest, destination: &mut Destination) -> Result<(), BankError> {
    let mut input = request.content.open().map_err(|error| unreadable(&request.name, &error))?;
    destination.stream(&format!("originals/{}", safe_name(&request.name)), |file| Ok(io::copy(&mut input, file)?))?;
    Ok(())
}

fn report(account: Reconciliation, new: &NewSource) -> LoadReport {
    let mut open_points = account.open_points;
    let is_said = new.survey_kind.is_some_and(|kind| kind != SurveyKind::Unknown);
    open_points.retain(|point| point.code != "survey_kind" || !is_said);
    LoadReport {
        id: new.id.to_string(),
        kind: SourceKind::Survey.as_str().to_owned(),
        recognised: account.recognised,
        rows: account.rows,
        columns: account.columns,
        open_points,
        problems: account.problems,
    }
}

/// The file's own name without anything that could lead out of its folder.
fn safe_name(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_control() || "/\\:".contains(c) { '-' } else { c }).collect();
    let plain = plain.trim_start_matches('.');
    if plain.is_empty() { "original".to_owned() } else { plain.chars().take(120).collect() }
}
