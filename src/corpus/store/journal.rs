//! The journal of a replacement, or of its reverse: from the moment it is written, the version it brings in counts.
//!
//! A source cannot be exchanged for another in one step everywhere, so there are three: write the journal, move the old version into
//! the history, move the new one in. Whoever is stopped in between leaves the journal, and with it everything that is needed to
//! finish. Taking a replacement back is the same with the places exchanged: the version in use goes aside, the one in the history
//! comes in.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::disk::{clear_away, make_folder, move_into, read_text, sync_folder, write_file};
use super::walk::UNDONE;
use crate::id::Slug;
use crate::problem::{Place, Problem};

const PREFIX: &str = ".replacing-";

/// What replaces what; all paths are within the corpus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    pub(super) id: Slug,
    /// Where the old version stands.
    pub(super) old: String,
    /// Where it is kept.
    pub(super) history: String,
    /// Where the new version was built.
    pub(super) new: String,
    /// Where it belongs.
    pub(super) target: String,
}

impl Journal {
    fn name(&self) -> String {
        format!("{PREFIX}{}.toml", self.id)
    }

    /// Writes the journal. This is the commit point of a replacement.
    pub(super) fn write(&self, corpus: &Path) -> Result<(), Problem> {
        let path = corpus.join(self.name());
        let text = toml::to_string(self)
            .map_err(|error| Problem::error("unwritable", Place::file(self.name()), error.to_string()))?;
        let draft = path.with_extension("tmp");
        write_file(&draft, text.as_bytes())?;
        move_into(&draft, &path)
    }

    /// Does what is left to do; doing it twice changes nothing.
    pub(super) fn finish(&self, corpus: &Path) -> Result<(), Problem> {
        let [old, history, new, target] =
            [&self.old, &self.history, &self.new, &self.target].map(|path| corpus.join(path));
        if new.exists() {
            if old.exists() && !history.exists() {
                history.parent().map_or(Ok(()), make_folder)?;
                move_into(&old, &history)?;
            }
            if !target.exists() {
                target.parent().map_or(Ok(()), make_folder)?;
                move_into(&new, &target)?;
            }
        } else if !target.exists() && !old.exists() && history.exists() {
            // The new version was taken away by hand: the old one is better than none.
            move_into(&history, &old)?;
        }
        clear_away(&corpus.join(self.name()));
        sync_folder(corpus)
    }
}

/// The journals in `corpus`. One that was never finished being written is not among them: it does not count.
pub(super) fn journals(corpus: &Path) -> Vec<Journal> {
    let mut found: Vec<Journal> = Vec::new();
    for entry in fs::read_dir(corpus).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_file(&name, ".toml") {
            let text = read_text(&entry.path(), &name).unwrap_or_default();
            found.extend(toml::from_str::<Journal>(&text).ok().filter(Journal::stays_inside));
        }
    }
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found
}

/// Whether `name` is that of a journal (`.toml`) or of its draft (`.tmp`); this program writes them in small letters only.
fn is_file(name: &str, end: &str) -> bool {
    name.starts_with(PREFIX) && name.ends_with(end)
}

/// Whether a journal, or the draft of one, lies in `corpus`.
pub(super) fn any(corpus: &Path) -> bool {
    fs::read_dir(corpus)
        .into_iter()
        .flatten()
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX))
}

/// Removes drafts of journals that never counted.
pub(super) fn clear_drafts(corpus: &Path) {
    for entry in fs::read_dir(corpus).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_file(&name, ".tmp") {
            clear_away(&entry.path());
        }
    }
}

impl Journal {
    /// Whether it takes a replacement back.
    pub(super) fn is_undo(&self) -> bool {
        self.history.rsplit('/').next().is_some_and(|name| name.starts_with(UNDONE))
    }

    /// A journal only ever names paths within its corpus; one that names others was not written by this program.
    fn stays_inside(&self) -> bool {
        let within = |path: &String| {
            !path.is_empty() && path.split('/').all(|part| !matches!(part, "" | "." | "..")) && !path.contains('\\')
        };
        [&self.old, &self.history, &self.new, &self.target].into_iter().all(within)
    }
}
