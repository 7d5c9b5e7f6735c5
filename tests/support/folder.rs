//! Banks on disk for the command line: one of its own for each test that writes, one copy of the shipped bank for all that read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use serde_json::Value;
use tempfile::TempDir;

use super::command::{Output, program, run_in};

/// A bank made with `init`, with a folder beside it for files to load. Both are gone when it goes.
pub(crate) struct OwnBank {
    folder: TempDir,
}

/// A bank with nothing in it but the framework.
pub(crate) fn own_bank() -> OwnBank {
    OwnBank::made(&["init", "bank"])
}

impl OwnBank {
    /// A bank with the shipped sources in it.
    pub(crate) fn with_example() -> Self {
        Self::made(&["init", "bank", "--with-example"])
    }

    fn made(init: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let _ = run_in(folder.path(), init).good();
        fs::create_dir(folder.path().join("inbox")).expect("a folder can be made");
        Self { folder }
    }

    /// Another bank with the same files, index included.
    pub(crate) fn copy(&self) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        copy_tree(self.folder.path(), folder.path());
        Self { folder }
    }

    /// The bank's folder.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("bank")
    }

    /// A file of the bank.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// The folder where the program runs and files to load lie.
    pub(crate) fn inbox(&self) -> PathBuf {
        self.folder.path().join("inbox")
    }

    /// Puts a file into the inbox.
    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        write(&self.inbox().join(name), bytes.as_ref());
    }

    /// Puts a file into the bank by hand, as an editor would.
    pub(crate) fn edit(&self, name: &str, bytes: impl AsRef<[u8]>) {
        write(&self.path(name), bytes.as_ref());
    }

    /// Runs the program on this bank, in the inbox.
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        run_in(&self.inbox(), &with_bank(&self.root(), args))
    }

    /// Runs the program on this bank and reads its JSON.
    #[track_caller]
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        self.run(&as_json(args)).json()
    }

    /// The program on this bank, ready to be started.
    pub(crate) fn command(&self, args: &[&str]) -> std::process::Command {
        let mut command = program(&self.inbox());
        command.args(with_bank(&self.root(), args));
        command
    }

    /// Every file of the corpus with its bytes, without the lock, which says nothing.
    pub(crate) fn corpus(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = read_tree(&self.path("corpus"));
        files.remove(".lock");
        files
    }

    /// Deletes the index.
    pub(crate) fn delete_index(&self) {
        fs::remove_dir_all(self.path("index")).expect("the index can be deleted");
    }
}

/// A single choice as a record has it, each option called by its id.
pub(crate) fn single_choice(id: &str, class: &str, options: &[&str]) -> String {
    let options: Vec<String> = options.iter().map(|it| format!("{{ id = \"{it}\", label = \"{it}\" }}")).collect();
    let options = options.join(", ");
    format!(
        "\n[[question]]\nid = \"{id}\"\ntext = \"About {id}\"\nkind = \"single\"\nclass = \"{class}\"\noptions = [{options}]\n"
    )
}

/// Runs the program on a copy of the shipped bank, indexed once for all tests. Nothing may write to it.
pub(crate) fn shipped(args: &[&str]) -> Output {
    let root = shipped_root();
    run_in(root, &with_bank(root, args))
}

/// Runs the program on the shipped bank and reads its JSON.
#[track_caller]
pub(crate) fn shipped_json(args: &[&str]) -> Value {
    shipped(&as_json(args)).json()
}

/// The copy of the shipped bank.
pub(crate) fn shipped_root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let home = Path::new(env!("CARGO_TARGET_TMPDIR"));
        sweep(home);
        let root = home.join(format!("shipped-{}", std::process::id()));
        copy_tree(&project().join("corpus"), &root.join("corpus"));
        let _ = run_in(&root, &["themes"]).good();
        root
    })
}

/// Removes the copies that earlier test runs left behind; one of this hour may still be in use.
fn sweep(home: &Path) {
    let old = |path: &Path| {
        let changed = path.metadata().and_then(|about| about.modified()).ok();
        let age = changed.and_then(|changed| SystemTime::now().duration_since(changed).ok());
        age.is_some_and(|age| age > Duration::from_hours(1))
    };
    for entry in fs::read_dir(home).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with("shipped-") && old(&entry.path()) {
            // Another run may be sweeping too.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// The project's own folder.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under `folder` with its bytes, by its name relative to it.
pub(crate) fn read_tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for path in walk(folder) {
        let name = path.strip_prefix(folder).expect("a file lies under its folder").to_string_lossy().into_owned();
        files.insert(name, fs::read(&path).expect("a file can be read"));
    }
    files
}

/// Every file under `folder`, in order.
pub(crate) fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder can be read").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let files = |path: PathBuf| {
        if path.is_dir() { walk(&path) } else { vec![path] }
    };
    entries.into_iter().flat_map(files).collect()
}

/// Copies a folder with everything in it.
pub(crate) fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read").flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            copy_tree(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).expect("a file can be copied");
        }
    }
}

/// The same command with JSON asked for, right after its name: what follows `--` is no flag any more.
fn as_json<'a>(args: &[&'a str]) -> Vec<&'a str> {
    let (command, rest) = args.split_at(1);
    [command, &["--format", "json"], rest].concat()
}

fn with_bank(root: &Path, args: &[&str]) -> Vec<String> {
    let bank = ["--bank".to_owned(), root.display().to_string()];
    bank.into_iter().chain(args.iter().map(|&arg| arg.to_owned())).collect()
}

fn write(path: &Path, bytes: &[u8]) {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("a folder can be made");
    }
    fs::write(path, bytes).expect("a file can be written");
}
