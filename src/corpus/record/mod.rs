//! Reading the record of a source: what it is, and the insights written in it.

mod head;
mod insight;
mod write;

use super::{Source, SourceKind};
use crate::framework::{Framework, Known, Named, TomlFile};
use crate::id::Slug;
use crate::problem::Problem;

pub use write::write_source;
pub(crate) use write::{RecordPage, inline, lines, list, quoted};

/// Reads the record `text` of the source `id`, called `file` in problems. A reference to something the framework does not know
/// is reported and dropped; what it stood on is kept. Without a kind there is no source.
pub fn read_source(id: &Slug, file: &str, text: &str, framework: &Framework) -> (Option<Source>, Vec<Problem>) {
    let record = TomlFile::parse(file, text);
    let source = read(id, &record, &References::new(framework));
    (source, record.into_problems())
}

fn read(id: &Slug, record: &TomlFile<'_>, references: &References<'_>) -> Option<Source> {
    let root = record.root();
    root.must_have("kind");
    let kind =
        root.one_of("kind", &words(SourceKind::ALL, SourceKind::as_str)).and_then(|word| SourceKind::from_word(&word));
    let Some(kind) = kind else {
        // Without a kind nothing says which keys belong here, so reporting unknown ones would only be noise.
        return None;
    };
    let mut source = head::read_head(id, kind, &root, references);
    source.insights = insight::read_insights(&source, &root, references);
    root.done();
    Some(source)
}

/// What the references of a record may point at.
struct References<'k> {
    themes: Known<'k>,
    priorities: Known<'k>,
    groups: Known<'k>,
    places: Known<'k>,
    organisations: Known<'k>,
}

impl<'k> References<'k> {
    fn new(framework: &'k Framework) -> Self {
        Self {
            themes: known("theme", framework.themes.values()),
            priorities: known("priority", framework.priorities()),
            groups: known("group", framework.groups.values()),
            places: known("place", framework.places.values()),
            organisations: known("organisation", framework.organisations.values()),
        }
    }
}

fn known<'k, E: Named + 'k>(noun: &'static str, entries: impl Iterator<Item = &'k E>) -> Known<'k> {
    let entries: Vec<&E> = entries.collect();
    let names = entries.iter().flat_map(|entry| entry.names().into_iter().map(|name| (name, entry.id())));
    Known::new(noun, entries.iter().map(|entry| entry.id())).with_names(names)
}

/// The words of all values of a kind.
fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|value| word(*value)).collect()
}

#[cfg(test)]
mod tests;
