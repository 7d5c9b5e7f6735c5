//! Runs the built program as a person would, and reads its exit code, its data and what it says beside them.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// The built program, ready for arguments: with nobody at its standard input and none of the caller's log settings.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_insight-bank"));
    command.current_dir(folder).stdin(Stdio::null()).env_remove("INSIGHT_BANK_LOG");
    command
}

/// Runs the program in an empty folder that is gone afterwards.
pub(crate) fn run<A: AsRef<OsStr>>(args: &[A]) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    run_in(folder.path(), args)
}

/// Runs the program in `folder`.
pub(crate) fn run_in<A: AsRef<OsStr>>(folder: &Path, args: &[A]) -> Output {
    let words: Vec<String> = args.iter().map(|arg| arg.as_ref().to_string_lossy().into_owned()).collect();
    let output = program(folder).args(args).output().expect("the built program can be run");
    Output {
        command: words.join(" "),
        code: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// What a run left behind.
#[must_use]
#[derive(Debug)]
pub(crate) struct Output {
    command: String,
    /// The exit code; `None` when a signal ended the program.
    pub(crate) code: Option<i32>,
    /// The data.
    pub(crate) stdout: String,
    /// Everything else.
    pub(crate) stderr: String,
}

impl Output {
    /// The run ended well.
    #[track_caller]
    pub(crate) fn good(self) -> Self {
        self.ends_with(0)
    }

    /// The run ended well and its data is JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, Some(0), "{self}");
        self.data()
    }

    /// The data is JSON, whatever the exit code.
    #[track_caller]
    pub(crate) fn data(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("no JSON on standard output: {error}\n{self}"))
    }

    /// The run failed with `code` and told a person why.
    #[track_caller]
    pub(crate) fn fails(self, code: i32) -> Self {
        assert!(self.stderr.contains("error: "), "nothing was said about the failure\n{self}");
        self.ends_with(code)
    }

    /// Standard error speaks of `words`.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "`{words}` is not in what was said\n{self}");
        self
    }

    /// A way on is given.
    #[track_caller]
    pub(crate) fn hints(self) -> Self {
        assert!(self.stderr.contains("hint: ") || self.stderr.contains("expected "), "no way on is given\n{self}");
        self
    }

    /// The data speaks of `words`.
    #[track_caller]
    pub(crate) fn shows(self, words: &str) -> Self {
        assert!(self.stdout.contains(words), "`{words}` is not in the data\n{self}");
        self
    }

    #[track_caller]
    fn ends_with(self, code: i32) -> Self {
        assert!(!self.stderr.contains("panicked at"), "a panic\n{self}");
        assert_eq!(self.code, Some(code), "{self}");
        self
    }
}

impl std::fmt::Display for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let stdout: String = self.stdout.chars().take(3000).collect();
        writeln!(f, "insight-bank {}\nexit code: {:?}", self.command, self.code)?;
        write!(f, "--- standard output\n{stdout}\n--- standard error\n{}", self.stderr)
    }
}
