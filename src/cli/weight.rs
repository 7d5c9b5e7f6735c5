//! `weight`: weights that bring a survey to known shares.

use crate::bank::{BankError, InsightBank, WeightRequest};
use crate::cli::Outcome;
use crate::cli::args::{Format, WeightArgs};
use crate::cli::load::attachment;
use crate::cli::printer::Printer;
use crate::problem::{Place, Problem};
use crate::view;

pub(super) fn run(bank: &InsightBank, args: &WeightArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let missing = || Problem::error("no_targets", Place::default().field("targets"), "no file of targets is named");
    let targets = attachment(Some(&args.targets))?.ok_or_else(|| BankError::refused(missing()))?;
    let request = WeightRequest {
        survey: args.survey.clone(),
        targets,
        name: args.name.clone(),
        start: args.start.clone(),
        cap: args.cap.0,
        rerake: args.rerake,
        replace: args.replace,
        dry_run: args.dry_run,
        today: jiff::Zoned::now().date(),
    };
    let report = bank.weight(&request)?;
    printer.problems(&report.problems);
    match args.format {
        Format::Json => printer.json(&report),
        Format::Csv => printer.data(&view::weight_csv(&report)),
        Format::Text => printer.data(&view::weight_text(&report, args.dry_run)),
    }
    Ok(Outcome::Done)
}
