//! Opening a file of delimited text.

use std::io::SeekFrom;

use crate::file::Input;
use crate::file::encoding::{Encoding, FileKind, detect, kind_of, read_some, unreadable};
use crate::problem::{Place, Problem};

use super::dialect::may_divide;
use super::find::{doubt, find};
use super::read::Delimited;
use super::sample::Sample;
use super::separator::named_in;
use super::source::TextSource;

const CHUNK: usize = 64 * 1024;

/// What somebody who knows the file has said about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextWishes {
    /// What divides the cells.
    pub delimiter: Option<u8>,
    /// The encoding of the characters, as people call it.
    pub encoding: Option<String>,
    /// Whether text damaged by an earlier wrong decoding is to be repaired.
    pub repair: bool,
}

/// Opens the file called `name`: finds how it is written and stands before its first row.
///
/// # Errors
/// When it is empty or no text, when it cannot be read, when a wish makes no sense, or when two delimiters fit equally well.
pub fn open<I: Input>(name: &str, input: I, wishes: &TextWishes) -> Result<Delimited<I>, Vec<Problem>> {
    open_in(name, input, wishes, CHUNK)
}

pub(super) fn open_in<I: Input>(
    name: &str,
    mut input: I,
    wishes: &TextWishes,
    chunk: usize,
) -> Result<Delimited<I>, Vec<Problem>> {
    let wrong = wrong_wishes(name, wishes);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    refuse_other_kinds(name, &mut input, wishes).map_err(alone)?;
    let found = detect(name, &mut input).map_err(alone)?;
    // Unicode can be told for certain; which of the others it is, a person may know better.
    let wished = wishes.encoding.as_deref().and_then(Encoding::named);
    let encoding = wished.filter(|wished| !wished.is_unicode() && !found.is_unicode()).unwrap_or(found);
    let mut source = TextSource::new(name, input, encoding, chunk).map_err(alone)?;
    let sample = Sample::take(&mut source).map_err(alone)?;
    let separator = named_in(sample.text());
    let sample = if separator.is_some() { sample.after_first_line() } else { sample };
    if sample.is_blank() {
        return Err(vec![empty(name)]);
    }
    let dialect = find(name, &sample, wishes.delimiter.or(separator)).map_err(alone)?;
    let opened = Delimited::new(name, source, dialect, separator, wishes.repair).map_err(alone)?;
    Ok(opened.doubting(doubt(&sample, dialect)))
}

fn alone(problem: Box<Problem>) -> Vec<Problem> {
    vec![*problem]
}

/// Refuses what is no text at all.
fn refuse_other_kinds<I: Input>(name: &str, input: &mut I, wishes: &TextWishes) -> Result<(), Box<Problem>> {
    let mut first = vec![0; 4096];
    let mut length = 0;
    let read = (|| {
        input.seek(SeekFrom::Start(0))?;
        while let Some(room) = first.get_mut(length..).filter(|room| !room.is_empty()) {
            match read_some(input, room)? {
                0 => break,
                more => length += more,
            }
        }
        Ok(())
    })();
    read.map_err(|error| unreadable(name, &error))?;
    match kind_of(first.get(..length).unwrap_or_default()) {
        FileKind::Text => Ok(()),
        // White space may go on for longer than was looked at.
        FileKind::Empty if length > 0 => Ok(()),
        FileKind::Empty => Err(Box::new(empty(name))),
        // Somebody who names an encoding knows that it is text.
        FileKind::Binary if wishes.encoding.is_some() => Ok(()),
        other => Err(Box::new(not_a_table(name, other))),
    }
}

fn wrong_wishes(name: &str, wishes: &TextWishes) -> Vec<Problem> {
    let delimiter = wishes.delimiter.filter(|byte| !may_divide(*byte)).map(|byte| {
        Problem::error("unknown_delimiter", Place::file(name), "this character cannot divide cells")
            .found(format!("`{}`", char::from(byte).escape_default()))
            .expected("a comma, semicolon, tab, vertical bar or other sign")
    });
    let encoding = wishes.encoding.as_deref().filter(|wish| Encoding::named(wish).is_none()).map(|wish| {
        Problem::error("unknown_encoding", Place::file(name), "there is no such encoding")
            .found(format!("`{}`", wish.chars().take(40).collect::<String>()))
            .expected("`UTF-8`, `UTF-16`, `Windows-1252`, `Latin-1`, `Mac Roman` or the like")
    });
    let problems = delimiter.into_iter().chain(encoding);
    problems.map(|problem| problem.hint("correct it under `[file]` in the recipe, or leave it out")).collect()
}

fn empty(name: &str) -> Problem {
    Problem::error("empty_file", Place::file(name), "the file is empty")
        .expected("a heading and one row for each respondent")
        .hint("export the answers again")
}

fn not_a_table(name: &str, kind: FileKind) -> Problem {
    Problem::error("not_a_csv", Place::file(name), "this is not a table of text")
        .found(kind.label())
        .expected("CSV or another delimited text")
        .hint("export the answers as CSV and load that")
}
