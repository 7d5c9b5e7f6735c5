//! Which source a file becomes: its id and kind, and whether it is there already.

use crate::bank::load::prepared::NewSource;
use crate::bank::load::wave::NO_SURVEY;
use crate::bank::load::{LoadRecord, LoadReport, LoadRequest, template, unreadable};
use crate::bank::shelf::Shelf;
use crate::bank::{BankError, InsightBank};
use crate::corpus::{Source, SourceKind};
use crate::id::{SLUG_MAX, Slug};
use crate::problem::{Place, Problem};
use crate::survey::merged_sections;
use crate::text;

/// How the names of files end that hold answers to a survey.
const TABLES: [&str; 14] =
    ["csv", "tsv", "tab", "psv", "xlsx", "xlsm", "xls", "ods", "sav", "zsav", "por", "lsa", "zip", "dat"];
/// How the names of files end that hold a text.
const TEXTS: [&str; 7] = ["md", "txt", "html", "htm", "docx", "odt", "pdf"];
/// How the names of lists of literature end.
const LISTS: [&str; 3] = ["ris", "bib", "nbib"];
/// How the names of questionnaires end that a survey tool exports.
const QUESTIONNAIRES: [&str; 4] = ["lss", "lsg", "lsq", "qsf"];
/// How the names of filled-in records and templates end.
const RECORDS: [&str; 4] = ["toml", "docx", "xlsx", "ods"];

/// What a file is to become.
pub(super) enum Identity {
    /// A new source, or a new version of one.
    New(NewSource),
    /// Exactly what is stored already.
    Unchanged(Box<LoadReport>),
}

/// Says which source the file becomes.
pub(super) fn identify(bank: &InsightBank, request: &LoadRequest) -> Result<Identity, BankError> {
    let stem = request.name.rsplit_once('.').map_or(request.name.as_str(), |(stem, _)| stem);
    let mut kind = kind_of(request)?;
    let id = id_of(request, stem)?;
    let sha256 = fingerprint(request)?;
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
    // Of a text nobody says anew what it is.
    let known_as = old.map(|old| old.kind).filter(|known| *known != SourceKind::Survey && request.kind.is_none());
    kind = if kind == SourceKind::Document { known_as.unwrap_or(kind) } else { kind };
    let known = old.map(|old| old.title.clone());
    let title = request.title.clone().or(known).unwrap_or_else(|| stem.replace(['_', '-'], " "));
    // A title is one line: what could move a cursor or hide words has no place in it.
    let title = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let survey_kind = request.survey_kind.or(old.and_then(|old| old.survey_kind));
    let problems = same_file(&shelf, &id, &sha256, &request.name);
    let record = shelf.files.get(&id).and_then(|files| files.read_record().ok());
    let merged = record.map(|text| merged_sections(&text)).unwrap_or_default();
    Ok(Identity::New(NewSource { id, kind, title, survey_kind, merged, sha256, replaces, problems }))
}

fn fingerprint(request: &LoadRequest) -> Result<String, BankError> {
    let mut fingerprint = text::Fingerprint::default();
    let mut read = || -> std::io::Result<()> {
        let mut input = request.content.open()?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            match input.read(&mut buffer)? {
                0 => return Ok(()),
                length => fingerprint.update(&buffer[..length]),
            }
        }
    };
    read().map_err(|error| unreadable(&request.name, &error))?;
    Ok(fingerprint.finish())
}

/// Whether the request gives the same file another title or kind, says anew how people came to be in it or of what it is a wave,
/// or would read it otherwise.
fn says_something_new(request: &LoadRequest, old: &Source) -> bool {
    let title = request.title.as_ref().is_some_and(|title| *title != old.title);
    let kind = request.kind.is_some_and(|kind| kind != old.kind);
    let before = old.earlier_wave.as_ref().map_or(NO_SURVEY, Slug::as_str);
    let wave = request.wave_of.as_ref().is_some_and(|said| !said.eq_ignore_ascii_case(before));
    let reading = request.recipe.is_some() || request.questionnaire.is_some() || request.sheet.is_some();
    let survey_kind = request.survey_kind.is_some_and(|kind| Some(kind) != old.survey_kind);
    title || kind || wave || reading || survey_kind
}

/// The account of the load that stored this very file.
fn unchanged(mut report: LoadReport, request: &LoadRequest, asks_for_more: bool) -> LoadReport {
    let message = format!("`{}` is this very file already; nothing was changed", report.id);
    let note = Problem::note("no_change", Place::file(&request.name), message);
    report.problems.push(if asks_for_more {
        note.hint("to read it anew, or to give it what is new, load it again with `--replace`")
    } else {
        note
    });
    report
}

/// The kind of source a file becomes, by the ending of its name unless somebody says.
pub(super) fn kind_of(request: &LoadRequest) -> Result<SourceKind, BankError> {
    let ending = request.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let is = |endings: &[&str]| endings.contains(&ending.as_str());
    if is(&QUESTIONNAIRES) {
        return Err(BankError::refused(questionnaire_alone(&request.name)));
    }
    match request.kind {
        // It says its own kind.
        None if template::is_filled_in(request) => Ok(SourceKind::Literature),
        None | Some(SourceKind::Survey) if is(&TABLES) => Ok(SourceKind::Survey),
        None if is(&TEXTS) => Ok(SourceKind::Document),
        None if is(&LISTS) || ending == "toml" => Ok(SourceKind::Literature),
        Some(SourceKind::Literature) if is(&LISTS) => Ok(SourceKind::Literature),
        Some(kind) if kind != SourceKind::Survey && (is(&TEXTS) || is(&RECORDS)) => Ok(kind),
        kind => Err(BankError::refused(unknown_format(&request.name, kind))),
    }
}

/// Somebody loads the questions without the answers.
fn questionnaire_alone(name: &str) -> Problem {
    let message = "this is a questionnaire: it holds the questions of a survey and no answers";
    let problem = Problem::error("questionnaire_alone", Place::file(name), message);
    problem.hint(format!(
        "load the answers and give the questionnaire with them: `insight-bank load ANSWERS --questionnaire {name}`, the part `questionnaire` in the API, \u{201c}Questionnaire\u{201d} on the page"
    ))
}

fn unknown_format(name: &str, kind: Option<SourceKind>) -> Problem {
    let endings = |endings: &[&str]| endings.iter().map(|end| format!("`.{end}`")).collect::<Vec<_>>().join(", ");
    let expected = match kind {
        Some(SourceKind::Survey) => format!("a survey as {}", endings(&TABLES)),
        Some(SourceKind::Document) => format!("a document as {}", endings(&TEXTS)),
        Some(_) => format!("a text as {}, or a record as {}", endings(&TEXTS), endings(&RECORDS)),
        None => format!(
            "a survey as {}; a document as {}; a list of literature as {}; a record as `.toml`",
            endings(&TABLES),
            endings(&TEXTS),
            endings(&LISTS)
        ),
    };
    let found = name.rsplit_once('.').map_or_else(|| "no extension".to_owned(), |(_, end)| format!("`.{end}`"));
    let message = "this kind of file cannot be loaded so";
    let problem = Problem::error("unknown_format", Place::file(name), message).found(found).expected(expected);
    problem.hint(
        "rename it if its name has the wrong ending, or save it as one of these; a filled-in template needs `--kind`",
    )
}

pub(super) fn id_of(request: &LoadRequest, stem: &str) -> Result<Slug, BankError> {
    let given = request.id.clone().unwrap_or_else(|| text::slug_of(stem, SLUG_MAX));
    given.parse().map_err(|error: crate::id::IdError| {
        let message = match (&request.id, given.is_empty()) {
            (None, true) => {
                "no id can be made of the name of this file: it has no letters from a to z and no digits".to_owned()
            }
            _ => error.to_string(),
        };
        let problem = Problem::error("bad_id", Place::file(&request.name).field("id"), message);
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
pub(super) fn stored_record(shelf: &Shelf, id: &Slug) -> Option<LoadRecord> {
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
            .hint(format!("if this is a mistake, take one of them back: `insight-bank undo {id}`"))
    };
    same.map(warn).collect()
}
