//! The file as columns, each holding its distinct cells once and a number for every row.
//!
//! What a column is can be told from its distinct cells, and each is turned into an answer once, however often it is repeated.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::heading::{Heading, trim_cell};
use super::numbers;
use super::split::Rows;
use crate::problem::{Place, Problem};

/// How many places a message lists.
const LISTED: usize = 5;

/// One column.
pub(super) struct Column<'t> {
    pub(super) heading: Heading,
    /// The distinct cells as they were written, in the order of their first row.
    pub(super) values: Vec<Cow<'t, str>>,
    /// How many rows hold each of them.
    pub(super) counts: Vec<u64>,
    /// For each row the position of its cell in `values`.
    pub(super) cells: Vec<u32>,
}

impl Column<'_> {
    /// The distinct cells, trimmed, that are not blank, with how many rows hold each.
    pub(super) fn filled(&self) -> impl Iterator<Item = (&str, u64)> + Clone {
        let trimmed = self.values.iter().map(|value| trim_cell(value));
        trimmed.zip(self.counts.iter().copied()).filter(|(value, count)| !value.is_empty() && *count > 0)
    }

    /// How many rows are not blank.
    pub(super) fn answered(&self) -> u64 {
        self.filled().map(|(_, count)| count).sum()
    }
}

/// The whole file.
pub(super) struct Table<'t> {
    pub(super) columns: Vec<Column<'t>>,
    pub(super) rows: usize,
    pub(super) problems: Vec<Problem>,
}

/// A column being filled.
#[derive(Default)]
struct Filling<'t> {
    numbers: HashMap<Cow<'t, str>, u32>,
    counts: Vec<u64>,
    cells: Vec<u32>,
}

impl<'t> Filling<'t> {
    /// A column of `rows` blank cells.
    fn blank(rows: usize) -> Self {
        let mut filling = Self::default();
        (0..rows).for_each(|_| filling.push(Cow::Borrowed("")));
        filling
    }

    fn push(&mut self, cell: Cow<'t, str>) {
        let next = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
        let known = self.numbers.get(cell.as_ref()).copied();
        let number = known.unwrap_or_else(|| {
            self.numbers.insert(cell, next);
            self.counts.push(0);
            next
        });
        // A file with four thousand million distinct cells in a column does not fit into memory.
        self.counts[number as usize] += 1;
        self.cells.push(number);
    }

    fn finish(self, heading: Heading) -> Column<'t> {
        let mut values: Vec<(Cow<'t, str>, u32)> = self.numbers.into_iter().collect();
        values.sort_unstable_by_key(|(_, number)| *number);
        let values = values.into_iter().map(|(value, _)| value).collect();
        Column { heading, values, counts: self.counts, cells: self.cells }
    }
}

/// What was uneven in the rows.
#[derive(Default)]
struct Uneven {
    short: Vec<u64>,
    long: Vec<u64>,
    blank: Vec<u64>,
}

/// Reads `text` as a table with one heading row.
pub(super) fn read<'t>(name: &str, text: &'t str, delimiter: u8) -> Result<Table<'t>, Box<Problem>> {
    let mut rows = Rows::new(text, delimiter);
    let mut cells = Vec::new();
    let Some(line) = rows.read(&mut cells) else {
        return Err(no_rows(name));
    };
    check_heading(name, line, &cells)?;
    let raw_names: Vec<String> = cells.iter().map(|cell| cell.clone().into_owned()).collect();
    let mut fillings: Vec<Filling<'t>> = raw_names.iter().map(|_| Filling::default()).collect();
    let (mut count, mut uneven) = (0, Uneven::default());
    while let Some(line) = rows.read(&mut cells) {
        uneven.note(line, &cells, raw_names.len());
        let filled = cells.iter().rposition(|cell| !trim_cell(cell).is_empty()).map_or(0, |last| last + 1);
        while fillings.len() < filled {
            fillings.push(Filling::blank(count));
        }
        let mut row = cells.drain(..);
        for filling in &mut fillings {
            filling.push(row.next().unwrap_or_default());
        }
        count += 1;
    }
    if count == 0 {
        return Err(no_rows(name));
    }
    let mut problems = Vec::new();
    let headings = headings(name, &raw_names, fillings.len(), &mut problems);
    uneven.describe(name, raw_names.len(), &mut problems);
    describe_lines(name, &rows, &mut problems);
    let columns = fillings.into_iter().zip(headings).map(|(filling, heading)| filling.finish(heading)).collect();
    Ok(Table { columns, rows: count, problems })
}

/// Headings made of nothing, or of numbers that do not simply count the columns, are answers rather than headings.
fn check_heading(name: &str, line: u64, cells: &[Cow<'_, str>]) -> Result<(), Box<Problem>> {
    let names: Vec<&str> = cells.iter().map(|cell| trim_cell(cell)).filter(|cell| !cell.is_empty()).collect();
    let numeric = names.iter().all(|cell| numbers::parse(cell).is_some());
    let counting = names.iter().enumerate().all(|(index, cell)| **cell == (index + 1).to_string());
    let message = match (names.is_empty(), numeric && !counting) {
        (true, _) => "every heading in the first row is blank",
        (false, true) => "the first row holds numbers, not headings",
        (false, false) => return Ok(()),
    };
    Err(Box::new(
        Problem::error("no_header", Place::file(name).line(line), message)
            .expected("the name of each column in the first row")
            .hint("put a row of headings on top"),
    ))
}

fn no_rows(name: &str) -> Box<Problem> {
    Box::new(
        Problem::error("no_rows", Place::file(name), "the file has headings and no answers")
            .found("0 rows")
            .expected("one row for each respondent")
            .hint("export the answers again, with all respondents"),
    )
}

/// The headings, with blank and repeated ones renamed, and names for cells beyond the last heading.
fn headings(name: &str, raw: &[String], width: usize, problems: &mut Vec<Problem>) -> Vec<Heading> {
    let given = raw.iter().map(String::as_str).chain(std::iter::repeat(""));
    let mut headings: Vec<Heading> =
        given.take(width).enumerate().map(|(index, raw)| Heading::parse(raw, index + 1)).collect();
    let mut seen: HashSet<String> = headings.iter().map(|heading| heading.name.to_lowercase()).collect();
    let mut met: HashSet<String> = HashSet::new();
    let (mut blank, mut repeated) = (Vec::new(), Vec::new());
    for (index, heading) in headings.iter_mut().enumerate() {
        if heading.blank && index < raw.len() {
            blank.push(format!("`{}`", heading.name));
        }
        let key = heading.name.to_lowercase();
        if !met.insert(key) {
            let renamed = |number: usize| format!("{}-{number}", heading.name);
            let fresh = (2..=width + 2).map(renamed).find(|name| !seen.contains(&name.to_lowercase()));
            heading.name = fresh.unwrap_or_default();
            seen.insert(heading.name.to_lowercase());
            met.insert(heading.name.to_lowercase());
            repeated.push(format!("`{}`", heading.name));
        }
    }
    let place = || Place::file(name).line(1);
    if !blank.is_empty() {
        let message = format!("blank headings: {}, called {}", blank.len(), listed(&blank));
        problems.push(Problem::warning("blank_heading", place(), message).hint("give every column a heading"));
    }
    if !repeated.is_empty() {
        let message = format!("repeated headings: {}, called {}", repeated.len(), listed(&repeated));
        problems.push(Problem::warning("repeated_heading", place(), message).hint("give every column its own heading"));
    }
    headings
}

fn listed(names: &[String]) -> String {
    let more = if names.len() > LISTED { " and so on" } else { "" };
    names.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ") + more
}

impl Uneven {
    fn note(&mut self, line: u64, cells: &[Cow<'_, str>], width: usize) {
        let filled = |cells: &[Cow<'_, str>]| cells.iter().any(|cell| !trim_cell(cell).is_empty());
        if !filled(cells) {
            self.blank.push(line);
        } else if cells.len() < width {
            self.short.push(line);
        } else if cells.get(width..).is_some_and(filled) {
            self.long.push(line);
        }
    }

    fn describe(&self, name: &str, width: usize, problems: &mut Vec<Problem>) {
        let mut tell = |code: &str, lines: &[u64], what: &str, hint: &str| {
            let Some(first) = lines.first() else { return };
            let numbers: Vec<String> = lines.iter().map(u64::to_string).collect();
            let (rows, at) = if lines.len() == 1 { ("row", "line") } else { ("rows", "lines") };
            let message = format!("{} {rows} {what} ({at} {})", lines.len(), listed(&numbers));
            problems.push(Problem::warning(code, Place::file(name).line(*first), message).hint(hint));
        };
        let quote = "words that hold the delimiter or a line break belong in double quotes";
        tell("short_rows", &self.short, &format!("with fewer than {width} cells, read as blank at the end"), quote);
        tell("long_rows", &self.long, &format!("with more than {width} cells, kept in columns of their own"), quote);
        tell("blank_rows", &self.blank, "without any answer, counted as blank", "remove rows that are nobody's");
    }
}

fn describe_lines(name: &str, rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    if let Some(line) = rows.unclosed {
        let message = "a quotation mark is opened and never closed, so the rest of the file is one cell";
        problems.push(
            Problem::warning("unclosed_quote", Place::file(name).line(line), message)
                .hint("close it, or write it twice where it belongs to the words"),
        );
    }
    if rows.empty_lines > 0 {
        let message = format!("empty lines passed over: {}", rows.empty_lines);
        problems.push(Problem::note("empty_lines", Place::file(name), message));
    }
}
