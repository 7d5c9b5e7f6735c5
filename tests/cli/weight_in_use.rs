//! Weights once they are there: the survey's own, which columns can be one, what is told of them, and taking them back.

use serde_json::Value;

use crate::cli::weight::{AREA, BOTH, assert_shares, bank, report, weight};
use crate::support::carers::rows;
use crate::support::folder::{OwnBank, own_bank};

#[test]
fn what_single_people_weigh_is_shown_nowhere() {
    let bank = bank();
    let _ = weight(&bank, AREA, &[]).good();
    for view in ["internal", "release"] {
        let _ = bank.run(&["breakdown", "people", "weight", "--view", view]).fails(2).says("is not shown");
        let _ = bank.run(&["breakdown", "people", "area", "--where", "weight=0.6", "--view", view]).fails(2);
        let _ = bank.run(&["breakdown", "people", "area", "--by", "weight", "--view", view]).fails(2);
    }
    let _ = bank.run(&["tab-book", "people", "--format", "csv", "--weight", "weight"]).good().shows("North");
}

#[test]
fn a_column_that_cannot_weigh_is_refused_and_people_without_a_weight_are_told() {
    let bank = bank();
    let table = |weight: &str| bank.run(&["breakdown", "people", "area", "--weight", weight, "--format", "json"]);
    let _ = table("below").fails(2).says("1 person has a weight below nought").hints();
    let notes = |weight: &str| table(weight).json()["notes"].to_string();
    assert!(notes("zero").contains("1 of 240 people have the weight nought"), "{}", notes("zero"));
    assert!(notes("gappy").contains("20 of 240 people have no weight"), "{}", notes("gappy"));
    assert!(!notes("design").contains("CHECK") && !notes("design").contains("fficiency is"));
    name_own_weight(&bank, "gappy");
    let released = bank.json(&["breakdown", "people", "area", "--weight", "gappy", "--view", "release"]);
    assert!(released["notes"].to_string().contains("Some people have no weight"), "{released}");
}

#[test]
fn only_what_is_known_to_be_a_weight_weights_a_public_table() {
    let bank = bank();
    let table = |weight: &str, view: &str| {
        bank.run(&["breakdown", "people", "area", "--weight", weight, "--view", view, "--format", "json"])
    };
    let _ = table("score", "release").fails(2).says("not available for confidentiality").hints();
    // What is wrong with its numbers is not told either.
    let below = table("below", "release").fails(2).says("not available for confidentiality");
    assert!(!below.stderr.contains("below nought"), "{below}");
    let _ = table("score", "internal").good();
    let _ = weight(&bank, AREA, &[]).good();
    let _ = table("weight", "release").good();
    name_own_weight(&bank, "design");
    let _ = table("design", "release").good();
}

#[test]
fn a_release_does_not_tell_what_one_person_weighs() {
    let bank = own_bank();
    let row = |n: usize| {
        let (answer, weighs) = if n == 17 { ("Very good", "0.6176") } else { (["Good", "Poor"][n % 2], "1.0131") };
        format!("p{n},{answer},{weighs}\n")
    };
    bank.put("people.csv", format!("id,rating,design\n{}", rows(240, row)));
    let _ = bank.run(&["load", "people.csv"]).good();
    name_own_weight(&bank, "design");
    let table = |view: &str| bank.json(&["breakdown", "people", "rating", "--view", view]);
    let cell = |table: &Value| {
        let rows = table["rows"].as_array().unwrap();
        rows.iter().find(|row| row["id"] == "very-good").unwrap()["cells"][0].clone()
    };
    let (inside, released) = (table("internal"), table("release"));
    assert!((cell(&inside)["weighted"].as_f64().unwrap() - 0.6176).abs() < 1e-12);
    let one = cell(&released);
    assert_eq!((&one["count"], &one["weighted"], &one["share"]), (&1.into(), &1.0.into(), &0.0.into()));
    assert_eq!(released["columns"][0]["weighted_base"], 243.0);
    assert!(released["notes"].to_string().contains("Weighted figures are rounded"), "{released}");
}

/// Names the weight the survey takes when nobody asks for one in its record.
fn name_own_weight(bank: &OwnBank, name: &str) {
    let record = "sources/surveys/people/source.toml";
    let text = String::from_utf8(bank.corpus()[record].clone()).unwrap();
    let rest: Vec<&str> = text.lines().filter(|line| !line.starts_with("design =")).collect();
    bank.edit(&format!("corpus/{record}"), format!("design = {{ weight = \"{name}\" }}\n{}\n", rest.join("\n")));
}

#[test]
fn the_weight_the_record_names_is_taken_unless_another_is_asked_for() {
    let bank = bank();
    name_own_weight(&bank, "design");
    let table = |more: &[&str]| bank.json(&[&["breakdown", "people", "area"], more].concat());
    let (own, asked, none) = (table(&[]), table(&["--weight", "design"]), table(&["--weight", "none"]));
    assert_eq!((&own["weight"], &none["weight"]), (&"design".into(), &Value::Null));
    assert_eq!((&own["rows"], &own["permalink"]), (&asked["rows"], &asked["permalink"]));
    assert_ne!(own["columns"][0]["weighted_base"], none["columns"][0]["weighted_base"]);
    assert!(own["notes"].to_string().contains("Nobody asked for a weight"), "{own}");
    assert!(none["notes"].to_string().contains("although the survey has the weight `design`"), "{none}");
    let released = table(&["--view", "release"]);
    assert_eq!(released["weight"], "design");
    let begun = report(&bank, AREA, &["--name", "begun"]);
    assert_eq!(
        (&begun["start"], &report(&bank, AREA, &["--start", "none"])["start"]),
        (&"design".into(), &Value::Null)
    );
}

#[test]
fn a_record_that_names_a_weight_there_is_none_of_is_told_and_never_passed_over() {
    let bank = bank();
    name_own_weight(&bank, "desing");
    let _ = bank.run(&["breakdown", "people", "area"]).fails(2).says("names the weight `desing`").hints();
    let _ = bank.run(&["breakdown", "people", "area", "--weight", "none"]).good();
    assert_eq!(bank.run(&["check"]).shows("`weight` under `design` names `desing`").code, Some(1));
    name_own_weight(&bank, "below");
    let _ = bank.run(&["breakdown", "people", "area"]).fails(2).says("a weight below nought").hints();
}

#[test]
fn making_and_taking_back_a_weight_is_in_the_journal() {
    let bank = bank();
    let kinds = || -> Vec<String> {
        let journal = bank.json(&["journal"]);
        journal["events"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
    };
    let _ = weight(&bank, AREA, &["--dry-run"]).good();
    let _ = weight(&bank, "question,option,share\narea,North,100\n", &[]).fails(2);
    assert!(kinds().is_empty());
    let before = bank.corpus();
    let made = report(&bank, AREA, &["--name", "census"]);
    let efficiency = made["weights"]["efficiency"].as_f64().unwrap();
    let body = bank.json(&["journal"])["events"][0]["body"].clone();
    assert!((body["efficiency_millionths"].as_f64().unwrap() / 1e6 - efficiency).abs() < 1e-6, "{body}");
    assert_eq!((&body["name"], body["targets"].as_str().unwrap().len()), (&"census".into(), 64));
    let _ = bank.run(&["weight", "people", "--remove", "Census", "--dry-run"]).good().shows("nothing was changed");
    assert_shares(&bank, "area", "census", &[("North", 0.3)]);
    let _ = bank.run(&["weight", "people", "--remove", "cencus"]).fails(2).says("did you mean `census`?");
    let _ = bank.run(&["weight", "people", "--remove", "census"]).good().shows("is taken from `people`");
    assert_eq!(kinds(), ["weight_made", "weight_removed"]);
    let _ = bank.run(&["breakdown", "people", "area", "--weight", "census"]).fails(2).says("no weight `census`");
    let sources = |files: std::collections::BTreeMap<String, Vec<u8>>| -> Vec<(String, Vec<u8>)> {
        files.into_iter().filter(|(name, _)| name.starts_with("sources/")).collect()
    };
    assert!(sources(bank.corpus()) == sources(before), "nothing of the weight is left");
    let _ = bank.run(&["journal", "--verify"]).good();
}

#[test]
fn a_weight_that_the_record_names_is_not_taken_back() {
    let bank = bank();
    let _ = weight(&bank, AREA, &[]).good();
    name_own_weight(&bank, "weight");
    let _ = bank.run(&["weight", "people", "--remove", "weight"]).fails(2).says("names as its own").hints();
    assert_shares(&bank, "area", "weight", &[("North", 0.3)]);
    let again = report(&bank, BOTH, &["--replace", "--cap", "none"]);
    assert_eq!(again["start"], Value::Null, "a weight that was made is not begun with unasked");
}
