//! Templates: a literature source or a focus group filled in as tables of a workbook or a text document.
//!
//! A template is turned into the text of a record, which [`read_source`] reads, so that one reader checks records and templates
//! alike; the places in its problems are then those of the cells. [`write_source`](super::write_source) gives the record to keep.

mod cell;
mod draft;
mod fields;
mod fill;
mod place;
mod tables;

use super::{Source, read_source};
use crate::file::Row;
use crate::framework::Framework;
use crate::id::Slug;
use crate::problem::{Place, Problem};

pub use fields::{Allowed, TemplateField, focus_group_template, insight_columns, literature_template};
pub use fill::{empty_template, filled_template};

/// More problems than these are counted and not listed.
const PROBLEMS_MAX: usize = 200;

/// A sheet of a workbook or a table of a text document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateTable {
    /// Its name: that of the sheet, or for instance `Table 1`.
    pub name: String,
    /// Its rows; the line of each is its row in the sheet or table.
    pub rows: Vec<Row>,
}

/// Reads the source `id` from the `tables` of the template called `name`. Problems name the cell they are about.
pub fn read_template(
    id: &Slug,
    name: &str,
    tables: &[TemplateTable],
    framework: &Framework,
) -> (Option<Source>, Vec<Problem>) {
    let mut draft = draft::Draft::new(name);
    let found = tables::sort(tables, &mut draft);
    tables::read_answers(&found.sources, framework, &mut draft);
    for table in found.insights {
        tables::read_insights(table, framework, &mut draft);
    }
    let (source, problems) = read_source(id, name, draft.text(), framework);
    let problems = draft.into_problems(problems);
    (source, bounded(name, problems))
}

/// The note that `paragraphs` of a text document stand outside its tables.
pub fn unread_text(name: &str, paragraphs: usize) -> Problem {
    let message = format!("{paragraphs} paragraphs outside the tables were not read");
    Problem::note("unread_text", Place::file(name), message)
        .hint("only the tables of a template are read; move into a cell what belongs to the record")
}

fn bounded(name: &str, mut problems: Vec<Problem>) -> Vec<Problem> {
    let more = problems.len().saturating_sub(PROBLEMS_MAX);
    problems.truncate(PROBLEMS_MAX);
    if more > 0 {
        let message = format!("{more} more problems are not listed");
        problems.push(
            Problem::error("more_problems", Place::file(name), message).hint("correct these first, and load again"),
        );
    }
    problems
}

#[cfg(test)]
mod tests;
