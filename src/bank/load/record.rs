//! A record as people write it becomes a source as it stands.

use crate::bank::BankError;
use crate::bank::load::LoadRequest;
use crate::bank::load::destination::original_place;
use crate::bank::load::prepared::{NewSource, Prepared, account, taken_for};
use crate::corpus::{self, SourceKind};
use crate::framework::Framework;
use crate::problem::{Place, Problem, any_error};
use crate::text;

/// Checks the record and keeps its text.
pub(super) fn prepare(
    request: &LoadRequest,
    bytes: &[u8],
    new: &NewSource,
    framework: &Framework,
) -> Result<Prepared, BankError> {
    let record = read_text(&request.name, bytes)?;
    let (source, mut problems) = corpus::read_source(&new.id, &request.name, record, framework);
    let kind = source.as_ref().map_or(new.kind, |source| source.kind);
    if request.kind.is_some_and(|asked| asked != kind) && source.is_some() {
        let line = (1..).zip(record.lines()).find(|(_, line)| line.trim_start().starts_with("kind"));
        let place = Place::file(&request.name).field("kind");
        problems.push(other_kind(line.map_or(place.clone(), |(number, _)| place.line(number)), kind, new.kind));
    }
    let Some(mut source) = source.filter(|_| !any_error(&problems)) else {
        return Err(BankError::Refused(problems));
    };
    let report = account(new, taken_for("record", "UTF-8"), source.insights.len(), problems);
    let mut files = vec![("source.toml".to_owned(), bytes.to_vec())];
    if let Some(title) = request.title.as_ref().filter(|title| **title != source.title) {
        source.title = text::single_spaced(title);
        files = vec![
            ("source.toml".to_owned(), corpus::write_source(&source).into_bytes()),
            (original_place(&request.name), bytes.to_vec()),
        ];
    }
    Ok(Prepared { kind, files, report })
}

/// The file says another kind of source than whoever loads it.
pub(super) fn other_kind(place: Place, written: SourceKind, asked: SourceKind) -> Problem {
    let problem = Problem::error("other_kind", place, "the file is of another kind than it was loaded as");
    problem
        .found(format!("`{}`", written.as_str()))
        .expected(format!("`{}`", asked.as_str()))
        .hint(format!("load it with `--kind {}`, or correct what it says", written.as_str()))
}

/// The text of a record, which is kept as it is and so must be in UTF-8.
fn read_text<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, BankError> {
    let place = || Place::file(name);
    if bytes.contains(&0) {
        let problem = Problem::error("binary_file", place(), "this is not text: it holds bytes that no text has");
        return Err(BankError::refused(problem.hint("save it as plain text in UTF-8, then load that")));
    }
    std::str::from_utf8(bytes).map(|text| text.trim_start_matches('\u{feff}')).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = good.split(|byte| *byte == b'\n').count() as u64;
        let problem = Problem::error("not_utf8", place().line(line), "the text is not in UTF-8");
        BankError::refused(problem.hint("save it again with the encoding UTF-8, then load that"))
    })
}
