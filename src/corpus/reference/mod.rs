//! Lists of literature as reference managers and databases export them, as literature records.
//!
//! `ris` and `bibtex` take a list apart into entries of named fields, `build` makes a record of each entry, and `merge`
//! joins those that are the same work and gives every record its id. What has no place of its own in a record stands in its
//! `note` with its name, so that nothing of the list is lost.

mod bibtex;
mod bibtex_fields;
mod build;
mod date;
mod entry;
mod latex;
mod merge;
mod note;
mod ris;
mod ris_tags;
mod tally;

use super::Source;
use crate::id::Slug;
use crate::problem::Problem;

/// One work of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Its record.
    pub source: Source,
    /// Its abstract as the Markdown of a `text.md` beside the record, under the heading `Abstract`.
    pub text: Option<String>,
    /// The line of the list on which it begins.
    pub line: u64,
}

impl Reference {
    /// The id of its record, which no other reference of the list has.
    pub fn id(&self) -> &Slug {
        &self.source.id
    }
}

/// Reads a RIS list, as `EndNote`, Zotero, Ovid, Scopus and most libraries export it, or a list in the layout of `PubMed`. `name` is
/// what problems call the file.
pub fn read_ris(name: &str, text: &str) -> (Vec<Reference>, Vec<Problem>) {
    let mut tally = tally::Tally::new(name);
    let entries = ris::read_entries(text, &mut tally);
    finish(&entries, tally, "a line such as `TY  - JOUR` at the start of each reference")
}

/// Reads a BibTeX or BibLaTeX list. `name` is what problems call the file.
pub fn read_bibtex(name: &str, text: &str) -> (Vec<Reference>, Vec<Problem>) {
    let mut tally = tally::Tally::new(name);
    let entries = bibtex::read_entries(text, &mut tally);
    finish(&entries, tally, "entries such as `@article{smith2019, title = {...}}`")
}

fn finish(entries: &[entry::Entry], mut tally: tally::Tally, expected: &str) -> (Vec<Reference>, Vec<Problem>) {
    let drafts: Vec<build::Draft> = entries.iter().filter_map(|entry| build::draft(entry, &mut tally)).collect();
    let references = merge::merge(drafts, &mut tally);
    let found_none = references.is_empty();
    (references, tally.into_problems(found_none.then_some(expected)))
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
