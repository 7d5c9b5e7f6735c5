//! `load`: files into the bank, each with the account of every cell.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::bank::{Attachment, BankError, InsightBank, LoadReport, LoadRequest};
use crate::cli::Outcome;
use crate::cli::args::{Format, LoadArgs};
use crate::cli::printer::Printer;
use crate::cli::progress::Bar;
use crate::file::{Content, InMemory, Input};
use crate::problem::{Place, Problem};
use crate::text;
use crate::view;

/// The endings of files a folder is searched for.
const KNOWN: [&str; 23] = [
    "csv", "tsv", "tab", "psv", "xlsx", "xlsm", "xls", "ods", "sav", "zsav", "por", "lsa", "zip", "md", "txt", "html",
    "htm", "docx", "odt", "pdf", "ris", "bib", "nbib",
];

/// The largest questionnaire or recipe, in bytes.
const LARGEST: u64 = 64_000_000;

pub(super) fn run(bank: &InsightBank, args: &LoadArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let files = find_files(&args.files)?;
    if files.len() > 1 && (args.id.is_some() || args.title.is_some()) {
        let problem =
            Problem::error("one_id", Place::default(), "`--id` and `--title` name one file, and several were given");
        return Err(BankError::refused(problem.hint("load them one by one, or leave both out")));
    }
    let requests = read_requests(&files, args)?;
    let answers = bank.load_all(&requests, &Bar::default());
    report(&requests, answers, args, printer)
}

fn report(
    requests: &[LoadRequest],
    answers: Vec<Result<LoadReport, BankError>>,
    args: &LoadArgs,
    printer: &mut Printer,
) -> Result<Outcome, BankError> {
    let (mut reports, mut failures) = (Vec::new(), Vec::new());
    for (request, answer) in requests.iter().zip(answers) {
        match answer {
            Ok(report) => reports.push(report),
            Err(error) => failures.extend(error.problems().into_iter().map(|problem| at_file(problem, &request.name))),
        }
    }
    for report in &reports {
        let (before, after) = match args.format {
            Format::Text => (view::load_text(report, args.dry_run), view::columns_text(report)),
            Format::Json | Format::Csv => (String::new(), String::new()),
        };
        printer.data(&before);
        printer.problems(&report.problems);
        printer.data(&after);
    }
    match (args.format, reports.as_slice()) {
        (Format::Json, [report]) if requests.len() == 1 => printer.json(report),
        (Format::Json, reports) if failures.is_empty() => printer.json(&serde_json::json!({ "loads": reports })),
        (Format::Json, reports) => printer.json(&serde_json::json!({ "loads": reports, "problems": failures })),
        (Format::Csv, reports) => printer.data(&view::loads_csv(reports)),
        (Format::Text, _) => {}
    }
    if failures.is_empty() { Ok(Outcome::Done) } else { Err(BankError::Refused(failures)) }
}

/// A problem without a file belongs to the one that was loaded.
fn at_file(mut problem: Problem, name: &str) -> Problem {
    problem.place.file.get_or_insert_with(|| name.to_owned());
    problem
}

/// The files named, and those in the folders named, in order.
fn find_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, BankError> {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            let before = files.len();
            walk(path, &mut files, &mut problems);
            if files.len() == before {
                let problem = Problem::error(
                    "empty_folder",
                    Place::file(path.display().to_string()),
                    "the folder holds nothing that can be loaded",
                );
                problems.push(
                    problem.expected(format!("files ending in {}", KNOWN.map(|end| format!(".{end}")).join(", "))),
                );
            }
        } else {
            files.push(path.clone());
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(BankError::Refused(problems)) }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>, problems: &mut Vec<Problem>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return problems.push(unreadable(folder, &error)),
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let known = path.extension().is_some_and(|end| KNOWN.contains(&end.to_string_lossy().to_lowercase().as_str()));
        // A link could lead round in a circle; what it points to can be named itself.
        if hidden || path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            walk(&path, files, problems);
        } else if known {
            files.push(path);
        }
    }
}

fn read_requests(files: &[PathBuf], args: &LoadArgs) -> Result<Vec<LoadRequest>, BankError> {
    let mut stems: BTreeMap<String, usize> = BTreeMap::new();
    for file in files {
        *stems.entry(stem(file)).or_default() += 1;
    }
    let questionnaire = attachment(args.questionnaire.as_ref())?;
    let recipe = attachment(args.recipe.as_ref())?;
    let (mut requests, mut problems) = (Vec::new(), Vec::new());
    for file in files {
        match check_file(file) {
            Ok(()) => {
                let clash = stems.get(&stem(file)).is_some_and(|count| *count > 1);
                let mut request = request(file, args, clash);
                request.questionnaire.clone_from(&questionnaire);
                request.recipe.clone_from(&recipe);
                requests.push(request);
            }
            Err(error) => problems.push(unreadable(file, &error)),
        }
    }
    if problems.is_empty() { Ok(requests) } else { Err(BankError::Refused(problems)) }
}

/// A file on the disk, opened each time it is gone through.
struct OnDisk(PathBuf);

impl Content for OnDisk {
    fn open(&self) -> std::io::Result<Box<dyn Input>> {
        Ok(Box::new(std::fs::File::open(&self.0)?))
    }
}

/// Whether it is an ordinary file that may be read; a pipe or a device might never end.
fn check_file(file: &Path) -> std::io::Result<()> {
    if !std::fs::metadata(file)?.is_file() {
        return Err(std::io::Error::other("it is not an ordinary file"));
    }
    std::fs::File::open(file).map(drop)
}

/// A smaller file that goes with those to load.
pub(super) fn attachment(path: Option<&PathBuf>) -> Result<Option<Attachment>, BankError> {
    let Some(path) = path else { return Ok(None) };
    let read = || {
        let about = std::fs::metadata(path)?;
        if about.len() > LARGEST {
            return Err(std::io::Error::other(format!("it is larger than {} MB", LARGEST / 1_000_000)));
        }
        std::fs::read(path)
    };
    let bytes = read().map_err(|error| BankError::refused(unreadable(path, &error)))?;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(Some(Attachment { name, content: InMemory(bytes.into()) }))
}

/// Two files of one name in different folders get the folder's name into their ids.
fn request(file: &Path, args: &LoadArgs, clash: bool) -> LoadRequest {
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let folder = file.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let from_folder = || {
        folder.filter(|_| clash).map(|folder| text::slug_of(&format!("{folder} {}", stem(file)), crate::id::SLUG_MAX))
    };
    LoadRequest {
        name,
        content: Arc::new(OnDisk(file.to_path_buf())),
        questionnaire: None,
        recipe: None,
        sheet: args.sheet.clone(),
        id: args.id.clone().or_else(from_folder),
        title: args.title.clone(),
        kind: args.kind,
        survey_kind: args.survey_kind,
        wave_of: args.wave_of.clone(),
        replace: args.replace,
        dry_run: args.dry_run,
        today: jiff::Zoned::now().date(),
    }
}

fn stem(file: &Path) -> String {
    file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().to_lowercase())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let problem =
        Problem::error("unreadable", Place::file(path.display().to_string()), format!("it cannot be read: {error}"));
    problem.hint("check the name and that you may read it")
}
