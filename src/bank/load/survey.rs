//! A file of answers becomes a survey: recognised in one pass, written and accounted for in another.

use std::collections::BTreeSet;
use std::io;

use crate::bank::BankError;
use crate::bank::account::RECIPE;
use crate::bank::load::destination::{Destination, original_place};
use crate::bank::load::prepared::NewSource;
use crate::bank::load::wave::Waves;
use crate::bank::load::{Attachment, LoadReport, LoadRequest, unreadable};
use crate::corpus::store::Interrupted;
use crate::corpus::{Source, SourceKind, SurveyKind};
use crate::engine::Progress;
use crate::file::delimited::delimiter_named;
use crate::problem::{Place, Problem, any_error};
use crate::survey::form::Form;
use crate::survey::load::{Answers, LayoutWishes, OpenPoint, ReadOptions, Reconciliation, read_form, told_by};
use crate::survey::recipe::{Drift, FileWishes, Recipe, compare, read_recipe, write_recipe};
use crate::survey::{self, Questionnaire, ResponseWriter};

/// A survey whose columns have been recognised.
pub(super) struct Recognised {
    answers: Answers<'static>,
    /// What was said of the questionnaire or the recipe that came with it.
    problems: Vec<Problem>,
    /// What has changed since the recipe was written.
    drift: Vec<OpenPoint>,
}

/// Recognises the survey, by a recipe or a questionnaire where one came with it.
pub(super) fn recognise(request: &LoadRequest, progress: &dyn Progress) -> Result<Recognised, BankError> {
    let mut problems = Vec::new();
    let recipe = request.recipe.as_ref().map(|given| read_given_recipe(given, &mut problems)).transpose()?;
    let form = request.questionnaire.as_ref().map(|given| read_given(given, request, &mut problems)).transpose()?;
    let open = |options: &ReadOptions<'_>| {
        let input = request.content.open().map_err(|error| unreadable(&request.name, &error))?;
        let answers = watched(progress, "recognising", |watch| Answers::open(&request.name, input, options, watch));
        answers.map_err(BankError::Refused)
    };
    let plain = options(request, recipe.as_ref(), form.as_ref());
    let answers = match &recipe {
        None => open(&plain)?,
        Some(recipe) => by_recipe(&open, &plain, &recipe.file)?,
    };
    let drift = recipe.map(|recipe| drift(&recipe, &answers, form.as_ref())).unwrap_or_default();
    Ok(Recognised { answers, problems, drift })
}

/// The file as the recipe says it is laid out, unless it is laid out otherwise now: then more of its columns are found by looking.
fn by_recipe<'a>(
    open: &impl Fn(&ReadOptions<'_>) -> Result<Answers<'a>, BankError>,
    plain: &ReadOptions<'_>,
    file: &FileWishes,
) -> Result<Answers<'a>, BankError> {
    let said = open(&ReadOptions {
        delimiter: file.delimiter.as_deref().and_then(delimiter_named),
        encoding: file.encoding.clone(),
        sheet: plain.sheet.clone().or_else(|| file.sheet.clone()),
        layout: LayoutWishes { header_rows: file.header_rows, skipped: file.skip_rows, maker: file.maker.clone() },
        ..plain.clone()
    });
    if matches!(&said, Ok(answers) if answers.missing() == 0) {
        return said;
    }
    let found = open(plain);
    match (said, found) {
        (Ok(said), Ok(found)) => Ok(if found.missing() < said.missing() { found } else { said }),
        (said, found) => said.or(found),
    }
}

/// What is known of the file beforehand: what the recipe says goes before what is found by looking.
fn options<'q>(request: &LoadRequest, recipe: Option<&'q Recipe>, form: Option<&'q Form>) -> ReadOptions<'q> {
    let file = recipe.map(|recipe| recipe.file.clone()).unwrap_or_default();
    ReadOptions {
        form: recipe.map(|recipe| &recipe.form).or(form),
        repair: file.repair,
        sheet: request.sheet.clone(),
        ..ReadOptions::default()
    }
}

/// What has changed since the recipe was written.
fn drift(recipe: &Recipe, answers: &Answers<'_>, given: Option<&Form>) -> Vec<OpenPoint> {
    let mut now = answers.recipe();
    if let Some(told) = given.or(answers.own_form()) {
        now = told_by(now, told);
    }
    let points = compare(recipe, &now, &answers.seen(recipe)).into_iter();
    let point = |drift: Drift| {
        let Drift { code, question, message, meanwhile, settle } = drift;
        OpenPoint { code, question, message, meanwhile, settle }
    };
    points.map(point).collect()
}

fn read_given(given: &Attachment, request: &LoadRequest, problems: &mut Vec<Problem>) -> Result<Form, BankError> {
    // The sheet that was named is that of the answers; it may be that of the questions where these are not to be found.
    let read = read_form(&given.name, &given.content.0, None);
    let named = request.sheet.as_deref().filter(|_| read.is_err());
    let named = named.and_then(|sheet| read_form(&given.name, &given.content.0, Some(sheet)).ok());
    let (form, found) = named.map_or(read, Ok).map_err(BankError::Refused)?;
    problems.extend(found);
    Ok(form)
}

fn read_given_recipe(given: &Attachment, problems: &mut Vec<Problem>) -> Result<Recipe, BankError> {
    let (recipe, found) = read_recipe(&given.name, &String::from_utf8_lossy(&given.content.0));
    match recipe.filter(|_| !any_error(&found)) {
        Some(recipe) => {
            problems.extend(found);
            Ok(recipe)
        }
        None => Err(BankError::Refused(found)),
    }
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
    waves: &Waves<'_>,
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
    let held = held(&questionnaire, &account);
    let earlier = waves.earlier(&held, account.rows);
    let like = if earlier.is_none() { waves.like(&held, account.rows, &request.name) } else { None };
    source.earlier_wave = earlier.as_ref().map(|wave| wave.survey.clone());
    let record = survey::write_record(&source, &questionnaire) + &new.merged;
    destination.write("source.toml", record.as_bytes())?;
    let mut recipe = survey.answers.recipe();
    recipe.survey_kind = new.survey_kind;
    destination.write(RECIPE, write_recipe(&recipe).as_bytes())?;
    copy_original(request, destination)?;
    let mut report = report(account, new);
    report.problems.splice(0..0, survey.problems);
    report.open_points.splice(0..0, survey.drift);
    report.problems.extend(earlier.map(|wave| wave.note(&request.name, request.recipe.is_some())).or(like));
    Ok(report)
}

/// The questions that have a column in the file: a questionnaire or a recipe may know others.
fn held(questionnaire: &Questionnaire, account: &Reconciliation) -> Questionnaire {
    let columns: BTreeSet<&str> = account.columns.iter().filter_map(|column| column.question.as_deref()).collect();
    let held = questionnaire.questions.iter().filter(|question| columns.contains(question.id.as_str()));
    Questionnaire { questions: held.cloned().collect() }
}

fn copy_original(request: &LoadRequest, destination: &mut Destination) -> Result<(), BankError> {
    let mut input = request.content.open().map_err(|error| unreadable(&request.name, &error))?;
    destination.stream(&original_place(&request.name), |file| Ok(io::copy(&mut input, file)?))?;
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
