//! Deposits that happen whole or not at all, and what a stopped one leaves.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::*;
use crate::corpus::SourceKind;
use crate::id::Slug;

/// A corpus in a folder of its own.
struct Corpus(TempDir);

impl Corpus {
    fn new(files: &[(&str, &str)]) -> Self {
        let corpus = Self(tempfile::tempdir().unwrap());
        corpus.write("bank.toml", "format = 1\ntitle = \"T\"\n");
        for (name, text) in files {
            corpus.write(name, text);
        }
        corpus
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The record of every source by id.
    fn records(&self) -> Vec<(String, String)> {
        let (sources, _) = scan(self.path());
        sources.iter().map(|source| (source.id.to_string(), source.read_record().unwrap())).collect()
    }

    fn deposit(&self, id: &str, text: &str, replaces: bool) -> Result<(), Problem> {
        let mut deposit = Deposit::begin(self.path(), SourceKind::Survey, &slug(id), replaces)?;
        let first = |mut problems: Vec<Problem>| problems.remove(0);
        deposit.write("source.toml", text.as_bytes()).map_err(first)?;
        deposit.write("originals/a.csv", b"a").map_err(first)?;
        deposit.commit()
    }

    fn files(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.path().to_path_buf()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(path.strip_prefix(self.path()).unwrap().to_path_buf());
                }
            }
        }
        files.sort();
        files
    }
}

fn slug(id: &str) -> Slug {
    id.parse().unwrap()
}

fn codes(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.code.as_str()).collect()
}

fn pair(id: &str, text: &str) -> (String, String) {
    (id.to_owned(), text.to_owned())
}

#[test]
fn sources_are_found_in_files_and_in_folders_at_any_depth() {
    let corpus = Corpus::new(&[
        ("sources/literature/a.toml", "A"),
        ("sources/x/y/z/b/source.toml", "B"),
        ("sources/x/y/z/b/text.md", "words"),
        ("sources/x/y/z/b/originals/b.csv", "secret"),
        ("sources/README.md", "r"),
    ]);
    let (sources, problems) = scan(corpus.path());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(corpus.records(), [pair("a", "A"), pair("b", "B")]);
    let b = &sources[1];
    assert_eq!(
        (b.record_name(), b.name_of("text.md")),
        ("sources/x/y/z/b/source.toml".to_owned(), "sources/x/y/z/b/text.md".to_owned())
    );
    assert_eq!(b.names().collect::<Vec<_>>(), ["text.md"]);
    assert_eq!(b.read("text.md").unwrap(), "words");
    assert_eq!(b.read("other.md").unwrap_err().code, "unreadable");
}

#[test]
fn a_fingerprint_changes_with_any_file_but_the_originals() {
    let corpus = Corpus::new(&[
        ("sources/b/source.toml", "B"),
        ("sources/b/text.md", "words"),
        ("sources/b/originals/b.csv", "1"),
    ]);
    let print = || scan(corpus.path()).0[0].fingerprint.clone();
    let first = print();
    corpus.write("sources/b/originals/b.csv", "2");
    assert_eq!(print(), first);
    corpus.write("sources/b/text.md", "other words");
    assert_ne!(print(), first);
}

#[test]
fn leftovers_of_editors_and_of_deposits_are_not_sources() {
    let corpus = Corpus::new(&[
        ("sources/a.toml", "A"),
        ("sources/a.toml~", "A"),
        ("sources/.a.toml.swp", "A"),
        ("sources/a.toml.bak", "A"),
        ("sources/surveys/.deposit-b-1/source.toml", "B"),
    ]);
    let (sources, problems) = scan(corpus.path());
    assert_eq!((sources.len(), problems.len()), (1, 0));
}

#[test]
fn what_is_wrong_with_files_is_reported_and_the_rest_read() {
    let corpus = Corpus::new(&[
        ("sources/a/dup.toml", "first"),
        ("sources/b/dup.toml", "second"),
        ("sources/Not An Id.toml", "x"),
        ("sources/notes.md", "x"),
        ("sources/empty.toml", "\n"),
        ("sources/good.toml", "G"),
    ]);
    let (sources, problems) = scan(corpus.path());
    assert_eq!(sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>(), ["dup", "empty", "good"]);
    let mut found = codes(&problems);
    found.sort_unstable();
    assert_eq!(found, ["bad_id", "duplicate_source", "stray_file"]);
    assert_eq!(sources[0].read_record().unwrap(), "first");
    assert_eq!(sources[1].read_record().unwrap_err().code, "empty_file");
    let duplicate = problems.iter().find(|it| it.code == "duplicate_source").unwrap();
    assert_eq!(duplicate.place.file.as_deref(), Some("sources/b/dup.toml"));
    assert!(duplicate.message.contains("sources/a/dup.toml"));
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_corpus_or_lead_in_a_circle_are_not_followed() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("x.toml"), "X").unwrap();
    let corpus = Corpus::new(&[("sources/a.toml", "A")]);
    let link = |to: &Path, name: &str| {
        std::os::unix::fs::symlink(to, corpus.path().join("sources").join(name)).unwrap();
    };
    link(&outside.path().join("x.toml"), "x.toml");
    link(&corpus.path().join("sources"), "again");
    link(&corpus.path().join("gone.toml"), "gone.toml");
    link(&corpus.path().join("sources/a.toml"), "same.toml");
    let (sources, problems) = scan(corpus.path());
    assert_eq!(sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>(), ["a", "same"]);
    let mut found = codes(&problems);
    found.sort_unstable();
    assert_eq!(found, ["link", "link", "unreadable"]);
}

#[test]
fn a_corpus_without_sources_is_an_empty_one() {
    assert_eq!(scan(Corpus::new(&[]).path()), (Vec::new(), Vec::new()));
}

#[test]
fn a_deposit_counts_only_once_it_is_committed() {
    let corpus = Corpus::new(&[]);
    let before = corpus.files();
    let mut deposit = Deposit::begin(corpus.path(), SourceKind::Survey, &slug("s"), false).unwrap();
    deposit.write("source.toml", b"S").unwrap();
    assert!(corpus.records().is_empty());
    drop(deposit);
    assert_eq!(corpus.files().into_iter().filter(|path| !path.ends_with(".lock")).collect::<Vec<_>>(), before);
    corpus.deposit("s", "S", false).unwrap();
    assert_eq!(corpus.records(), [pair("s", "S")]);
}

#[test]
fn a_deposit_stays_within_its_source_and_needs_a_record() {
    let corpus = Corpus::new(&[]);
    let mut deposit = Deposit::begin(corpus.path(), SourceKind::Document, &slug("s"), false).unwrap();
    for bad in ["", "../x", "/etc/x", "a/../../x"] {
        assert_eq!(deposit.write(bad, b"x").unwrap_err()[0].code, "bad_name", "{bad}");
    }
    assert_eq!(deposit.commit().unwrap_err().code, "no_record");
    assert!(corpus.records().is_empty());
}

#[test]
fn there_is_one_writer_at_a_time() {
    let corpus = Corpus::new(&[]);
    let first = Deposit::begin(corpus.path(), SourceKind::Survey, &slug("s"), false).unwrap();
    let second = Deposit::begin(corpus.path(), SourceKind::Survey, &slug("t"), false);
    assert_eq!(second.unwrap_err().code, "bank_busy");
    assert!(recover(corpus.path()).is_empty());
    assert!(first.commit().is_err());
    corpus.deposit("t", "T", false).unwrap();
}

#[test]
fn several_sources_are_put_one_by_one_while_others_wait() {
    let corpus = Corpus::new(&[("sources/surveys/s/source.toml", "one")]);
    let depository = Depository::open(corpus.path()).unwrap();
    let put = |id: &str, replaces| {
        let mut deposit = depository.begin(SourceKind::Literature, &slug(id), replaces)?;
        deposit.write("source.toml", id.as_bytes()).map_err(|mut problems| problems.remove(0))?;
        deposit.commit()
    };
    put("t", false).unwrap();
    assert_eq!(put("s", false).unwrap_err().code, "source_exists");
    assert_eq!(corpus.deposit("u", "U", false).unwrap_err().code, "bank_busy");
    put("s", true).unwrap();
    drop(depository);
    corpus.deposit("u", "U", false).unwrap();
    assert_eq!(corpus.records(), [pair("s", "s"), pair("t", "t"), pair("u", "U")]);
}

#[test]
fn a_source_is_replaced_only_when_asked_and_its_old_version_kept() {
    let corpus = Corpus::new(&[("sources/literature/s.toml", "one")]);
    assert_eq!(corpus.deposit("s", "two", false).unwrap_err().code, "source_exists");
    assert_eq!(corpus.records(), [pair("s", "one")]);
    corpus.deposit("s", "two", true).unwrap();
    corpus.deposit("s", "three", true).unwrap();
    assert_eq!(corpus.records(), [pair("s", "three")]);
    let kept = |number: u32| fs::read_to_string(corpus.path().join(format!("history/s/{number}/source.toml"))).unwrap();
    assert_eq!((kept(1), kept(2)), ("one".to_owned(), "two".to_owned()));
    assert!(recover(corpus.path()).is_empty());
}

/// Files by name, the record seen while they lie so, and the record seen after recovery.
type State<'s> = (&'s [(&'s str, &'s str)], &'s str, &'s str);

/// The states a killed deposit can leave, each with the record that must be seen before and after recovery.
#[test]
fn whoever_is_killed_leaves_the_old_state_or_the_new_one() {
    let journal = "id = \"s\"\nold = \"sources/surveys/s\"\nhistory = \"history/s/1\"\nnew = \"sources/surveys/.deposit-s-9\"\ntarget = \"sources/surveys/s\"\n";
    let (place, new, old) =
        ("sources/surveys/s/source.toml", "sources/surveys/.deposit-s-9/source.toml", "history/s/1/source.toml");
    let states: [State<'_>; 5] = [
        (&[(place, "old"), (new, "new")], "old", "old"),
        (&[(place, "old"), (new, "new"), (".replacing-s.tmp", "id = ")], "old", "old"),
        (&[(place, "old"), (new, "new"), (".replacing-s.toml", journal)], "old", "new"),
        (&[(old, "old"), (new, "new"), (".replacing-s.toml", journal)], "new", "new"),
        (&[(old, "old"), (place, "new"), (".replacing-s.toml", journal)], "new", "new"),
    ];
    for (files, seen, recovered) in states {
        let corpus = Corpus::new(files);
        assert_eq!(corpus.records(), [pair("s", seen)], "{files:?}");
        assert!(!recover(corpus.path()).is_empty());
        assert_eq!(corpus.records(), [pair("s", recovered)], "{files:?}");
        assert_eq!(corpus.path().join(old).exists(), recovered == "new", "{files:?}");
        assert!(
            !corpus
                .files()
                .iter()
                .any(|path| path.to_string_lossy().contains("deposit-")
                    || path.to_string_lossy().contains("replacing"))
        );
        assert!(recover(corpus.path()).is_empty());
    }
}

/// The states a killed undo can leave, each with the record that must be seen before and after recovery.
#[test]
fn whoever_is_killed_in_an_undo_leaves_what_was_loaded_or_what_was_before() {
    let journal = "id = \"s\"\nold = \"sources/surveys/s\"\nhistory = \"sources/.undone-s-9\"\nnew = \"history/s/1\"\ntarget = \"sources/surveys/s\"\n";
    let (place, aside, old) =
        ("sources/surveys/s/source.toml", "sources/.undone-s-9/source.toml", "history/s/1/source.toml");
    let states: [State<'_>; 4] = [
        (&[(place, "new"), (old, "old"), (".replacing-s.tmp", "id = ")], "new", "new"),
        (&[(place, "new"), (old, "old"), (".replacing-s.toml", journal)], "new", "old"),
        (&[(aside, "new"), (old, "old"), (".replacing-s.toml", journal)], "old", "old"),
        (&[(aside, "new"), (place, "old"), (".replacing-s.toml", journal)], "old", "old"),
    ];
    for (files, seen, recovered) in states {
        let corpus = Corpus::new(files);
        assert_eq!(corpus.records(), [pair("s", seen)], "{files:?}");
        recover(corpus.path());
        assert_eq!(corpus.records(), [pair("s", recovered)], "{files:?}");
        assert_eq!(corpus.path().join(old).exists(), recovered == "new", "{files:?}");
        let left = |path: &PathBuf| ["undone", "replacing"].iter().any(|word| path.to_string_lossy().contains(word));
        assert!(!corpus.files().iter().any(left), "{files:?}");
        assert!(recover(corpus.path()).is_empty());
    }
    let corpus = Corpus::new(&[(aside, "new")]);
    assert_eq!((codes(&recover(corpus.path())), corpus.path().join(aside).exists()), (vec!["recovered"], false));
}

#[test]
fn an_undo_brings_back_what_was_replaced_and_only_that() {
    let corpus = Corpus::new(&[("sources/literature/s.toml", "one")]);
    let undo = || Undo::begin(corpus.path(), &slug("s")).unwrap().commit().unwrap().restored;
    corpus.deposit("s", "two", true).unwrap();
    corpus.deposit("s", "three", true).unwrap();
    assert!(undo());
    assert_eq!(corpus.records(), [pair("s", "two")]);
    // Somebody deletes the source: what was there before is not what a later load replaced.
    fs::remove_dir_all(corpus.path().join("sources/surveys/s")).unwrap();
    corpus.deposit("s", "four", false).unwrap();
    corpus.deposit("s", "five", true).unwrap();
    assert!(undo());
    assert_eq!(corpus.records(), [pair("s", "four")]);
    assert!(!undo());
    assert_eq!(corpus.records(), []);
    assert_eq!(Undo::begin(corpus.path(), &slug("s")).unwrap_err().code, "not_found");
    assert_eq!(fs::read_to_string(corpus.path().join("history/s/1/source.toml")).unwrap(), "one");
    assert_eq!(
        corpus.files().iter().filter(|path| path.starts_with("history") || path.starts_with("sources")).count(),
        1
    );
}

#[test]
fn deposits_are_counted_and_an_undo_counts_back() {
    let corpus = Corpus::new(&[("sources/s.toml", "S")]);
    let number = || deposit_number(corpus.path(), &slug("s"));
    assert_eq!(number(), 1);
    corpus.deposit("s", "T", true).unwrap();
    assert_eq!(number(), 2);
    Undo::begin(corpus.path(), &slug("s")).unwrap().commit().unwrap();
    assert_eq!(number(), 1);
}

#[test]
fn a_journal_that_names_paths_outside_the_corpus_is_not_obeyed() {
    let journal = "id = \"s\"\nold = \"../x\"\nhistory = \"history/s/1\"\nnew = \"/etc\"\ntarget = \"sources/s\"\n";
    let corpus = Corpus::new(&[(".replacing-s.toml", journal), ("sources/a.toml", "A")]);
    recover(corpus.path());
    assert_eq!(corpus.records(), [pair("a", "A")]);
}

#[test]
fn a_new_bank_is_written_whole_and_never_over_anything() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("mine");
    let files =
        [("corpus/bank.toml".to_owned(), &b"format = 1\ntitle = \"T\"\n"[..]), (".gitignore".to_owned(), &b"*"[..])];
    write_tree(&root, &["corpus/sources", "index"], &files).unwrap();
    assert_eq!(read_bank_file(&root.join("corpus")).unwrap().title, "T");
    assert!(root.join("index").is_dir() && root.join("corpus/sources").is_dir());
    assert_eq!(write_tree(&root, &[], &files).unwrap_err().code, "not_empty");
    assert_eq!(fs::read_dir(&root).unwrap().count(), 3);
}

#[test]
fn framework_files_that_are_not_there_are_none() {
    let corpus = Corpus::new(&[("framework/themes.toml", "x = 1")]);
    let (texts, problems) = read_framework_texts(corpus.path());
    assert_eq!((texts.themes.as_deref(), texts.groups, problems.len()), (Some("x = 1"), None, 0));
}
