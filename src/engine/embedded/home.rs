//! Where the index lives: its folders, its lock, and how they are made, swapped and set aside.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{Directory, Index, IndexReader, ReloadPolicy, TantivyError};

use super::words;
use crate::engine::EngineError;

/// How often, and how long apart, a busy index is tried again.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// The folders of an index on disk.
#[derive(Debug, Clone)]
pub(super) struct Home {
    root: PathBuf,
}

impl Home {
    /// The index in `root`.
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }

    /// The folder all is in.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the index of insights.
    pub(super) fn insights(&self) -> PathBuf {
        self.root.join("insights")
    }

    /// The folder of the responses called `name`.
    pub(super) fn survey(&self, name: &str) -> PathBuf {
        self.root.join("surveys").join(name)
    }

    /// Where the responses called `name` are built.
    fn building(&self, name: &str) -> PathBuf {
        self.root.join("surveys").join(format!(".building-{name}"))
    }

    /// Makes the folders and takes the lock of the one writer; it is let go when the file is dropped.
    pub(super) fn lock(&self) -> Result<File, LockFault> {
        fs::create_dir_all(self.root.join("surveys")).map_err(LockFault::Folder)?;
        keep_private(&self.root).map_err(LockFault::Folder)?;
        let mut options = OpenOptions::new();
        let file = options
            .write(true)
            .create(true)
            .truncate(false)
            .open(self.root.join(".lock"))
            .map_err(LockFault::Folder)?;
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
                Err(TryLockError::Error(error)) => return Err(LockFault::Folder(error)),
            }
        }
        Err(LockFault::Busy)
    }

    /// An empty folder in which to build the responses called `name`.
    pub(super) fn begin_survey(&self, name: &str) -> io::Result<PathBuf> {
        let building = self.building(name);
        remove(&building)?;
        fs::create_dir_all(&building)?;
        Ok(building)
    }

    /// Puts the responses called `name` in their place, for good once this returns.
    pub(super) fn finish_survey(&self, name: &str) -> io::Result<PathBuf> {
        let (building, place) = (self.building(name), self.survey(name));
        remove(&place)?;
        sync(&building)?;
        fs::rename(&building, &place)?;
        sync(&self.root.join("surveys"))?;
        Ok(place)
    }

    /// Removes every folder of responses that is not in `kept`. What cannot be removed today can be tomorrow.
    pub(super) fn sweep_surveys(&self, kept: &BTreeSet<String>) {
        let Ok(entries) = fs::read_dir(self.root.join("surveys")) else {
            return;
        };
        for entry in entries.flatten() {
            if !entry.file_name().to_str().is_some_and(|name| kept.contains(name)) {
                drop(remove(&entry.path()));
            }
        }
    }

    /// Takes away what stands where the index should be. What no index library wrote may be somebody's own: it is moved beside
    /// under the name that is returned.
    pub(super) fn set_aside(&self) -> io::Result<Option<PathBuf>> {
        let insights = self.insights();
        self.sweep_surveys(&BTreeSet::new());
        if !insights.exists()
            || insights.join("meta.json").exists()
            || is_empty_folder(&insights)
            || is_abandoned(&insights)
        {
            remove(&insights)?;
            return Ok(None);
        }
        let mut names = (1_u32..).map(|number| self.root.join(format!("set-aside-{number}")));
        let aside = names.find(|path| !path.exists()).unwrap_or_else(|| self.root.join("set-aside"));
        fs::rename(&insights, &aside)?;
        Ok(Some(aside))
    }

    /// The error of an action on this index.
    pub(super) fn error(&self, action: &'static str, reason: &dyn fmt::Display) -> EngineError {
        EngineError::Index { path: self.root.clone(), action, reason: reason.to_string() }
    }

    /// The error for a lock that could not be had.
    pub(super) fn lock_error(&self, fault: LockFault) -> EngineError {
        match fault {
            LockFault::Busy => EngineError::Busy { path: self.root.clone() },
            LockFault::Folder(error) => self.error("written", &error),
        }
    }
}

/// Why the lock could not be had.
#[derive(Debug)]
pub(super) enum LockFault {
    /// Another program has it.
    Busy,
    /// The folder cannot be written.
    Folder(io::Error),
}

/// The index holds people's words, so its folder is its owner's alone; what lies in it needs no guard of its own then.
fn keep_private(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// An index killed before its first commit has the library's own files and nothing else.
fn is_abandoned(folder: &Path) -> bool {
    let ours = |name: &str| name == ".managed.json" || name.starts_with(".tantivy-") || name.starts_with(".tmp");
    let names =
        fs::read_dir(folder).map(|entries| entries.flatten().map(|entry| entry.file_name()).collect::<Vec<_>>());
    names.is_ok_and(|names| names.iter().all(|name| name.to_str().is_some_and(ours)))
}

fn is_empty_folder(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Removes a file or a folder with all it holds; nothing there is as good.
fn remove(path: &Path) -> io::Result<()> {
    let gone = match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    gone.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Makes the entries of a folder last through a power cut, where the system lets folders be synced.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// A reader that only moves on when it is told to.
pub(super) fn reader_of(index: &Index) -> tantivy::Result<IndexReader> {
    index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()
}

/// Opens the index in `folder` with our analysers.
pub(super) fn open_index(folder: &Path) -> tantivy::Result<Index> {
    let mut index = Index::open(Folder(MmapDirectory::open(folder)?))?;
    index.set_tokenizers(words::analysers());
    Ok(index)
}

/// The first file of the index that is missing or whose bytes are not those that were written. The library itself takes a
/// missing file for an empty one in places.
pub(super) fn damaged_file(index: &Index) -> Result<Option<PathBuf>, TantivyError> {
    let directory = index.directory();
    for meta in index.searchable_segment_metas()? {
        let mut files: Vec<PathBuf> = meta.list_files().into_iter().collect();
        files.sort();
        for file in files {
            let deletes = file.extension().is_some_and(|extension| extension == "del");
            if deletes && !meta.has_deletes() {
                continue;
            }
            if !directory.exists(&file)? || !directory.validate_checksum(&file)? {
                return Ok(Some(file));
            }
        }
    }
    Ok(None)
}

/// A folder that can be read where nothing may be written: the lock that guards reading against a writer's sweep is passed over
/// when its file cannot be made, because there no writer can be.
#[derive(Debug, Clone)]
pub(super) struct Folder(pub(super) MmapDirectory);

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.0.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.0.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.0.acquire_lock(lock) {
            Err(LockError::IoError(_)) if lock.filepath == META_LOCK.filepath => Ok(DirectoryLock::from(Box::new(()))),
            other => other,
        }
    }
}
