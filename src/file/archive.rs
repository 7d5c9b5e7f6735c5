//! Zip archives, and the kinds of files that are one underneath: workbooks, word documents, archives of surveys.
//!
//! What an archive says of its own sizes is not believed: unpacking stops at a limit whatever it says.

use std::borrow::Cow;
use std::fmt;
use std::io::Read;

use zip::ZipArchive;
use zip::result::ZipError;

use super::Input;
use crate::problem::{Place, Problem};

/// The most entries an archive may have.
const MOST_ENTRIES: usize = 10_000;
/// The most bytes one entry may unpack to.
const LARGEST_ENTRY: u64 = 512 * 1024 * 1024;
/// The most bytes all entries that are read may unpack to.
const LARGEST_WHOLE: u64 = 1024 * 1024 * 1024;
/// An entry of more than this may not be more than [`STEEPEST`] times as large unpacked as packed.
const STEEP_FROM: u64 = 16 * 1024 * 1024;
const STEEPEST: u64 = 250;

/// An open archive. Archives within it are never opened.
pub struct Archive<I> {
    name: String,
    zip: ZipArchive<I>,
    left: u64,
}

impl<I: Input> Archive<I> {
    /// Opens an archive; `name` is what messages call it.
    ///
    /// # Errors
    /// When it is damaged or holds too many entries.
    pub fn open(name: &str, input: I) -> Result<Self, Box<Problem>> {
        let zip = ZipArchive::new(input).map_err(|error| damaged(name, &error))?;
        if zip.len() > MOST_ENTRIES {
            let problem = Problem::error("too_many_entries", Place::file(name), "the archive holds too many files");
            return Err(Box::new(
                problem
                    .found(zip.len().to_string())
                    .expected(format!("at most {MOST_ENTRIES}"))
                    .hint("unpack it and load the file you need"),
            ));
        }
        Ok(Self { name: name.to_owned(), zip, left: LARGEST_WHOLE })
    }

    /// The names of its entries, folders left out, in the order of the archive.
    pub fn names(&self) -> Vec<String> {
        let names = self.zip.file_names().filter_map(Result::ok).map(Cow::into_owned);
        names.filter(|name| !name.ends_with('/')).collect()
    }

    /// Whether it has an entry called `name`.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The bytes of the entry called `name`, `None` when there is no such entry.
    ///
    /// # Errors
    /// When the entry is damaged, encrypted or too large.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Box<Problem>> {
        let Some(index) = self.zip.index_for_name(name) else {
            return Ok(None);
        };
        let entry = self.zip.by_index(index).map_err(|error| damaged(&self.name, &error))?;
        let steepest = entry.compressed_size().saturating_mul(STEEPEST).max(STEEP_FROM);
        let most = LARGEST_ENTRY.min(self.left).min(steepest);
        let mut bytes = Vec::new();
        let unpacked = entry.take(most + 1).read_to_end(&mut bytes);
        unpacked.map_err(|error| damaged(&self.name, &ZipError::Io(error)))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > most {
            let place = Place::file(&self.name).field(name);
            let problem = Problem::error("unpacks_too_large", place, "the file unpacks to more than is allowed");
            return Err(Box::new(
                problem.expected(format!("at most {} MB", most / 1_000_000)).hint("save it again, or as CSV"),
            ));
        }
        self.left -= size;
        Ok(Some(bytes))
    }

    /// The text of the entry called `name`, which should be UTF-8; what is not is replaced.
    ///
    /// # Errors
    /// As [`Archive::read`].
    pub fn read_text(&mut self, name: &str) -> Result<Option<String>, Box<Problem>> {
        Ok(self.read(name)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }
}

/// The name only: what an archive holds never reaches a log.
impl<I> fmt::Debug for Archive<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Archive({})", self.name)
    }
}

fn damaged(name: &str, error: &ZipError) -> Box<Problem> {
    let locked = matches!(error, ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED);
    let (code, message, hint) = if locked {
        ("locked_file", "the file is locked with a password", "save it without a password, then load that")
    } else {
        ("damaged_archive", "the file is damaged, or is not what its name says", "export or save it again")
    };
    Box::new(Problem::error(code, Place::file(name), message).hint(hint))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn entries_are_read_by_name() {
        let mut archive = Archive::open("a.zip", Cursor::new(packed(&[("one", b"1"), ("two/2", b"2")]))).unwrap();
        assert_eq!(archive.names(), ["one", "two/2"]);
        assert_eq!(archive.read_text("two/2").unwrap().as_deref(), Some("2"));
        assert_eq!(archive.read("three").unwrap(), None);
    }

    #[test]
    fn an_entry_that_swells_beyond_measure_is_refused() {
        let bomb = packed(&[("bomb", &vec![0; 40_000_000])]);
        assert!(bomb.len() < 100_000, "{}", bomb.len());
        let problem = Archive::open("a.zip", Cursor::new(bomb)).unwrap().read("bomb").unwrap_err();
        assert_eq!(problem.code, "unpacks_too_large");
    }

    #[test]
    fn what_is_no_archive_is_refused_with_a_way_on() {
        for bytes in [&b""[..], b"PK\x03\x04", b"PK\x05\x06 rest", &packed(&[("a", b"1")])[..20]] {
            let problem = Archive::open("a.zip", Cursor::new(bytes.to_vec())).unwrap_err();
            assert_eq!((problem.code.as_str(), problem.hint.is_some()), ("damaged_archive", true));
        }
    }
}
