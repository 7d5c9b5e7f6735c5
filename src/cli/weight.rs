//! `weight`: weights that bring a survey to known shares, made or taken back.

use crate::bank::{BankError, InsightBank, WeightRemovalRequest, WeightRequest};
use crate::cli::Outcome;
use crate::cli::args::{Format, WeightArgs};
use crate::cli::caller::caller;
use crate::cli::load::attachment;
use crate::cli::printer::Printer;
use crate::problem::{Place, Problem};
use crate::view;

pub(super) fn run(bank: &InsightBank, args: &WeightArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    match &args.remove {
        Some(name) => remove(bank, name, args, printer)?,
        None => make(bank, args, printer)?,
    }
    Ok(Outcome::Done)
}

fn make(bank: &InsightBank, args: &WeightArgs, printer: &mut Printer) -> Result<(), BankError> {
    let missing = || Problem::error("no_targets", Place::default().field("targets"), "no file of targets is named");
    let targets = attachment(args.targets.as_ref())?.ok_or_else(|| BankError::refused(missing()))?;
    let report = bank.weight(&WeightRequest {
        survey: args.survey.clone(),
        targets,
        name: args.name.clone(),
        start: args.start.clone(),
        cap: args.cap.0,
        rerake: args.rerake,
        replace: args.replace,
        dry_run: args.dry_run,
        caller: caller(),
    })?;
    printer.problems(&report.problems);
    match args.format {
        Format::Json => printer.json(&report),
        Format::Csv => printer.data(&view::weight_csv(&report)),
        Format::Text => printer.data(&view::weight_text(&report, args.dry_run)),
    }
    Ok(())
}

fn remove(bank: &InsightBank, name: &str, args: &WeightArgs, printer: &mut Printer) -> Result<(), BankError> {
    let (survey, dry_run) = (args.survey.clone(), args.dry_run);
    let removal =
        bank.remove_weight(&WeightRemovalRequest { survey, name: name.to_owned(), dry_run, caller: caller() })?;
    printer.problems(&removal.problems);
    let (survey, removed) = (&removal.survey, &removal.removed);
    match args.format {
        Format::Json => printer.json(&removal),
        Format::Csv => printer.data(&format!("survey,removed\n{survey},{removed}\n")),
        Format::Text if dry_run => {
            printer.data(&format!("the weight `{removed}` would be taken from `{survey}`\nnothing was changed\n"));
        }
        Format::Text => printer.data(&format!("the weight `{removed}` is taken from `{survey}`\n")),
    }
    Ok(())
}
