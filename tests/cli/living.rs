//! Living figures: a table says which data it was counted in, and an address from a report says what changed since.

use serde_json::Value;

use crate::support::app::TestApp;
use crate::support::carers;
use crate::support::folder::{OwnBank, own_bank};

const TABLE: [&str; 5] = ["breakdown", "carers", "rating", "--by", "area"];
const RELEASED: [&str; 7] = ["breakdown", "carers", "rating", "--by", "area", "--view", "release"];

fn load(bank: &OwnBank, people: usize) {
    bank.put("carers.csv", carers::csv(people));
    let _ = bank.run(&["load", "carers.csv", "--replace"]).good();
}

fn with_carers(people: usize) -> OwnBank {
    let bank = own_bank();
    load(&bank, people);
    bank
}

fn since(bank: &OwnBank, table: &[&str], version: &str) -> Value {
    bank.json(&[table, &["--data-version", version]].concat())
}

fn version(table: &Value) -> &str {
    table["data_version"].as_str().unwrap()
}

/// Of each cell of two tables, by row and column, the shares it has in both, where they differ.
fn moved(then: &Value, now: &Value) -> Vec<(String, String, f64)> {
    let mut found = Vec::new();
    for (row, before) in now["rows"].as_array().unwrap().iter().zip(then["rows"].as_array().unwrap()) {
        assert_eq!(row["id"], before["id"]);
        for (at, column) in now["columns"].as_array().unwrap().iter().enumerate() {
            let share = |row: &Value| row["cells"][at]["share"].as_f64();
            if let Some((now, then)) =
                share(row).zip(share(before)).filter(|(now, then)| now.to_bits() != then.to_bits())
            {
                let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
                found.push((id(row), id(column), now - then));
            }
        }
    }
    found.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    found
}

#[test]
fn an_address_of_the_same_data_gives_the_same_table() {
    let bank = with_carers(180);
    let table = bank.json(&TABLE);
    assert!(table["id"].as_str().unwrap().starts_with('t') && table["changes"].is_null());
    assert_eq!(since(&bank, &TABLE, version(&table)), table);
    let app = TestApp::own(&bank);
    let address = format!("/api/v1{}", table["permalink"].as_str().unwrap());
    assert!(address.contains(version(&table)));
    assert_eq!(app.get(&address).json(), table);
    let other = bank.json(&["breakdown", "carers", "rating"]);
    assert_ne!(other["id"], table["id"]);
    assert_eq!(version(&other), version(&table));
}

#[test]
fn an_analyst_is_told_every_figure_that_moved() {
    let bank = with_carers(180);
    let then = bank.json(&TABLE);
    load(&bank, 183);
    let now = since(&bank, &TABLE, version(&then));
    assert_ne!((&now["id"], version(&now)), (&then["id"], version(&then)));
    let changes = &now["changes"];
    assert_eq!(changes["since"], then["data_version"]);
    assert_eq!(changes["changed"], serde_json::json!(["answers"]));
    assert_eq!(changes["respondents"], serde_json::json!([180, 183]));
    let mut told: Vec<(String, String, f64)> = Vec::new();
    for figure in changes["figures"].as_array().unwrap() {
        let id = |name: &str| figure[name].as_str().unwrap().to_owned();
        told.push((id("row"), id("column"), figure["moved"].as_f64().unwrap()));
    }
    assert!(told.is_sorted_by(|one, other| one.2.abs() >= other.2.abs()), "{told:?}");
    told.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    assert!(!told.is_empty());
    assert_eq!(told, moved(&then, &now));
    let text = bank.run(&[&TABLE[..], &["--data-version", version(&then)]].concat()).good();
    let page = TestApp::own(&bank).get(then["permalink"].as_str().unwrap()).body;
    assert!(page.contains("180 people had taken part then, 183 have now"), "{page}");
    let _ = text.shows("OTHER DATA").shows("180 people had taken part then, 183 have now");
}

#[test]
fn anybody_is_told_of_versions_that_were_public() {
    let bank = with_carers(180);
    let then = bank.json(&RELEASED);
    load(&bank, 240);
    assert_eq!(version(&then), "s1");
    let now = since(&bank, &RELEASED, "s1");
    assert_eq!(version(&now), "s2");
    assert_eq!(now["changes"]["respondents"], serde_json::json!([180, 240]));
    let figures = now["changes"]["figures"].as_array().unwrap();
    assert_eq!(figures.iter().filter(|figure| !figure["moved"].is_null()).count(), moved(&then, &now).len());
}

#[test]
fn nobody_is_told_the_figures_of_a_version_that_was_never_public() {
    let bank = with_carers(180);
    let then = bank.json(&TABLE);
    load(&bank, 240);
    let now = since(&bank, &RELEASED, version(&then));
    assert!(now["changes"]["changed"].is_null());
    assert!(now["changes"]["respondents"].is_null() && now["changes"]["figures"].is_null());
    let page = TestApp::own(&bank).get(now["permalink"].as_str().unwrap());
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("people had taken part then"), "{}", page.body);
}

#[test]
fn a_weight_that_was_made_anew_is_told_apart_from_other_answers() {
    let bank = with_carers(180);
    bank.put("half.csv", "question,option,share\narea,North,30\narea,South,30\narea,East,40\n");
    let weigh = |more: &[&str]| {
        let _ = bank.run(&[&["weight", "carers", "--targets", "half.csv"], more].concat()).good();
    };
    weigh(&[]);
    let table = [&TABLE[..], &["--weight", "weight"]].concat();
    let then = bank.json(&table);
    let plain = bank.json(&TABLE);
    bank.put("half.csv", "question,option,share\narea,North,20\narea,South,40\narea,East,40\n");
    weigh(&["--replace"]);
    let now = since(&bank, &table, version(&then));
    assert_eq!(now["changes"]["changed"], serde_json::json!(["weight"]));
    assert!(now["changes"]["figures"].is_null());
    assert!(since(&bank, &TABLE, version(&plain))["changes"].is_null());
}

#[test]
fn what_is_no_version_is_refused_with_the_way_to_write_one() {
    let bank = with_carers(30);
    for bad in ["1", "s01", "s1-w", "8f3a9c21", "8F3A9C21-0c3e11a2", "../../etc"] {
        let _ = bank.run(&[&TABLE[..], &["--data-version", bad]].concat()).fails(2).says("8f3a9c21-0c3e11a2");
        let refused =
            TestApp::own(&bank).get(&format!("/api/v1/surveys/carers/breakdown?question=rating&data_version={bad}"));
        assert_eq!(refused.status, 400);
    }
    let never = since(&bank, &TABLE, "00000000-00000000");
    assert!(never["changes"]["figures"].is_null());
}
