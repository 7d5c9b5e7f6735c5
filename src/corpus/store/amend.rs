//! Files added to a source that stands: one at a time, each there whole or not at all.

use std::path::{Component, Path, PathBuf};

use super::disk::{clear_away, make_folder, move_into, name_within, unwritable, write_file};
use super::fingerprint;
use super::lock::LockFile;
use super::recover::clear_up;
use super::walk::{RECORD, places};
use crate::id::Slug;
use crate::problem::{Place, Problem};

/// How the name of a file that is not whole yet ends; the scan passes it over.
const DRAFT: &str = ".part";

/// A source to which files are added. Every other writer is kept out until it ends.
#[derive(Debug)]
pub struct Amendment {
    /// The folder of the source.
    folder: PathBuf,
    /// The same within the corpus, for people.
    name: String,
    _lock: LockFile,
}

impl Amendment {
    /// Looks for the source `id`, which must be a folder.
    ///
    /// # Errors
    /// `bank_busy`, `read_only`, or `not_found` when there is no such folder.
    pub fn begin(corpus: &Path, id: &Slug) -> Result<Self, Problem> {
        let lock = LockFile::acquire(corpus)?;
        clear_up(corpus, &lock);
        let missing =
            || Problem::error("not_found", Place::default(), format!("there is no folder of `{id}` any more"));
        let is_folder = |place: &PathBuf| place.join(RECORD).is_file();
        let folder = places(corpus).remove(id.as_str()).filter(is_folder).ok_or_else(missing)?;
        Ok(Self { name: name_within(corpus, &folder), folder, _lock: lock })
    }

    /// The SHA-256 of a file of the source as it is now; `None` where it cannot be read.
    pub fn print_of(&self, file: &str) -> Option<String> {
        fingerprint::hex_of_file(&self.folder.join(file))
    }

    /// Writes a file of the source, in the place of one of its name where there is one; `file` is its path within the source.
    ///
    /// # Errors
    /// When the name leads out of the source, or it cannot be written; the file that was there stays then.
    pub fn write(&self, file: &str, contents: &[u8]) -> Result<(), Problem> {
        let path = self.folder.join(file);
        let plain = Path::new(file).components().all(|part| matches!(part, Component::Normal(_)));
        let (Some(folder), Some(name), true) = (path.parent(), path.file_name(), plain) else {
            return Err(unwritable(&path, &std::io::ErrorKind::InvalidInput.into()));
        };
        make_folder(folder)?;
        let draft = folder.join(format!(".{}{DRAFT}", name.to_string_lossy()));
        let written = write_file(&draft, contents).and_then(|()| move_into(&draft, &path));
        if written.is_err() {
            clear_away(&draft);
        }
        written
    }

    /// Takes away the files of a folder within the source that `is_old` says.
    pub fn clear(&self, folder: &str, is_old: impl Fn(&str) -> bool) {
        let entries = std::fs::read_dir(self.folder.join(folder)).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| entry.file_name().to_str().is_some_and(&is_old)) {
            clear_away(&entry.path());
        }
    }

    /// A file of the source, for people.
    pub fn name_of(&self, file: &str) -> String {
        format!("{}/{file}", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::store::{read_bank_file, scan};
    use std::fs;

    const RECORD_OF_A: &str = "sources/surveys/a/source.toml";

    fn corpus() -> tempfile::TempDir {
        let corpus = tempfile::tempdir().unwrap();
        fs::create_dir_all(corpus.path().join("sources/surveys/a/weights")).unwrap();
        fs::write(corpus.path().join("bank.toml"), "format = 1\ntitle = \"T\"\n").unwrap();
        fs::write(corpus.path().join(RECORD_OF_A), "kind = \"survey\"\n").unwrap();
        fs::write(corpus.path().join("sources/surveys/b.toml"), "kind = \"survey\"\n").unwrap();
        assert!(read_bank_file(corpus.path()).is_ok());
        corpus
    }

    fn begin(corpus: &tempfile::TempDir, id: &str) -> Result<Amendment, Problem> {
        Amendment::begin(corpus.path(), &id.parse().unwrap())
    }

    #[test]
    fn a_file_is_there_whole_and_changes_the_version_of_its_source() {
        let corpus = corpus();
        let version = || scan(corpus.path()).0.iter().map(|source| source.fingerprint.clone()).collect::<Vec<_>>();
        let before = version();
        let amendment = begin(&corpus, "a").unwrap();
        amendment.write("weights/w.toml", b"one").unwrap();
        amendment.write("weights/w.toml", b"two").unwrap();
        assert_eq!(amendment.print_of("weights/w.toml"), Some(crate::text::fingerprint(b"two")));
        let names = || -> Vec<String> {
            let entries = fs::read_dir(corpus.path().join("sources/surveys/a/weights")).unwrap();
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        };
        assert_eq!(names(), ["w.toml"]);
        assert_ne!(version(), before);
        amendment.clear("weights", |name| name == "w.toml");
        assert!(names().is_empty() && version() == before);
    }

    #[test]
    fn nothing_is_written_outside_the_source_or_where_there_is_no_folder() {
        let corpus = corpus();
        let amendment = begin(&corpus, "a").unwrap();
        for name in ["../b/x", "/x", "", "."] {
            assert!(amendment.write(name, b"x").is_err(), "{name}");
        }
        assert_eq!(begin(&corpus, "a").unwrap_err().code, "bank_busy");
        drop(amendment);
        for id in ["b", "c"] {
            assert_eq!(begin(&corpus, id).unwrap_err().code, "not_found", "{id}");
        }
    }
}
