//! `undo`: takes back the last load of a source.

use crate::bank::{BankError, InsightBank, LoadedFile, UndoReport};
use crate::cli::Outcome;
use crate::cli::args::{Format, UndoArgs};
use crate::cli::printer::Printer;

pub(super) fn run(bank: &InsightBank, args: &UndoArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let report = bank.undo(&args.source, args.dry_run)?;
    printer.problems(&report.problems);
    match args.format {
        Format::Json => printer.json(&report),
        Format::Csv => printer.data(&format!("id,restored\n{},{}\n", report.id, report.restored)),
        Format::Text => printer.data(&text(&report, args.dry_run)),
    }
    Ok(Outcome::Done)
}

fn text(report: &UndoReport, dry_run: bool) -> String {
    let (is, end) = if dry_run { ("would be", "nothing was changed") } else { ("is", "") };
    let what = named(report.taken_back.as_ref(), "the last load");
    let first =
        format!("{what} {is} taken back from `{}`, deleted with its original and not kept in the history", report.id);
    let second = if report.restored {
        format!("{} {is} in its place again", named(report.before.as_ref(), "the version before"))
    } else {
        format!("it was the first of that id: the source {is} out of the bank")
    };
    let lines = [first, second, end.to_owned()];
    lines.into_iter().filter(|line| !line.is_empty()).map(|line| line + "\n").collect()
}

/// A load by its file and day. A name that could move the cursor is shown without what could.
fn named(load: Option<&LoadedFile>, what: &str) -> String {
    match load {
        Some(LoadedFile { file, loaded }) => {
            format!(
                "{what} (`{}`, loaded on {})",
                file.replace(char::is_control, " "),
                loaded.replace(char::is_control, " ")
            )
        }
        None => what.to_owned(),
    }
}
