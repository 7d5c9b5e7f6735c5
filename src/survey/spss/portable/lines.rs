//! The characters of a portable file: lines of eighty, in whatever alphabet the file explains about itself.

use std::io::{self, BufReader, Read, SeekFrom};

use super::super::fault::Fault;
use crate::file::Input;

const LINE: usize = 80;
/// The letters of the alphabet of portable files from its 64th place on; `\0` for those that ASCII does not have.
const ALPHABET: &[u8; 123] =
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz .<(+|&[]!$*);^-/|,%_>?`:#@'=\"\
\0\0\0\0\0\0~\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0{}\\";

/// A portable file read character by character.
pub(super) struct Lines<I> {
    input: BufReader<I>,
    /// What each byte means.
    letters: [u8; 256],
    /// How many characters of the line were read, and how many blanks its writer left out.
    column: usize,
    blanks: usize,
}

impl<I: Input> Lines<I> {
    /// Reads the head: two hundred characters for people, the alphabet, and the word `SPSSPORT`. `None` when it is another file.
    pub(super) fn new(mut input: I) -> Result<Option<Self>, Fault> {
        input.seek(SeekFrom::Start(0))?;
        let letters = std::array::from_fn(|byte| u8::try_from(byte).unwrap_or(0));
        let mut lines = Self { input: BufReader::new(input), letters, column: 0, blanks: 0 };
        let mut head = [0; 456];
        for place in &mut head {
            let Some(letter) = lines.next_letter()? else { return Ok(None) };
            *place = letter;
        }
        lines.letters = alphabet(head.get(200..).unwrap_or_default());
        for expected in b"SPSSPORT" {
            if lines.next_letter()? != Some(*expected) {
                return Ok(None);
            }
        }
        Ok(Some(lines))
    }

    /// The next character, `None` at the end of the file. A line that is shorter than eighty ends in blanks.
    pub(super) fn next_letter(&mut self) -> Result<Option<u8>, Fault> {
        if self.blanks > 0 {
            self.blanks -= 1;
            return Ok(Some(b' '));
        }
        loop {
            let mut byte = [0];
            match self.input.read(&mut byte) {
                Ok(0) => return Ok(None),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            }
            match byte {
                [b'\r'] => {}
                [b'\n'] => {
                    self.blanks = LINE.saturating_sub(self.column);
                    self.column = 0;
                    if self.blanks > 0 {
                        self.blanks -= 1;
                        return Ok(Some(b' '));
                    }
                }
                [byte] => {
                    self.column = self.column.saturating_add(1);
                    return Ok(self.letters.get(usize::from(byte)).copied());
                }
            }
        }
    }

    /// The next character, which must be there.
    pub(super) fn letter(&mut self) -> Result<u8, Fault> {
        self.next_letter()?.ok_or(Fault::Ends)
    }

    /// The file itself, at whatever place.
    pub(super) fn into_input(self) -> I {
        self.input.into_inner()
    }
}

/// What each byte means by the `table` of the file. What the table does not have means itself.
fn alphabet(table: &[u8]) -> [u8; 256] {
    let mut letters: [u8; 256] = std::array::from_fn(|byte| u8::try_from(byte).unwrap_or(0));
    // Places that are not used hold the same byte as the nought.
    let unused = table.get(64).copied();
    let mut told = [false; 256];
    for (place, (byte, letter)) in table.iter().skip(64).zip(ALPHABET).enumerate() {
        let byte = usize::from(*byte);
        let is_unused = place > 0 && table.get(64 + place).copied() == unused;
        if *letter == 0 || is_unused || told.get(byte) != Some(&false) {
            continue;
        }
        if let (Some(meaning), Some(told)) = (letters.get_mut(byte), told.get_mut(byte)) {
            (*meaning, *told) = (*letter, true);
        }
    }
    letters
}
