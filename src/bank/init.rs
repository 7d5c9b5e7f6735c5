//! Making a bank of one's own.

use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::bank::BankError;
use crate::corpus::store;

/// The corpus as it ships, so that a bank can be made on a machine that has nothing but the program.
static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/corpus");

const BANK_FILE: &str = "# This bank is yours: load into it, edit its files, keep it where only you can read it.\n\
    format = 1\ntitle = \"Our insight bank\"\ndemonstration = false\nlanguage = \"en-GB\"\n";

const IGNORE_EVERYTHING: &str = "# People's answers do not belong under version control.\n*\n";

const INDEX_README: &str = "This folder is made from `corpus` and can be deleted at any time; nothing is lost.\n";

/// Makes a bank in `root`: the framework files, and with `with_example` the shipped sources too. Only its owner may read it.
///
/// # Errors
/// When `root` is there and not empty, or cannot be written; nothing is left behind then.
pub fn init(root: &Path, with_example: bool) -> Result<(), BankError> {
    let mut files = vec![
        (".gitignore".to_owned(), IGNORE_EVERYTHING.as_bytes()),
        ("corpus/bank.toml".to_owned(), BANK_FILE.as_bytes()),
        ("index/README.md".to_owned(), INDEX_README.as_bytes()),
    ];
    collect(&SHIPPED, with_example, &mut files);
    store::write_tree(root, &["corpus/sources", "index"], &files).map_err(BankError::refused)
}

fn collect<'a>(folder: &'a Dir<'a>, with_example: bool, files: &mut Vec<(String, &'a [u8])>) {
    for file in folder.files() {
        let name = file.path().to_string_lossy().replace('\\', "/");
        if name != "bank.toml" {
            files.push((format!("corpus/{name}"), file.contents()));
        }
    }
    for inner in folder.dirs() {
        if with_example || inner.path() != Path::new("sources") {
            collect(inner, with_example, files);
        }
    }
}
