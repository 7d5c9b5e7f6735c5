//! `POST /api/v1/loads`.

mod form;

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::ask;
use crate::bank::{Attachment, BankError, InsightBank, LoadReport, LoadRequest};
use crate::corpus::{SourceKind, SurveyKind};
use crate::engine::Silent;
use crate::problem::{Place, Problem};
use crate::web::error::ApiError;
use crate::web::extract::Asked;
use crate::web::params::{Pairs, Reader, truth};
use crate::web::state::AppState;

use form::{LoadForm, Sent};

const PARAMETERS: [&str; 8] = ["dry_run", "id", "title", "kind", "survey_kind", "sheet", "wave_of", "replace"];

/// What was made of several files.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LoadReports {
    /// The reports of the files that were loaded, in their order.
    loads: Vec<LoadReport>,
    /// Why the others were not.
    problems: Vec<Problem>,
}

/// How the files are to be loaded.
struct Wishes {
    dry_run: bool,
    replace: bool,
    id: Option<String>,
    title: Option<String>,
    kind: Option<SourceKind>,
    survey_kind: Option<SurveyKind>,
    sheet: Option<String>,
    wave_of: Option<String>,
}

/// Loads files into the bank, or says what loading them would do.
///
/// One file answers with its report, several with `{loads, problems}`: one that cannot be loaded does not stop the others. The
/// demonstration bank takes no loads and answers 403 with the code `demonstration_bank`; what a load would do it tells.
#[utoipa::path(
    post,
    path = "/api/v1/loads",
    tag = "bank",
    params(
        ("dry_run" = Option<bool>, Query, description = "Say what would happen and write nothing"),
        ("id" = Option<String>, Query, description = "The id to store it under; made from the file's name when left out"),
        ("title" = Option<String>, Query, description = "Its title; made from the file when left out"),
        ("kind" = Option<String>, Query, description = "literature, focus-group, survey, meeting or document; told by the file's name when left out"),
        ("survey_kind" = Option<String>, Query, description = "probability, census, self-selected or unknown"),
        ("sheet" = Option<String>, Query, description = "The sheet of a workbook that holds the answers; told by its content when left out"),
        ("wave_of" = Option<String>, Query, description = "The survey of which this is a later wave, or none; found by its questions when left out"),
        ("replace" = Option<bool>, Query, description = "Put it in the place of what is stored under its id"),
    ),
    request_body(content = inline(LoadForm), content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "The report of one file", body = LoadReport),
        (status = 207, description = "The reports of several files", body = LoadReports),
    ),
)]
pub(super) async fn load_files(
    State(state): State<AppState>,
    Asked(pairs): Asked,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, ApiError> {
    let wishes = read_wishes(&pairs)?;
    let sent = form::read(form).await?;
    if sent.files.len() > 1 && (wishes.id.is_some() || wishes.title.is_some()) {
        let place = Place::default().field("file");
        let problem = Problem::error("one_id", place, "`id` and `title` name one file, and several were sent");
        return Err(ApiError::refused(vec![problem.hint("load them one by one, or leave both out")]));
    }
    let requests = requests(sent, &wishes);
    answer(ask(&state, move |bank| Ok(load_all(bank, &requests))).await?)
}

fn read_wishes(pairs: &Pairs) -> Result<Wishes, ApiError> {
    let kinds: Vec<&str> = SourceKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let survey_kinds: Vec<&str> = SurveyKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let mut reader = Reader::new(pairs, &PARAMETERS, &[]);
    let wishes = Wishes {
        dry_run: reader.word("dry_run", &["true", "false"], truth).unwrap_or(false),
        replace: reader.word("replace", &["true", "false"], truth).unwrap_or(false),
        id: reader.one("id"),
        title: reader.one("title"),
        kind: reader.word("kind", &kinds, SourceKind::from_word),
        survey_kind: reader.word("survey_kind", &survey_kinds, SurveyKind::from_word),
        sheet: reader.one("sheet"),
        wave_of: reader.one("wave_of"),
    };
    Ok(reader.finish(wishes)?)
}

/// A request for each file; the questionnaire and the recipe hold for all of them.
fn requests(sent: Sent, wishes: &Wishes) -> Vec<LoadRequest> {
    let Sent { files, questionnaire, recipe } = sent;
    let request = |file| request(file, questionnaire.clone(), recipe.clone(), wishes);
    files.into_iter().map(request).collect()
}

fn request(
    file: Attachment,
    questionnaire: Option<Attachment>,
    recipe: Option<Attachment>,
    wishes: &Wishes,
) -> LoadRequest {
    LoadRequest {
        name: file.name,
        content: Arc::new(file.content),
        questionnaire,
        recipe,
        sheet: wishes.sheet.clone(),
        wave_of: wishes.wave_of.clone(),
        id: wishes.id.clone(),
        title: wishes.title.clone(),
        kind: wishes.kind,
        survey_kind: wishes.survey_kind,
        replace: wishes.replace,
        dry_run: wishes.dry_run,
        today: jiff::Zoned::now().date(),
    }
}

/// What became of each file: the report, or the problems with its name in them.
type Outcome = Result<LoadReport, BankError>;

fn load_all(bank: &InsightBank, requests: &[LoadRequest]) -> Vec<(String, Outcome)> {
    let names = requests.iter().map(|request| request.name.clone());
    names.zip(bank.load_all(requests, &Silent)).collect()
}

fn answer(mut outcomes: Vec<(String, Outcome)>) -> Result<Response, ApiError> {
    if outcomes.len() == 1 {
        let Some((name, outcome)) = outcomes.pop() else {
            return Err(ApiError::internal());
        };
        return match outcome {
            Ok(report) => Ok(Json(report).into_response()),
            Err(error @ BankError::Engine(_)) => Err(error.into()),
            Err(error) => Err(not_loaded(at_file(error.problems(), &name))),
        };
    }
    let (mut loads, mut problems) = (Vec::new(), Vec::new());
    for (name, outcome) in outcomes {
        match outcome {
            Ok(report) => loads.push(report),
            Err(error) => problems.extend(at_file(ApiError::from(error).into_problems(), &name)),
        }
    }
    if loads.is_empty() {
        return Err(not_loaded(problems));
    }
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::MULTI_STATUS };
    Ok((status, Json(LoadReports { loads, problems })).into_response())
}

/// A problem without a file belongs to the one that was sent.
fn at_file(mut problems: Vec<Problem>, name: &str) -> Vec<Problem> {
    for problem in &mut problems {
        problem.place.file.get_or_insert_with(|| name.to_owned());
    }
    problems
}

/// The request could be read, the file could not: that is no bad request.
fn not_loaded(problems: Vec<Problem>) -> ApiError {
    let mut facts = ApiError::refused(problems);
    if facts.status == StatusCode::BAD_REQUEST {
        facts.status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_is_told_apart_from_a_bad_request() {
        let problem = |code: &str| BankError::refused(Problem::error(code, Place::default(), "no"));
        let status = |code: &str| answer(vec![("a.csv".to_owned(), Err(problem(code)))]).unwrap_err().status;
        assert_eq!(status("empty_file"), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(status("id_in_use"), StatusCode::CONFLICT);
        assert_eq!(status("demonstration_bank"), StatusCode::FORBIDDEN);
    }
}
