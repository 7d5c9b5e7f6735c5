//! Documents of word processors: Word (`.docx`) and `OpenDocument` (`.odt`), as blocks.

mod docx;
mod note;
mod numbering;
mod odt;
mod styles;
mod table;
mod walk;
mod xml;

use super::archive::Archive;
use super::{Document, Input};
use crate::problem::{Place, Problem};
use xml::Element;

/// What was read, with what is worth knowing about it; or why nothing could be.
pub type Reading = Result<(Document, Vec<Problem>), Vec<Problem>>;

/// Reads a Word document; `name` is what messages call it.
///
/// # Errors
/// When it is damaged, locked, or holds no words.
pub fn read_docx(name: &str, input: impl Input) -> Reading {
    let archive = open(name, input)?;
    finish(name, docx::read(name, archive)?)
}

/// Reads an `OpenDocument` text; `name` is what messages call it.
///
/// # Errors
/// When it is damaged, locked, or holds no words.
pub fn read_odt(name: &str, input: impl Input) -> Reading {
    let archive = open(name, input)?;
    finish(name, odt::read(name, archive)?)
}

/// A Word document that is locked is no archive but an old kind of container.
const OLD_CONTAINER: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

fn open<I: Input>(name: &str, mut input: I) -> Result<Archive<I>, Vec<Problem>> {
    let mut start = [0; 8];
    let is_old = input.read_exact(&mut start).is_ok() && start == OLD_CONTAINER;
    if is_old {
        let problem = Problem::error(
            "locked_file",
            Place::file(name),
            "the document is locked with a password, or of an old kind",
        );
        return Err(vec![problem.hint("save it without a password as a Word document (.docx), then load that")]);
    }
    Archive::open(name, input).map_err(|problem| vec![*problem])
}

/// The tree of the part called `part`; `None` when there is no such part.
fn tree<I: Input>(archive: &mut Archive<I>, name: &str, part: &str) -> Result<Option<Element>, Vec<Problem>> {
    let Some(bytes) = archive.read(part).map_err(|problem| vec![*problem])? else {
        return Ok(None);
    };
    xml::parse(&bytes).map(Some).map_err(|fault| vec![fault.problem(name, part)])
}

fn finish(name: &str, read: (Document, Vec<Problem>)) -> Reading {
    if read.0.has_words() {
        return Ok(read);
    }
    let problem = Problem::error("no_text", Place::file(name), "no words were found in the document");
    Err(vec![problem.hint("where its pages are pictures of text, save it with the text recognised, then load that")])
}

/// A part that a document cannot do without is not there.
fn missing(name: &str, part: &str, kind: &str) -> Vec<Problem> {
    let problem = Problem::error("damaged_archive", Place::file(name).field(part), format!("this is no {kind}"));
    vec![problem.expected(format!("a part called `{part}`")).hint("save it again from the program it was written in")]
}

#[cfg(test)]
mod tests;
