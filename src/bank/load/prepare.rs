//! What a file becomes, worked out in full before anything is written.

use crate::bank::BankError;
use crate::bank::load::identity::NewSource;
use crate::bank::load::{LoadRecord, LoadReport, LoadRequest, Original};
use crate::corpus::{self, Source, SourceKind, SurveyKind};
use crate::framework::Framework;
use crate::problem::{Place, Problem, any_error};
use crate::survey;
use crate::survey::load::{ReadOptions, Recognised, read_csv};

/// How long an original is kept beside what was made of it.
const KEEP_MONTHS: i64 = 24;

/// The files of a source, ready to be written.
pub(super) struct Prepared {
    pub(super) id: crate::id::Slug,
    pub(super) kind: SourceKind,
    /// Names within the source's folder, and their bytes.
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) record: LoadRecord,
}

/// Works out what the file becomes.
pub(super) fn prepare(request: &LoadRequest, new: &NewSource, framework: &Framework) -> Result<Prepared, BankError> {
    if request.bytes.is_empty() {
        let problem = Problem::error("empty_file", Place::file(&request.name), "the file is empty");
        return Err(BankError::refused(problem.hint("export it again and load that")));
    }
    let mut prepared = match (new.kind, is_record(&request.name)) {
        (SourceKind::Survey, _) => prepare_survey(request, new),
        (_, true) => prepare_record(request, new, framework),
        _ => prepare_document(request, new),
    }?;
    prepared.record.report.problems.extend(new.problems.iter().cloned());
    let account = serde_json::to_vec_pretty(&prepared.record).unwrap_or_default();
    prepared.files.push(("load.json".to_owned(), account));
    Ok(prepared)
}

fn is_record(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("toml"))
}

fn prepare_survey(request: &LoadRequest, new: &NewSource) -> Result<Prepared, BankError> {
    let loaded = read_csv(&request.name, &request.bytes, &ReadOptions::default()).map_err(BankError::Refused)?;
    let mut source = Source::new(new.id.clone(), SourceKind::Survey, &new.title);
    source.survey_kind = Some(new.survey_kind.unwrap_or(SurveyKind::Unknown));
    let record = survey::write_record(&source, &loaded.questionnaire);
    let mut responses = Vec::new();
    survey::write_responses(&loaded.questionnaire, &loaded.respondents, &mut responses).map_err(|error| {
        BankError::refused(Problem::error("not_written", Place::file(&request.name), error.to_string()))
    })?;
    let account = loaded.reconciliation;
    let mut open_points = account.open_points;
    let is_said = new.survey_kind.is_some_and(|kind| kind != SurveyKind::Unknown);
    open_points.retain(|point| point.code != "survey_kind" || !is_said);
    let report = LoadReport {
        id: new.id.to_string(),
        kind: SourceKind::Survey.as_str().to_owned(),
        recognised: account.recognised,
        rows: account.rows,
        columns: account.columns,
        open_points,
        problems: account.problems,
    };
    let keep_until = request.today.checked_add(jiff::Span::new().months(KEEP_MONTHS)).ok();
    let files = vec![
        ("source.toml".to_owned(), record.into_bytes()),
        ("responses.csv".to_owned(), responses),
        (format!("originals/{}", safe_name(&request.name)), request.bytes.clone()),
    ];
    Ok(finish(request, new, files, report, keep_until.map(|day| day.to_string())))
}

fn prepare_document(request: &LoadRequest, new: &NewSource) -> Result<Prepared, BankError> {
    let text = read_text(request)?;
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
    let files = vec![
        ("source.toml".to_owned(), document_record(&source).into_bytes()),
        (name.to_owned(), request.bytes.clone()),
    ];
    Ok(finish(request, new, files, report, None))
}

fn document_record(source: &Source) -> String {
    let quoted = toml::Value::String(source.title.clone());
    format!("kind = \"{}\"\ntitle = {quoted}\navailability = \"not stated\"\n", source.kind.as_str())
}

fn prepare_record(request: &LoadRequest, new: &NewSource, framework: &Framework) -> Result<Prepared, BankError> {
    let text = read_text(request)?;
    let (source, problems) = corpus::read_source(&new.id, &request.name, text, framework);
    let Some(source) = source.filter(|_| !any_error(&problems)) else {
        return Err(BankError::Refused(problems));
    };
    let mut report = plain_report(new, "record", source.insights.len(), problems);
    source.kind.as_str().clone_into(&mut report.kind);
    let files = vec![("source.toml".to_owned(), request.bytes.clone())];
    Ok(finish(request, new, files, report, None))
}

fn read_text(request: &LoadRequest) -> Result<&str, BankError> {
    let place = || Place::file(&request.name);
    if request.bytes.contains(&0) {
        let problem = Problem::error("binary_file", place(), "this is not text: it holds bytes that no text has");
        return Err(BankError::refused(problem.hint("save it as plain text or Markdown in UTF-8, then load that")));
    }
    std::str::from_utf8(&request.bytes).map(|text| text.trim_start_matches('\u{feff}')).map_err(|error| {
        let good = &request.bytes[..error.valid_up_to()];
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

fn finish(
    request: &LoadRequest,
    new: &NewSource,
    files: Vec<(String, Vec<u8>)>,
    report: LoadReport,
    keep_until: Option<String>,
) -> Prepared {
    let original = Original {
        name: request.name.clone(),
        sha256: new.sha256.clone(),
        loaded: request.today.to_string(),
        keep_until,
    };
    Prepared { id: new.id.clone(), kind: new.kind, files, record: LoadRecord { report, original } }
}

/// The file's own name without anything that could lead out of its folder.
fn safe_name(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_control() || "/\\:".contains(c) { '-' } else { c }).collect();
    let plain = plain.trim_start_matches('.');
    if plain.is_empty() { "original".to_owned() } else { plain.chars().take(120).collect() }
}
