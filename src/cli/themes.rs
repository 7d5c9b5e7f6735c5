//! `themes`: the framework, with how much is filed under each theme.

use crate::bank::{BankError, InsightBank};
use crate::cli::Outcome;
use crate::cli::args::{Format, ThemesArgs};
use crate::cli::printer::Printer;
use crate::view;

pub(super) fn run(bank: &InsightBank, args: &ThemesArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let themes = view::themes(&bank.themes()?);
    match args.format {
        Format::Json => printer.json(&themes),
        Format::Csv => printer.data(&view::themes_csv(&themes)),
        Format::Text => printer.data(&view::themes_text(&themes)),
    }
    Ok(Outcome::Done)
}
