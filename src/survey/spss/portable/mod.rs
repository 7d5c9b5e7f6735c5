//! Portable files: `.por`.

mod cases;
mod dictionary;
mod lines;
mod value;

pub(super) use cases::Cases;

use super::dictionary::Dictionary;
use super::fault::Fault;
use super::notes::Notes;
use crate::file::Input;
use lines::Lines;

/// Reads the dictionary of a portable file, and the file itself with it; `None` when it is a file of another kind.
pub(super) fn open<I: Input>(input: I, notes: &mut Notes) -> Result<Option<(Dictionary, I)>, Fault> {
    let Some(mut lines) = Lines::new(input)? else { return Ok(None) };
    let dictionary = dictionary::read(&mut lines, notes)?;
    Ok(Some((dictionary, lines.into_input())))
}
