//! Answers that other people's statistics programs gave: every case of every file comes out of ours.

use std::path::PathBuf;

use super::shared;
use crate::support::command::run;

/// The files of cases, each with its name.
fn files() -> Vec<PathBuf> {
    let Some(folder) = shared("data/stats-vectors") else { return Vec::new() };
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|it| it == "json")).collect();
    files.sort();
    assert!(!files.is_empty(), "the folder of cases holds no file of them");
    files
}

#[test]
fn every_case_of_every_file_of_known_answers_comes_out() {
    for file in files() {
        let report = run(&["vectors".as_ref(), file.as_os_str()]).data();
        let name = file.file_name().unwrap().display().to_string();
        assert_eq!(report["failed"], serde_json::json!([]), "{name}");
        assert!(report["cases"].as_u64() > Some(0), "{name} has no case");
        assert_eq!(report["passed"], report["cases"], "{name}");
    }
}
