//! Answers as workbooks: how they are made and sent.

use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

use super::csv::attached;
use crate::bank::{BankError, TabBook};
use crate::problem::{Place, Problem};
use crate::report;

const KIND: HeaderValue = HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

/// The workbook of a book.
pub(super) fn written(book: &TabBook) -> Result<Vec<u8>, BankError> {
    report::workbook(book).map_err(|error| {
        let problem = Problem::error("too_large", Place::default().field("by"), error.to_string());
        BankError::refused(problem.hint("ask for fewer columns with `by`"))
    })
}

/// `bytes` as a workbook called `name`.
pub(super) fn respond(bytes: Vec<u8>, name: &str) -> Response {
    attached(([(CONTENT_TYPE, KIND)], bytes).into_response(), &format!("{name}.xlsx"))
}
