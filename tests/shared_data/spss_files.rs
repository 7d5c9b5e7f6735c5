//! Files of SPSS: labels for values, values that are no answers, sets of ticks, and twins in other formats.

use serde_json::Value;

use super::{counts, load, shared};
use crate::cli::assert_balanced;
use crate::support::folder::{OwnBank, own_bank, walk};

const FOLDER: &str = "data/surveys/spss-pyreadstat";

fn spss(file: &str) -> Option<(OwnBank, Value)> {
    let path = shared(&format!("{FOLDER}/{file}"))?;
    let bank = own_bank();
    let report = load(&bank, &path, &["--id", "spss"]);
    assert_balanced(&report);
    Some((bank, report))
}

fn table(bank: &OwnBank, question: &str) -> Value {
    bank.json(&["breakdown", "spss", question])
}

/// Every row of a column of answers that somebody gave, with how often.
fn given(bank: &OwnBank, question: &str) -> (u64, Vec<(String, u64)>) {
    let (base, rows) = counts(&table(bank, question));
    (base, rows.into_iter().filter(|row| row.1 > 0).collect())
}

#[test]
fn a_survey_gives_the_same_tables_from_every_format_of_spss_and_from_csv() {
    let Some((csv, _)) = spss("sample.csv") else { return };
    let labels = [("mylabl", &["Male", "Female"][..]), ("myord", &["low", "medium", "high"])];
    for file in ["sample.sav", "sample.zsav", "sample.por"] {
        let (bank, report) = spss(file).unwrap();
        assert_eq!(report["rows"], 5, "{file}");
        for question in ["mynum", "mydate", "mychar", "dtime", "mytime"] {
            assert_eq!(given(&csv, question), given(&bank, question), "{file} {question}");
        }
        for (question, labels) in labels {
            let (base, codes) = counts(&table(&csv, question));
            let (found, named) = counts(&table(&bank, question));
            assert_eq!(base, found, "{file} {question}");
            // The codes are one, two, three in the order of their labels.
            let named_codes: Vec<(String, u64)> =
                named.iter().enumerate().map(|(at, row)| ((at + 1).to_string(), row.1)).collect();
            assert_eq!(codes, named_codes, "{file} {question}");
            assert_eq!(named.iter().map(|row| row.0.as_str()).collect::<Vec<_>>(), labels, "{file}");
        }
    }
}

#[test]
fn every_file_of_spss_can_be_asked_once_it_is_loaded() {
    for folder in [FOLDER, "data/surveys/spss-haven"] {
        let Some(folder) = shared(folder) else { return };
        let kinds = ["sav", "zsav", "por"];
        for file in walk(&folder) {
            if !file.extension().is_some_and(|end| kinds.iter().any(|kind| end == *kind)) {
                continue;
            }
            let bank = own_bank();
            assert_balanced(&load(&bank, &file, &["--id", "spss"]));
            for question in bank.json(&["questions", "spss"]).as_array().unwrap() {
                let _ = table(&bank, question["id"].as_str().unwrap());
            }
            let _ = bank.run(&["check"]).good();
        }
    }
}

#[test]
fn values_declared_to_be_missing_are_out_of_the_base_with_their_reason() {
    // `sample_missing.sav` is `sample.sav` with two people more, who gave nothing but declared missing values.
    let (Some((whole, _)), Some((bank, _))) = (spss("sample.sav"), spss("sample_missing.sav")) else { return };
    for question in ["mynum", "mylabl", "myord"] {
        assert_eq!(given(&whole, question), given(&bank, question), "{question}");
    }
    // Minus one is declared missing by itself, 2500 within the range 2000 to 3000.
    assert_eq!(table(&bank, "mynum")["base"]["excluded"]["invalid"], 2);
    assert_eq!(table(&bank, "mylabl")["base"]["excluded"]["invalid"], 1);
    assert_eq!(table(&bank, "myord")["base"]["excluded"]["invalid"], 2);
}

#[test]
fn a_multiple_response_set_is_one_question() {
    let Some((bank, report)) = spss("simple_alltypes.sav") else { return };
    let questions = bank.json(&["questions", "spss"]);
    let set = questions.as_array().unwrap().iter().find(|it| it["id"] == "mymrset").unwrap();
    assert_eq!((&set["kind"], set["options"].as_array().unwrap().len()), (&Value::from("multiple"), 3));
    let from: Vec<&str> = report["columns"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["question"] == "mymrset")
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    assert_eq!(from, ["bool1", "bool2", "bool3"]);
    // The ones of the three variables as another program reads them; the value counted is one.
    let (_, rows) = counts(&table(&bank, "mymrset"));
    assert_eq!(rows.iter().map(|row| row.1).collect::<Vec<_>>(), [3, 4, 0]);
}

#[test]
fn what_a_spreadsheet_writes_for_no_value_is_no_answer() {
    let (Some((clean, _)), Some((bank, _))) = (spss("sample.csv"), spss("sample_missing.csv")) else { return };
    for question in ["mynum", "mylabl", "myord", "mydate"] {
        assert_eq!(given(&clean, question), given(&bank, question), "{question}: `#NULL!` is blank");
    }
}
