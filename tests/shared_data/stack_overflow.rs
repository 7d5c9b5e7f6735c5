//! A wide export with lists of answers in one cell.

use std::collections::BTreeMap;

use super::{counts, load, shared};
use crate::cli::assert_balanced;
use crate::support::folder::own_bank;

#[test]
fn lists_in_one_cell_are_counted_answer_by_answer() {
    let Some(file) = shared("data/surveys/stack-overflow-2025/survey_results_public.csv") else { return };
    let bank = own_bank();
    let report = load(&bank, &file, &["--id", "wide"]);
    assert_balanced(&report);
    assert_eq!((&report["rows"], report["columns"].as_array().unwrap().len()), (&1000.into(), 170));
    let mut reader = csv::Reader::from_path(&file).unwrap();
    let headings: Vec<String> = reader.headers().unwrap().iter().map(|it| it.replace('\u{feff}', "")).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    // `NA` may be an answer or none: it is counted until somebody decides, and that is said.
    let points = report["open_points"].as_array().unwrap();
    let says = |point: &serde_json::Value| point["message"].as_str().unwrap().contains("EmploymentAddl=");
    assert!(points.iter().any(says), "nobody is told about `NA`: {points:?}");
    // Questions whose cells list what was chosen from a list, without words of one's own.
    for asked in [
        "EmploymentAddl",
        "LanguageHaveWorkedWith",
        "LanguageWantToWorkWith",
        "DatabaseHaveWorkedWith",
        "PlatformHaveWorkedWith",
        "WebframeHaveWorkedWith",
        "DevEnvsHaveWorkedWith",
        "LearnCode",
        "AILearnHow",
        "OfficeStackAsyncHaveWorkedWith",
        "CommPlatformHaveWorkedWith",
    ] {
        let at = headings.iter().position(|it| it == asked).unwrap_or_else(|| panic!("no column `{asked}`"));
        let mut expected: BTreeMap<String, u64> = BTreeMap::new();
        let mut answered = 0;
        for cell in rows.iter().map(|row| &row[at]).filter(|cell| !cell.trim().is_empty()) {
            answered += 1;
            for option in cell.split(';').map(str::trim).filter(|it| !it.is_empty()) {
                *expected.entry(option.to_owned()).or_default() += 1;
            }
        }
        let (base, table) = counts(&bank.json(&["breakdown", "wide", asked]));
        assert_eq!(base, answered, "{asked}");
        for (label, count) in table.iter().filter(|(label, _)| expected.contains_key(label)) {
            assert_eq!(*count, expected[label], "{asked} {label}");
        }
        let frequent = expected.iter().filter(|(_, count)| **count >= 20);
        for (label, _) in frequent {
            assert!(table.iter().any(|row| row.0 == *label), "{asked}: no row `{label}`");
        }
    }
}
