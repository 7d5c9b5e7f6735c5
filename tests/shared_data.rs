//! Real files that nobody here wrote, where they lie beside the project: the figures their owners published come out, and whatever
//! cannot be loaded says why. Without them these tests say that they are left out.

mod google_forms;
mod nasty;
mod qualtrics_files;
mod quantipy;
mod questionnaires;
mod rse;
mod spss_files;
mod stack_overflow;
mod star_wars;
mod vectors;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::assert_balanced;
use crate::support::folder::{OwnBank, own_bank, project, walk};

/// A file or folder beside the project, where it is there.
fn shared(path: &str) -> Option<PathBuf> {
    let found = project().join("../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    // Said to the person at the terminal even when the test passes.
    let _ = writeln!(std::io::stderr(), "left out: {test}, which needs ../shared/{path}");
    None
}

fn load(bank: &OwnBank, path: &Path, more: &[&str]) -> Value {
    bank.json(&[&["load", &path.display().to_string()], more].concat())
}

/// The base of a table and the count of each row by its label.
fn counts(table: &Value) -> (u64, Vec<(String, u64)>) {
    let base = table["columns"][0]["unweighted_base"].as_u64().unwrap_or_else(|| panic!("no base in {table}"));
    let row = |row: &Value| (row["label"].as_str().unwrap().to_owned(), row["cells"][0]["count"].as_u64().unwrap());
    (base, table["rows"].as_array().unwrap().iter().map(row).collect())
}

/// The question of a survey whose wording begins so.
fn question(bank: &OwnBank, survey: &str, beginning: &str) -> String {
    let questions = bank.json(&["questions", survey]);
    let found =
        questions.as_array().unwrap().iter().find(|it| it["text"].as_str().unwrap().starts_with(beginning)).cloned();
    found.unwrap_or_else(|| panic!("no question begins with `{beginning}`: {questions}"))["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn row(rows: &[(String, u64)], label: &str) -> u64 {
    rows.iter().find(|(it, _)| it.contains(label)).unwrap_or_else(|| panic!("no row `{label}` in {rows:?}")).1
}

#[test]
fn most_people_prefer_the_oxford_comma() {
    let Some(file) = shared("data/surveys/oxford-comma/comma-survey.csv") else {
        return;
    };
    let bank = own_bank();
    let report = load(&bank, &file, &[]);
    assert_balanced(&report);
    let survey = report["id"].as_str().unwrap();
    let comma = bank.json(&["breakdown", survey, &question(&bank, survey, "In your opinion, which sentence")]);
    let (base, rows) = counts(&comma);
    assert_eq!(base, 1129);
    assert_eq!((row(&rows, "kind, and loyal"), row(&rows, "kind and loyal")), (641, 488));
    let share = comma["rows"].as_array().unwrap().iter().find(|it| it["cells"][0]["count"] == 641).unwrap()["cells"][0]
        ["share"]
        .as_f64();
    assert!((share.unwrap() - 641.0 / 1129.0).abs() < 1e-12);
    let data =
        bank.json(&["breakdown", survey, &question(&bank, survey, "How would you write the following sentence")]);
    let (base, rows) = counts(&data);
    assert_eq!(base, 1093);
    let plain = rows.iter().map(|(_, count)| *count).max().unwrap();
    assert_eq!(plain * 1000 / base, 791, "79.1% write `data is`: {rows:?}");
}

#[test]
fn lists_of_codes_are_counted_by_respondent() {
    let Some(file) = shared("data/surveys/quantipy/Example Data (A).csv") else {
        return;
    };
    let bank = own_bank();
    let report = load(&bank, &file, &["--id", "quantipy"]);
    assert_balanced(&report);
    assert_eq!(report["rows"], 8255);
    let (base, rows) = counts(&bank.json(&["breakdown", "quantipy", "q4"]));
    assert_eq!((base, rows.iter().map(|it| it.1).collect::<Vec<_>>()), (8255, vec![2895, 5360]));
    let (base, rows) = counts(&bank.json(&["breakdown", "quantipy", "q2"]));
    assert_eq!(base, 2999);
    assert_eq!(rows.iter().map(|it| it.1).collect::<Vec<_>>(), [1127, 1366, 1721, 649, 458, 428, 492, 53]);
}

#[test]
fn research_reports_are_documents_whose_passages_have_headings() {
    let Some(folder) = shared("data/documents/nhs-england-research") else {
        return;
    };
    let bank = own_bank();
    let report = load(&bank, &folder, &["--kind", "document"]);
    let loads = report["loads"].as_array().unwrap();
    assert_eq!(loads.len(), 33, "32 reports and their list");
    assert!(loads.iter().all(|load| load["kind"] == "document" && load["rows"].as_u64() > Some(0)), "{report}");
    for query in ["user research", "\"notifications\"", "accessib*"] {
        let answer = bank.json(&["search", query, "--kind", "passage", "--limit", "20"]);
        let items = answer["items"].as_array().unwrap();
        assert!(items.len() > 3, "{query}: {answer}");
        assert!(
            items.iter().any(|item| item["heading"].is_string() || item["headings"].is_array()),
            "no headings: {}",
            items[0]
        );
    }
    let _ = bank.run(&["check"]).good();
}

/// A bank with the seed documents in it.
fn seeds() -> Option<OwnBank> {
    let folder = shared("seeds")?;
    let bank = own_bank();
    let report = load(&bank, &folder, &["--kind", "document"]);
    assert_eq!(report["loads"].as_array().unwrap().len(), 5, "{report}");
    Some(bank)
}

fn found(bank: &OwnBank, query: &str) -> BTreeSet<String> {
    let answer = bank.json(&["search", query, "--limit", "500"]);
    answer["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_acronym_finds_in_the_strategy_what_it_stands_for() {
    let Some(bank) = seeds() else { return };
    let short = found(&bank, "CAMHS");
    assert!(short.len() > 1, "{short:?}");
    assert_eq!(short, found(&bank, "child and adolescent mental health services"));
    assert_eq!(short, found(&bank, "\"child and adolescent mental health services\""));
}

#[test]
fn passages_of_the_strategy_are_found_with_their_headings() {
    let Some(bank) = seeds() else { return };
    let answer = bank.json(&["search", "social prescribing", "--limit", "100"]);
    let items = answer["items"].as_array().unwrap();
    assert!(items.len() > 3, "{answer}");
    let headed = items.iter().filter(|item| item["heading"].is_string() || item["headings"].is_array()).count();
    assert!(headed * 2 > items.len(), "{headed} of {} have headings", items.len());
    let again: BTreeSet<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(again.len(), items.len(), "no passage stands twice");
}

/// Loads one file into a bank of its own: it balances, or it is refused with a place and a way on.
fn load_or_refuse(bank: &OwnBank, file: &Path, id: &str) -> Result<bool, String> {
    let output = bank.run(&["load", &file.display().to_string(), "--id", id, "--dry-run", "--format", "json"]);
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let fault = |what: &str| Err(format!("{}: {what}\n{output}", file.display()));
    if output.stderr.contains("panicked") {
        return fault("a panic");
    }
    match output.code {
        Some(0) => {
            let report = output.data();
            for column in report["columns"].as_array().into_iter().flatten() {
                let number = |part: &str| column[part].as_u64().unwrap_or(u64::MAX / 4);
                if number("mapped") + number("stored") + number("left_out") != number("cells")
                    || column["cells"] != report["rows"]
                {
                    return fault(&format!("a column does not balance: {column}"));
                }
            }
            Ok(true)
        }
        Some(2) if !output.stderr.contains(&name) => fault("refused without the place"),
        Some(2) if !output.stderr.contains("hint: ") && !output.stderr.contains("expected ") => {
            fault("refused without a way on")
        }
        Some(2) => Ok(false),
        _ => fault("neither loaded nor refused"),
    }
}

/// Tries every CSV file under `folder` and tells all that goes wrong at once.
#[track_caller]
fn try_all(folder: &Path) {
    let bank = own_bank();
    let files =
        walk(folder).into_iter().filter(|path| path.extension().is_some_and(|end| end == "csv" || end == "tsv"));
    let (mut loaded, mut refused, mut faults) = (0, 0, Vec::new());
    for (n, file) in files.enumerate() {
        match load_or_refuse(&bank, &file, &format!("file-{n}")) {
            Ok(true) => loaded += 1,
            Ok(false) => refused += 1,
            Err(fault) => faults.push(fault),
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {} files:\n{}",
        faults.len(),
        loaded + refused + faults.len(),
        faults.join("\n\n")
    );
    assert!(loaded > 0, "nothing was loaded from {}", folder.display());
}

#[test]
fn every_survey_balances_or_says_why_not() {
    let Some(folder) = shared("data/surveys") else {
        return;
    };
    try_all(&folder);
}

#[test]
fn every_nasty_file_balances_or_says_why_not() {
    let Some(folder) = shared("data/nasty-csv") else {
        return;
    };
    try_all(&folder);
}

#[test]
fn a_real_export_with_two_heading_rows_loads_without_a_warning() {
    let Some(folder) = shared("data/surveys/region-midwest") else {
        return;
    };
    let bank = own_bank();
    let file = walk(&folder).into_iter().find(|path| path.extension().is_some_and(|end| end == "csv")).unwrap();
    let output = bank.run(&["load", &file.display().to_string(), "--format", "json"]).good();
    assert!(!output.stderr.contains("warning: "), "{output}");
    assert_balanced(&output.json());
    let _ = bank.run(&["check"]).good();
}
