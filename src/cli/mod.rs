//! The command line. One file per command: its arguments and its run. Data goes to standard output, everything else to standard
//! error; the exit code is 0 when done, 1 when the answer is no, 2 for misuse or failure.

mod account;
mod args;
mod breakdown;
mod caller;
mod check;
mod init;
mod journal;
mod load;
mod merge;
mod output;
mod printer;
mod progress;
mod questions;
mod report;
mod search;
mod serve;
mod tab_book;
mod themes;
mod trend;
mod undo;
mod vectors;
mod weight;

use std::process::ExitCode;

use clap::Parser;

use crate::bank::{BankError, InsightBank};
use crate::problem::{Place, Problem};

use args::{Cli, Command};
use printer::Printer;
use progress::Bar;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done, whatever the warnings.
    Done,
    /// The answer is no.
    No,
}

/// Runs the command in the program's own arguments.
pub fn main() -> ExitCode {
    start_log();
    let mut printer = Printer::default();
    let cli = match Cli::try_parse_from(args::with_excluded_words_last(std::env::args_os())) {
        Ok(cli) => cli,
        Err(error) => return misuse(&error, &mut printer),
    };
    match run(&cli, &mut printer) {
        Ok(Outcome::Done) => printer.exit(0),
        Ok(Outcome::No) => printer.exit(1),
        Err(error) => {
            printer.problems(&error.problems());
            printer.exit(2)
        }
    }
}

fn run(cli: &Cli, printer: &mut Printer) -> Result<Outcome, BankError> {
    match &cli.command {
        Command::Init(args) => init::run(args, printer),
        Command::Check(args) => check::run(&cli.bank, args, printer),
        Command::Journal(args) => journal::run(&cli.bank, args, printer),
        Command::Serve(args) => serve::run(open(cli, printer)?, args, printer),
        Command::Load(args) => load::run(&open(cli, printer)?, args, printer),
        Command::Undo(args) => undo::run(&open(cli, printer)?, args, printer),
        Command::Search(args) => search::run(&open(cli, printer)?, args, printer),
        Command::Account(args) => account::run(&open(cli, printer)?, args, printer),
        Command::Questions(args) => questions::run(&open(cli, printer)?, args, printer),
        Command::Breakdown(args) => breakdown::run(&open(cli, printer)?, args, printer),
        Command::Weight(args) => weight::run(&open(cli, printer)?, args, printer),
        Command::Vectors(args) => vectors::run(args, printer),
        Command::TabBook(args) => tab_book::run(&open(cli, printer)?, args, printer),
        Command::Merge(args) => merge::run(&open(cli, printer)?, args, printer),
        Command::Report(args) => report::run(&open(cli, printer)?, args, printer),
        Command::Trend(args) => trend::run(&open(cli, printer)?, args, printer),
        Command::Themes(args) => themes::run(&open(cli, printer)?, args, printer),
    }
}

/// Opens the bank and says what is wrong with its corpus in one line: `check` tells the rest.
fn open(cli: &Cli, printer: &mut Printer) -> Result<InsightBank, BankError> {
    let (bank, problems) = InsightBank::open(&cli.bank, &Bar::default())?;
    let (content, own): (Vec<_>, Vec<_>) = problems.into_iter().partition(is_about_content);
    printer.problems(&own);
    let errors = content.iter().filter(|problem| problem.is_error()).count();
    if errors > 0 {
        let message = format!("{} in the corpus; what could be read is here", counted(errors, "problem", "problems"));
        let problem = Problem::warning("corpus_problems", Place::default(), message);
        printer.problems(&[problem.hint("`insight-bank check` lists them")]);
    }
    Ok(bank)
}

/// Whether a problem is about what a file of the corpus says; the others are about the bank itself and are told at once.
fn is_about_content(problem: &Problem) -> bool {
    let in_corpus = |file: &String| file.starts_with("sources/") || file.starts_with("framework/");
    problem.code != "recovered" && problem.place.file.as_ref().is_some_and(in_corpus)
}

/// A number and its noun.
fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Says what clap found: help and version are answers, the rest is misuse, told as every error is.
fn misuse(error: &clap::Error, printer: &mut Printer) -> ExitCode {
    let text = error.render().to_string();
    if !error.use_stderr() {
        printer.data(&text);
        return printer.exit(0);
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    printer.say(lines.next().unwrap_or("error: the command cannot be read"));
    for line in lines {
        if let Some(tip) = line.strip_prefix("tip: ") {
            printer.say(&format!("hint: {tip}"));
        } else if !line.starts_with("For more information") {
            printer.say(line);
        }
    }
    printer.say("hint: `insight-bank --help` lists the commands, and each command takes `--help`");
    printer.exit(2)
}

fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("INSIGHT_BANK_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,access=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(true).compact().init();
}
