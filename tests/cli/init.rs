//! `init`.

use std::fs;

use crate::support::command::{run, run_in};
use crate::support::folder::{OwnBank, own_bank, project, read_tree};

#[test]
fn a_new_bank_holds_the_framework_and_nothing_else() {
    let bank = own_bank();
    let shipped = read_tree(&project().join("corpus"));
    let own = bank.corpus();
    for (name, bytes) in shipped.iter().filter(|(name, _)| name.starts_with("framework")) {
        assert_eq!(own.get(name), Some(bytes), "{name}");
    }
    assert!(!own.keys().any(|name| name.starts_with("sources")), "{:?}", own.keys());
    let settings = String::from_utf8_lossy(&own["bank.toml"]).into_owned();
    assert!(settings.contains("demonstration = false"), "{settings}");
    assert_eq!(bank.json(&["search"])["total"], 0);
    let _ = bank.run(&["check"]).good();
}

#[test]
fn the_example_brings_every_shipped_source() {
    let bank = OwnBank::with_example();
    let shipped = read_tree(&project().join("corpus"));
    let own = bank.corpus();
    for (name, bytes) in shipped.iter().filter(|(name, _)| *name != "bank.toml") {
        assert!(own.get(name) == Some(bytes), "{name} differs from what ships");
    }
    let _ = bank.run(&["check"]).good();
    assert!(bank.json(&["search", "social prescribing"])["total"].as_u64() > Some(2));
}

#[test]
fn version_control_is_told_to_leave_everything_alone() {
    let text = fs::read_to_string(own_bank().path(".gitignore")).unwrap();
    assert!(text.lines().any(|line| line == "*"), "{text}");
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_a_bank() {
    use crate::support::folder::walk;
    use std::os::unix::fs::PermissionsExt as _;

    let bank = own_bank();
    bank.put("carers.csv", crate::support::carers::csv(60));
    let _ = bank.run(&["load", "carers.csv"]).good();
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&bank.root()), 0o700);
    for file in walk(&bank.path("corpus")) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
        assert_eq!(mode(file.parent().unwrap()), 0o700, "{}", file.display());
    }
    assert_eq!(mode(&bank.path("index")), 0o700);
}

#[test]
fn a_folder_with_something_in_it_is_refused_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), "Dear all").unwrap();
    let _ = run_in(folder.path(), &["init", "."]).fails(2).hints();
    assert_eq!(read_tree(folder.path()).keys().collect::<Vec<_>>(), ["letter.txt"]);
}

#[test]
fn a_bank_is_never_made_over_a_bank() {
    let bank = own_bank();
    let before = bank.corpus();
    let _ = run(&["init", &bank.root().display().to_string()]).fails(2).hints();
    assert_eq!(bank.corpus(), before);
}

#[test]
fn an_empty_folder_will_do_and_the_way_on_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("mine")).unwrap();
    let _ = run_in(folder.path(), &["init", "mine"]).good().says("--bank mine load").says("--bank mine serve");
}

#[test]
fn a_bank_cannot_be_made_where_a_file_is_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "x").unwrap();
    let _ = run_in(folder.path(), &["init", "file"]).fails(2).says("file");
    let _ = run_in(folder.path(), &["init", "file/bank"]).fails(2).says("file");
    assert_eq!(fs::read(folder.path().join("file")).unwrap(), b"x");
}
