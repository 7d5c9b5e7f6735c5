//! The documents of what was released, as they went out: never written twice, so that a figure in a report can be traced.

use std::path::{Path, PathBuf};

use super::disk::{clear_away, make_folder, move_into, read_text, write_file};
use crate::problem::{Place, Problem};

/// Their folder within the corpus.
const FOLDER: &str = "released";

/// Keeps a document of the table `id`; one that is there already stays as it is.
///
/// # Errors
/// When the id is no plain word, or the document cannot be written; nothing is kept then.
pub fn keep_released(corpus: &Path, id: &str, ending: &str, text: &str) -> Result<(), Problem> {
    let path = place(corpus, id, ending)?;
    if path.exists() {
        return Ok(());
    }
    make_folder(&corpus.join(FOLDER))?;
    let draft = corpus.join(FOLDER).join(format!(".{id}.{ending}.part"));
    let written = write_file(&draft, text.as_bytes()).and_then(|()| move_into(&draft, &path));
    if written.is_err() {
        clear_away(&draft);
    }
    written
}

/// The document of the table `id` as it was released.
///
/// # Errors
/// When there is none, or it cannot be read.
pub fn read_released(corpus: &Path, id: &str, ending: &str) -> Result<String, Problem> {
    let path = place(corpus, id, ending)?;
    read_text(&path, &format!("{FOLDER}/{id}.{ending}"))
}

fn place(corpus: &Path, id: &str, ending: &str) -> Result<PathBuf, Problem> {
    let plain =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if plain(id) && plain(ending) {
        return Ok(corpus.join(FOLDER).join(format!("{id}.{ending}")));
    }
    Err(Problem::error("not_found", Place::default(), "the id of a released table is a word of letters and digits"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_stays_as_it_went_out() {
        let corpus = tempfile::tempdir().unwrap();
        keep_released(corpus.path(), "t1", "json", "one").unwrap();
        keep_released(corpus.path(), "t1", "json", "two").unwrap();
        assert_eq!(read_released(corpus.path(), "t1", "json").unwrap(), "one");
        let names: Vec<_> = std::fs::read_dir(corpus.path().join(FOLDER)).unwrap().collect();
        assert_eq!(names.len(), 1);
    }

    #[test]
    fn no_id_leads_elsewhere() {
        let corpus = tempfile::tempdir().unwrap();
        for id in ["../bank", "a/b", "", ".", "A"] {
            assert!(keep_released(corpus.path(), id, "json", "x").is_err(), "{id}");
            assert!(read_released(corpus.path(), id, "toml").is_err(), "{id}");
        }
    }
}
