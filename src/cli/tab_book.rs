//! `tab-book`: every question of a survey by one banner.

use crate::bank::{BankError, InsightBank, TabBookRequest};
use crate::cli::args::{BookFormat, TabBookArgs};
use crate::cli::caller::caller;
use crate::cli::printer::{Printer, json_text};
use crate::cli::progress::Bar;
use crate::cli::{Outcome, output};
use crate::problem::{Place, Problem};
use crate::report::{self, ReportError};
use crate::view;

pub(super) fn run(bank: &InsightBank, args: &TabBookArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    if args.format == BookFormat::Xlsx && args.file.output.is_none() {
        return Err(output::missing());
    }
    let request = TabBookRequest {
        survey: args.survey.clone(),
        questions: args.questions.clone(),
        by: args.by.clone(),
        filters: args.filters.clone(),
        matching: args.matching.clone(),
        weight: args.weight.clone(),
        view: args.view,
        policy: args.policy,
    };
    let book = bank.tab_book(&request, &caller(), &Bar::default())?;
    let (ending, bytes) = match args.format {
        BookFormat::Xlsx => ("xlsx", report::workbook(&book).map_err(|error| too_large(&error))?),
        BookFormat::Csv => ("csv", view::tables_csv(&book.tables).into_bytes()),
        BookFormat::Json => ("json", json_text(&view::tab_book(&book)).into_bytes()),
    };
    match &args.file.output {
        Some(path) => {
            output::write(path, &format!("{}.{ending}", report::book_name(&book)), &bytes, args.file.force, printer)?;
        }
        None => printer.data(&String::from_utf8_lossy(&bytes)),
    }
    Ok(Outcome::Done)
}

/// The workbook cannot hold what was asked for.
pub(super) fn too_large(error: &ReportError) -> BankError {
    let problem = Problem::error("too_large", Place::default(), error.to_string());
    BankError::refused(problem.hint("ask for fewer columns with `--by`, or for `--format csv`"))
}
