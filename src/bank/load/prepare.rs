//! What a file that people wrote becomes, worked out in full before anything is written.

use std::io::Read;

use crate::bank::BankError;
use crate::bank::load::prepared::{NewSource, Prepared, ending};
use crate::bank::load::{LoadRequest, document, record, template, unreadable};
use crate::framework::Framework;
use crate::problem::{Place, Problem};

/// The largest document, in bytes.
const LARGEST: u64 = 64_000_000;

/// Works out what the file becomes.
pub(super) fn prepare(request: &LoadRequest, new: &NewSource, framework: &Framework) -> Result<Prepared, BankError> {
    let bytes = read_all(request)?;
    match ending(&request.name).as_str() {
        "toml" => record::prepare(request, &bytes, new, framework),
        "xlsx" | "ods" => template::from_workbook(request, bytes, new, framework),
        _ => document::prepare(request, bytes, new, framework),
    }
}

/// The whole file, which is one that people write.
pub(super) fn read_all(request: &LoadRequest) -> Result<Vec<u8>, BankError> {
    let mut bytes = Vec::new();
    let opened = request.content.open();
    let read = opened.and_then(|input| input.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(&request.name, &error))?;
    if bytes.len() as u64 > LARGEST {
        let problem = Problem::error("too_large", Place::file(&request.name), "the file is too large for a document");
        let expected = format!("at most {} MB", LARGEST / 1_000_000);
        return Err(BankError::refused(problem.expected(expected).hint("load its parts one by one")));
    }
    if bytes.is_empty() {
        let problem = Problem::error("empty_file", Place::file(&request.name), "the file is empty");
        return Err(BankError::refused(problem.hint("export it again and load that")));
    }
    Ok(bytes)
}
