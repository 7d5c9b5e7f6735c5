//! What is hidden does not follow from what is shown beside it: that noughts would be shown, from sums of weights, or from the order
//! of the rows.

use std::fmt::Write as _;

use serde_json::Value;

use crate::support::folder::{OwnBank, own_bank};

/// A bank with a survey of so many people in each group who gave each answer.
fn bank_of(column: &str, counts: &[(&str, &[(&str, usize)])]) -> OwnBank {
    let bank = own_bank();
    let mut csv = format!("id,{column},condition\n");
    let people = counts.iter().flat_map(|(group, answers)| answers.iter().map(move |(answer, n)| (group, answer, *n)));
    let each = people.flat_map(|(group, answer, n)| std::iter::repeat_n((group, answer), n));
    for (at, (group, answer)) in each.enumerate() {
        writeln!(csv, "p{at},{group},{answer}").unwrap();
    }
    bank.put("people.csv", csv);
    let _ = bank.run(&["load", "people.csv", "--id", "people"]).good();
    bank
}

fn table(bank: &OwnBank, args: &[&str]) -> Value {
    bank.json(&[&["breakdown", "people"], args, &["--view", "release"]].concat())
}

/// The number of a cell, where it is shown.
fn count(table: &Value, row: &str, column: &str) -> Option<u64> {
    let at = table["columns"].as_array().unwrap().iter().position(|head| head["id"] == column).unwrap();
    let rows = table["rows"].as_array().unwrap();
    rows.iter().find(|line| line["id"] == row).unwrap()["cells"][at]["count"].as_u64()
}

#[test]
fn nine_people_in_nine_hidden_cells_are_not_known_to_be_one_each() {
    let mut counts: Vec<(String, Vec<(&str, usize)>)> =
        vec![("P0".to_owned(), vec![("Epilepsy", 50), ("Asthma", 60), ("Migraine", 90)])];
    counts.extend((1..10).map(|at| (format!("P{at}"), vec![("Epilepsy", 1), ("Asthma", 10), ("Migraine", 14)])));
    let counts: Vec<(&str, &[(&str, usize)])> =
        counts.iter().map(|(group, answers)| (group.as_str(), answers.as_slice())).collect();
    let table = table(&bank_of("practice", &counts), &["practice", "--by", "condition"]);
    for column in table["columns"].as_array().unwrap() {
        let Some(base) = column["unweighted_base"].as_u64() else { continue };
        let id = column["id"].as_str().unwrap();
        let shown: Vec<Option<u64>> = (0..10).map(|at| count(&table, &format!("p{at}"), id)).collect();
        let hidden = u64::try_from(shown.iter().filter(|count| count.is_none()).count()).unwrap();
        let rest = base - shown.iter().flatten().sum::<u64>();
        assert!(hidden == 0 || rest >= hidden + 9, "{id}: {rest} people in {hidden} hidden cells");
    }
}

#[test]
fn weights_do_not_tell_what_counts_hide() {
    let answers = |asthma, diabetes, other, none| {
        vec![("Asthma", asthma), ("Diabetes", diabetes), ("Other", other), ("None", none)]
    };
    let counts = [
        ("16-34", answers(4, 30, 25, 61)),
        ("35-54", answers(22, 31, 27, 70)),
        ("55-74", answers(24, 33, 30, 73)),
        ("75+", answers(14, 28, 15, 40)),
    ];
    let counts: Vec<(&str, &[(&str, usize)])> =
        counts.iter().map(|(group, answers)| (*group, answers.as_slice())).collect();
    let bank = bank_of("age", &counts);
    bank.put("targets.csv", "question,option,share\nage,16-34,40\nage,35-54,30\nage,55-74,20\nage,75+,10\n");
    let _ = bank.run(&["weight", "people", "--targets", "targets.csv", "--cap", "none"]).good();
    let plain = table(&bank, &["condition", "--by", "age"]);
    assert_eq!(count(&plain, "asthma", "age:16-34"), None);
    for by in [&["--by", "age"][..], &[]] {
        let weighted = table(&bank, &[&["condition", "--weight", "weight"], by].concat());
        for row in weighted["rows"].as_array().unwrap() {
            let hides = |cell: &Value| cell["count"].is_null();
            let id = row["id"].as_str().unwrap();
            let hidden = plain["rows"]
                .as_array()
                .unwrap()
                .iter()
                .any(|line| line["id"] == id && line["cells"].as_array().unwrap().iter().any(hides));
            for cell in row["cells"].as_array().unwrap().iter().filter(|_| hidden) {
                assert!(cell["weighted"].is_null() && cell["share"].is_null(), "{row}");
            }
        }
        let note = "have no weighted figures";
        assert!(
            weighted["notes"].as_array().unwrap().iter().any(|said| said.as_str().unwrap().contains(note)),
            "{weighted}"
        );
    }
    let weighted = table(&bank, &["condition", "--weight", "weight"]);
    let share =
        weighted["rows"].as_array().unwrap().iter().find(|row| row["id"] == "none").unwrap()["cells"][0]["share"]
            .as_f64();
    let worked_out = 0.4 * 61.0 / 120.0 + 0.3 * 70.0 / 150.0 + 0.2 * 73.0 / 160.0 + 0.1 * 40.0 / 97.0;
    assert!((share.unwrap() - worked_out).abs() < 1e-9, "{share:?}");
}

#[test]
fn the_order_of_the_rows_does_not_tell_which_is_the_larger() {
    let bank = bank_of("area", &[("North", &[("Gout", 8), ("Asthma", 40), ("Epilepsy", 3), ("Migraine", 60)])]);
    let rows = table(&bank, &["condition"])["rows"].as_array().unwrap().clone();
    let labels: Vec<&str> = rows.iter().map(|row| row["label"].as_str().unwrap()).collect();
    assert!(labels.is_sorted(), "{labels:?}");
}
