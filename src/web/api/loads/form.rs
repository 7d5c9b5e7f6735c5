//! The parts of a form that brings files.

use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use utoipa::ToSchema;

use crate::bank::Attachment;
use crate::file::InMemory;
use crate::problem::{Place, Problem};
use crate::web::error::ApiError;
use crate::web::limits::{LOAD_BYTES, too_large};

/// The most files of one request.
const MOST_FILES: usize = 100;

/// What a request may bring, for the description of the API.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a form; its parts are read one by one")]
pub(super) struct LoadForm {
    /// The files to load, each a part of its own with its name.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<String>,
    /// The questionnaire of the survey, as the survey tool exports it (`.lss`, `.lsg`, `.lsq`, `.lsa`, `.qsf`, `.json`, `.xlsx`,
    /// `.toml`).
    #[schema(value_type = Option<String>, format = Binary)]
    questionnaire: Option<String>,
    /// The recipe of an earlier load, to read the file in the same way.
    #[schema(value_type = Option<String>, format = Binary)]
    recipe: Option<String>,
}

/// The files as they were sent.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// Those to load.
    pub(super) files: Vec<Attachment>,
    /// The questionnaire that goes with them.
    pub(super) questionnaire: Option<Attachment>,
    /// The recipe to follow.
    pub(super) recipe: Option<Attachment>,
}

/// Reads the form; refused where a part of it is unknown or sent twice, or there is nothing to load.
pub(super) async fn read(form: Result<Multipart, MultipartRejection>) -> Result<Sent, ApiError> {
    let mut form = form.map_err(|_| not_a_form())?;
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.map_err(|error| broken_form(&error))? {
        let part = field.name().unwrap_or_default().chars().take(80).collect::<String>();
        let file = read_file(field, &part).await?;
        match part.as_str() {
            "file" => sent.files.push(file),
            "questionnaire" => keep_one(&mut sent.questionnaire, file, &part)?,
            "recipe" => keep_one(&mut sent.recipe, file, &part)?,
            _ => return Err(unexpected_part(&format!("no part of the form is called `{part}`"))),
        }
        if sent.files.len() > MOST_FILES {
            return Err(refused(refusal("too_many_files", format!("one request may bring {MOST_FILES} files"))));
        }
    }
    if sent.files.is_empty() {
        let problem = refusal("no_file", "no file was sent");
        return Err(refused(problem.hint("send each file as a part with its name: `curl -F file=@survey.csv ...`")));
    }
    Ok(sent)
}

async fn read_file(field: Field<'_>, part: &str) -> Result<Attachment, ApiError> {
    let Some(name) = field.file_name().map(plain_name) else {
        return Err(unexpected_part(&format!("the part `{part}` of the form is no file")));
    };
    let bytes = field.bytes().await.map_err(|error| broken_form(&error))?;
    Ok(Attachment { name, content: InMemory(bytes.to_vec().into()) })
}

fn keep_one(place: &mut Option<Attachment>, file: Attachment, part: &str) -> Result<(), ApiError> {
    match place.replace(file) {
        None => Ok(()),
        Some(_) => Err(unexpected_part(&format!("the part `{part}` was sent more than once"))),
    }
}

/// A file's own name: some programs send the folders before it.
fn plain_name(name: &str) -> String {
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    own.chars().filter(|c| !c.is_control()).take(200).collect()
}

fn unexpected_part(message: &str) -> ApiError {
    let problem = refusal("unexpected_part", message);
    let problem = problem.expected("files in parts called `file`, and at most one `questionnaire` and one `recipe`");
    refused(problem.hint("everything that is no file stands behind the `?` of the address"))
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

fn refused(problem: Problem) -> ApiError {
    ApiError::refused(vec![problem])
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
}
