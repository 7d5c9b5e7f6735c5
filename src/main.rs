//! The command `insight-bank`: reads the arguments, runs the command, exits with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    insight_bank::cli::main()
}
