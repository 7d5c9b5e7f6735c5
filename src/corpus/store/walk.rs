//! Walking the folder of sources: which files make which source.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::disk::{self, name_within, unreadable};
use crate::problem::{Place, Problem};

/// The record of a source in a folder of its own.
pub(crate) const RECORD: &str = "source.toml";
/// How the hidden folder of a deposit starts.
pub(super) const DEPOSIT: &str = ".deposit-";
/// How the hidden folder of a source that was taken back starts.
pub(super) const UNDONE: &str = ".undone-";
/// Files as they came, for analysts only.
const ORIGINALS: &str = "originals";

/// A source that was found: the stem of its path, its record and its other files.
pub(super) struct Found {
    pub(super) stem: String,
    pub(super) record: PathBuf,
    pub(super) others: BTreeMap<String, PathBuf>,
}

impl Found {
    /// What moves when the source moves: its folder, or its one file.
    pub(super) fn whole(&self) -> &Path {
        let in_folder = self.record.file_name().is_some_and(|name| name == RECORD);
        self.record.parent().filter(|_| in_folder).unwrap_or(&self.record)
    }
}

/// A walk over a corpus.
pub(super) struct Walk<'c> {
    corpus: &'c Path,
    /// The corpus with every link followed, to tell what leaves it.
    real: PathBuf,
    pub(super) problems: Vec<Problem>,
}

impl<'c> Walk<'c> {
    pub(super) fn new(corpus: &'c Path) -> Self {
        let real = fs::canonicalize(corpus).unwrap_or_else(|_| corpus.to_path_buf());
        Self { corpus, real, problems: Vec::new() }
    }

    /// Every source under `sources`, in the order of their paths.
    pub(super) fn sources(&mut self) -> Vec<Found> {
        let root = self.corpus.join("sources");
        let mut found = Vec::new();
        let mut folders = if root.is_dir() { vec![root.clone()] } else { Vec::new() };
        while let Some(folder) = folders.pop() {
            let entries = self.entries(&folder);
            if folder != root && entries.iter().any(|entry| entry.name == RECORD && !entry.is_folder) {
                found.extend(self.folder_source(&folder));
                continue;
            }
            for entry in entries {
                if entry.is_folder {
                    folders.push(entry.path);
                } else if let Some(stem) = entry.name.strip_suffix(".toml") {
                    found.push(Found { stem: stem.to_owned(), record: entry.path.clone(), others: BTreeMap::new() });
                } else if !entry.name.to_lowercase().starts_with("readme") {
                    self.stray(&entry.path);
                }
            }
        }
        found.sort_by(|a, b| a.record.cmp(&b.record));
        found
    }

    /// The source in `folder`, which holds a record.
    pub(super) fn folder_source(&mut self, folder: &Path) -> Option<Found> {
        let stem = folder.file_name()?.to_string_lossy().into_owned();
        let mut others = BTreeMap::new();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(inner) = folders.pop() {
            for entry in self.entries(&inner) {
                let name = name_within(folder, &entry.path);
                if entry.is_folder && name != ORIGINALS {
                    folders.push(entry.path);
                } else if !entry.is_folder && name != RECORD {
                    others.insert(name, entry.path);
                }
            }
        }
        Some(Found { stem, record: folder.join(RECORD), others })
    }

    /// The entries of a folder by name, without what editors and unfinished deposits leave; problems for what cannot be used.
    fn entries(&mut self, folder: &Path) -> Vec<Entry> {
        let listed = match fs::read_dir(folder) {
            Ok(listed) => listed,
            Err(error) => {
                self.problems.push(unreadable(&name_within(self.corpus, folder), &error));
                return Vec::new();
            }
        };
        let mut entries: Vec<Entry> = listed.flatten().filter_map(|entry| self.entry(&entry.path())).collect();
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        entries
    }

    fn entry(&mut self, path: &Path) -> Option<Entry> {
        let name = path.file_name()?.to_string_lossy().into_owned();
        if is_leftover(&name) {
            return None;
        }
        let shown = name_within(self.corpus, path);
        let link = path.symlink_metadata().is_ok_and(|about| about.is_symlink());
        let about = match fs::metadata(path) {
            Ok(about) => about,
            Err(error) => {
                self.problems.push(unreadable(&shown, &error));
                return None;
            }
        };
        if link && !self.may_follow(path, about.is_dir(), &shown) {
            return None;
        }
        // Neither a file nor a folder: a pipe or device, which would be read for ever.
        (about.is_file() || about.is_dir()).then(|| Entry { name, path: path.to_path_buf(), is_folder: about.is_dir() })
    }

    /// A link may lead to a file of the same corpus; one to a folder could lead in a circle.
    fn may_follow(&mut self, path: &Path, is_folder: bool, shown: &str) -> bool {
        let inside = fs::canonicalize(path).is_ok_and(|real| real.starts_with(&self.real));
        if inside && !is_folder {
            return true;
        }
        let message = if inside {
            "the link leads to a folder and is not followed"
        } else {
            "the link leads out of the corpus and is not followed"
        };
        self.problems.push(Problem::error("link", Place::file(shown), message).hint("put the file itself here"));
        false
    }

    fn stray(&mut self, path: &Path) {
        let problem = Problem::warning(
            "stray_file",
            Place::file(name_within(self.corpus, path)),
            "the file belongs to no source",
        );
        self.problems.push(problem.hint("put it in a folder with a `source.toml`, or take it out"));
    }
}

struct Entry {
    name: String,
    path: PathBuf,
    is_folder: bool,
}

/// Hidden files, and copies that editors keep beside what they edit.
fn is_leftover(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.starts_with(['.', '#', '~'])
        || name.ends_with('~')
        || [".bak", ".swp", ".tmp", ".orig", ".part"].iter().any(|end| lower.ends_with(end))
}

/// Where every source stands now, by its id; of several with one id the first.
pub(super) fn places(corpus: &Path) -> BTreeMap<String, PathBuf> {
    let mut places = BTreeMap::new();
    for found in Walk::new(corpus).sources() {
        let place = found.whole().to_path_buf();
        places.entry(found.stem).or_insert(place);
    }
    places
}

/// Hidden entries of the folders directly under `sources`, and of `sources` itself, whose names start with `prefix`.
pub(super) fn hidden(corpus: &Path, prefix: &str) -> Vec<PathBuf> {
    let root = corpus.join("sources");
    let list = |folder: &Path| {
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect::<Vec<_>>()
    };
    let first = list(&root);
    let second: Vec<PathBuf> =
        first.iter().filter(|path| path.is_dir() && !path.is_symlink()).flat_map(|path| list(path)).collect();
    let starts = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix));
    let mut found: Vec<PathBuf> = first.into_iter().chain(second).filter(starts).collect();
    found.sort();
    found
}

/// Makes sure that a folder to scan has at least its root, for callers that write into it.
pub(super) fn sources_folder(corpus: &Path, kind_folder: &str) -> Result<PathBuf, Problem> {
    let folder = corpus.join("sources").join(kind_folder);
    disk::make_folder(&folder)?;
    Ok(folder)
}
