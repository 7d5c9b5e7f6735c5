//! Questionnaires of every kind beside answers: those that fit and those that do not.

use super::shared;
use crate::cli::assert_balanced;
use crate::support::folder::{own_bank, walk};

#[test]
fn every_questionnaire_reads_beside_any_answers() {
    let Some(folder) = shared("data/surveys") else {
        return;
    };
    let answers = folder.join("consult/responses_lgr_format.csv").display().to_string();
    let bank = own_bank();
    let mut read = 0;
    for file in walk(&folder) {
        if !file.extension().is_some_and(|end| ["lss", "lsg", "lsq", "qsf"].iter().any(|kind| end == *kind)) {
            continue;
        }
        let name = file.display().to_string();
        let report = bank.json(&["load", &answers, "--questionnaire", &name, "--id", "any", "--dry-run"]);
        assert_balanced(&report);
        assert_eq!(report["rows"], 5, "{name}");
        read += 1;
    }
    assert!(read > 15, "{read} questionnaires were read");
}

#[test]
fn the_consultation_template_is_a_questionnaire_and_holds_answers_of_its_own() {
    let Some(folder) = shared("data/surveys/consult") else {
        return;
    };
    let template = folder.join("consult_data_template_v005.xlsx").display().to_string();
    let bank = own_bank();
    let own = ["load", &template, "--sheet", "Responses", "--id", "own", "--dry-run"];
    assert_balanced(&bank.json(&own));
    let problems = bank.json(&own)["problems"].to_string();
    assert!(!problems.contains("questionnaire_differs"), "{problems}");
    let described = [&own[..], &["--questionnaire", &template]].concat();
    let report = bank.json(&described);
    assert_balanced(&report);
    assert_eq!(report["rows"], 40);
    for file in walk(&folder).iter().filter(|path| path.extension().is_some_and(|end| end == "csv")) {
        let file = file.display().to_string();
        assert_balanced(&bank.json(&["load", &file, "--questionnaire", &template, "--id", "any", "--dry-run"]));
    }
}

#[test]
fn question_sheets_that_name_columns_by_letters_find_them_in_the_export() {
    let Some(folder) = shared("data/surveys/consult") else {
        return;
    };
    let path = |name: &str| folder.join(name).display().to_string();
    let (answers, sheets) = (path("responses_lgr_format.csv"), path("qu_format_b_instruction.xlsx"));
    let bank = own_bank();
    let report = bank.json(&["load", &answers, "--questionnaire", &sheets, "--id", "any", "--dry-run"]);
    assert_balanced(&report);
    let columns = report["columns"].as_array().unwrap().iter();
    let questions: Vec<&str> = columns.filter_map(|column| column["question"].as_str()).collect();
    let expected =
        ["respondent-type", "location", "organisation-type", "p1-q1", "p1-q2", "Prop-1-Q8", "Prop-2-Q1", "Prop-2-Q8"];
    assert_eq!(questions, expected);
    let _ = bank.run(&["load", &sheets, "--dry-run"]).fails(2).says("--questionnaire");
}
