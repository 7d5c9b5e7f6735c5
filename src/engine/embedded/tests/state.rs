//! An index that is stale, foreign or damaged is made anew, never misread.

use std::fs;

use super::*;
use crate::engine::EngineError;
use crate::engine::embedded::home::Home;

const TEXTS: [&str; 3] = ["damp housing", "the bus is late", "housing costs"];

fn filled(dir: &Path) -> EmbeddedEngine {
    let (engine, problems) = open(dir);
    assert!(problems.is_empty(), "{problems:?}");
    let source = source("s", Some(2022));
    add(&engine, &source, findings(&source, &TEXTS));
    engine
}

/// What a search says, in a form that can be compared.
fn said(engine: &EmbeddedEngine, query: &str) -> String {
    let hits = search(engine, query);
    let items: Vec<String> =
        hits.items.iter().map(|hit| format!("{} {} {:?}", hit.insight.id, hit.score, hit.themes)).collect();
    format!("{} {items:?} {:?} {:?}", hits.total, hits.facets, hits.notices)
}

#[test]
fn a_reopened_index_says_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let before = said(&filled(dir.path()), "housing");
    let (engine, problems) = open(dir.path());
    assert!(problems.is_empty());
    assert_eq!(said(&engine, "housing"), before);
    assert_eq!(engine.fingerprints().get("s").map(String::as_str), Some("print of s"));
}

#[test]
fn a_readme_beside_the_index_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("README.md"), "about").unwrap();
    filled(dir.path());
    fs::write(dir.path().join("insights/meta.json"), "broken").unwrap();
    assert_eq!(open(dir.path()).1.len(), 1);
    assert_eq!(fs::read_to_string(dir.path().join("README.md")).unwrap(), "about");
}

#[track_caller]
fn check_begun_anew(dir: &Path, reason: &str) {
    let (engine, problems) = open(dir);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].code, "index_rebuilt");
    assert!(problems[0].message.contains(reason), "{}", problems[0].message);
    assert!(engine.fingerprints().is_empty());
    assert_eq!(search(&engine, "").total, 0);
    drop(engine);
    filled(dir);
}

#[test]
fn every_damaged_file_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let files = |dir: &Path| {
        let entries = fs::read_dir(dir.join("insights")).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| !name.starts_with('.') && name != "meta.json");
        names.sort();
        names
    };
    for at in 0..files(dir.path()).len() {
        let file = dir.path().join("insights").join(&files(dir.path())[at]);
        let mut bytes = fs::read(&file).unwrap();
        bytes[0] ^= 1;
        fs::write(&file, bytes).unwrap();
        check_begun_anew(dir.path(), "damaged");
        fs::remove_file(dir.path().join("insights").join(&files(dir.path())[at])).unwrap();
        check_begun_anew(dir.path(), "damaged");
    }
}

#[test]
fn an_index_of_another_version_is_begun_anew() {
    let dir = tempfile::tempdir().unwrap();
    for (version, reason) in [(999, "newer version"), (0, "old format")] {
        filled(dir.path());
        let meta = dir.path().join("insights/meta.json");
        let text = fs::read_to_string(&meta).unwrap();
        let changed = text.replace("\\\"format\\\":1", &format!("\\\"format\\\":{version}"));
        assert_ne!(text, changed);
        fs::write(&meta, changed).unwrap();
        check_begun_anew(dir.path(), reason);
    }
}

#[test]
fn what_is_no_index_is_kept_beside() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("insights")).unwrap();
    fs::write(dir.path().join("insights/diary.txt"), "mine").unwrap();
    check_begun_anew(dir.path(), "not an index");
    assert_eq!(fs::read_to_string(dir.path().join("set-aside-1/diary.txt")).unwrap(), "mine");
}

#[test]
fn a_file_in_the_place_of_the_index_is_kept_beside() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("insights"), "mine").unwrap();
    check_begun_anew(dir.path(), "not an index");
}

#[test]
fn one_writer_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let engine = filled(dir.path());
    let lock = Home::new(dir.path()).lock().unwrap();
    let change = IndexChange { withdraw: [slug("s")].into(), add: Vec::new() };
    assert!(matches!(engine.index(change, &Silent), Err(EngineError::Busy { .. })));
    assert_eq!(search(&engine, "").total, 3);
    drop(lock);
    withdraw(&engine, "s");
    assert_eq!(search(&engine, "").total, 0);
}

#[test]
fn a_change_starts_from_what_another_program_wrote() {
    let dir = tempfile::tempdir().unwrap();
    let first = filled(dir.path());
    let (second, _) = open(dir.path());
    let other = source("other", None);
    add(&second, &other, findings(&other, &["more"]));
    let third = source("third", None);
    add(&first, &third, findings(&third, &["still more"]));
    assert_eq!(first.fingerprints().len(), 3);
    assert_eq!(search(&first, "").total, 5);
}

#[test]
fn an_index_that_cannot_be_written_is_kept_in_memory() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    let (engine, problems) = open(&file.join("index"));
    assert_eq!(problems[0].code, "index_in_memory");
    let source = source("s", None);
    add(&engine, &source, findings(&source, &TEXTS));
    assert_eq!(search(&engine, "housing").total, 2);
}

#[test]
fn an_insight_is_found_by_its_address_and_a_source_lists_its_own_in_order() {
    let engine = with(&TEXTS);
    let id: InsightId = "s.f1".parse().unwrap();
    assert_eq!(engine.find(&id).unwrap().unwrap().insight.text, "the bus is late");
    assert!(engine.find(&"s.f9".parse().unwrap()).unwrap().is_none());
    let (page, total) = engine.list(&slug("s"), 1, 1).unwrap();
    assert_eq!((page[0].insight.id.local.as_str(), total), ("f1", 3));
    assert_eq!(engine.list(&slug("t"), 0, 9).unwrap().1, 0);
}
