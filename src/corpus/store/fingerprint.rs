//! The fingerprint of a source: whether anything in it changed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

/// One SHA-256 over names, lengths and contents, in the order of the names. A file that cannot be read counts as its error, so that
/// the fingerprint changes once it can be read again; reading it properly will say what is wrong.
pub(super) fn of_files<'p>(record: &'p Path, others: &'p BTreeMap<String, std::path::PathBuf>) -> String {
    let mut digest = Sha256::new();
    let files = std::iter::once(("source.toml", record))
        .chain(others.iter().map(|(name, path)| (name.as_str(), path.as_path())));
    for (name, path) in files {
        digest.update(name.as_bytes());
        digest.update([0]);
        match of_file(path) {
            Ok(print) => digest.update(print),
            Err(error) => digest.update(error.kind().to_string().as_bytes()),
        }
    }
    hex(&digest.finalize())
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
