//! `report`: the tables a named person lets out beside what is public.

use crate::bank::{BankError, Documents, InsightBank, ReleaseRequest};
use crate::breakdown::{BreakdownRequest, Disclosed};
use crate::cli::args::{Format, ReleaseArgs, ReportArgs, ReportCommand, ShowArgs};
use crate::cli::caller::caller;
use crate::cli::printer::{Printer, json_text};
use crate::cli::{Outcome, counted};
use crate::view;

pub(super) fn run(bank: &InsightBank, args: &ReportArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    match &args.command {
        ReportCommand::Release(released) => release(bank, released, args.format, printer)?,
        ReportCommand::List(listed) => {
            let tables = bank.released_tables(listed.survey.as_deref())?;
            match args.format {
                Format::Json => printer.json(&view::pack(&tables)),
                Format::Csv => printer.data(&view::pack_csv(&tables)),
                Format::Text => printer.data(&view::pack_text(&tables)),
            }
            printer.say(&counted(tables.len(), "released table", "released tables"));
        }
        ReportCommand::Show(ShowArgs { table }) => {
            printer.data(&bank.released_table(table, ending(args.format))?);
            if bank.released_tables(None)?.iter().any(|released| released.id == *table && !released.current) {
                printer.say("the answers have changed since this table went out; it is given as it was");
            }
        }
    }
    Ok(Outcome::Done)
}

fn release(bank: &InsightBank, args: &ReleaseArgs, format: Format, printer: &mut Printer) -> Result<(), BankError> {
    let request = ReleaseRequest {
        table: BreakdownRequest {
            by: args.by.clone(),
            filters: args.filters.clone(),
            matching: args.matching.clone(),
            weight: args.weight.clone(),
            base: args.base,
            nets: args.nets.clone(),
            policy: args.policy,
            ..BreakdownRequest::new(&args.survey, &args.question)
        },
        approver: args.approver.clone(),
        why: args.why.clone(),
        correction: args.correction,
    };
    let id = bank.release_table(&request, &caller(), &documents)?;
    printer.data(&bank.released_table(&id, ending(format))?);
    printer.say(&format!("released as `{id}`: `insight-bank report show {id}` gives it again, as it went out"));
    Ok(())
}

/// A table in every form it is kept in.
fn documents(table: &Disclosed) -> Documents {
    vec![("json", json_text(&view::table(table))), ("csv", view::table_csv(table)), ("txt", view::table_text(table))]
}

fn ending(format: Format) -> &'static str {
    match format {
        Format::Json => "json",
        Format::Csv => "csv",
        Format::Text => "txt",
    }
}
