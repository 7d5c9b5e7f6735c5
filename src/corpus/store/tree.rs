//! Writing the first files of a new bank.

use std::fs;
use std::path::Path;

use super::disk::{clear_away, keep_private, make_folder, move_into, unwritable, write_file};
use crate::problem::{Place, Problem};

const PREFIX: &str = ".init-";

/// Writes `folders` and `files` into `root`, for its owner only. They are built in a hidden folder and moved in entry by entry, so
/// that one who is stopped half-way leaves nothing that looks like a bank.
///
/// # Errors
/// `not_empty` when `root` holds anything, `read_only` when it cannot be written; nothing is left behind then.
pub fn write_tree(root: &Path, folders: &[&str], files: &[(String, &[u8])]) -> Result<(), Problem> {
    let was_there = root.exists();
    if was_there {
        refuse_full(root)?;
    }
    make_folder(root)?;
    keep_private(root)?;
    let draft = root.join(format!("{PREFIX}{}", std::process::id()));
    let written = build(&draft, folders, files).and_then(|()| move_entries(&draft, root));
    clear_away(&draft);
    if written.is_err() && !was_there {
        clear_away(root);
    }
    written
}

/// Refuses a folder that holds anything but what a stopped try left.
fn refuse_full(root: &Path) -> Result<(), Problem> {
    let entries = fs::read_dir(root).map_err(|error| unwritable(root, &error))?;
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(PREFIX) {
            clear_away(&entry.path());
        } else {
            let problem =
                Problem::error("not_empty", Place::file(root.display().to_string()), "the folder is not empty");
            return Err(problem.hint("name a new or empty folder"));
        }
    }
    Ok(())
}

fn build(draft: &Path, folders: &[&str], files: &[(String, &[u8])]) -> Result<(), Problem> {
    make_folder(draft)?;
    for folder in folders {
        make_folder(&draft.join(folder))?;
    }
    for (name, contents) in files {
        let path = draft.join(name);
        path.parent().map_or(Ok(()), make_folder)?;
        write_file(&path, contents)?;
    }
    Ok(())
}

/// Moves the entries of `draft` into `root`, the corpus last: with it the folder becomes a bank.
fn move_entries(draft: &Path, root: &Path) -> Result<(), Problem> {
    let mut names: Vec<_> = fs::read_dir(draft)
        .map_err(|error| unwritable(draft, &error))?
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    names.sort_by_key(|name| (name == "corpus", name.clone()));
    let mut moved: Vec<std::path::PathBuf> = Vec::new();
    for name in names {
        let place = root.join(&name);
        if let Err(problem) = move_into(&draft.join(&name), &place) {
            for path in &moved {
                clear_away(path);
            }
            return Err(problem);
        }
        moved.push(place);
    }
    Ok(())
}
