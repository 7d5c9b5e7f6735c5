//! Reading the rows of a file of delimited text, and telling what was put up with.

use std::fmt;

use crate::file::encoding::{Damage, repair};
use crate::file::{Input, Row, Rows};
use crate::problem::{Place, Problem};

use super::cut::{Cutter, Seen};
use super::dialect::{Dialect, Quoting, label};
use super::source::TextSource;

/// An open file of delimited text.
pub struct Delimited<I> {
    name: String,
    cutter: Cutter<TextSource<I>>,
    dialect: Dialect,
    /// The delimiter that a line `sep=;` above the table names.
    separator: Option<u8>,
    /// What would divide most rows alike though they are read as a single column.
    doubt: Option<u8>,
    repair: bool,
    repaired: u64,
    damage: Damage,
    /// Whether reading broke off.
    broken: bool,
}

impl<I: Input> Delimited<I> {
    pub(super) fn new(
        name: &str,
        source: TextSource<I>,
        dialect: Dialect,
        separator: Option<u8>,
        repair: bool,
    ) -> Result<Self, Box<Problem>> {
        let cutter = Cutter::new(name, source, dialect);
        let (name, damage) = (name.to_owned(), Damage::default());
        let mut whole =
            Self { name, cutter, dialect, separator, doubt: None, repair, repaired: 0, damage, broken: false };
        whole.rewind()?;
        Ok(whole)
    }

    /// The same, where `doubt` would divide most rows alike though they are read as a single column.
    pub(super) fn doubting(self, doubt: Option<u8>) -> Self {
        Self { doubt, ..self }
    }

    /// The encoding of its characters, for people.
    pub fn encoding_label(&self) -> String {
        self.cutter.source.encoding().label().to_owned()
    }

    /// What divides its cells, `None` when it is a single column.
    pub fn delimiter(&self) -> Option<u8> {
        self.dialect.delimiter
    }

    /// What divides its cells, for people.
    pub fn delimiter_label(&self) -> Option<&'static str> {
        self.dialect.delimiter.map(label)
    }

    /// Counts what is damaged in `row`, and repairs it if that is wished.
    fn look_for_damage(&mut self, row: &mut Row) {
        let damage = &mut self.damage;
        let line = row.line();
        // Every cell is looked at, so that all are counted.
        let damaged = row.iter().filter(|cell| damage.look(cell, line)).count();
        if damaged == 0 || !self.repair {
            return;
        }
        let mut sound = Row::default();
        sound.begin(line);
        for cell in row.iter() {
            match repair(cell) {
                Some(better) => {
                    self.repaired += 1;
                    sound.push(&better);
                }
                None => sound.push(cell),
            }
        }
        *row = sound;
    }

    /// What was done to read the file as it is written.
    fn notes(&self) -> Vec<Problem> {
        let note = |code: &str, message: String| Problem::note(code, Place::file(&self.name), message);
        let separator = self.separator.map(|named| {
            let message = format!("the first line names the delimiter, {}, and was passed over", label(named));
            note("separator_line", message)
        });
        let quoting = match self.dialect.quoting {
            Quoting::Double => None,
            Quoting::Single => Some("cells are in single quotation marks, which were taken off"),
            Quoting::Backslash => {
                Some("quotation marks within cells have a backslash before them, which was taken off")
            }
        };
        let quoting = quoting.map(|message| note("quoting", message.to_owned()));
        let repaired = (self.repaired > 0).then(|| note("repaired_text", format!("cells repaired: {}", self.repaired)));
        let doubt = self.doubt.map(|delimiter| {
            let named = label(delimiter);
            let message = format!("read as a single column, though most rows hold the same number of this: {named}");
            Problem::warning("undivided_rows", Place::file(&self.name), message)
                .expected("one delimiter that divides the heading and the rows below it alike")
                .hint(format!("if it divides cells, write `delimiter = \"{named}\"` under `[file]` in the recipe"))
        });
        separator.into_iter().chain(quoting).chain(repaired).chain(doubt).collect()
    }
}

impl<I: Input> Rows for Delimited<I> {
    fn rewind(&mut self) -> Result<(), Box<Problem>> {
        self.cutter.source.rewind()?;
        self.cutter.restart();
        self.damage = Damage::default();
        self.repaired = 0;
        self.broken = false;
        if self.separator.is_some() { self.cutter.skip_line() } else { Ok(()) }
    }

    fn read(&mut self, row: &mut Row) -> Result<bool, Box<Problem>> {
        if self.broken {
            return Ok(false);
        }
        let more = self.cutter.read(row).inspect_err(|_| self.broken = true)?;
        if more && !self.cutter.ascii() {
            self.look_for_damage(row);
        }
        Ok(more)
    }

    fn problems(&self) -> Vec<Problem> {
        let mut problems = self.cutter.source.encoding().problems(&self.name);
        problems.extend(self.damage.problems(&self.name, self.repair));
        problems.extend(problems_seen(&self.name, &self.cutter.seen));
        problems.extend(self.notes());
        problems
    }

    fn progress(&self) -> (u64, Option<u64>) {
        let (done, total) = self.cutter.source.progress();
        (done, Some(total))
    }
}

fn problems_seen(name: &str, seen: &Seen) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some(line) = seen.unclosed {
        let message = "a quotation mark is opened and never closed, so the rest of the file is one cell";
        problems.push(
            Problem::warning("unclosed_quote", Place::file(name).line(line), message)
                .hint("close it, or write it twice where it belongs to the words"),
        );
    }
    if seen.nuls > 0 {
        let message = format!("characters that mean nothing (NUL) were left out: {}", seen.nuls);
        problems.push(
            Problem::warning("nul_characters", Place::file(name), message)
                .hint("the file may have been damaged on its way; check the answers here"),
        );
    }
    if seen.empty_lines > 0 {
        let message = format!("empty lines passed over: {}", seen.empty_lines);
        problems.push(Problem::note("empty_lines", Place::file(name), message));
    }
    problems
}

/// The shape only: what people said never reaches a log.
impl<I> fmt::Debug for Delimited<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Delimited({}, {:?})", self.name, self.dialect)
    }
}
