//! What public tables divide people by: groups that no few people can be told apart by, and the dimensions of a survey alone.

use std::fmt::Write as _;

use crate::support::folder::{OwnBank, own_bank, shipped_json, single_choice};

/// 120 people of four practices in two areas, of whom four said nothing of their sex, and three are of the practice `d`.
fn surgery() -> OwnBank {
    let bank = own_bank();
    let record = "kind = \"survey\"\ntitle = \"Surgery\"\nsurvey_kind = \"self-selected\"\n".to_owned()
        + &single_choice("sex", "sensitive", &["female", "male"])
        + &single_choice("area", "sensitive", &["north", "south"])
        + &single_choice("practice", "sensitive", &["a", "b", "c", "d"])
        + &single_choice("rating", "opinion", &["good", "poor"]);
    bank.edit("corpus/sources/surveys/surgery/source.toml", record);
    let mut rows = "respondent,sex,area,practice,rating\n".to_owned();
    for n in 0..120 {
        let sex = if n % 30 == 7 { "" } else { ["female", "male"][usize::from(n % 5 > 2)] };
        let area = ["north", "south"][usize::from(n >= 60)];
        let practice = ["a", "b", "c", "d"][[n >= 60, n >= 90, n >= 117].iter().filter(|it| **it).count()];
        let rating = ["good", "poor"][n % 2];
        // Writing to a string cannot fail.
        let _ = writeln!(rows, "r{n:06},{sex},{area},{practice},{rating}");
    }
    bank.edit("corpus/sources/surveys/surgery/responses.csv", rows);
    bank
}

#[test]
fn few_who_stated_nothing_are_counted_with_most_and_the_table_says_so() {
    let bank = surgery();
    let table = bank.json(&["breakdown", "surgery", "rating", "--by", "sex", "--view", "release"]);
    let columns: Vec<(String, Option<u64>)> = table["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| (column["label"].as_str().unwrap().to_owned(), column["unweighted_base"].as_u64()))
        .collect();
    let expected = [("Total", 120), ("female, or not stated", 72), ("male", 48)];
    assert_eq!(columns, expected.map(|(label, base)| (label.to_owned(), Some(base))));
    assert!(table["notes"].to_string().contains("few people who gave no answer to “About sex”"), "{table}");
    let asked = ["breakdown", "surgery", "rating", "--where", "sex=female", "--view", "release"];
    let _ = bank.run(&asked).fails(2).says("stated nothing are counted with these").says("ask for the table by `sex`");
}

#[test]
fn a_dimension_alone_is_a_share_of_those_who_answered() {
    let table = surgery().json(&["breakdown", "surgery", "sex", "--view", "release"]);
    assert_eq!(table["columns"][0]["unweighted_base"], 116);
    assert_eq!(table["rows"][0]["cells"][0]["count"], 68);
}

#[test]
fn a_small_practice_hides_with_one_of_its_own_area() {
    let table = surgery().json(&["breakdown", "surgery", "rating", "--by", "practice", "--view", "release"]);
    let bases: Vec<Option<u64>> =
        table["columns"].as_array().unwrap().iter().map(|column| column["unweighted_base"].as_u64()).collect();
    assert_eq!(bases, [Some(120), Some(60), Some(30), None, None]);
    let area = surgery().json(&["breakdown", "surgery", "rating", "--by", "area", "--view", "release"]);
    assert!(area["columns"].as_array().unwrap().iter().all(|column| column["unweighted_base"].is_number()), "{area}");
}

#[test]
fn a_question_that_is_no_dimension_makes_no_public_columns() {
    let bank = surgery();
    let asked = ["breakdown", "surgery", "sex", "--by", "rating", "--view", "release"];
    let _ = bank.run(&asked).fails(2).says("the dimensions are `sex`, `area`, `practice`");
}

#[test]
fn an_opinion_by_a_banner_of_five_hides_no_more_than_a_tenth() {
    for question in ["public-contact", "impact-self.addiction"] {
        let asked = ["breakdown", "workforce-2022-illustrative", question, "--by", "organisation"];
        let table = shipped_json(&[&asked[..], &["--view", "release", "--policy", "ics-public"]].concat());
        let hidden = table["disclosure"]["hidden_share"].as_f64().unwrap();
        assert!(hidden <= 0.1, "{question}: {hidden}");
    }
}
