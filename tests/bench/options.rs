//! What the command line says.

use std::error::Error;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// One engine of ours, measured in a process of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Searches and tables of the comments.
    Comments,
    /// Tables of five million respondents.
    Respondents,
    /// The same tables by a plain loop.
    Loop,
}

/// What to do.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// Where everything is kept.
    pub(crate) folder: PathBuf,
    /// The scripts of the other engines.
    pub(crate) beside: PathBuf,
    /// The Python that has them.
    pub(crate) python: PathBuf,
    /// How often all take their turn.
    pub(crate) rounds: usize,
    /// How often each thing is timed.
    pub(crate) reps: usize,
    /// How many threads count.
    pub(crate) threads: NonZeroUsize,
    /// One step alone.
    pub(crate) step: Option<Step>,
}

impl Options {
    /// Reads the command line.
    pub(crate) fn read() -> Result<Self, Box<dyn Error>> {
        let mut options = Self {
            folder: PathBuf::new(),
            beside: PathBuf::from("../shared/bench"),
            python: PathBuf::from("python3"),
            rounds: 1,
            reps: 15,
            threads: NonZeroUsize::MIN,
            step: None,
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            if !word.starts_with("--") {
                options.folder = PathBuf::from(word);
                continue;
            }
            let value = words.next().ok_or_else(|| format!("`{word}` wants a value"))?;
            match word.as_str() {
                "--beside" => options.beside = PathBuf::from(value),
                "--python" => options.python = PathBuf::from(value),
                "--rounds" => options.rounds = value.parse()?,
                "--reps" => options.reps = value.parse()?,
                "--threads" => options.threads = value.parse()?,
                "--step" => options.step = Some(step(&value)?),
                _ => return Err(format!("`{word}` is no option; the head of tests/bench/main.rs lists them").into()),
            }
        }
        if options.folder.as_os_str().is_empty() {
            return Err("which folder holds comments.csv?".into());
        }
        Ok(options)
    }
}

fn step(word: &str) -> Result<Step, String> {
    match word {
        "comments" => Ok(Step::Comments),
        "respondents" => Ok(Step::Respondents),
        "loop" => Ok(Step::Loop),
        _ => Err(format!("`{word}` is no step: comments, respondents or loop")),
    }
}
