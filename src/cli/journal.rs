//! `journal`: what was decided, and with `--verify` the proof that it is what it was. Exits with 1 when it is not, or when a
//! decision cannot be read.

use std::path::Path;

use crate::bank::{self, BankError};
use crate::cli::args::{Format, JournalArgs};
use crate::cli::printer::Printer;
use crate::cli::{Outcome, counted};
use crate::corpus::decisions::EventFilter;
use crate::problem::any_error;
use crate::view;

pub(super) fn run(root: &Path, args: &JournalArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    if args.verify { verify(root, args.format, printer) } else { list(root, args, printer) }
}

fn list(root: &Path, args: &JournalArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    let filter = EventFilter { kind: args.kind, subject: args.subject.as_ref().map(|subject| subject.to_lowercase()) };
    let journal = bank::journal(root, filter)?;
    match args.format {
        Format::Json => printer.json(&view::journal(&journal)),
        Format::Csv => printer.data(&view::journal_csv(&journal)),
        Format::Text => printer.data(&view::journal_text(&journal)),
    }
    printer.problems(&journal.problems);
    if args.format == Format::Text {
        printer.say(&counted(journal.events.len(), "decision", "decisions"));
    }
    Ok(if journal.problems.is_empty() { Outcome::Done } else { Outcome::No })
}

fn verify(root: &Path, format: Format, printer: &mut Printer) -> Result<Outcome, BankError> {
    let found = bank::verify_journal(root)?;
    match format {
        Format::Json => printer.json(&view::verification(&found)),
        Format::Csv => printer.data(&view::problems_csv(&found.problems)),
        Format::Text => {
            for problem in &found.problems {
                printer.data(&format!("{problem}\n"));
            }
            printer.data(&view::verification_text(&found));
            if found.last.is_some() && !any_error(&found.problems) {
                printer.say("hint: write the number and hash of the last one down somewhere else: only they can tell when the whole file is exchanged");
            }
        }
    }
    Ok(if any_error(&found.problems) { Outcome::No } else { Outcome::Done })
}
