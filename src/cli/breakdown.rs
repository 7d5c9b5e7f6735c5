//! `breakdown`: a percentage table.

use crate::bank::{BankError, InsightBank};
use crate::breakdown::BreakdownRequest;
use crate::cli::Outcome;
use crate::cli::args::{BreakdownArgs, Format};
use crate::cli::printer::Printer;
use crate::view;

pub(super) fn run(bank: &InsightBank, args: &BreakdownArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let request = BreakdownRequest {
        by: args.by.clone(),
        filters: args.filters.clone(),
        matching: args.matching.clone(),
        weight: args.weight.clone(),
        base: args.base,
        nets: args.nets.clone(),
        intervals: args.intervals.then_some(true),
        view: args.view,
        policy: args.policy,
        ..BreakdownRequest::new(&args.survey, &args.question)
    };
    let table = bank.breakdown(&request, jiff::Zoned::now().date())?;
    match args.format {
        Format::Json => printer.json(&view::table(&table)),
        Format::Csv => printer.data(&view::table_csv(&table)),
        Format::Text => printer.data(&view::table_text(&table)),
    }
    Ok(Outcome::Done)
}
