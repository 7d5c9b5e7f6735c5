//! SPSS files: `.sav` and `.zsav` system files and `.por` portable files.
//!
//! A file gives a questionnaire, made of its dictionary, and its cases as rows of text: the names of the variables first, then a
//! row for each case. Cases are read one at a time, so that a file of any length takes the room of one case.
//!
//! What cells hold: a number is written without a point where it is whole; a number that is a day or a time is written as one
//! (`2018-05-06`, `2018-05-06T10:10:10`, `10:10:10`); a missing value of the system is an empty cell, one that somebody declared is its code.
//! The variables of a multiple dichotomy set hold `Yes`, `No` or nothing instead of their codes.

mod cell;
mod charset;
mod dictionary;
mod fault;
mod feed;
mod format;
mod notes;
mod opened;
mod portable;
mod questions;
mod system;
mod written;

#[cfg(test)]
mod tests;

pub use opened::SpssFile;

use dictionary::Dictionary;
use fault::Fault;
use feed::Feed;
use notes::Notes;
use opened::Kind;

use crate::file::Input;
use crate::problem::Problem;

/// Opens an SPSS file called `name` in messages and reads its dictionary.
///
/// # Errors
/// When `input` is no SPSS file, or its dictionary is damaged so that the variables cannot be told.
pub fn open<I: Input>(name: &str, input: I) -> Result<SpssFile<I>, Vec<Problem>> {
    let mut notes = Notes::new(name);
    let opened = open_any(input, &mut notes);
    let (mut dictionary, kind, input) =
        opened.map_err(|fault| vec![fault.problem(name, "the description of the variables")])?;
    questions::name_apart(&mut dictionary.variables, &mut notes);
    Ok(SpssFile::new(name, dictionary, kind, input, notes))
}

fn open_any<I: Input>(input: I, notes: &mut Notes) -> Result<(Dictionary, Kind, I), Fault> {
    let mut feed = Feed::new(input)?;
    let magic: [u8; 4] = if feed.left() < 4 { [0; 4] } else { feed.array()? };
    if matches!(&magic, b"$FL2" | b"$FL3") {
        let (dictionary, layout, input) = system::open(feed, magic, notes)?;
        return Ok((dictionary, Kind::System(layout), input));
    }
    let foreign = |what: &str, hint| Err(Fault::Foreign(what.to_owned(), hint));
    if magic == [0x5b, 0xc6, 0xd3, 0xf2] {
        return foreign("this SPSS file was written by a mainframe", "open it in SPSS and save it again");
    }
    match portable::open(feed.into_input(), notes)? {
        Some((dictionary, input)) => Ok((dictionary, Kind::Portable, input)),
        None => foreign(
            "this is not an SPSS file",
            "SPSS files end in .sav, .zsav or .por; save it again in SPSS or export it as CSV",
        ),
    }
}
