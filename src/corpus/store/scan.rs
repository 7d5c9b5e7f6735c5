//! Finding every source of a corpus.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::disk::name_within;
use super::files::SourceFiles;
use super::fingerprint::{self, Prints};
use super::history::History;
use super::journal::{Journal, journals};
use super::walk::{Found, RECORD, Walk};
use crate::corpus::check::duplicate_source;
use crate::id::{IdError, Slug};
use crate::problem::{Place, Problem};

/// The sources of `corpus`, by id, with everything that is wrong with the files as files. A source is seen whole at every moment,
/// even while another process is replacing it.
pub fn scan(corpus: &Path) -> (Vec<SourceFiles>, Vec<Problem>) {
    let mut walk = Walk::new(corpus);
    let mut sources: BTreeMap<Slug, SourceFiles> = BTreeMap::new();
    let mut problems = Vec::new();
    // The journals are read first: a replacement that ends meanwhile is then either found in place or no longer needed.
    let journals = journals(corpus);
    for found in walk.sources() {
        let name = name_within(corpus, &found.record);
        match found.stem.parse::<Slug>() {
            Err(fault) => problems.push(bad_name(&name, &fault)),
            Ok(id) => match sources.get(&id) {
                Some(first) => problems.push(duplicate_source(&id, &name, &first.record_name)),
                None => drop(sources.insert(id.clone(), source_files(id, found, name))),
            },
        }
    }
    for journal in journals {
        if !sources.contains_key(&journal.id)
            && let Some(files) = halfway(corpus, &journal, &mut walk)
        {
            sources.insert(journal.id, files);
        }
    }
    problems.extend(walk.problems);
    (sources.into_values().collect(), problems)
}

/// The versions of the source `id` that were replaced, newest first.
pub fn earlier_versions(corpus: &Path, id: &Slug) -> Vec<SourceFiles> {
    let mut walk = Walk::new(corpus);
    let folders = History::of(corpus, id).versions();
    let version = |folder: PathBuf| {
        let name = name_within(corpus, &folder.join(RECORD));
        Some(source_files(id.clone(), walk.folder_source(&folder)?, name))
    };
    folders.into_iter().filter_map(version).collect()
}

fn source_files(id: Slug, found: Found, record_name: String) -> SourceFiles {
    let Prints { whole, files } = fingerprint::of_files(&found.record, &found.others);
    SourceFiles { id, fingerprint: whole, prints: files, record: found.record, record_name, others: found.others }
}

/// A source between its old and its new place: complete in the folder it was built in, or just arrived.
fn halfway(corpus: &Path, journal: &Journal, walk: &mut Walk<'_>) -> Option<SourceFiles> {
    let folder = [&journal.new, &journal.target]
        .into_iter()
        .map(|path| corpus.join(path))
        .find(|path| path.join(RECORD).is_file())?;
    let found = walk.folder_source(&folder)?;
    Some(source_files(journal.id.clone(), found, format!("{}/{RECORD}", journal.target)))
}

fn bad_name(name: &str, fault: &IdError) -> Problem {
    let message = format!("`{}` cannot be the id of a source", fault.text);
    let near = crate::text::slug_of(&fault.text, crate::id::SLUG_MAX);
    let problem = Problem::error("bad_id", Place::file(name), message).expected(fault.rule);
    if near.is_empty() {
        problem.hint("rename the file or folder")
    } else {
        problem.hint(format!("rename it to `{near}`"))
    }
}
