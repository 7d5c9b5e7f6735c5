//! The folder of a bank: the demonstration, one made by a newer version, one that cannot be written, and indexes that are stale,
//! damaged, foreign or gone.

use std::fs;

use crate::support::carers;
use crate::support::folder::{OwnBank, copy_tree, own_bank, project, shipped, shipped_root, walk};

/// A bank with a survey and a document in it, indexed.
fn filled() -> OwnBank {
    let bank = own_bank();
    bank.put("carers.csv", carers::csv(60));
    bank.put("plan.md", "# Plan\n\nA break for everybody who makes marmalade.\n");
    let _ = bank.run(&["load", "carers.csv", "plan.md"]).good();
    bank
}

/// What the bank answers, in every way that reads the index.
fn answers(bank: &OwnBank) -> Vec<String> {
    let asked: [&[&str]; 4] = [
        &["search", "marmalade", "--limit", "100"],
        &["themes"],
        &["questions", "carers"],
        &["breakdown", "carers", "services", "--by", "area"],
    ];
    asked.iter().map(|args| bank.run(&[*args, &["--format", "json"]].concat()).good().stdout).collect()
}

/// Whatever `harm` does to the index, the next command says that it is made anew, and answers as before.
#[track_caller]
fn rebuilt_after(harm: impl Fn(&OwnBank), told: bool) {
    let bank = filled();
    let before = answers(&bank);
    harm(&bank);
    let first = bank.run(&["search", "marmalade", "--limit", "0", "--format", "json"]).good();
    if told {
        let said = first.stderr.to_lowercase();
        assert!(said.contains("index"), "nothing is said about the index\n{first}");
    }
    assert_eq!(first.json()["total"], 41);
    assert_eq!(answers(&bank), before);
    assert!(bank.run(&["themes"]).good().stderr.is_empty(), "said once, and then all is well");
}

/// The biggest files of the index, where a fault is sure to matter.
fn index_files(bank: &OwnBank) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = walk(&bank.path("index")).into_iter().filter(|path| !path.ends_with("README.md")).collect();
    assert!(!files.is_empty(), "the index has no files");
    files.sort_by_key(|path| std::cmp::Reverse(path.metadata().map(|about| about.len()).unwrap_or_default()));
    files
}

#[test]
fn the_demonstration_bank_refuses_loads_and_says_how_to_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("carers.csv");
    fs::write(&file, carers::csv(60)).unwrap();
    let file = file.display().to_string();
    let before = crate::support::folder::read_tree(&shipped_root().join("corpus"));
    let _ = shipped(&["load", &file]).fails(2).says("demonstration").says("insight-bank init").hints();
    assert_eq!(crate::support::folder::read_tree(&shipped_root().join("corpus")), before);
    let _ = shipped(&["load", &file, "--dry-run"]).good().shows("would be stored");
}

#[test]
fn a_bank_is_the_current_folder_unless_another_is_named() {
    let bank = filled();
    let here =
        crate::support::command::run_in(&bank.root(), &["search", "marmalade", "--limit", "0", "--format", "json"]);
    assert_eq!(here.json()["total"], 41);
}

#[test]
fn a_bank_made_by_a_newer_version_is_left_alone() {
    let bank = filled();
    let settings = fs::read_to_string(bank.path("corpus/bank.toml")).unwrap();
    bank.edit("corpus/bank.toml", settings.replace("format = 1", "format = 2"));
    let before = bank.corpus();
    for args in [&["search", "x"][..], &["check"], &["load", "plan.md"], &["themes"]] {
        let _ = bank.run(args).fails(2).says("bank.toml").says("newer").hints();
    }
    assert_eq!(bank.corpus(), before);
}

#[test]
fn a_bank_file_that_cannot_be_read_is_told_with_its_line() {
    let bank = own_bank();
    bank.edit("corpus/bank.toml", "format = 1\ntitle = \"Ours\n");
    let _ = bank.run(&["search"]).fails(2).says("bank.toml:2");
    bank.edit("corpus/bank.toml", "title = \"Ours\"\n");
    let _ = bank.run(&["search"]).fails(2).says("bank.toml").says("format");
}

#[test]
fn a_corpus_that_cannot_be_written_still_answers_and_takes_no_load() {
    let bank = filled();
    let before = answers(&bank);
    // A file where a folder is needed stops even those whom permissions do not bind.
    fs::rename(bank.path("corpus/sources"), bank.path("corpus/kept")).unwrap();
    fs::create_dir(bank.path("corpus/sources")).unwrap();
    copy_tree(&bank.path("corpus/kept"), &bank.path("corpus/sources"));
    fs::remove_dir_all(bank.path("corpus/kept")).unwrap();
    let documents = bank.path("corpus/sources/documents");
    fs::remove_dir_all(&documents).unwrap();
    fs::write(&documents, "in the way").unwrap();
    bank.put("other.md", "# Other\n\nOther words.\n");
    let stored = bank.corpus();
    let output = bank.run(&["load", "other.md"]).fails(2).hints();
    assert!(output.stderr.contains("documents"), "the place is told\n{output}");
    assert_eq!(bank.corpus(), stored);
    assert_eq!(answers(&bank)[3], before[3], "the survey still answers");
}

#[cfg(unix)]
#[test]
fn a_read_only_corpus_still_answers_and_takes_no_load() {
    use std::os::unix::fs::PermissionsExt as _;

    let bank = filled();
    let before = answers(&bank);
    let stored = bank.corpus();
    let folders: Vec<_> =
        walk(&bank.path("corpus")).iter().filter_map(|file| Some(file.parent()?.to_owned())).collect();
    let set = |mode| {
        for folder in folders.iter().chain([&bank.path("corpus"), &bank.path("corpus/sources")]) {
            fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    set(0o500);
    let binding = fs::write(bank.path("corpus/probe"), "x").is_err();
    let _ = fs::remove_file(bank.path("corpus/probe"));
    bank.put("other.md", "# Other\n\nOther words.\n");
    let output = bank.run(&["load", "other.md"]);
    let answered = answers(&bank);
    set(0o700);
    // The system administrator may write anywhere, so that only others are refused.
    if binding {
        let _ = output.fails(2).hints();
        assert_eq!(bank.corpus(), stored);
        assert_eq!(answered, before);
    } else {
        let _ = output.good();
    }
}

#[test]
fn a_deleted_index_loses_nothing() {
    rebuilt_after(OwnBank::delete_index, false);
}

#[test]
fn an_index_with_a_file_cut_short_is_made_anew() {
    rebuilt_after(
        |bank| {
            for file in index_files(bank) {
                let bytes = fs::read(&file).unwrap();
                fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
            }
        },
        true,
    );
}

#[test]
fn an_index_with_files_full_of_noise_is_made_anew() {
    rebuilt_after(
        |bank| {
            for file in index_files(bank) {
                let noise: Vec<u8> = fs::read(&file)
                    .unwrap()
                    .iter()
                    .enumerate()
                    .map(|(n, byte)| byte ^ u8::try_from(n % 251).unwrap() ^ 0x5a)
                    .collect();
                fs::write(&file, noise).unwrap();
            }
        },
        true,
    );
}

#[test]
fn an_index_with_a_file_missing_is_made_anew() {
    rebuilt_after(|bank| fs::remove_file(&index_files(bank)[0]).unwrap(), true);
}

#[test]
fn an_index_that_belongs_to_another_bank_is_not_misread() {
    let other = own_bank();
    other.put("jam.md", "# Jam\n\nStrawberries and more marmalade.\n");
    let _ = other.run(&["load", "jam.md"]).good();
    rebuilt_after(
        |bank| {
            bank.delete_index();
            copy_tree(&other.path("index"), &bank.path("index"));
        },
        false,
    );
}

#[test]
fn an_index_made_by_a_newer_version_is_made_anew() {
    // The version stands in the account that travels with the index, which is JSON within JSON.
    rebuilt_after(
        |bank| {
            let mut changed = 0;
            for file in index_files(bank) {
                let Ok(text) = fs::read_to_string(&file) else {
                    continue;
                };
                let newer = text.replace(r#"\"format\":"#, r#"\"format\":99"#);
                changed += usize::from(newer != text);
                fs::write(&file, newer).unwrap();
            }
            assert!(changed > 0, "no file of the index tells its format");
        },
        true,
    );
}

#[test]
fn strange_files_in_the_index_do_no_harm() {
    rebuilt_after(
        |bank| {
            bank.edit("index/holiday.jpg", b"\xff\xd8\xff");
            bank.edit("index/insights/notes.txt", "not an index");
        },
        false,
    );
}

#[test]
fn the_shipped_index_folder_holds_a_readme_only() {
    let readme = project().join("index/README.md");
    assert!(fs::read_to_string(readme).unwrap().contains("safe to delete"));
}
