//! The one place that writes to standard output and standard error.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use serde::Serialize;

use crate::problem::Problem;
use crate::text;

/// JSON as it is printed.
pub(super) fn json_text(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// Writes data to standard output and everything else to standard error, and remembers whether that worked.
#[derive(Debug, Default)]
pub(super) struct Printer {
    failed: bool,
}

impl Printer {
    /// Data. On a terminal it cannot do more than be read; in a file or a pipe it is as it is.
    pub(super) fn data(&mut self, text: &str) {
        let mut out = io::stdout().lock();
        let text = if out.is_terminal() { text::visible(text) } else { text.into() };
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        self.remember(written);
    }

    /// Data as JSON.
    pub(super) fn json(&mut self, value: &impl Serialize) {
        self.data(&json_text(value));
    }

    /// A line for the person at the terminal.
    #[expect(clippy::unused_self, reason = "whoever may print holds a printer")]
    pub(super) fn say(&self, line: &str) {
        // A closed standard error must not stop the work.
        let _ = writeln!(io::stderr().lock(), "{}", text::visible(line));
    }

    /// Problems, each with its hint.
    pub(super) fn problems(&mut self, problems: &[Problem]) {
        for problem in problems {
            self.say(&problem.to_string());
        }
    }

    /// The exit code: `code`, or 2 when the data could not be written.
    pub(super) fn exit(&self, code: u8) -> ExitCode {
        ExitCode::from(if self.failed { 2 } else { code })
    }

    fn remember(&mut self, written: io::Result<()>) {
        match written {
            Ok(()) => {}
            // Whoever reads has had enough, as in `insight-bank search | head`.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Err(error) => {
                self.failed = true;
                self.say(&format!("error: standard output cannot be written: {error}"));
            }
        }
    }
}
