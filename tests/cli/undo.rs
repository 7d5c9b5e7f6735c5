//! `undo`: loads that are taken back, until something was released from them.

use axum::body::Body;
use serde_json::json;

use crate::support::app::TestApp;
use crate::support::carers;
use crate::support::command::Output;
use crate::support::folder::{OwnBank, own_bank, shipped};

/// A bank with the made-up survey of carers loaded.
fn with_carers(people: usize) -> OwnBank {
    let bank = own_bank();
    bank.put("carers.csv", carers::csv(people));
    let _ = bank.run(&["load", "carers.csv"]).good();
    bank
}

/// Loads another file in its place.
fn replace(bank: &OwnBank, people: usize) {
    bank.put("carers.csv", carers::csv(people));
    let _ = bank.run(&["load", "carers.csv", "--replace"]).good();
}

fn people(bank: &OwnBank) -> u64 {
    bank.json(&["breakdown", "carers", "area"])["columns"][0]["unweighted_base"].as_u64().unwrap()
}

fn release(bank: &OwnBank) -> Output {
    bank.run(&["breakdown", "carers", "area", "--view", "release", "--format", "json"]).good()
}

#[test]
fn a_first_load_is_taken_away_with_its_original_as_if_it_had_never_been() {
    let bank = own_bank();
    let before = bank.corpus();
    bank.put("carers.csv", carers::csv(60));
    let _ = bank.run(&["load", "carers.csv"]).good();
    let loaded = bank.corpus();
    let would = bank.json(&["undo", "carers", "--dry-run"]);
    assert_eq!((people(&bank), bank.corpus() == loaded), (60, true), "only said, not done");
    let done = bank.json(&["undo", "carers"]);
    assert_eq!(done, would);
    let day = done["taken_back"]["loaded"].as_str().unwrap();
    let taken = json!({"file": "carers.csv", "loaded": day});
    assert_eq!(done, json!({"id": "carers", "restored": false, "taken_back": taken, "before": null}));
    assert_eq!(bank.corpus(), before);
    assert_eq!(bank.json(&["search", "marmalade", "--limit", "0"])["total"], 0);
    let _ = bank.run(&["questions", "carers"]).fails(2);
    let _ = bank.run(&["undo", "carers"]).fails(2).says("no source `carers`");
    let _ = bank.run(&["load", "carers.csv"]).good();
    assert_eq!(people(&bank), 60);
    let _ = bank.run(&["undo", "carers"]).good().shows("deleted with its original");
}

#[test]
fn a_replacement_gives_way_to_the_version_it_replaced() {
    let bank = with_carers(60);
    let first = bank.corpus();
    replace(&bank, 120);
    let second = bank.corpus();
    replace(&bank, 180);
    let _ = bank.run(&["undo", "carers", "--dry-run"]).good().shows("version before").shows("nothing was changed");
    let undone = bank.json(&["undo", "CARERS"]);
    assert_eq!((&undone["restored"], &undone["before"]["file"]), (&json!(true), &json!("carers.csv")));
    assert_eq!((people(&bank), bank.corpus() == second), (120, true));
    assert_eq!(bank.json(&["search", "marmalade", "--limit", "0"])["total"], 80);
    let _ = bank.run(&["undo", "carers"]).good().shows("version before");
    assert_eq!((people(&bank), bank.corpus() == first), (60, true));
    assert_eq!(bank.json(&["undo", "carers"])["restored"], false);
    let _ = bank.run(&["check"]).good();
}

#[test]
fn what_something_was_released_from_stays() {
    let bank = with_carers(60);
    let _ = bank.run(&["breakdown", "carers", "area"]).good();
    assert!(!bank.path("corpus/decisions.sqlite").exists(), "a table for analysts is no release");
    let _ = bank.run(&["questions", "carers"]).good();
    let _ = bank.run(&["undo", "carers", "--dry-run"]).good();
    let _ = bank.run(&["breakdown", "carers", "rating", "--where", "area=North", "--view", "release"]).good();
    let event = bank.json(&["journal"])["events"][0].clone();
    let day = event["at"].as_str().unwrap().split('T').next().unwrap().to_owned();
    let body = json!({"load": 1, "question": "rating", "by": [], "some": true});
    assert_eq!((&event["kind"], &event["body"]), (&json!("load_released"), &body), "not the options");
    let corpus = bank.corpus();
    let _ = bank.run(&["breakdown", "carers", "rating", "--view", "release"]).good();
    let _ = bank
        .run(&["undo", "carers"])
        .fails(2)
        .says("`rating, of some of the people` was released from it on")
        .says(&format!("released from it on {day}"))
        .says("--replace")
        .hints();
    assert_eq!((people(&bank), bank.corpus() == corpus), (60, true), "only the first release is noted");
    let _ = bank.run(&["undo", "carers", "--dry-run"]).fails(2).says("released");
    replace(&bank, 120);
    assert_eq!(bank.json(&["undo", "carers"])["restored"], true, "nothing was released from the second load");
    let _ = bank.run(&["undo", "carers"]).fails(2).says("released");
    replace(&bank, 120);
    let _ = release(&bank);
    let _ = bank.run(&["undo", "carers"]).fails(2).says("the table `area` was released");
    let _ = bank.run(&["check"]).good();
}

#[test]
fn a_version_comes_back_with_its_recipe_and_its_account() {
    let bank = with_carers(60);
    let files = ["load.json", "recipe.toml", "originals/carers.csv"];
    let read = || files.map(|name| bank.corpus()[&format!("sources/surveys/carers/{name}")].clone());
    let (first, account) = (read(), bank.json(&["account", "carers"]));
    bank.put("carers.csv", carers::csv(120).replace("rating,", "mark,"));
    let _ = bank.run(&["load", "carers.csv", "--replace"]).good();
    assert_ne!(read(), first);
    let _ = bank.run(&["undo", "carers"]).good();
    assert_eq!(read(), first);
    assert_eq!(bank.json(&["account", "carers"]), account);
    let _ = bank.run(&["breakdown", "carers", "rating"]).good();
}

#[test]
fn the_pages_take_a_load_back_after_asking() {
    let bank = with_carers(60);
    replace(&bank, 120);
    let app = TestApp::own(&bank);
    let send = || app.ask("POST", "/sources/carers/undo", &[], Body::empty());
    assert!(app.get("/surveys/carers/load").good().body.contains("href=\"/sources/carers/undo\""));
    let asked = app.get("/sources/carers/undo").good().body;
    assert!(asked.contains("comes back in its place") && asked.contains("method=\"post\""));
    assert!(send().good().body.contains("The version before is in its place again."));
    assert!(app.get("/api/v1/surveys/carers").json()["respondents"] == 60);
    let _ = app.get("/api/v1/surveys/carers/breakdown?question=area&view=internal").good();
    let _ = app.get("/themes").good();
    let _ = app.get("/sources/carers/undo").good();
    let _ = app.get("/api/v1/surveys/carers/breakdown?question=area&view=release").good();
    for refused in [app.get("/sources/carers/undo"), send()] {
        assert_eq!(refused.status.as_u16(), 409);
        assert!(refused.body.contains("was released from it on") && !refused.body.contains("method=\"post\""));
    }
    let shipped = TestApp::shipped().get("/sources/workforce-2022-illustrative/undo");
    assert_eq!(shipped.status.as_u16(), 403);
}

#[test]
fn a_release_that_cannot_be_noted_is_still_given_and_nothing_is_taken_back_then() {
    let bank = with_carers(60);
    bank.edit("corpus/decisions.sqlite", "in the way".repeat(100));
    assert_eq!(release(&bank).says("could not be noted").json()["view"], "release");
    let _ = bank.run(&["undo", "carers"]).fails(2).says("decisions").hints();
    assert_eq!(people(&bank), 60);
}

#[test]
fn what_was_noted_before_there_was_a_journal_still_holds() {
    let bank = with_carers(60);
    bank.edit("corpus/released/carers.txt", "load 1, 2026-11-23: area\n");
    let _ = bank.run(&["undo", "carers"]).fails(2).says("released from it already").hints();
    assert_eq!(people(&bank), 60);
}

#[test]
fn what_was_not_loaded_is_not_taken_back() {
    let bank = own_bank();
    bank.edit("corpus/sources/literature/study.toml", "kind = \"literature\"\ntitle = \"A study\"\n");
    let _ = bank.run(&["undo", "study"]).fails(2).says("by hand").hints();
    let _ = bank.run(&["undo", "stduy"]).fails(2).says("did you mean `study`?");
    let _ = shipped(&["undo", "workforce-2022-illustrative"]).fails(2).says("demonstration").hints();
}

#[test]
fn a_document_that_was_loaded_is_taken_back_too() {
    let bank = own_bank();
    bank.put("plan.md", "# Plan\n\nA break for everybody who makes marmalade.\n");
    let _ = bank.run(&["load", "plan.md"]).good();
    assert_eq!(bank.json(&["undo", "plan"])["restored"], false);
    assert_eq!(bank.json(&["search", "marmalade", "--limit", "0"])["total"], 0);
}
