//! Tables made to be read wrongly: each is read cell by cell as its makers say, or refused with a way on.

use std::fs;

use serde_json::Value;

use super::{load, shared};
use crate::cli::assert_balanced;
use crate::support::folder::{OwnBank, own_bank, walk};

/// The words stored for one question, and the label where an answer became an option.
fn stored(bank: &OwnBank, questions: &Value, question: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(bank.path("corpus/sources/surveys/nasty/responses.csv")).unwrap();
    let at = reader.headers().unwrap().iter().position(|it| it == question).unwrap();
    let asked = questions.as_array().unwrap().iter().find(|it| it["id"] == question).unwrap();
    let label = |code: &str| {
        let option = asked["options"].as_array().unwrap().iter().find(|it| it["id"] == code);
        option.map_or(code, |it| it["label"].as_str().unwrap()).to_owned()
    };
    reader.records().map(|record| label(&record.unwrap()[at])).collect()
}

fn lines(words: &str) -> String {
    words.replace("\r\n", "\n").trim().to_owned()
}

/// What the makers of the file read in a row under a heading; they keep the spaces around it.
fn words(row: &Value, heading: &str) -> String {
    let cells = row.as_object().unwrap();
    let found = cells.iter().find(|(name, _)| name.trim() == heading.trim());
    found.unwrap_or_else(|| panic!("no `{heading}` in {row}")).1.as_str().unwrap().to_owned()
}

#[test]
fn every_cell_is_what_the_makers_of_the_file_say() {
    let Some(folder) = shared("data/nasty-csv/csv-spectrum") else { return };
    let mut compared = 0;
    for file in walk(&folder.join("csvs")) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let expected = fs::read(folder.join("json").join(format!("{name}.json"))).unwrap();
        let expected: Value = serde_json::from_str(&String::from_utf8_lossy(&expected)).unwrap();
        // A single row may stand without its list.
        let expected = expected.as_array().cloned().unwrap_or_else(|| vec![expected]);
        let bank = own_bank();
        let report = load(&bank, &file, &["--id", "nasty"]);
        assert_balanced(&report);
        assert_eq!(report["rows"].as_u64().unwrap(), u64::try_from(expected.len()).unwrap(), "{name}");
        let questions = bank.json(&["questions", "nasty"]);
        for column in report["columns"].as_array().unwrap() {
            // Names, addresses and telephone numbers stay out of the bank.
            let Some(question) = column["question"].as_str() else { continue };
            let heading = column["name"].as_str().unwrap();
            let cells: Vec<String> = expected.iter().map(|row| lines(&words(row, heading))).collect();
            let ours: Vec<String> = stored(&bank, &questions, question).iter().map(|it| lines(it)).collect();
            assert_eq!(ours, cells, "{name} `{heading}`");
            compared += cells.len();
        }
    }
    assert!(compared > 20, "{compared} cells were compared");
}
