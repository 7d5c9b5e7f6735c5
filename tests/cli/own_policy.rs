//! A bank's own disclosure policy, in `bank.toml`: who is few, what is rounded, and that nothing goes out under a faulty one.

use serde_json::Value;

use super::release::clinic;
use crate::support::folder::OwnBank;

const HEAD: &str = "format = 1\ntitle = \"Own\"\n";
const RELEASE: [&str; 4] = ["breakdown", "clinic", "--view", "release"];

fn with_policy(section: &str) -> OwnBank {
    let bank = clinic();
    bank.edit("corpus/bank.toml", format!("{HEAD}\n[disclosure]\n{section}"));
    bank
}

fn released(bank: &OwnBank, args: &[&str]) -> Value {
    bank.json(&[&RELEASE[..2], args, &RELEASE[2..]].concat())
}

/// What each row shows in a column.
fn counts(table: &Value, column: usize) -> Vec<Option<u64>> {
    table["rows"].as_array().unwrap().iter().map(|row| row["cells"][column]["count"].as_u64()).collect()
}

#[test]
fn numbers_of_its_own_make_a_policy_custom_and_are_said_on_every_table() {
    let bank = with_policy("policy = \"gpps\"\ncell_threshold = 12\nbase_threshold = 12\n");
    let table = released(&bank, &["service"]);
    assert_eq!(table["disclosure"]["preset"], "custom");
    let note = "Disclosure policy custom: fewer than 12 people hidden, ";
    assert!(table["notes"].to_string().contains(note), "{table}");
    let asked = released(&bank, &["service", "--policy", "custom"]);
    assert_eq!(asked["rows"], table["rows"]);
    // Another preset is another policy, whatever was asked before it.
    let wide = released(&bank, &["condition", "--policy", "ics-public"]);
    assert_eq!(wide["disclosure"]["preset"], "ics-public");
    let book = bank.json(&["tab-book", "clinic", "--view", "release"]);
    assert!(book["tables"].as_array().unwrap().iter().all(|table| table["disclosure"]["preset"] == "custom"), "{book}");
}

#[test]
fn a_threshold_of_its_own_hides_by_itself() {
    let args = ["service", "--by", "condition"];
    let base = |bank: &OwnBank| released(bank, &args)["columns"][1]["unweighted_base"].as_u64();
    assert_eq!(base(&clinic()), Some(30));
    assert_eq!(base(&with_policy("cell_threshold = 40\nbase_threshold = 40\n")), None);
}

#[test]
fn a_preset_that_the_bank_names_is_its_policy() {
    let table = released(&with_policy("policy = \"tre-10\"\n"), &["service"]);
    assert_eq!(table["disclosure"]["preset"], "tre-10");
}

#[test]
fn custom_is_refused_where_the_bank_has_no_numbers_of_its_own() {
    let output = clinic().run(&["breakdown", "clinic", "service", "--view", "release", "--policy", "custom"]);
    let _ = output.fails(2).says("no disclosure policy of its own").says("[disclosure]");
}

#[test]
fn a_faulty_section_is_told_in_full_and_nothing_is_released() {
    let bank = with_policy("policy = \"strict\"\ncell_threshold = 3\nbase_threshold = 2\nsecondary = false\n");
    let output = bank.run(&["check"]);
    assert_eq!(output.code, Some(1), "{output}");
    let told = format!("{}{}", output.stdout, output.stderr);
    for part in ["`strict`", "`cell_threshold`", "`base_threshold`", "`secondary`"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    for policy in [&[][..], &["--policy", "ics-public"]] {
        let args = [&["breakdown", "clinic", "service", "--view", "release"], policy].concat();
        let _ = bank.run(&args).fails(2).says("nothing can be released");
    }
    let _ = bank.run(&["tab-book", "clinic", "--view", "release"]).fails(2);
    let pack = ["report", "release", "clinic", "service", "--approver", "Bela", "--why", "a talk"];
    let _ = bank.run(&pack).fails(2).says("nothing can be released");
    assert_eq!(counts(&bank.json(&["breakdown", "clinic", "service"]), 0), [Some(40), Some(18), Some(2)]);
}

#[test]
fn counts_are_rounded_where_the_policy_rounds_and_percentages_are_of_rounded_counts() {
    let bank = clinic();
    let hes = ["service", "--policy", "nhsd-hes"];
    let table = released(&bank, &hes);
    assert_eq!(counts(&table, 0), [Some(40), Some(20), None]);
    assert_eq!(table["rows"][1]["cells"][0]["share"], 20.0 / 60.0);
    assert_eq!(counts(&released(&bank, &["condition", "--policy", "nhsd-hes"]), 0), [Some(30), Some(20), None, None]);
    for row in released(&bank, &["service", "--by", "condition", "--policy", "nhsd-hes"])["rows"].as_array().unwrap() {
        for cell in row["cells"].as_array().unwrap() {
            assert!(cell["count"].as_u64().is_none_or(|n| n.is_multiple_of(5) && n != 5), "{row}");
        }
    }
    assert!(table["notes"].to_string().contains("rounded to the nearest 5"), "{table}");
    let text = bank.run(&[&RELEASE[..2], &hes, &RELEASE[2..]].concat()).good();
    assert!(!text.stdout.contains("18"), "{text}");
}
