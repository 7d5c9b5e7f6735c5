//! How a file of answers is laid out: who made it, where its heading begins and ends, and what each heading says.
//!
//! Nothing is taken for a heading without evidence, and the evidence is told. A row that could be somebody's answer stays one.

use super::heading::Heading;
use crate::file::Row;
use crate::problem::{Place, Problem};

mod cells;
mod dashes;
mod evidence;
mod footer;
mod maker;
mod names;
mod over;
mod preamble;
mod qualtrics;
mod stem;
#[cfg(test)]
mod tests;

pub(super) use footer::footer_rows;
pub(super) use maker::{QUALTRICS, blank_word};
pub(super) use names::widen;
pub(super) use over::asks_words;

use self::evidence::{Found, Style};

/// What a person or a recipe says of the layout; it goes before what is recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LayoutWishes {
    /// How many rows the heading has; none means that there is no heading.
    pub header_rows: Option<usize>,
    /// How many rows stand before the heading.
    pub skipped: Option<usize>,
    /// Who made the file.
    pub maker: Option<String>,
}

/// The layout of a file of answers.
#[expect(clippy::struct_field_names, reason = "`layout` is the word the account of a load has for its one line")]
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// Who made the file, where it could be told.
    pub(super) maker: Option<String>,
    /// The layout in one line for people.
    pub(super) layout: String,
    /// What it was recognised by, for people.
    pub(super) why: Vec<String>,
    /// Rows before the heading.
    pub(super) skipped: usize,
    /// Rows of the heading.
    pub(super) header_rows: usize,
    /// One heading for each column.
    pub(super) headings: Vec<Heading>,
    /// What is wrong with the headings.
    pub(super) problems: Vec<Problem>,
}

/// Recognises the layout of the file `name` by its `first` rows.
///
/// # Errors
/// When there is no heading: no rows, or the first holds nothing or only numbers.
pub(super) fn recognise(name: &str, first: &[Row], wishes: &LayoutWishes) -> Result<Layout, Box<Problem>> {
    let skipped = wishes.skipped.unwrap_or_else(|| preamble::rows_before(first));
    let rows = first.get(skipped..).unwrap_or_default();
    let Some(heading) = rows.first() else {
        return Err(names::no_header(name, 1, "there is no row that could be a heading"));
    };
    let found = wishes.header_rows.map_or_else(|| evidence::find(rows), |count| evidence::wished(rows, count));
    let heading_rows = rows.get(..found.rows.min(rows.len())).unwrap_or_default();
    if found.rows > 0 {
        names::check_heading(name, heading)?;
    }
    let width = heading_rows.iter().chain(heading_rows.is_empty().then_some(heading)).map(Row::len).max().unwrap_or(0);
    let mut headings = take_apart(heading_rows, found.style, width);
    let (recognised, signs) = maker::recognise(&maker::Look::new(rows, heading_rows.len(), &headings));
    let maker = wishes.maker.as_deref().map(maker::named).or_else(|| recognised.map(str::to_owned));
    if found.style == Style::Names {
        finish(&mut headings, maker.as_deref());
    }
    let mut problems = Vec::new();
    if skipped > 0 {
        problems.push(passed_over(name, skipped, first));
    }
    if found.rows > 0 {
        problems.extend(names::settle(name, heading.line(), &mut headings));
    }
    let mut why = if wishes.maker.is_some() { vec!["the maker was given".to_owned()] } else { signs };
    why.extend(found.why.clone());
    let layout = describe(&found, heading_rows);
    Ok(Layout { maker, layout, why, skipped, header_rows: heading_rows.len(), headings, problems })
}

/// The heading of each column.
fn take_apart(rows: &[Row], style: Style, width: usize) -> Vec<Heading> {
    match style {
        Style::Options => over::headings(rows, width),
        Style::Wordings => qualtrics::headings(rows, width),
        Style::Names => {
            let name = |index: usize| rows.first().and_then(|row| row.get(index)).unwrap_or_default();
            (0..width).map(|index| Heading::parse(name(index), index + 1)).collect()
        }
    }
}

/// What can be told of a single heading row once the maker is known.
fn finish(headings: &mut [Heading], maker: Option<&str>) {
    match maker {
        Some(maker::CITIZEN_SPACE) => dashes::divide(headings),
        Some(QUALTRICS) => qualtrics::mark_words(headings),
        Some(maker::TYPEFORM) => {
            headings.iter_mut().filter(|heading| heading.name == "Other").for_each(|heading| heading.words = true);
        }
        _ => {}
    }
    for heading in headings.iter_mut() {
        heading.words = heading.words || heading.option.as_deref().is_some_and(over::asks_words);
    }
    dashes::codes(headings);
}

fn passed_over(name: &str, skipped: usize, first: &[Row]) -> Problem {
    let line = first.first().map_or(1, Row::line);
    let message = format!("rows above the heading, such as a title, passed over: {skipped}");
    Problem::note("rows_before_heading", Place::file(name).line(line), message)
        .hint("if this is wrong, write `skip_rows = 0` under `[file]` in the recipe, and load again with `--recipe` and `--replace`")
}

/// The layout in one line.
fn describe(found: &Found, rows: &[Row]) -> String {
    let count = ["no heading row", "one heading row", "two heading rows", "three heading rows"];
    let count = count.get(rows.len()).map_or_else(|| format!("{} heading rows", rows.len()), |text| (*text).to_owned());
    let imports = rows.iter().any(evidence::is_import_row);
    let what = match (found.style, rows.len()) {
        (_, 0 | 1) | (Style::Names, _) => return count,
        (Style::Options, 2) => "questions, then options",
        (Style::Options, _) => "questions, then rows, then options",
        (Style::Wordings, 2) if imports => "codes, then import ids",
        (Style::Wordings, _) if imports => "codes, then wordings, then import ids",
        (Style::Wordings, _) => "codes, then wordings",
    };
    format!("{count}: {what}")
}
