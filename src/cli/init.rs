//! `init`: a bank of one's own.

use crate::bank::{self, BankError};
use crate::cli::Outcome;
use crate::cli::args::InitArgs;
use crate::cli::printer::Printer;

pub(super) fn run(args: &InitArgs, printer: &mut Printer) -> Result<Outcome, BankError> {
    bank::init(&args.dir, args.with_example)?;
    let dir = args.dir.display();
    printer.say(&format!("made a bank in `{dir}` that only you can read"));
    printer.say(&format!("hint: load into it with `insight-bank --bank {dir} load FILE`, look at it with `insight-bank --bank {dir} serve`"));
    Ok(Outcome::Done)
}
