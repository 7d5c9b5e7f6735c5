//! The fingerprint of a source: whether anything in it changed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::walk::RECORD;

/// The fingerprints of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Prints {
    /// One SHA-256 over names, lengths and contents, in the order of the names.
    pub(super) whole: String,
    /// The SHA-256 of each file that can be read, by name.
    pub(super) files: BTreeMap<String, String>,
}

/// The fingerprints of a record and the files beside it. A file that cannot be read counts as its error, so that the whole changes
/// once it can be read again; reading it properly will say what is wrong.
pub(super) fn of_files<'p>(record: &'p Path, others: &'p BTreeMap<String, std::path::PathBuf>) -> Prints {
    let (mut digest, mut prints) = (Sha256::new(), BTreeMap::new());
    let files =
        std::iter::once((RECORD, record)).chain(others.iter().map(|(name, path)| (name.as_str(), path.as_path())));
    for (name, path) in files {
        digest.update(name.as_bytes());
        digest.update([0]);
        match of_file(path) {
            Ok(print) => {
                digest.update(print);
                prints.insert(name.to_owned(), hex(&print));
            }
            Err(error) => digest.update(error.kind().to_string().as_bytes()),
        }
    }
    Prints { whole: hex(&digest.finalize()), files: prints }
}

/// The SHA-256 of one file as 64 hex digits; `None` where it cannot be read.
pub(super) fn hex_of_file(path: &Path) -> Option<String> {
    of_file(path).ok().map(|print| hex(&print))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn of_file(path: &Path) -> io::Result<[u8; 32]> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let length = file.read(&mut buffer)?;
        if length == 0 {
            return Ok(digest.finalize().into());
        }
        digest.update(buffer.get(..length).unwrap_or_default());
    }
}
