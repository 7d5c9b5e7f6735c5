//! What was asked for on the command line.

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

/// Real files, where they lie beside the project.
const BESIDE: &str = "../shared/data";

/// What to do.
pub(crate) struct Options {
    /// Where the files to start from are.
    pub(crate) folder: Option<PathBuf>,
    pub(crate) found: PathBuf,
    pub(crate) time: Duration,
    /// The round to begin with, and the one to end before.
    pub(crate) first: u64,
    pub(crate) rounds: u64,
    pub(crate) seed: u64,
    /// The endings of the files to start from; all when empty.
    pub(crate) only: Vec<String>,
    /// The files are read as they are.
    pub(crate) again: bool,
}

impl Options {
    pub(crate) fn read() -> Result<Self, Box<dyn Error>> {
        let mut options = Self {
            folder: None,
            found: PathBuf::from("target/fuzz"),
            time: Duration::from_mins(1),
            first: 0,
            rounds: u64::MAX,
            seed: 1,
            only: Vec::new(),
            again: false,
        };
        let (mut timed, mut counted) = (false, None);
        let mut arguments = env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("`{argument}` needs a value"));
            match argument.as_str() {
                "--seconds" => (timed, options.time) = (true, Duration::from_secs(value()?.parse()?)),
                "--rounds" => counted = Some(value()?.parse::<u64>()?),
                "--first" => options.first = value()?.parse()?,
                "--seed" => options.seed = value()?.parse()?,
                "--found" => options.found = value()?.into(),
                "--only" => options.only = value()?.split(',').map(str::to_lowercase).collect(),
                "--again" => options.again = true,
                known if known.starts_with("--") => return Err(format!("there is no `{known}`").into()),
                folder => options.folder = Some(folder.into()),
            }
        }
        if let Some(rounds) = counted {
            options.rounds = options.first.saturating_add(rounds);
            options.time = if timed { options.time } else { Duration::MAX };
        }
        let beside = PathBuf::from(BESIDE);
        options.folder = options.folder.or_else(|| beside.is_dir().then_some(beside));
        Ok(options)
    }
}
