//! The same answers exported from Google Forms as CSV, TSV and XLSX: the same questions and the same tables.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{counts, load, shared};
use crate::cli::assert_balanced;
use crate::support::folder::{OwnBank, own_bank};

const NAME: &str = "data/surveys/google-forms/2019 English R Community Survey Responses";

/// What the TSV cannot have: its maker took quotation marks out of nine cells and line breaks out of seventeen. The cells of this
/// one question are short enough to be options, and `"eight"` in quotation marks became `eight`.
const LOST_QUOTATION_MARKS: &str = "To help us ensure that you are not a robot";

fn loaded(bank: &OwnBank, end: &str) -> Option<Value> {
    let report = load(bank, &shared(&format!("{NAME}.{end}"))?, &["--id", end]);
    assert_balanced(&report);
    assert_eq!(report["rows"], 1838, "{end}");
    Some(bank.json(&["questions", end]))
}

/// The stored answers of every question, by column.
fn answers(bank: &OwnBank, survey: &str) -> BTreeMap<String, Vec<String>> {
    let path = bank.path("corpus/sources/surveys").join(survey).join("responses.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headings = reader.headers().unwrap().clone();
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for record in reader.records() {
        for (heading, cell) in headings.iter().zip(&record.unwrap()) {
            columns.entry(heading.to_owned()).or_default().push(cell.to_owned());
        }
    }
    columns
}

/// Words without what the TSV lost.
fn plain(cell: &str) -> String {
    let kept: String = cell.chars().filter(|c| *c != '"').collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn three_formats_of_one_survey_give_the_same_tables() {
    let bank = own_bank();
    let (Some(csv), Some(tsv), Some(xlsx)) = (loaded(&bank, "csv"), loaded(&bank, "tsv"), loaded(&bank, "xlsx")) else {
        return;
    };
    assert_eq!(csv, xlsx, "the same questions in CSV and XLSX");
    let (csv, tsv) = (csv.as_array().unwrap(), tsv.as_array().unwrap());
    assert_eq!(csv.len(), tsv.len());
    for (one, other) in csv.iter().zip(tsv) {
        let id = one["id"].as_str().unwrap();
        if one["text"].as_str().unwrap().starts_with(LOST_QUOTATION_MARKS) {
            assert_ne!(one, other, "an exception that holds no more");
            continue;
        }
        assert_eq!(one, other);
        let table = |survey: &str| {
            let table = bank.json(&["breakdown", survey, id]);
            [table["base"].clone(), table["columns"].clone(), table["rows"].clone(), table["statistics"].clone()]
        };
        let csv = table("csv");
        assert_eq!(csv, table("tsv"), "{id}");
        assert_eq!(csv, table("xlsx"), "{id}");
    }
}

#[test]
fn every_answer_is_stored_alike_from_three_formats() {
    let bank = own_bank();
    let (Some(questions), Some(_), Some(_)) = (loaded(&bank, "csv"), loaded(&bank, "tsv"), loaded(&bank, "xlsx"))
    else {
        return;
    };
    let mut all = questions.as_array().unwrap().iter();
    let robot = all.find(|it| it["text"].as_str().unwrap().starts_with(LOST_QUOTATION_MARKS)).unwrap();
    let robot = robot["id"].as_str().unwrap();
    let (csv, tsv, xlsx) = (answers(&bank, "csv"), answers(&bank, "tsv"), answers(&bank, "xlsx"));
    for (column, cells) in &csv {
        let differing = cells.iter().zip(&xlsx[column]).filter(|(one, other)| plain(one) != plain(other)).count();
        assert_eq!(differing, 0, "{column}: CSV and XLSX");
        let differing = cells.iter().zip(&tsv[column]).filter(|(one, other)| plain(one) != plain(other)).count();
        assert!(differing == 0 || column.starts_with(robot), "{column}: {differing} cells of the TSV differ");
    }
}

#[test]
fn options_with_commas_are_kept_whole() {
    let bank = own_bank();
    let Some(questions) = loaded(&bank, "csv") else { return };
    let mut reader = csv::Reader::from_path(shared(&format!("{NAME}.csv")).unwrap()).unwrap();
    let headings: Vec<String> = reader.headers().unwrap().iter().map(|it| it.trim().to_owned()).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut checked = 0;
    for asked in questions.as_array().unwrap().iter().filter(|it| it["kind"] == "multiple") {
        let at = headings.iter().position(|it| it.as_str() == asked["text"].as_str().unwrap().trim()).unwrap();
        let cells = || rows.iter().map(|row| format!(", {}, ", row[at].trim().to_lowercase()));
        let (base, table) = counts(&bank.json(&["breakdown", "csv", asked["id"].as_str().unwrap()]));
        assert_eq!(usize::try_from(base).unwrap(), rows.iter().filter(|row| !row[at].trim().is_empty()).count());
        for (label, count) in table.iter().filter(|(label, _)| label.contains(',') && !label.starts_with("Other, in")) {
            let option = format!(", {}, ", label.to_lowercase());
            let holding = cells().filter(|cell| cell.contains(&option)).count();
            assert_eq!(usize::try_from(*count).unwrap(), holding, "{label}");
            checked += 1;
        }
    }
    assert!(checked > 5, "options with commas: {checked}");
}
