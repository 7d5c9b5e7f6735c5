//! `account`: what became of every cell when a survey was loaded.

use crate::bank::{BankError, InsightBank};
use crate::cli::Outcome;
use crate::cli::args::{Format, QuestionsArgs};
use crate::cli::printer::Printer;
use crate::view;

pub(super) fn run(bank: &InsightBank, args: &QuestionsArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let record = bank.account(&args.survey)?;
    match args.format {
        Format::Json => printer.json(&record.report),
        Format::Csv => printer.data(&view::loads_csv(&[record.report])),
        Format::Text => {
            printer.data(&view::account_text(&record));
            printer.problems(&record.report.problems);
            printer.data(&view::columns_text(&record.report));
        }
    }
    Ok(Outcome::Done)
}
