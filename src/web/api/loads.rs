//! `POST /api/v1/loads`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::ask;
use crate::bank::{BankError, InsightBank, LoadReport, LoadRequest};
use crate::corpus::{SourceKind, SurveyKind};
use crate::engine::Silent;
use crate::file::InMemory;
use crate::problem::{Place, Problem};
use crate::web::error::ApiError;
use crate::web::extract::Asked;
use crate::web::limits::{LOAD_BYTES, too_large};
use crate::web::params::{Pairs, Reader, truth};
use crate::web::state::AppState;

const PARAMETERS: [&str; 6] = ["dry_run", "id", "title", "kind", "survey_kind", "replace"];

/// The most files of one request.
const MOST_FILES: usize = 100;

/// What a request may bring, for the description of the API.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a form; its parts are read one by one")]
struct LoadForm {
    /// The files, each a part of its own with its name.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<String>,
}

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
}

/// A file as it was sent.
struct SentFile {
    name: String,
    bytes: Vec<u8>,
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
    let files = read_files(form.map_err(|_| not_a_form())?).await?;
    if files.len() > 1 && (wishes.id.is_some() || wishes.title.is_some()) {
        let problem = refusal("one_id", "`id` and `title` name one file, and several were sent");
        return Err(ApiError::refused(vec![problem.hint("load them one by one, or leave both out")]));
    }
    let requests: Vec<LoadRequest> = files.into_iter().map(|file| request(file, &wishes)).collect();
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
    };
    Ok(reader.finish(wishes)?)
}

async fn read_files(mut form: Multipart) -> Result<Vec<SentFile>, ApiError> {
    let mut files = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|error| broken_form(&error))? {
        let Some(name) = field.file_name().map(plain_name) else {
            let part = field.name().unwrap_or_default().chars().take(80).collect::<String>();
            let problem = refusal("unexpected_part", format!("the part `{part}` of the form is no file"));
            return Err(ApiError::refused(vec![
                problem.hint("send files only; everything else stands behind the `?` of the address"),
            ]));
        };
        let bytes = field.bytes().await.map_err(|error| broken_form(&error))?.to_vec();
        files.push(SentFile { name, bytes });
        if files.len() > MOST_FILES {
            return Err(ApiError::refused(vec![refusal(
                "too_many_files",
                format!("one request may bring {MOST_FILES} files"),
            )]));
        }
    }
    if files.is_empty() {
        let problem = refusal("no_file", "no file was sent");
        return Err(ApiError::refused(vec![
            problem.hint("send each file as a part with its name: `curl -F file=@survey.csv ...`"),
        ]));
    }
    Ok(files)
}

/// A file's own name: some programs send the folders before it.
fn plain_name(name: &str) -> String {
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    own.chars().filter(|c| !c.is_control()).take(200).collect()
}

fn request(file: SentFile, wishes: &Wishes) -> LoadRequest {
    LoadRequest {
        name: file.name,
        content: Arc::new(InMemory(file.bytes.into())),
        questionnaire: None,
        recipe: None,
        sheet: None,
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

fn not_a_form() -> ApiError {
    let detail = "files are sent as `multipart/form-data`";
    ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_a_form", detail)
        .hint("send each file as a part with its name: `curl -F file=@survey.csv ...`")
}

fn broken_form(error: &MultipartError) -> ApiError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large(LOAD_BYTES);
    }
    ApiError::new(StatusCode::BAD_REQUEST, "broken_form", "the form that was sent breaks off or is not well formed")
        .hint("send it again")
}

fn refusal(code: &str, message: impl Into<String>) -> Problem {
    Problem::error(code, Place::default().field("file"), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_files_own_name_is_kept() {
        for (sent, kept) in
            [("a.csv", "a.csv"), ("../../etc/a.csv", "a.csv"), ("C:\\data\\a.csv", "a.csv"), ("a\n.csv", "a.csv")]
        {
            assert_eq!(plain_name(sent), kept);
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told_apart_from_a_bad_request() {
        let problem = |code: &str| BankError::refused(Problem::error(code, Place::default(), "no"));
        let status = |code: &str| answer(vec![("a.csv".to_owned(), Err(problem(code)))]).unwrap_err().status;
        assert_eq!(status("empty_file"), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(status("id_in_use"), StatusCode::CONFLICT);
        assert_eq!(status("demonstration_bank"), StatusCode::FORBIDDEN);
    }
}
