//! `trend`: one question over the waves of a survey.

use crate::bank::{BankError, InsightBank, TrendRequest};
use crate::cli::Outcome;
use crate::cli::args::{Format, TrendArgs};
use crate::cli::caller::caller;
use crate::cli::printer::Printer;
use crate::view;

pub(super) fn run(bank: &InsightBank, args: &TrendArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let request = TrendRequest {
        weight: args.weight.clone(),
        view: args.view,
        policy: args.policy,
        ..TrendRequest::new(&args.survey, &args.question)
    };
    let answer = bank.trend(&request, &caller())?;
    match args.format {
        Format::Text => printer.data(&view::trend_text(&answer)),
        Format::Json => printer.json(&view::trend(&answer)),
        Format::Csv => printer.data(&view::trend_csv(&answer)),
    }
    Ok(Outcome::Done)
}
