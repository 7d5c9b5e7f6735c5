//! A name for every column, each its own.

use std::collections::{HashMap, HashSet};

use super::super::heading::{Heading, trim_cell};
use super::super::numbers;
use crate::file::Row;
use crate::problem::{Place, Problem};

/// How many places a message lists.
const LISTED: usize = 5;

/// Headings made of nothing, or of numbers that do not simply count the columns, are answers rather than headings.
pub(super) fn check_heading(name: &str, row: &Row) -> Result<(), Box<Problem>> {
    let names = || row.iter().map(trim_cell).filter(|cell| !cell.is_empty());
    let numeric = names().all(|cell| numbers::parse(cell).is_some());
    let counting = names().enumerate().all(|(index, cell)| *cell == (index + 1).to_string());
    let message = match (names().next().is_none(), numeric && !counting) {
        (true, _) => "every heading in the first row is blank",
        (false, true) => "the first row holds numbers, not headings",
        (false, false) => return Ok(()),
    };
    Err(no_header(name, row.line(), message))
}

/// The problem of a file without headings.
pub(super) fn no_header(name: &str, line: u64, message: &str) -> Box<Problem> {
    Box::new(
        Problem::error("no_header", Place::file(name).line(line), message)
            .expected("the name of each column in the first row")
            .hint("put a row of headings on top"),
    )
}

/// Gives every column a name of its own, and says which were blank or repeated. `line` is that of the heading.
pub(super) fn settle(name: &str, line: u64, headings: &mut [Heading]) -> Vec<Problem> {
    let renamed = rename(headings);
    let quoted = |index: &usize| headings.get(*index).map_or_else(String::new, |heading| format!("`{}`", heading.name));
    let blank: Vec<usize> = (0..headings.len()).filter(|index| headings[*index].blank).collect();
    let place = || Place::file(name).line(line);
    let mut problems = Vec::new();
    if !blank.is_empty() {
        let message = format!("blank headings: {}, called {}", blank.len(), listed(&blank, quoted));
        problems.push(Problem::warning("blank_heading", place(), message).hint("give every column a heading"));
    }
    if !renamed.is_empty() {
        let message = format!("repeated headings: {}, called {}", renamed.len(), listed(&renamed, quoted));
        problems.push(Problem::warning("repeated_heading", place(), message).hint("give every column its own heading"));
    }
    problems
}

/// Adds columns for cells beyond the last heading until there are `width`.
pub(in super::super) fn widen(headings: &mut Vec<Heading>, width: usize) {
    headings.extend((headings.len() + 1..=width).map(Heading::unnamed));
    rename(headings);
}

/// Numbers names that were met before, `name-2` and so on; gives the columns renamed.
fn rename(headings: &mut [Heading]) -> Vec<usize> {
    let mut seen: HashSet<String> = headings.iter().map(|heading| heading.name.to_lowercase()).collect();
    let mut met: HashSet<String> = HashSet::new();
    // Where the numbering of a name goes on, so that a name repeated ten thousand times is not counted from two each time.
    let mut next: HashMap<String, u64> = HashMap::new();
    let mut renamed = Vec::new();
    for (index, heading) in headings.iter_mut().enumerate() {
        let key = heading.name.to_lowercase();
        if met.insert(key.clone()) {
            continue;
        }
        let number = next.entry(key).or_insert(2);
        let fresh = (*number..).map(|number| (number, format!("{}-{number}", heading.name)));
        if let Some((used, fresh)) = fresh.into_iter().find(|(_, name)| !seen.contains(&name.to_lowercase())) {
            *number = used + 1;
            seen.insert(fresh.to_lowercase());
            met.insert(fresh.to_lowercase());
            heading.name = fresh;
        }
        renamed.push(index);
    }
    renamed
}

fn listed(columns: &[usize], quoted: impl Fn(&usize) -> String) -> String {
    let more = if columns.len() > LISTED { " and so on" } else { "" };
    columns.iter().take(LISTED).map(quoted).collect::<Vec<_>>().join(", ") + more
}
