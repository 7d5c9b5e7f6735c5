//! An SPSS file that was opened: its cases row by row, as often as needed.

use std::fmt;

use super::cell::Cell;
use super::charset::Charset;
use super::dictionary::Dictionary;
use super::fault::Fault;
use super::notes::Notes;
use super::system::{self, Layout};
use super::{portable, questions};
use crate::file::{Input, Row, Rows};
use crate::problem::{Place, Problem};
use crate::survey::form::Form;

/// An SPSS file: its questionnaire, and its cases row by row.
pub struct SpssFile<I: Input> {
    name: String,
    form: Form,
    charset: Charset,
    kind: Kind,
    headings: Vec<String>,
    cells: Vec<Cell>,
    body: Body<I>,
    /// What was found in the dictionary.
    problems: Vec<Problem>,
    /// What was found in the cases since the file was gone back to.
    found: Option<Problem>,
    /// How many cases were read, and how many texts in them hold bytes that are no letters.
    cases: u64,
    unread: u64,
    headed: bool,
}

/// Which kind of file it is, and what is needed to read its cases again.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    System(Layout),
    Portable,
}

/// The file at the place that was read last.
enum Body<I> {
    /// Nowhere yet.
    Shut(I),
    System(system::Cases<I>),
    Portable(portable::Cases<I>),
    /// Reading failed so that the file is lost.
    Lost,
}

impl<I: Input> SpssFile<I> {
    /// The file called `name` at no place yet.
    pub(super) fn new(name: &str, dictionary: Dictionary, kind: Kind, input: I, mut notes: Notes) -> Self {
        let (form, cells) = questions::form(&dictionary, &mut notes);
        Self {
            name: name.to_owned(),
            form,
            charset: dictionary.charset,
            kind,
            headings: dictionary.variables.into_iter().map(|variable| variable.name).collect(),
            cells,
            body: Body::Shut(input),
            problems: notes.finish(),
            found: None,
            cases: 0,
            unread: 0,
            headed: false,
        }
    }

    /// The questionnaire the dictionary gives.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// The encoding of the texts, for a person.
    pub fn encoding_label(&self) -> String {
        self.charset.label()
    }

    /// The kind of file, for a person.
    pub fn format_label(&self) -> &'static str {
        match self.kind {
            Kind::System(Layout { packing: system::Packing::Zlib, .. }) => "SPSS compressed system file (.zsav)",
            Kind::System(_) => "SPSS system file (.sav)",
            Kind::Portable => "SPSS portable file (.por)",
        }
    }

    /// How many cases the file says it has; files may leave that open.
    pub fn rows_hint(&self) -> Option<u64> {
        match &self.kind {
            Kind::System(layout) => layout.cases,
            Kind::Portable => None,
        }
    }

    /// Opens the cases at the first one.
    fn reopen(&mut self) -> Result<(), Fault> {
        let input = match std::mem::replace(&mut self.body, Body::Lost) {
            Body::Shut(input) => Some(input),
            Body::System(cases) => cases.into_input(),
            Body::Portable(cases) => Some(cases.into_input()),
            Body::Lost => None,
        };
        let input = input.ok_or_else(|| Fault::Unreadable("it was lost while it was read".to_owned()))?;
        self.body = match self.kind {
            Kind::System(layout) => Body::System(system::Cases::new(input, layout)?),
            Kind::Portable => Body::Portable(portable::Cases::new(input)?),
        };
        Ok(())
    }

    /// Reads a case into `row`; `false` at the end.
    fn read_case(&mut self, row: &mut Row) -> Result<bool, Fault> {
        if matches!(self.body, Body::Shut(_)) {
            self.reopen()?;
        }
        match &mut self.body {
            Body::System(cases) => {
                let more = cases.next_case()?;
                if more {
                    self.unread += cases.write(&self.cells, self.charset, row);
                }
                Ok(more)
            }
            Body::Portable(cases) => cases.read(&self.cells, self.charset, row, &mut self.unread),
            Body::Shut(_) | Body::Lost => Ok(false),
        }
    }

    /// Looks at the number of cases when the last one was read or the count the file gives is reached.
    fn end(&mut self) -> Result<(), Box<Problem>> {
        let Some(told) = self.rows_hint().filter(|told| *told > self.cases && !self.cells.is_empty()) else {
            return Ok(());
        };
        if self.found.is_some() {
            return Ok(());
        }
        let message = format!("the file says that it has {told} cases, and ends after case {}", self.cases);
        let hint = "it was not copied whole; fetch it again, or save it again in SPSS";
        let problem = Problem::error("file_ends_early", Place::file(&self.name), message).hint(hint);
        self.found = Some(problem.clone());
        Err(Box::new(problem))
    }

    /// The case that follows the last one the file says it has is somebody's answers all the same.
    fn note_more(&mut self) {
        if self.found.is_none() && self.rows_hint().is_some_and(|told| self.cases > told) {
            let message =
                format!("the file has more cases than the {} it says; all are read", self.rows_hint().unwrap_or(0));
            let problem = Problem::warning("more_cases_than_told", Place::file(&self.name), message);
            self.found = Some(problem.hint("look at the last cases; they may have been taken out on purpose"));
        }
    }
}

impl<I: Input> Rows for SpssFile<I> {
    fn rewind(&mut self) -> Result<(), Box<Problem>> {
        (self.found, self.cases, self.unread, self.headed) = (None, 0, 0, false);
        self.reopen().map_err(|fault| Box::new(fault.problem(&self.name, "the cases")))
    }

    fn read(&mut self, row: &mut Row) -> Result<bool, Box<Problem>> {
        let line = self.cases.saturating_add(if self.headed { 2 } else { 1 });
        row.begin(line);
        if !self.headed {
            self.headed = true;
            self.headings.iter().for_each(|heading| row.push(heading));
            return Ok(true);
        }
        match self.read_case(row) {
            Ok(true) => {
                self.cases += 1;
                self.note_more();
                Ok(true)
            }
            Ok(false) => self.end().map(|()| false),
            Err(fault) => {
                row.begin(line);
                let problem = fault.problem(&self.name, &format!("case {}", self.cases + 1));
                self.found = Some(problem.clone());
                Err(Box::new(problem))
            }
        }
    }

    fn problems(&self) -> Vec<Problem> {
        let unread = (self.unread > 0).then(|| {
            let message = format!("texts with bytes that are no letters in {}: {}", self.charset.label(), self.unread);
            Problem::warning("bad_encoding", Place::file(&self.name), message)
                .hint("they are shown as `\u{fffd}`; save the file again as Unicode in SPSS")
        });
        self.problems.iter().cloned().chain(self.found.clone()).chain(unread).collect()
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (self.cases, self.rows_hint())
    }
}

/// The shape only: what people said never reaches a log.
impl<I: Input> fmt::Debug for SpssFile<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SpssFile({}, {} variables, {} cases read)", self.format_label(), self.headings.len(), self.cases)
    }
}
