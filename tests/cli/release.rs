//! What may be seen: the internal view shows every count and says that it must not be passed on, the release view hides small
//! numbers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use crate::support::folder::{OwnBank, own_bank, single_choice};

/// 60 people: a sensitive question with 30, 20, 7 and 3 of them; an opinion with 40, 18 and 2; and one that 5 would rather
/// not answer.
pub(crate) fn clinic() -> OwnBank {
    let bank = own_bank();
    let record = "kind = \"survey\"\ntitle = \"Clinic\"\nsurvey_kind = \"self-selected\"\n".to_owned()
        + &single_choice("condition", "sensitive", &["asthma", "diabetes", "epilepsy", "gout"])
        + &single_choice("service", "opinion", &["walk-in", "phone", "van"])
        + &single_choice("carer", "sensitive", &["yes", "no"]);
    bank.edit("corpus/sources/surveys/clinic/source.toml", record);
    let mut rows = "respondent,condition,service,carer\n".to_owned();
    for n in 0..60 {
        let condition =
            ["asthma", "diabetes", "epilepsy", "gout"][[n >= 30, n >= 50, n >= 57].iter().filter(|it| **it).count()];
        let service = if n % 30 == 29 { "van" } else { ["phone", "walk-in"][usize::from(n % 10 > 2)] };
        let carer = if n % 12 == 0 { "@prefer_not_to_say" } else { ["yes", "no"][n % 2] };
        // Writing to a string cannot fail.
        let _ = writeln!(rows, "r{n:06},{condition},{service},{carer}");
    }
    bank.edit("corpus/sources/surveys/clinic/responses.csv", rows);
    bank
}

fn table(bank: &OwnBank, args: &[&str]) -> Value {
    bank.json(&[&["breakdown", "clinic"], args].concat())
}

/// What each row shows in the first column.
fn counts(table: &Value) -> Vec<Option<u64>> {
    table["rows"].as_array().unwrap().iter().map(|row| row["cells"][0]["count"].as_u64()).collect()
}

#[test]
fn small_cells_of_a_sensitive_question_are_hidden_in_a_release() {
    let table = table(&clinic(), &["condition", "--view", "release"]);
    let shown = counts(&table);
    assert_eq!((shown[0], shown[2], shown[3]), (Some(30), None, None));
    // A hidden cell may need another beside it, so that nobody works it out from the base.
    let hidden = shown.iter().filter(|count| count.is_none()).count();
    for row in table["rows"].as_array().unwrap() {
        let cell = &row["cells"][0];
        let numbers = ["count", "weighted", "share"].map(|number| cell[number].is_null());
        let expected = cell["marker"] == "c";
        assert_eq!(numbers, [expected; 3], "half hidden: {cell}");
        assert!(cell["low"].is_null() && cell["high"].is_null(), "{cell}");
    }
    assert_eq!(table["view"], "release");
    assert_eq!(table["disclosure"]["hidden_cells"], hidden);
    let share = table["disclosure"]["hidden_share"].as_f64().unwrap();
    assert!(share > 0.0 && share < 1.0, "{table}");
    assert!(table["disclosure"]["preset"].is_string(), "{table}");
}

#[test]
fn small_cells_of_an_opinion_are_shown() {
    let table = table(&clinic(), &["service", "--view", "release"]);
    assert_eq!(counts(&table), [Some(40), Some(18), Some(2)]);
    assert_eq!(table["disclosure"]["hidden_cells"], 0);
}

#[test]
fn a_base_under_ten_hides_everything_that_stands_on_it() {
    let bank = clinic();
    let table = table(&bank, &["service", "--where", "condition=epilepsy", "--view", "release"]);
    assert!(counts(&table).iter().all(Option::is_none), "{table}");
    let column = &table["columns"][0];
    for base in ["unweighted_base", "weighted_base", "effective_base"] {
        assert!(column[base].is_null(), "`{base}` shows what is hidden: {column}");
    }
    for format in ["text", "csv"] {
        let args = [
            "breakdown",
            "clinic",
            "service",
            "--where",
            "condition=epilepsy",
            "--view",
            "release",
            "--format",
            format,
        ];
        let output = bank.run(&args).good().shows("[c]");
        assert!(!output.stdout.contains('%') || output.stdout.contains("100%"), "a percentage is shown: {output}");
    }
}

#[test]
fn columns_of_a_banner_with_a_small_base_are_hidden_and_the_others_are_not() {
    let table = table(&clinic(), &["service", "--by", "condition", "--view", "release"]);
    let shown = |column: usize| table["columns"][column]["unweighted_base"].as_u64();
    assert_eq!((shown(0), shown(1)), (Some(60), Some(30)), "{table}");
    assert_eq!((shown(3), shown(4)), (None, None), "{table}");
    for row in table["rows"].as_array().unwrap() {
        assert!(row["cells"][3]["count"].is_null() && row["cells"][4]["share"].is_null(), "{row}");
    }
}

#[test]
fn how_many_would_rather_not_say_is_hidden_where_they_are_few() {
    let bank = clinic();
    let released = table(&bank, &["carer", "--view", "release"]);
    assert_ne!(released["base"]["excluded"]["prefer_not_to_say"], 5, "{released}");
    assert_eq!(table(&bank, &["carer"])["base"]["excluded"]["prefer_not_to_say"], 5);
}

#[test]
fn the_internal_view_shows_every_count_and_says_that_it_is_not_for_release() {
    let bank = clinic();
    let internal = table(&bank, &["condition"]);
    assert_eq!(counts(&internal), [Some(30), Some(20), Some(7), Some(3)]);
    assert_eq!(internal["view"], "internal");
    for format in ["text", "csv", "json"] {
        let args = ["breakdown", "clinic", "condition", "--format", format];
        let output = bank.run(&args).good().says("not for release");
        assert!(output.stdout.to_lowercase().contains("not for release"), "{output}");
        let released = bank.run(&[&args[..], &["--view", "release"]].concat()).good();
        assert!(!released.stdout.to_lowercase().contains("not for release"), "{released}");
    }
}

#[test]
fn a_hidden_number_stands_nowhere_in_a_release() {
    let bank = clinic();
    let args = ["breakdown", "clinic", "condition", "--view", "release"];
    let text = bank.run(&args).good();
    let mut rows = text.stdout.lines().filter(|line| line.contains("gout"));
    let row = rows.next().unwrap_or_default();
    assert!(row.contains("[c]"), "the row is kept, and marked: {text}");
    assert!(!row.chars().any(|it| it.is_ascii_digit()), "{text}");
    let sheet = bank.run(&[&args[..], &["--format", "csv"]].concat()).good();
    let mut sheet = csv::Reader::from_reader(sheet.stdout.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = sheet.deserialize().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| row["row_id"] == "gout").unwrap();
    assert_eq!(row["marker"], "[c]");
    for number in ["count", "weighted", "share"] {
        assert!(row[number].is_empty(), "{row:?}");
    }
}

#[test]
fn made_up_answers_need_no_hiding_and_the_table_says_why() {
    let args = ["breakdown", "workforce-2022-illustrative", "ethnic-group", "--by", "district", "--view", "release"];
    let table = crate::support::folder::shipped_json(&args);
    assert_eq!(table["disclosure"]["hidden_cells"], 0);
    assert!(table["notes"].to_string().to_lowercase().contains("illustrative"), "{table}");
}
