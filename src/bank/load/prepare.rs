//! What a file becomes, worked out in full before anything is written.

use std::io::Read;

use crate::bank::BankError;
use crate::bank::load::identity::NewSource;
use crate::bank::load::{LoadReport, LoadRequest, unreadable};
use crate::corpus::{self, Source};
use crate::framework::Framework;
use crate::problem::{Place, Problem, any_error};
use crate::survey::load::Recognised;

/// The largest document, in bytes.
const LARGEST: u64 = 64_000_000;

/// The files of a source, ready to be written.
pub(super) struct Prepared {
    /// Names within the source's folder, and their bytes.
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) report: LoadReport,
}

/// Works out what the file becomes.
pub(super) fn prepare(request: &LoadRequest, new: &NewSource, framework: &Framework) -> Result<Prepared, BankError> {
    let bytes = read_all(request)?;
    if bytes.is_empty() {
        let problem = Problem::error("empty_file", Place::file(&request.name), "the file is empty");
        return Err(BankError::refused(problem.hint("export it again and load that")));
    }
    if is_record(&request.name) {
        prepare_record(request, &bytes, new, framework)
    } else {
        prepare_document(request, &bytes, new)
    }
}

/// The whole file, which is one that people write.
fn read_all(request: &LoadRequest) -> Result<Vec<u8>, BankError> {
    let mut bytes = Vec::new();
    let opened = request.content.open();
    let read = opened.and_then(|input| input.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(&request.name, &error))?;
    if bytes.len() as u64 > LARGEST {
        let problem = Problem::error("too_large", Place::file(&request.name), "the file is too large for a document");
        let expected = format!("at most {} MB", LARGEST / 1_000_000);
        return Err(BankError::refused(problem.expected(expected).hint("load its parts one by one")));
    }
    Ok(bytes)
}

fn is_record(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("toml"))
}

fn prepare_document(request: &LoadRequest, bytes: &[u8], new: &NewSource) -> Result<Prepared, BankError> {
    let text = read_text(&request.name, bytes)?;
    let mut source = Source::new(new.id.clone(), new.kind, &new.title);
    let name = if request.name.to_lowercase().ends_with(".md") { "text.md" } else { "text.txt" };
    let (passages, problems) = corpus::read_passages(&source, &request.name, text);
    if passages.is_empty() {
        let problem = Problem::error("no_text", Place::file(&request.name), "no words were found in the file");
        return Err(BankError::refused(problem.hint("check that it is the text you meant")));
    }
    if request.title.is_none() {
        // A document whose first heading stands over everything is known by that heading.
        let first = passages.first().and_then(|passage| passage.headings.first());
        source.title = first.cloned().unwrap_or(source.title);
    }
    let report = plain_report(new, name, passages.len(), problems);
    let files =
        vec![("source.toml".to_owned(), document_record(&source).into_bytes()), (name.to_owned(), bytes.to_vec())];
    Ok(Prepared { files, report })
}

fn document_record(source: &Source) -> String {
    let quoted = toml::Value::String(source.title.clone());
    format!("kind = \"{}\"\ntitle = {quoted}\navailability = \"not stated\"\n", source.kind.as_str())
}

fn prepare_record(
    request: &LoadRequest,
    bytes: &[u8],
    new: &NewSource,
    framework: &Framework,
) -> Result<Prepared, BankError> {
    let text = read_text(&request.name, bytes)?;
    let (source, problems) = corpus::read_source(&new.id, &request.name, text, framework);
    let Some(source) = source.filter(|_| !any_error(&problems)) else {
        return Err(BankError::Refused(problems));
    };
    let mut report = plain_report(new, "record", source.insights.len(), problems);
    source.kind.as_str().clone_into(&mut report.kind);
    let files = vec![("source.toml".to_owned(), bytes.to_vec())];
    Ok(Prepared { files, report })
}

fn read_text<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, BankError> {
    let place = || Place::file(name);
    if bytes.contains(&0) {
        let problem = Problem::error("binary_file", place(), "this is not text: it holds bytes that no text has");
        return Err(BankError::refused(problem.hint("save it as plain text or Markdown in UTF-8, then load that")));
    }
    std::str::from_utf8(bytes).map(|text| text.trim_start_matches('\u{feff}')).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        let line = good.split(|byte| *byte == b'\n').count() as u64;
        let problem = Problem::error("not_utf8", place().line(line), "the text is not in UTF-8");
        BankError::refused(problem.hint("save it again with the encoding UTF-8, then load that"))
    })
}

fn plain_report(new: &NewSource, layout: &str, rows: usize, problems: Vec<Problem>) -> LoadReport {
    let recognised = Recognised {
        maker: None,
        layout: layout.to_owned(),
        encoding: "utf-8".to_owned(),
        delimiter: None,
        header_rows: 0,
        sheet: None,
        why: Vec::new(),
    };
    LoadReport {
        id: new.id.to_string(),
        kind: new.kind.as_str().to_owned(),
        recognised,
        rows: rows as u64,
        columns: Vec::new(),
        open_points: Vec::new(),
        problems,
    }
}
