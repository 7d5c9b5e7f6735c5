//! `breakdown`: a percentage table.

use crate::bank::{BankError, InsightBank};
use crate::breakdown::{BreakdownRequest, Disclosed};
use crate::cli::args::{BreakdownArgs, TableFormat};
use crate::cli::caller::caller;
use crate::cli::printer::{Printer, json_text};
use crate::cli::tab_book::too_large;
use crate::cli::{Outcome, output};
use crate::{report, view};

pub(super) fn run(bank: &InsightBank, args: &BreakdownArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    if args.format == TableFormat::Xlsx && args.file.output.is_none() {
        return Err(output::missing());
    }
    let request = request(args);
    let table = bank.breakdown(&request, &caller())?;
    let (ending, bytes) = written(bank, args, &table)?;
    match &args.file.output {
        Some(path) => {
            let name = format!("{}.{ending}", report::table_name(&table));
            output::write(path, &name, &bytes, args.file.force, printer)?;
        }
        None => printer.data(&String::from_utf8_lossy(&bytes)),
    }
    if let Some(proposal) = bank.proposal(&request, &table)? {
        view::proposal_text(&proposal).lines().for_each(|line| printer.say(line));
    }
    Ok(Outcome::Done)
}

fn request(args: &BreakdownArgs) -> BreakdownRequest {
    BreakdownRequest {
        rows: args.rows,
        by: args.by.clone(),
        filters: args.filters.clone(),
        matching: args.matching.clone(),
        weight: args.weight.clone(),
        base: args.base,
        nets: args.nets.clone(),
        intervals: args.intervals.then_some(true),
        view: args.view,
        policy: args.policy,
        data_version: args.data_version.clone(),
        ..BreakdownRequest::new(&args.survey, &args.question)
    }
}

/// The table in the format asked for, and how the name of its file ends.
fn written(bank: &InsightBank, args: &BreakdownArgs, table: &Disclosed) -> Result<(&'static str, Vec<u8>), BankError> {
    let explain = table.shown().cells_named(&args.explain).map_err(BankError::Refused)?;
    Ok(match args.format {
        TableFormat::Json => ("json", json_text(&view::table_explained(table, &explain)).into_bytes()),
        TableFormat::Csv => ("csv", view::table_csv(table).into_bytes()),
        TableFormat::Text => ("txt", view::table_text_explained(table, &explain).into_bytes()),
        TableFormat::Xlsx => {
            ("xlsx", report::workbook(&bank.book_of(table.clone())?).map_err(|error| too_large(&error))?)
        }
    })
}
