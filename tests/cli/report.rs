//! `report`: a table goes out under a name, once, as it was, and only when it tells too little beside what is known.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::carers;
use crate::support::folder::{OwnBank, own_bank};

const SIGNED: [&str; 4] = ["--approver", "Anna Smith", "--why", "annual report"];

/// A bank with the made-up carers.
fn with_carers(people: usize) -> OwnBank {
    let bank = own_bank();
    bank.put("carers.csv", carers::csv(people));
    let _ = bank.run(&["load", "carers.csv"]).good();
    bank
}

fn loaded_again(bank: &OwnBank, people: usize) {
    bank.put("carers.csv", carers::csv(people));
    let _ = bank.run(&["load", "carers.csv", "--replace"]).good();
}

/// The filter of who came from `from` up to `to` times.
fn visits(from: usize, to: usize) -> String {
    let mut filter = format!("visits={from}");
    for visit in from + 1..=to {
        write!(filter, "|{visit}").unwrap();
    }
    filter
}

fn release<'a>(filter: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["report", "release", "carers", "rating", "--where", filter], &SIGNED[..], more].concat()
}

fn kinds(bank: &OwnBank) -> Vec<String> {
    let events = bank.json(&["journal"])["events"].as_array().unwrap().clone();
    events.iter().map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
}

fn listed(bank: &OwnBank) -> Vec<Value> {
    bank.json(&["report", "list"]).as_array().unwrap().clone()
}

#[test]
fn a_table_goes_out_once_and_stays_as_it_was() {
    let bank = with_carers(180);
    let first = bank.json(&release(&visits(0, 10), &["--by", "area"]));
    let listed = listed(&bank);
    let [table] = listed.as_slice() else { panic!("{listed:?}") };
    assert_eq!(table["approver"], "Anna Smith");
    assert_eq!((&table["why"], &table["current"]), (&json!("annual report"), &json!(true)));
    let id = table["id"].as_str().unwrap();
    assert_eq!(first["permalink"], format!("/api/v1/released/{id}"));
    assert_eq!(bank.json(&release(&visits(0, 10), &["--by", "area"])), first);
    assert_eq!(kinds(&bank), ["snapshot_frozen", "table_released"]);
    loaded_again(&bank, 300);
    assert_eq!(bank.json(&["report", "show", id]), first);
    assert_eq!(bank.json(&["report", "list"])[0]["current"], false);
    let _ = bank.run(&["report", "show", id]).good().shows("Unweighted base").shows(id).says("changed since");
}

#[test]
fn anybody_gets_a_released_table_and_nobody_who_approved_it() {
    let bank = with_carers(180);
    let first = bank.json(&release(&visits(0, 10), &[]));
    let app = TestApp::own(&bank);
    let listed = app.get("/api/v1/released").json();
    assert!(listed[0].get("approver").is_none() && listed[0].get("why").is_none(), "{listed}");
    let id = listed[0]["id"].as_str().unwrap();
    assert_eq!(app.get(&format!("/api/v1/released/{id}")).json(), first);
    assert_eq!(app.get("/api/v1/released/t0").status, 404);
}

#[test]
fn all_but_a_few_people_of_a_public_table_do_not_go_out() {
    let bank = with_carers(180);
    // Seven of 180 people came 22 times.
    let _ = bank.run(&release(&visits(0, 21), &[])).fails(2).says("the same people but for too few");
    assert_eq!(kinds(&bank), ["table_refused"]);
    assert!(listed(&bank).is_empty());
    let journal = bank.run(&["journal", "--format", "json"]).good().stdout;
    assert!(journal.contains("differencing"), "{journal}");
}

#[test]
fn two_released_tables_differ_by_nobody_or_by_enough_people() {
    let bank = with_carers(180);
    let _ = bank.run(&release(&visits(0, 10), &[])).good();
    // Eight people came eleven times, and so many more came twelve times.
    let _ = bank.run(&release(&visits(0, 11), &[])).fails(2).says("of the table t");
    let _ = bank.run(&release(&visits(0, 12), &[])).good();
    assert_eq!(listed(&bank).len(), 2);
}

#[test]
fn tables_that_together_single_out_a_few_do_not_go_out() {
    let bank = with_carers(180);
    // Together they are everybody but for those who came 11 times.
    let _ = bank.run(&release(&visits(0, 10), &[])).good();
    let _ = bank.run(&release(&visits(12, 22), &[])).fails(2).says("singles out a group");
}

#[test]
fn answers_that_changed_a_little_wait_for_more_people() {
    let bank = with_carers(180);
    let _ = bank.run(&release(&visits(0, 10), &[])).good();
    loaded_again(&bank, 183);
    let _ = bank.run(&release(&visits(0, 10), &[])).fails(2).says("too few people came or went");
    assert_eq!(listed(&bank).len(), 1);
    let _ = bank.run(&release(&visits(0, 10), &["--correction"])).good();
    loaded_again(&bank, 240);
    let _ = bank.run(&release(&visits(0, 10), &[])).good();
    assert_eq!(listed(&bank).len(), 3);
}

#[test]
fn nothing_goes_out_without_a_name_and_a_reason() {
    let bank = with_carers(60);
    let blank = ["report", "release", "carers", "rating", "--approver", " ", "--why", ""];
    let _ = bank.run(&blank).fails(2).says("the name of who approves it").says("a reason");
    let _ = bank.run(&["report", "show", "t1"]).fails(2).says("no released table `t1`");
    assert!(kinds(&bank).is_empty());
}
