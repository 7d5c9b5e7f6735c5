//! From which loads something was released: a line for each, in a file for each source. The files lie beside the sources and not
//! within them, so that the fingerprint of a source does not change with them. They say when and which table, by the ids of its
//! questions; neither answers nor what was searched for.

use std::path::{Path, PathBuf};

use super::disk::{append_line, make_folder, read_text};
use super::history::History;
use crate::id::Slug;
use crate::problem::Problem;

const FOLDER: &str = "released";

/// Something that was released.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Release {
    /// The day. Empty where the note cannot be read.
    pub day: String,
    /// Which table. Empty where the note cannot be read.
    pub what: String,
}

/// Notes what was released from the load that the source `id` comes from now. Only the first release of each load is kept.
///
/// # Errors
/// `read_only` and others, when the corpus cannot be written.
pub fn note_release(corpus: &Path, id: &Slug, release: &Release) -> Result<(), Problem> {
    if first_release(corpus, id).is_some() {
        return Ok(());
    }
    make_folder(&corpus.join(FOLDER))?;
    let line = format!("load {}, {}: {}", History::of(corpus, id).number(), release.day, release.what);
    append_line(&note_of(corpus, id), &line.replace(char::is_control, " "))
}

/// The first thing that was released from the load that the source `id` comes from now. A note that cannot be read counts: an
/// undo must not rest on not knowing.
pub fn first_release(corpus: &Path, id: &Slug) -> Option<Release> {
    let path = note_of(corpus, id);
    if !path.try_exists().unwrap_or(true) {
        return None;
    }
    let Ok(notes) = read_text(&path, "released") else { return Some(Release::default()) };
    let number = History::of(corpus, id).number();
    // A higher number than that of the last load is left when somebody deletes the history.
    let counts = |(load, release): (u32, Release)| (load >= number).then_some(release);
    notes.lines().filter(|line| !line.trim().is_empty()).map(read_note).find_map(counts)
}

/// The number of a load and what was released from it; the highest number there is where the line cannot be read.
fn read_note(line: &str) -> (u32, Release) {
    let read = || {
        let (number, rest) = line.strip_prefix("load ")?.split_once(", ")?;
        let (day, what) = rest.split_once(": ")?;
        Some((number.parse().ok()?, Release { day: day.to_owned(), what: what.to_owned() }))
    };
    read().unwrap_or_else(|| (u32::MAX, Release::default()))
}

fn note_of(corpus: &Path, id: &Slug) -> PathBuf {
    corpus.join(FOLDER).join(format!("{id}.txt"))
}
