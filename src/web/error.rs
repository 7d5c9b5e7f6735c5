//! Refusals and failures, told the same way wherever they come from.
//!
//! A handler, a limit or a caught panic answers with an [`ApiError`]. It carries facts, no words of the machine's insides; what
//! happened inside goes to the log. The outermost layer, [`crate::web::present`], turns the facts into `application/problem+json` for the
//! API and into a page with ways back for everything else.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::bank::BankError;
use crate::engine::EngineError;
use crate::problem::{Place, Problem};

/// Why a request was refused or failed: the facts, before they become a problem document or a page.
#[derive(Debug, Clone)]
pub(crate) struct ApiError {
    /// The status of the answer.
    pub(crate) status: StatusCode,
    /// A stable name, `snake_case`.
    pub(crate) code: String,
    /// One sentence about this occurrence, safe to show.
    pub(crate) detail: String,
    /// The way on.
    pub(crate) hint: Option<String>,
    /// Every reason, where there are several or they have a place.
    pub(crate) errors: Vec<Problem>,
    /// After how many seconds it is worth trying again.
    pub(crate) retry_after: Option<u16>,
}

/// A problem document of RFC 9457, with a stable `code` and every reason.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ProblemDocument)]
pub(crate) struct ProblemDocument {
    /// Names the kind of problem.
    #[serde(rename = "type")]
    kind: String,
    /// What kind of thing went wrong, the same for every occurrence.
    title: &'static str,
    /// The status of the answer.
    status: u16,
    /// One sentence about this occurrence.
    detail: String,
    /// The path that was asked for.
    instance: String,
    /// A stable name, `snake_case`.
    code: String,
    /// How to go on.
    hint: Option<String>,
    /// Every reason, each with its place.
    errors: Vec<Problem>,
}

impl ApiError {
    /// A refusal without further reasons.
    pub(crate) fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self { status, code: code.to_owned(), detail: detail.into(), hint: None, errors: Vec::new(), retry_after: None }
    }

    /// Adds the way on.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds when to try again.
    #[must_use]
    pub(crate) fn retry_after(mut self, seconds: u16) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// A request that cannot be met, for every one of `problems`.
    pub(crate) fn refused(problems: Vec<Problem>) -> Self {
        let first = problems.iter().find(|problem| problem.is_error()).or_else(|| problems.first());
        let code = first.map_or("bad_request", |problem| problem.code.as_str()).to_owned();
        let detail = first.map_or_else(|| "the request cannot be met".to_owned(), |problem| problem.message.clone());
        let hint = first.and_then(|problem| problem.hint.clone());
        Self { status: status_of(&code), code, detail, hint, errors: problems, retry_after: None }
    }

    /// Work that broke off inside: the log has the reason, the caller has not.
    pub(crate) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", "something went wrong while answering")
            .hint("try again; the log of the program tells more")
    }

    /// Nothing lives at the address.
    pub(crate) fn no_such_address(path: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "unknown_address", format!("there is nothing at `{}`", shorten(path)))
    }

    /// The facts as problems: every reason, or the one there is.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        if !self.errors.is_empty() {
            return self.errors;
        }
        let mut problem = Problem::error(&self.code, Place::default(), self.detail);
        problem.hint = self.hint;
        vec![problem]
    }

    /// What kind of thing went wrong.
    pub(crate) fn title(&self) -> &'static str {
        match self.status {
            StatusCode::BAD_REQUEST => "The request cannot be met as it stands",
            StatusCode::FORBIDDEN => "This is not allowed here",
            StatusCode::NOT_FOUND => "There is no such thing",
            StatusCode::METHOD_NOT_ALLOWED => "The address does not take this method",
            StatusCode::CONFLICT => "Something else is stored there",
            StatusCode::PAYLOAD_TOO_LARGE => "The request is too large",
            StatusCode::URI_TOO_LONG => "The address is too long",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "The request is not in a form that is read here",
            StatusCode::MISDIRECTED_REQUEST => "The request was meant for another address",
            StatusCode::UNPROCESSABLE_ENTITY => "The file cannot be loaded as it stands",
            StatusCode::SERVICE_UNAVAILABLE => "The bank is busy",
            StatusCode::GATEWAY_TIMEOUT => "The answer took too long",
            _ => "Something went wrong",
        }
    }

    /// The facts as a problem document about `path`.
    pub(crate) fn document(self, path: &str) -> ProblemDocument {
        let title = self.title();
        ProblemDocument {
            kind: format!("urn:insight-bank:problem:{}", self.code),
            title,
            status: self.status.as_u16(),
            detail: self.detail,
            instance: shorten(path),
            code: self.code,
            hint: self.hint,
            errors: self.errors,
        }
    }
}

/// The status of a refusal, told by the stable name of its first reason.
fn status_of(code: &str) -> StatusCode {
    match code {
        "demonstration_bank" | "read_only" | "analysts_only" => StatusCode::FORBIDDEN,
        "not_found" => StatusCode::NOT_FOUND,
        "id_in_use" | "released" | "not_loaded" => StatusCode::CONFLICT,
        "too_large" => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::BAD_REQUEST,
    }
}

impl From<BankError> for ApiError {
    fn from(error: BankError) -> Self {
        match &error {
            BankError::NotFound { hint, .. } => {
                let facts = Self::new(StatusCode::NOT_FOUND, "not_found", error.to_string());
                Self { hint: hint.clone(), errors: error.problems(), ..facts }
            }
            BankError::Refused(_) => Self::refused(error.problems()),
            BankError::Engine(fault) => from_engine(fault, &error),
        }
    }
}

/// Only what the caller can act on is told; paths and the words of the index library stay in the log.
fn from_engine(fault: &EngineError, error: &BankError) -> ApiError {
    match fault {
        EngineError::Index { .. } => {
            tracing::error!(target: "web", error = %fault, "the index failed");
            ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "index_failed", "the index cannot be read or written")
                .hint(
                    "stop the program, delete the `index` folder and start again; it is made anew and nothing is lost",
                )
        }
        EngineError::Busy { .. } => {
            ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "index_busy", "another program is writing to the index")
                .hint("wait until the other program has finished, then try again")
                .retry_after(5)
        }
        EngineError::NoSurvey { .. } => ApiError::new(StatusCode::NOT_FOUND, "not_found", fault.to_string()),
        EngineError::Cursor { .. } | EngineError::Question { .. } => ApiError::refused(error.problems()),
    }
}

impl From<Vec<Problem>> for ApiError {
    fn from(problems: Vec<Problem>) -> Self {
        Self::refused(problems)
    }
}

/// The facts alone; [`crate::web::present`] gives them their body, because only it knows the address that was asked for.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// A refusal or failure as a problem document.
pub(crate) fn problem_response(facts: ApiError, path: &str) -> Response {
    let status = facts.status;
    let document = facts.document(path);
    // A document of plain texts and numbers always has a JSON form.
    let body = serde_json::to_vec(&document).unwrap_or_default();
    let kind = HeaderValue::from_static("application/problem+json");
    (status, [(CONTENT_TYPE, kind)], body).into_response()
}

/// Whether an address belongs to the API.
pub(crate) fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// An address as it may be repeated to the caller.
fn shorten(path: &str) -> String {
    const MOST: usize = 200;
    if path.chars().count() <= MOST {
        return path.to_owned();
    }
    let head: String = path.chars().take(MOST).collect();
    format!("{head}...")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn a_failure_of_the_index_tells_nothing_of_the_machine() {
        let fault =
            EngineError::Index { path: PathBuf::from("/secret/place"), action: "read", reason: "mmap 0x1f".to_owned() };
        let document = ApiError::from(BankError::Engine(fault)).document("/api/v1/search");
        let json = serde_json::to_string(&document).unwrap();
        assert!(!json.contains("secret") && !json.contains("mmap"), "{json}");
        assert_eq!((document.status, document.code.as_str()), (500, "index_failed"));
    }

    #[test]
    fn a_refusal_takes_its_name_and_status_from_the_first_error() {
        let note = Problem::note("aside", Place::default(), "by the way");
        let error = Problem::error("demonstration_bank", Place::default(), "no loads here").hint("make your own");
        let facts = ApiError::refused(vec![note, error]);
        assert_eq!((facts.status, facts.code.as_str()), (StatusCode::FORBIDDEN, "demonstration_bank"));
        assert_eq!(facts.hint.as_deref(), Some("make your own"));
        assert_eq!(facts.errors.len(), 2);
    }

    #[test]
    fn a_missing_thing_is_not_found_and_names_the_nearest() {
        let facts = ApiError::from(BankError::not_found("theme", "acess", ["access"]));
        assert_eq!(facts.status, StatusCode::NOT_FOUND);
        assert_eq!(facts.hint.as_deref(), Some("did you mean `access`?"));
    }

    #[test]
    fn a_long_address_is_repeated_in_part() {
        let facts = ApiError::no_such_address(&"é".repeat(5000));
        assert!(facts.detail.chars().count() < 300);
    }
}
