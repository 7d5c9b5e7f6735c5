//! The responses in an archive of LimeSurvey (`.lsa`), as rows under the headings of its exports.

use std::collections::BTreeMap;
use std::fmt;

use super::tables::{Piece, Reading, walk};
use super::{decode, find_packed, read};
use crate::file::{Row, Rows};
use crate::problem::{Place, Problem};

/// The most columns of a table of responses.
const MOST_COLUMNS: usize = 20_000;
/// The most cells that are kept.
const MOST_CELLS: usize = 20_000_000;

/// The responses of an archive: a row of headings (`code[SQ001]`), then a row for each response.
pub struct LimeSurveyResponses {
    rows: Vec<Row>,
    next: usize,
    problems: Vec<Problem>,
}

/// The shape only: what people said never reaches a log.
impl fmt::Debug for LimeSurveyResponses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LimeSurveyResponses({} rows)", self.rows.len())
    }
}

impl Rows for LimeSurveyResponses {
    fn rewind(&mut self) -> Result<(), Box<Problem>> {
        self.next = 0;
        Ok(())
    }

    fn read(&mut self, row: &mut Row) -> Result<bool, Box<Problem>> {
        let Some(next) = self.rows.get(self.next) else {
            return Ok(false);
        };
        row.clone_from(next);
        self.next += 1;
        Ok(true)
    }

    fn problems(&self) -> Vec<Problem> {
        self.problems.clone()
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (u64::try_from(self.next).unwrap_or(u64::MAX), u64::try_from(self.rows.len()).ok())
    }
}

/// Reads the responses in an archive, `None` when it is no archive or holds none. The columns are called as exports call them,
/// where the questionnaire beside them tells.
///
/// # Errors
/// When the archive is damaged, or its questionnaire cannot be read.
pub fn read_limesurvey_responses(name: &str, bytes: &[u8]) -> Result<Option<LimeSurveyResponses>, Vec<Problem>> {
    if !bytes.starts_with(b"PK") {
        return Ok(None);
    }
    let Some(packed) = find_packed(name, bytes, ".lsr")? else {
        return Ok(None);
    };
    let (built, _) = read(name, bytes, None)?;
    Ok(Some(collect(name, &decode(&packed), &built.headings)))
}

fn collect(name: &str, text: &str, headings: &BTreeMap<String, String>) -> LimeSurveyResponses {
    let mut table = Table::default();
    let reading = walk(text, |piece| table.take(&piece));
    let mut problems = Vec::new();
    if let Reading::BrokenAt(line) = reading {
        let message = "the responses are damaged from here on; those before were read";
        problems
            .push(Problem::warning("damaged_file", Place::file(name).line(line), message).hint("export them again"));
    }
    if table.left_out {
        let message = "the responses are more than can be read; the last were left out";
        problems.push(Problem::warning("too_many_responses", Place::file(name), message).hint("export them as CSV"));
    }
    let heading = |field: &String| headings.get(field).cloned().unwrap_or_else(|| field.clone());
    let names: Vec<String> = table.fields.iter().map(heading).collect();
    let mut rows = vec![Row::of(1, names.iter().map(String::as_str))];
    rows.append(&mut table.rows);
    LimeSurveyResponses { rows, next: 0, problems }
}

#[derive(Default)]
struct Table {
    fields: Vec<String>,
    places: BTreeMap<String, usize>,
    cells: BTreeMap<usize, String>,
    rows: Vec<Row>,
    kept: usize,
    left_out: bool,
}

impl Table {
    fn take(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Column { table: "responses", name } => {
                self.place(name);
            }
            Piece::Cell { table: "responses", name, value } => {
                if let Some(place) = self.place(name) {
                    self.cells.insert(place, (*value).to_owned());
                }
            }
            Piece::RowEnd { table: "responses" } => self.end_row(),
            _ => {}
        }
    }

    /// The place of a field. XML names cannot begin with a digit or hold a `#`, so LimeSurvey writes `_` and `-` for them.
    fn place(&mut self, name: &str) -> Option<usize> {
        let field = match name.strip_prefix('_') {
            Some(field) if field.starts_with(|c: char| c.is_ascii_digit()) => field.replace('-', "#"),
            _ => name.to_owned(),
        };
        if let Some(place) = self.places.get(&field) {
            return Some(*place);
        }
        let place = self.fields.len();
        if place >= MOST_COLUMNS {
            self.left_out = true;
            return None;
        }
        self.places.insert(field.clone(), place);
        self.fields.push(field);
        Some(place)
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let width = self.fields.len();
        self.kept = self.kept.saturating_add(width);
        if self.kept > MOST_CELLS {
            self.left_out = true;
            return;
        }
        let line = u64::try_from(self.rows.len()).unwrap_or(u64::MAX).saturating_add(2);
        let cell = |place: usize| cells.get(&place).map_or("", String::as_str);
        self.rows.push(Row::of(line, (0..width).map(cell)));
    }
}
