//! `vectors`: checks the statistics against answers other people's tools gave.

use std::path::Path;

use crate::bank::BankError;
use crate::cli::Outcome;
use crate::cli::args::VectorsArgs;
use crate::cli::printer::Printer;
use crate::problem::{Place, Problem};
use crate::vectors::check_vectors;

/// The respondents of the vectors, beside the file.
const SURVEY: &str = "survey.csv";

pub(super) fn run(args: &VectorsArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let name = args.file.display().to_string();
    let text = read(&args.file)?;
    let beside = args.file.with_file_name(SURVEY);
    let survey = if beside.exists() { Some(read(&beside)?) } else { None };
    let report = check_vectors(&name, &text, survey.as_deref()).map_err(|message| refused(&name, message))?;
    printer.json(&report);
    Ok(if report.failed.is_empty() { Outcome::Done } else { Outcome::No })
}

fn read(path: &Path) -> Result<String, BankError> {
    std::fs::read_to_string(path)
        .map_err(|error| refused(&path.display().to_string(), format!("it cannot be read: {error}")))
}

fn refused(file: &str, message: String) -> BankError {
    let problem = Problem::error("bad_vectors", Place::file(file), message);
    BankError::refused(problem.hint("give a file of vectors, with `survey.csv` beside it where its cases need one"))
}
