//! `merge`: answers merged into categories for released tables, or parted again.

use crate::bank::{BankError, InsightBank, MergeRequest};
use crate::cli::Outcome;
use crate::cli::args::{Format, MergeArgs};
use crate::cli::caller::caller;
use crate::cli::printer::Printer;
use crate::view;

pub(super) fn run(bank: &InsightBank, args: &MergeArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let report = bank.merge(&MergeRequest {
        survey: args.survey.clone(),
        question: args.question.clone(),
        categories: args.categories.clone(),
        remove: args.remove.clone(),
        not_passed_on: args.not_passed_on,
        dry_run: args.dry_run,
        caller: caller(),
    })?;
    printer.problems(&report.problems);
    match args.format {
        Format::Json => printer.json(&report),
        Format::Csv => printer.data(&view::merge_csv(&report)),
        Format::Text => printer.data(&view::merge_text(&report, args.dry_run)),
    }
    Ok(Outcome::Done)
}
