//! `journal`: what was decided, by whom and when, and the proof that it is what it was.

use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::carers;
use crate::support::folder::{OwnBank, own_bank, shipped, shipped_json};

/// A bank with two surveys loaded, and a table of each released by Anna.
fn with_releases() -> OwnBank {
    let bank = with_surveys(&["carers", "clinic"]);
    for survey in ["clinic", "carers"] {
        release(&bank, survey);
    }
    bank
}

fn with_surveys(ids: &[&str]) -> OwnBank {
    let bank = own_bank();
    for id in ids {
        let file = format!("{id}.csv");
        bank.put(&file, carers::csv(60));
        let _ = bank.run(&["load", &file]).good();
    }
    bank
}

fn released(bank: &OwnBank, survey: &str) -> std::process::Command {
    let mut command = bank.command(&["breakdown", survey, "rating", "--by", "area", "--view", "release"]);
    command.env("USER", "Anna Smith").stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn release(bank: &OwnBank, survey: &str) {
    assert!(released(bank, survey).status().unwrap().success());
}

fn events(bank: &OwnBank, more: &[&str]) -> Vec<Value> {
    bank.json(&[&["journal"], more].concat())["events"].as_array().unwrap().clone()
}

/// Changes one letter of the last decision, where it stands in the file.
fn forge(bank: &OwnBank) {
    let mut bytes = std::fs::read(bank.path("corpus/decisions.sqlite")).unwrap();
    let at = bytes.windows(4).position(|stretch| stretch == b"Anna").unwrap();
    bytes[at] = b'H';
    bank.edit("corpus/decisions.sqlite", bytes);
}

#[test]
fn a_bank_nobody_decided_anything_in_has_an_empty_journal() {
    assert_eq!(shipped_json(&["journal"]), json!({"events": [], "problems": []}));
    assert_eq!(shipped_json(&["journal", "--verify"]), json!({"events": 0, "last": null, "problems": []}));
    let _ = shipped(&["journal"]).good().says("0 decisions");
    let _ = shipped(&["journal", "--verify"]).good().shows("nothing was decided in this bank yet");
    let _ = shipped(&["journal", "--format", "csv"]).good().shows("number,at,who,kind,subject,what,why,body,hash");
}

#[test]
fn the_journal_says_who_decided_what_about_which_source_and_when() {
    let bank = with_releases();
    let found = events(&bank, &[]);
    assert_eq!(found.len(), 4, "two releases, and the answers they froze");
    let first = &found[0];
    assert_eq!(
        (&first["number"], &first["who"], &first["subject"]),
        (&json!(1), &json!("Anna Smith"), &json!("clinic"))
    );
    assert_eq!((&first["kind"], &first["why"]), (&json!("load_released"), &Value::Null));
    let at = first["at"].as_str().unwrap();
    assert!(at.len() == 25 && at.parse::<jiff::Timestamp>().is_ok(), "{at}");
    let text = bank.run(&["journal"]).good().shows("Anna Smith  clinic").says("4 decisions");
    assert!(text.stdout.contains("released a first table from load 1"), "{text}");
    assert!(text.stdout.contains("rating by area"), "{text}");
    let sheet = bank.run(&["journal", "--format", "csv"]).good();
    let lines: Vec<csv::StringRecord> =
        csv::Reader::from_reader(sheet.stdout.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!((lines.len(), &lines[2][2], &lines[2][4]), (4, "Anna Smith", "carers"));
}

#[test]
fn a_kind_or_a_source_narrows_the_journal() {
    let bank = with_releases();
    assert_eq!(events(&bank, &["--subject", "CARERS"]).len(), 2);
    assert_eq!(events(&bank, &["--kind", "load_released"]).len(), 2);
    assert_eq!(events(&bank, &["--kind", "snapshot_frozen"]).len(), 2);
    assert_eq!(events(&bank, &["--kind", "table_refused"]).len(), 0);
    let _ = bank.run(&["journal", "--kind", "tables"]).fails(2).says("table_released");
    let _ = bank.run(&["journal", "--verify", "--kind", "table_refused"]).fails(2);
}

#[test]
fn an_unbroken_chain_is_proved_with_its_end_to_write_down() {
    let bank = with_releases();
    let last = events(&bank, &[])[3]["hash"].as_str().unwrap().to_owned();
    let proof = bank.json(&["journal", "--verify"]);
    assert_eq!(proof, json!({"events": 4, "last": last, "problems": []}));
    let _ =
        bank.run(&["journal", "--verify"]).good().shows("4 decisions in an unbroken chain").shows(&last).says("write");
}

#[test]
fn a_letter_changed_by_hand_is_found_and_the_answer_is_no() {
    let bank = with_releases();
    forge(&bank);
    for args in [&["journal", "--verify"][..], &["check"]] {
        let output = bank.run(args);
        assert_eq!(output.code, Some(1), "{output}");
        let _ = output.shows("the chain is broken at decision").shows("hint: ");
    }
    let output = bank.run(&["journal", "--verify", "--format", "json"]);
    assert_eq!((output.code, &output.data()["problems"][0]["code"]), (Some(1), &json!("decisions_broken")));
    let sheet = bank.run(&["journal", "--verify", "--format", "csv"]);
    assert_eq!(sheet.code, Some(1));
    let _ = sheet.shows("severity,code,file").shows("decisions_broken");
    assert_eq!(events(&bank, &[]).len(), 4, "what is there can still be read");
}

#[test]
fn a_file_that_was_deleted_is_missed_by_every_command_that_needs_it() {
    let bank = with_releases();
    std::fs::remove_file(bank.path("corpus/decisions.sqlite")).unwrap();
    let _ = bank.run(&["journal"]).fails(2).says("4 were noted, and there are 0").hints();
    assert_eq!(bank.run(&["journal", "--verify"]).code, Some(1));
    assert_eq!(bank.run(&["check"]).code, Some(1));
    let _ = bank.run(&["undo", "carers"]).fails(2).says("decisions are missing");
    let _ = bank.run(&["search", "marmalade"]).good();
}

#[test]
fn what_people_wrote_is_not_in_the_journal() {
    let bank = with_surveys(&["carers"]);
    let _ = bank.run(&["breakdown", "carers", "rating", "--where", "area=North", "--view", "release"]).good();
    let bytes = std::fs::read(bank.path("corpus/decisions.sqlite")).unwrap();
    for words in ["marmalade", "North", "north"] {
        assert!(!bytes.windows(words.len()).any(|stretch| stretch == words.as_bytes()), "{words}");
    }
    assert_eq!(events(&bank, &[])[0]["body"]["some"], true);
}

#[test]
fn many_programs_at_once_lose_no_decision() {
    let ids = ["a1", "a2", "a3", "a4", "a5", "a6"];
    let bank = with_surveys(&ids);
    let running: Vec<_> = ids.iter().map(|id| released(&bank, id).spawn().unwrap()).collect();
    for mut child in running {
        assert!(child.wait().unwrap().success());
    }
    let mut subjects: Vec<String> = events(&bank, &["--kind", "load_released"])
        .iter()
        .map(|event| event["subject"].as_str().unwrap().to_owned())
        .collect();
    subjects.sort_unstable();
    assert_eq!(subjects, ids);
    assert_eq!(bank.json(&["journal", "--verify"])["events"], ids.len() * 2);
}
