//! `check`: every problem of the corpus at once. Exits with 1 when an error is among them.

use std::path::Path;

use crate::bank::{self, BankError};
use crate::cli::args::{CheckArgs, Format};
use crate::cli::printer::Printer;
use crate::cli::{Outcome, counted};
use crate::problem::{Severity, any_error};
use crate::view;

pub(super) fn run(root: &Path, args: &CheckArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let problems = bank::check(root)?;
    match args.format {
        Format::Json => printer.json(&serde_json::json!({ "problems": problems })),
        Format::Csv => printer.data(&view::problems_csv(&problems)),
        Format::Text => {
            for problem in &problems {
                printer.data(&format!("{problem}\n"));
            }
            let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
            let of = |severity, one, many| counted(count(severity), one, many);
            let (errors, warnings) =
                (of(Severity::Error, "error", "errors"), of(Severity::Warning, "warning", "warnings"));
            printer.say(&format!("{errors}, {warnings}"));
        }
    }
    Ok(if any_error(&problems) { Outcome::No } else { Outcome::Done })
}
