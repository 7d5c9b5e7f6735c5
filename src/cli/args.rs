//! The arguments of every command.

mod breakdown;
mod journal;
mod merge;
mod report;
mod trend;
mod weight;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(super) use breakdown::BreakdownArgs;
pub(super) use journal::JournalArgs;
pub(super) use merge::MergeArgs;
pub(super) use report::{ReleaseArgs, ReportArgs, ReportCommand, ShowArgs};
pub(super) use trend::TrendArgs;
pub(super) use weight::WeightArgs;
use words::{policy, source_kind, survey_kind, view};

/// Keeps what residents have said: studies, focus groups and surveys, searchable, tagged with themes, counted with their bases.
#[derive(Debug, Parser)]
#[command(name = "insight-bank", version, disable_help_subcommand = true)]
pub(super) struct Cli {
    /// The bank: a folder holding `corpus` and `index`.
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub(super) bank: PathBuf,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a bank of your own.
    Init(InitArgs),
    /// Serve the pages and the API on this machine.
    Serve(ServeArgs),
    /// Load surveys, documents and records.
    Load(LoadArgs),
    /// Take back the last load of a source.
    Undo(UndoArgs),
    /// Find what has been said.
    Search(SearchArgs),
    /// What became of every cell when a survey was loaded.
    Account(QuestionsArgs),
    /// List the questions of a survey.
    Questions(QuestionsArgs),
    /// A percentage table of one question.
    Breakdown(BreakdownArgs),
    /// One question over the waves of a survey, with the changes between them.
    Trend(TrendArgs),
    /// Every question of a survey by one banner, as a workbook with one table per sheet.
    TabBook(TabBookArgs),
    /// Make weights that bring a survey to known shares.
    Weight(WeightArgs),
    /// Merge answers into categories that released tables have in their place, so that less is hidden.
    Merge(MergeArgs),
    /// Release tables beyond the public ones, one by one, under an approver's name.
    Report(ReportArgs),
    /// List the themes with how much is filed under each.
    Themes(ThemesArgs),
    /// Check the whole corpus and list every problem.
    Check(CheckArgs),
    /// Check the statistics against known answers.
    #[command(hide = true)]
    Vectors(VectorsArgs),
    /// What was decided, by whom, when and why.
    Journal(JournalArgs),
}

/// The arguments with the excluded words of a search (`search housing -poverty`) behind a `--`, where they cannot be taken for
/// options. Options of more than a letter begin with two hyphens, and `-h` alone asks for help.
pub(super) fn with_excluded_words_last(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut args: Vec<OsString> = args.collect();
    let Some(search) = args.iter().position(|arg| arg == "search") else { return args };
    let rest = args.split_off(search);
    let end = rest.iter().position(|arg| arg == "--").unwrap_or(rest.len());
    let is_excluded = |arg: &OsString| {
        let text = arg.to_string_lossy();
        text.len() > 1 && text.starts_with('-') && !text.starts_with("--") && text != "-h"
    };
    let (excluded, others): (Vec<_>, Vec<_>) = rest[..end].iter().cloned().partition(is_excluded);
    args.extend(others);
    if !excluded.is_empty() || end < rest.len() {
        args.push("--".into());
    }
    args.extend(excluded);
    args.extend(rest.into_iter().skip(end + 1));
    args
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// For reading.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For spreadsheets: one line per cell.
    Csv,
    /// A workbook, with cover and notes.
    Xlsx,
}

/// How a tab book is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum BookFormat {
    /// A workbook: one table per sheet.
    #[default]
    Xlsx,
    /// For spreadsheets: one line per cell of every table.
    Csv,
    /// For programs.
    Json,
}

/// Where an answer goes that becomes a file.
#[derive(Debug, Args)]
pub(super) struct FileArgs {
    /// The file to write, or a folder to write it in under a name that says whether it may leave the team.
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write over a file that is there already.
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder to make.
    pub(super) dir: PathBuf,
    /// Put the shipped example sources in it too.
    #[arg(long)]
    pub(super) with_example: bool,
}

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// Where to listen; only this machine's own addresses are allowed.
    #[arg(long, default_value = "127.0.0.1:8000")]
    pub(super) listen: String,
}

#[derive(Debug, Args)]
pub(super) struct LoadArgs {
    /// Files or folders; each file is one load.
    #[arg(required = true)]
    pub(super) files: Vec<PathBuf>,
    /// The id to store it under; made from the file's name otherwise.
    #[arg(long)]
    pub(super) id: Option<String>,
    /// Its title.
    #[arg(long)]
    pub(super) title: Option<String>,
    /// What it is: survey, document, literature, focus-group or meeting; told by the file's name otherwise.
    #[arg(long, value_parser = source_kind)]
    pub(super) kind: Option<crate::corpus::SourceKind>,
    /// The questionnaire, as the survey tool exports it (.lss, .lsg, .lsq, .lsa, .qsf, .json, .xlsx, .toml).
    #[arg(long, value_name = "FILE")]
    pub(super) questionnaire: Option<PathBuf>,
    /// The recipe of an earlier load: read the file the same way, and say first what is different.
    #[arg(long, value_name = "FILE")]
    pub(super) recipe: Option<PathBuf>,
    /// The sheet of a workbook that holds the answers.
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
    /// How people came to be in the survey: probability, census, self-selected or unknown.
    #[arg(long, value_parser = survey_kind)]
    pub(super) survey_kind: Option<crate::corpus::SurveyKind>,
    /// The survey of which this is a later wave, or none; found by its questions otherwise.
    #[arg(long, value_name = "SURVEY")]
    pub(super) wave_of: Option<String>,
    /// Put it in the place of what is stored under its id; the old version is kept.
    #[arg(long)]
    pub(super) replace: bool,
    /// Say what would happen and write nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct UndoArgs {
    /// The source. What was loaded last is deleted with its original; what it replaced is put back.
    pub(super) source: String,
    /// Say what would happen and change nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// Words, "phrases", AND OR NOT + -, prefix*, theme:access; everything when left out.
    pub(super) query: Vec<String>,
    /// Only these kinds: finding, recommendation, view, quote, answer, passage, figure, outcome.
    #[arg(long)]
    pub(super) kind: Vec<String>,
    /// Only these themes, with what lies within them.
    #[arg(long)]
    pub(super) theme: Vec<String>,
    /// Only these priorities.
    #[arg(long)]
    pub(super) priority: Vec<String>,
    /// Only these population groups.
    #[arg(long)]
    pub(super) group: Vec<String>,
    /// Only these places, with what lies within them.
    #[arg(long)]
    pub(super) place: Vec<String>,
    /// Only these voices: first-hand, advocate, professional, organisation.
    #[arg(long)]
    pub(super) voice: Vec<String>,
    /// Only these sources.
    #[arg(long)]
    pub(super) source: Vec<String>,
    /// Only these years.
    #[arg(long)]
    pub(super) year: Vec<String>,
    /// relevance, newest or oldest.
    #[arg(long)]
    pub(super) sort: Option<String>,
    /// How many hits at most.
    #[arg(long)]
    pub(super) limit: Option<String>,
    /// Go on where another page ended.
    #[arg(long)]
    pub(super) cursor: Option<String>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct QuestionsArgs {
    /// The survey.
    pub(super) survey: String,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct TabBookArgs {
    /// The survey.
    pub(super) survey: String,
    /// Columns for each answer to this question; `outer>inner` nests, repeating stacks.
    #[arg(long)]
    pub(super) by: Vec<String>,
    /// Only a table of this question; repeating adds more. All that can be counted otherwise.
    #[arg(long = "question", value_name = "QUESTION")]
    pub(super) questions: Vec<String>,
    /// Only respondents with this answer: "question=Option", "question=A|B" for either; repeating narrows.
    #[arg(long = "where", value_name = "QUESTION=OPTION")]
    pub(super) filters: Vec<String>,
    /// Only respondents whose own words match this search.
    #[arg(long, value_name = "QUERY")]
    pub(super) matching: Option<String>,
    /// The question that holds the weight, or `none`; otherwise the one the survey's record names, if any.
    #[arg(long)]
    pub(super) weight: Option<String>,
    /// internal shows every count and is not for release; release hides small numbers.
    #[arg(long, value_parser = view, default_value = "internal")]
    pub(super) view: crate::breakdown::View,
    /// The disclosure policy of a release: ics-public, gpps, nhsd-hes, tre-10 or custom; the bank's own otherwise.
    #[arg(long, value_parser = policy, value_name = "PRESET")]
    pub(super) policy: Option<crate::breakdown::Preset>,
    /// How the tables are written.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: BookFormat,
    #[command(flatten)]
    pub(super) file: FileArgs,
}

#[derive(Debug, Args)]
pub(super) struct ThemesArgs {
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct VectorsArgs {
    /// The file of cases.
    pub(super) file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}
