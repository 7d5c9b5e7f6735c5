//! Answers as files: where they go, and that nothing is overwritten unasked.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::bank::BankError;
use crate::cli::printer::Printer;
use crate::problem::{Place, Problem};

/// Writes `bytes` to `output`, or into it under `name` where it is a folder, and says where they are.
pub(super) fn write(
    output: &Path,
    name: &str,
    bytes: &[u8],
    force: bool,
    printer: &mut Printer,
) -> Result<(), BankError> {
    let path: PathBuf = if output.is_dir() { output.join(name) } else { output.to_owned() };
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    let written = options.open(&path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.flush()));
    match written {
        Ok(()) => {
            printer.say(&format!("wrote {}", path.display()));
            Ok(())
        }
        Err(error) => Err(BankError::refused(fault(&path, &error))),
    }
}

/// A workbook was asked for and no file for it.
pub(super) fn missing() -> BankError {
    let problem =
        Problem::error("no_output", Place::default().field("output"), "a workbook goes into a file, and none is named");
    BankError::refused(problem.hint("name one with `--output FILE.xlsx`, or a folder to put it in"))
}

fn fault(path: &Path, error: &std::io::Error) -> Problem {
    let place = Place::default().field("output");
    if error.kind() == ErrorKind::AlreadyExists {
        let problem = Problem::error("exists", place, format!("`{}` is there already", path.display()));
        return problem.hint("name another file, or write over this one with `--force`");
    }
    Problem::error("not_written", place, format!("`{}` cannot be written: {error}", path.display()))
}
