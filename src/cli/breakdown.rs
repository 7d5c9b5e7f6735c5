//! `breakdown`: a percentage table.

use crate::bank::{BankError, InsightBank};
use crate::breakdown::BreakdownRequest;
use crate::cli::Outcome;
use crate::cli::args::{BreakdownArgs, Format};
use crate::cli::caller::caller;
use crate::cli::printer::Printer;
use crate::view;

pub(super) fn run(bank: &InsightBank, args: &BreakdownArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let request = BreakdownRequest {
        survey: args.survey.clone(),
        question: args.question.clone(),
        by: args.by.clone(),
        filters: args.filters.clone(),
        matching: args.matching.clone(),
        weight: args.weight.clone(),
        base: args.base,
        view: args.view,
    };
    let table = bank.breakdown(&request, &caller())?;
    match args.format {
        Format::Json => printer.json(&view::table(&table)),
        Format::Csv => printer.data(&view::table_csv(&table)),
        Format::Text => printer.data(&view::table_text(&table)),
    }
    Ok(Outcome::Done)
}
