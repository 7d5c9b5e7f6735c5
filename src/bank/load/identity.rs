//! Which source a file becomes: its id and kind, and whether it is there already.

use crate::bank::load::{LoadRecord, LoadReport, LoadRequest};
use crate::bank::shelf::Shelf;
use crate::bank::{BankError, InsightBank};
use crate::corpus::SourceKind;
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
    if let Some(record) = stored.filter(|record| record.original.sha256 == sha256) {
        let mut report = record.report;
        let note = Problem::note(
            "no_change",
            Place::file(&request.name),
            format!("`{id}` is this very file already; nothing was changed"),
        );
        report.problems.push(note);
        return Ok(Identity::Unchanged(Box::new(report)));
    }
    let replaces = shelf.sources.contains_key(&id);
    if replaces && !request.replace {
        return Err(id_in_use(&id, &request.name));
    }
    let title = request.title.clone().unwrap_or_else(|| stem.replace(['_', '-'], " "));
    let problems = same_file(&shelf, &id, &sha256, &request.name);
    Ok(Identity::New(NewSource { id, kind, title, sha256, replaces, problems }))
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
        problem.hint("give `--replace` to put this in its place (the old version is kept), or another `--id`"),
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
