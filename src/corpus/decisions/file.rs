//! Opening the file.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::FILE;
use super::fault::{Fault, damaged};
use crate::corpus::store::disk;
use crate::problem::Problem;

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// The file in `corpus`. Its path is whole, so that SQLite cannot take a part of it for something else.
pub(super) fn path(corpus: &Path) -> PathBuf {
    corpus.canonicalize().unwrap_or_else(|_| corpus.to_path_buf()).join(FILE)
}

/// Held while the file is made or opened. Whoever closes a file on Unix gives up every lock its program has on it: the hand that
/// makes the file must have let go of it before SQLite takes hold in another thread.
static DOOR: Mutex<()> = Mutex::new(());

fn door() -> MutexGuard<'static, ()> {
    // Nothing is behind it that could be left half done.
    DOOR.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes the file, for its owner only, unless it is there. What SQLite keeps beside it gets the same permissions.
pub(super) fn create(path: &Path) -> Result<(), Problem> {
    let _door = door();
    disk::create_private(path)
}

/// Opens the file; nothing where there is none.
///
/// A rollback journal and no write-ahead log: that one needs memory shared between programs, which a network drive cannot
/// give, and files beside that a copy would leave behind. Every commit waits until the disk has the file and its folder. The file
/// is opened for writing even by who only reads, so that SQLite can clear up after a program that was killed; where it may not
/// be written it is opened for reading.
pub(super) fn open(path: &Path) -> Result<Option<Connection>, Fault> {
    let door = door();
    if path.symlink_metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        return Ok(None);
    }
    if path.is_dir() {
        return Err(damaged("a folder").into());
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    drop(door);
    connection.busy_timeout(PATIENCE)?;
    // The file may come from anybody: its tables run no code, and no statement reaches into its structure.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "synchronous", "EXTRA")?;
    connection.pragma_update(None, "fullfsync", true)?;
    Ok(Some(connection))
}
