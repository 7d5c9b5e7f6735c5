//! `questions`: what was asked in a survey.

use crate::bank::{BankError, InsightBank};
use crate::cli::Outcome;
use crate::cli::args::{Format, QuestionsArgs};
use crate::cli::printer::Printer;
use crate::view;

pub(super) fn run(bank: &InsightBank, args: &QuestionsArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let questions = view::questions(&bank.survey(&args.survey)?);
    match args.format {
        Format::Json => printer.json(&questions),
        Format::Csv => printer.data(&view::questions_csv(&questions)),
        Format::Text => printer.data(&view::questions_text(&questions)),
    }
    Ok(Outcome::Done)
}
