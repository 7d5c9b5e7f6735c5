//! Single files and folders: reading with a limit, writing so that it lasts, and what went wrong in plain words.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

use crate::problem::{Place, Problem};

/// The largest file that is read into memory, which answers and originals are not: far above any survey, far below what would fill the memory of a small machine.
const FILE_MAX: u64 = 512 * 1024 * 1024;

/// The text of the file `path`, called `name` in problems. A byte order mark at its start is left out.
pub(in crate::corpus) fn read_text(path: &Path, name: &str) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| unreadable(name, &error))?;
    // One byte more than the limit tells a file at the limit from one above it, whatever its size was said to be.
    file.take(FILE_MAX + 1).read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > FILE_MAX) {
        return Err(too_large(name));
    }
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(name, &error))?;
    match text.strip_prefix('\u{feff}') {
        Some(rest) => Ok(rest.to_owned()),
        None => Ok(text),
    }
}

fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Problem {
    let good = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
    let line = good.split(|byte| *byte == b'\n').count();
    let place = Place::file(name).line(u64::try_from(line).unwrap_or(u64::MAX));
    let problem = Problem::error("not_utf8", place, "the file is not UTF-8 text");
    problem
        .found("bytes that are no characters in UTF-8")
        .hint("save it as UTF-8; if it is no text at all, take it out of the folder")
}

/// A file that cannot be read.
pub(super) fn unreadable(name: &str, error: &io::Error) -> Problem {
    let problem =
        Problem::error("unreadable", Place::file(name), format!("the file cannot be read: {}", reason(error)));
    match error.kind() {
        ErrorKind::PermissionDenied => problem.hint("make it readable for the user who runs the program"),
        _ => problem.hint("put the file back, or take what names it away"),
    }
}

/// A file that is larger than anything the bank reads.
fn too_large(name: &str) -> Problem {
    let message = format!("the file is larger than {} MiB", FILE_MAX / 1024 / 1024);
    Problem::error("too_large", Place::file(name), message).hint("divide it, or leave out what the bank does not need")
}

/// A file or folder that cannot be written.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Problem {
    let place = Place::file(path.display().to_string());
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            let problem = Problem::error("read_only", place, "the bank cannot be written here, so nothing was stored");
            problem
                .hint("run as the owner of the folder, or make a bank of your own elsewhere: `insight-bank init DIR`")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            let problem =
                Problem::error("disk_full", place, "there is no room left on the disk, so nothing was stored");
            problem.hint("make room and try again")
        }
        _ => Problem::error("unwritable", place, format!("the bank cannot be written: {}", reason(error)))
            .hint("nothing was stored; mend the cause and try again"),
    }
}

/// What the system says, as the end of a sentence.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "it is not there".to_owned(),
        ErrorKind::PermissionDenied => "it belongs to somebody else".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

/// Makes `path` and the folders above it, for their owner only.
pub(super) fn make_folder(path: &Path) -> Result<(), Problem> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| unwritable(path, &error))
}

/// Writes a new file for its owner only, and waits until the disk has it.
pub(in crate::corpus) fn write_file(path: &Path, contents: &[u8]) -> Result<(), Problem> {
    let written = stream_file(path, |file| file.write_all(contents).map_err(Into::into));
    written.map_err(|problems| problems.into_iter().next().unwrap_or_else(|| unwritable(path, &io::Error::other(""))))
}

/// Makes an empty file for its owner only, unless there is one.
pub(in crate::corpus) fn create_private(path: &Path) -> Result<(), Problem> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => path.parent().map_or(Ok(()), sync_folder),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(unwritable(path, &error)),
    }
}

/// Why writing a file piece by piece came to an end too soon.
#[derive(Debug)]
pub enum Interrupted {
    /// The file cannot be written.
    Disk(io::Error),
    /// What should have been written is not to be had.
    Source(Vec<Problem>),
}

impl From<io::Error> for Interrupted {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// Writes a file piece by piece, for its owner only, and makes sure that it is on the disk.
pub(super) fn stream_file<T>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, Interrupted>,
) -> Result<T, Vec<Problem>> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let failed = |error: io::Error| vec![unwritable(path, &error)];
    let mut file = io::BufWriter::with_capacity(1 << 18, options.open(path).map_err(failed)?);
    let written = write(&mut file).map_err(|interrupted| match interrupted {
        Interrupted::Disk(error) => failed(error),
        Interrupted::Source(problems) => problems,
    })?;
    file.into_inner().map_err(|error| failed(error.into_error()))?.sync_all().map_err(failed)?;
    Ok(written)
}

/// Waits until the disk has the entries of a folder. Only Unix can; elsewhere a rename is as lasting as the system makes it.
pub(super) fn sync_folder(path: &Path) -> Result<(), Problem> {
    if cfg!(unix) {
        File::open(path).and_then(|folder| folder.sync_all()).map_err(|error| unwritable(path, &error))?;
    }
    Ok(())
}

/// Makes a folder its owner's alone, whatever it was before.
pub(super) fn keep_private(path: &Path) -> Result<(), Problem> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(|error| unwritable(path, &error))?;
    }
    Ok(())
}

/// Moves `from` to `to` and waits until the disk has both folders.
pub(in crate::corpus) fn move_into(from: &Path, to: &Path) -> Result<(), Problem> {
    fs::rename(from, to).map_err(|error| unwritable(to, &error))?;
    for folder in [to.parent(), from.parent()].into_iter().flatten() {
        sync_folder(folder)?;
    }
    Ok(())
}

/// Removes a file or folder that may be there. A leftover that stays does no harm, so nothing is said when it cannot be removed.
pub(super) fn clear_away(path: &Path) {
    let is_folder = path.symlink_metadata().is_ok_and(|about| about.is_dir());
    let _ = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}

/// The part of `path` within `root`, with slashes.
pub(super) fn name_within(root: &Path, path: &Path) -> String {
    let within = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = within.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_cannot_be_written_is_said_with_the_way_out() {
        for kind in [ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem] {
            let problem = unwritable(Path::new("corpus"), &io::Error::from(kind));
            assert_eq!(problem.code, "read_only");
            assert!(problem.hint.unwrap().contains("insight-bank init DIR"));
        }
    }

    #[test]
    fn a_file_that_is_no_text_is_said_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        std::fs::write(&path, b"one\ntwo\xff").unwrap();
        let problem = read_text(&path, "a.toml").unwrap_err();
        assert_eq!((problem.code.as_str(), problem.place.line), ("not_utf8", Some(2)));
        assert_eq!(read_text(&folder.path().join("b"), "b").unwrap_err().code, "unreadable");
        std::fs::write(&path, "\u{feff}one").unwrap();
        assert_eq!(read_text(&path, "a.toml").unwrap(), "one");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_written_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        make_folder(&inner).unwrap();
        write_file(&inner.join("c"), b"x").unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&inner), mode(&inner.join("c"))), (0o700, 0o600));
    }
}
