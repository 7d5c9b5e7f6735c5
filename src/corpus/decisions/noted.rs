//! How far the chain went: a note beside the file. A chain alone cannot tell that its end was cut off.

use std::path::Path;

use super::chain::Link;
use super::{FILE, NOTE};
use crate::corpus::store::disk;
use crate::problem::{Place, Problem};

/// What the note says; nothing where there is none. It is replaced whole, so one that cannot be read was edited.
pub(super) fn read(corpus: &Path) -> Result<Option<Link>, Problem> {
    let path = corpus.join(NOTE);
    if path.symlink_metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        return Ok(None);
    }
    let text = disk::read_text(&path, NOTE)?;
    let link = text
        .trim_end()
        .split_once(' ')
        .and_then(|(number, hash)| Some(Link { number: number.parse().ok()?, hash: hash.to_owned() }));
    link.map(Some).ok_or_else(|| {
        let message = "the note of how far the decisions went cannot be read";
        let problem = Problem::error("decisions_note", Place::file(NOTE), message);
        problem.expected("a number and a hash").hint("put it back from a copy of the corpus")
    })
}

/// Writes the note, whole or not at all. Only who keeps every other writer out may call this.
pub(super) fn write(corpus: &Path, link: &Link) -> Result<(), Problem> {
    let draft = corpus.join(format!("{NOTE}.tmp"));
    disk::write_file(&draft, format!("{} {}\n", link.number, link.hash).as_bytes())?;
    disk::move_into(&draft, &corpus.join(NOTE))
}

/// The chain does not reach what was noted of it, or is another one there.
pub(super) fn cut_off(noted: &Link, last: u64) -> Problem {
    let message = if last < noted.number {
        format!("decisions are missing at the end: {} were noted, and there are {last}", noted.number)
    } else {
        format!("the decisions up to number {} are not those that were noted", noted.number)
    };
    Problem::error("decisions_cut", Place::file(FILE), message).hint(format!(
        "put back the file from before; only if it is lost for good, delete `{NOTE}`, and new decisions go on from what is left"
    ))
}
