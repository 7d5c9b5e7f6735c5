//! Which source a file becomes: its id and kind, and whether it is there already.

use crate::bank::load::{LoadRecord, LoadReport, LoadRequest};
use crate::bank::shelf::Shelf;
use crate::bank::{BankError, InsightBank};
use crate::corpus::{Source, SourceKind, SurveyKind};
use crate::id::{SLUG_MAX, Slug};
use crate::problem::{Place, Problem};
use crate::text;

/// What a file is to become.
pub(super) enum Identity {
    /// A new source, or a new version of one.
    New(NewSource),
    /// Exactly what is stored already.
    Unchanged(Box<LoadReport>),
}

/// A source to write.
pub(super) struct NewSource {
    pub(super) id: Slug,
    pub(super) kind: SourceKind,
    pub(super) title: String,
    /// How people came to be in a survey, where somebody has said.
    pub(super) survey_kind: Option<SurveyKind>,
    pub(super) sha256: String,
    /// Whether a source of this id is there and gives way.
    pub(super) replaces: bool,
    /// What to say about it.
    pub(super) problems: Vec<Problem>,
}

/// Says which source the file becomes.
pub(super) fn identify(bank: &InsightBank, request: &LoadRequest) -> Result<Identity, BankError> {
    let stem = request.name.rsplit_once('.').map_or(request.name.as_str(), |(stem, _)| stem);
    let kind = kind_of(request)?;
    let id = id_of(request, stem)?;
    let sha256 = text::fingerprint(&request.bytes);
    let shelf = bank.shelf();
    let stored = stored_record(&shelf, &id);
    let old = shelf.sources.get(&id);
    let same = stored.filter(|record| record.original.sha256 == sha256);
    let asks_for_more = old.is_some_and(|old| says_something_new(request, old));
    if let Some(record) = same.filter(|_| !(asks_for_more && request.replace)) {
        return Ok(Identity::Unchanged(Box::new(unchanged(record.report, request, asks_for_more))));
    }
    let replaces = old.is_some();
    if replaces && !request.replace {
        return Err(id_in_use(&id, &request.name));
    }
    let known = old.map(|old| old.title.clone());
    let title = request.title.clone().or(known).unwrap_or_else(|| stem.replace(['_', '-'], " "));
    // A title is one line: what could move a cursor or hide words has no place in it.
    let title = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let survey_kind = request.survey_kind.or(old.and_then(|old| old.survey_kind));
    let problems = same_file(&shelf, &id, &sha256, &request.name);
    Ok(Identity::New(NewSource { id, kind, title, survey_kind, sha256, replaces, problems }))
}

/// Whether the request gives the same file another title or says anew how people came to be in it.
fn says_something_new(request: &LoadRequest, old: &Source) -> bool {
    let title = request.title.as_ref().is_some_and(|title| *title != old.title);
    title || request.survey_kind.is_some_and(|kind| Some(kind) != old.survey_kind)
}

/// The account of the load that stored this very file.
fn unchanged(mut report: LoadReport, request: &LoadRequest, asks_for_more: bool) -> LoadReport {
    let message = format!("`{}` is this very file already; nothing was changed", report.id);
    let note = Problem::note("no_change", Place::file(&request.name), message);
    report.problems.push(if asks_for_more {
        note.hint("to give it the new title or the new kind of survey, load it again with `--replace`")
    } else {
        note
    });
    report
}

fn kind_of(request: &LoadRequest) -> Result<SourceKind, BankError> {
    let extension = request.name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    match (extension.as_deref(), request.kind) {
        (Some("csv" | "tsv"), None | Some(SourceKind::Survey)) => Ok(SourceKind::Survey),
        (Some("md" | "txt"), None | Some(SourceKind::Document)) => Ok(SourceKind::Document),
        (Some("toml"), Some(kind)) if kind != SourceKind::Survey => Ok(kind),
        (Some("toml"), None) => Ok(SourceKind::Literature),
        (_, kind) => Err(BankError::refused(unknown_format(&request.name, kind))),
    }
}

fn unknown_format(name: &str, kind: Option<SourceKind>) -> Problem {
    let expected = match kind {
        Some(SourceKind::Survey) => "a survey as `.csv` or `.tsv`",
        Some(SourceKind::Document) => "a document as `.md` or `.txt`",
        Some(_) => "a record as `.toml`, laid out as the README of the corpus shows",
        None => "`.csv` or `.tsv` for a survey, `.md` or `.txt` for a document, `.toml` for a record",
    };
    let found = name.rsplit_once('.').map_or_else(|| "no extension".to_owned(), |(_, end)| format!("`.{end}`"));
    let message = "this kind of file cannot be loaded so";
    let problem = Problem::error("unknown_format", Place::file(name), message).found(found).expected(expected);
    problem.hint("save a spreadsheet as CSV UTF-8, and a PDF or Word file as text, then load that")
}

fn id_of(request: &LoadRequest, stem: &str) -> Result<Slug, BankError> {
    let given = request.id.clone().unwrap_or_else(|| text::slug_of(stem, SLUG_MAX));
    given.parse().map_err(|error: crate::id::IdError| {
        let problem = Problem::error("bad_id", Place::default().field("id"), error.to_string());
        BankError::refused(problem.hint("give one with `--id`, such as `--id carers-survey-2026`"))
    })
}

fn id_in_use(id: &Slug, name: &str) -> BankError {
    let message = format!("`{id}` is in the bank already, with other content");
    let problem = Problem::error("id_in_use", Place::file(name), message);
    BankError::refused(
        problem.hint("say that it may take the place of what is there (`--replace`, `replace=true` in the API, the box on the page; the old version is kept), or give another id"),
    )
}

/// The account of how `id` was loaded, where the bank loaded it.
fn stored_record(shelf: &Shelf, id: &Slug) -> Option<LoadRecord> {
    let files = shelf.files.get(id)?;
    files
        .has("load.json")
        .then(|| files.read("load.json").ok())
        .flatten()
        .and_then(|text| serde_json::from_str(&text).ok())
}

/// Warnings where the same bytes are stored under another id.
fn same_file(shelf: &Shelf, id: &Slug, sha256: &str, name: &str) -> Vec<Problem> {
    let others = shelf.files.keys().filter(|other| *other != id);
    let same =
        others.filter(|other| stored_record(shelf, other).is_some_and(|record| record.original.sha256 == sha256));
    let warn = |other: &Slug| {
        let message = format!("the same file is stored as `{other}` too");
        Problem::warning("same_file", Place::file(name), message)
            .hint("if this is a mistake, delete one of the two folders")
    };
    same.map(warn).collect()
}
