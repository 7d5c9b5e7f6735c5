//! Exports of Qualtrics: two styles of one survey, matrices, side-by-side questions, and the questionnaire beside them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{counts, load, shared};
use crate::cli::assert_balanced;
use crate::support::folder::{OwnBank, own_bank, walk};

const FOLDER: &str = "data/surveys/qualtrics";

/// Columns that say nothing about what was asked.
const TECHNICAL: [&str; 12] = [
    "IPAddress",
    "RecipientLastName",
    "RecipientFirstName",
    "RecipientEmail",
    "ExternalDataReference",
    "EmailAddress",
    "ResponseSet",
    "Status",
    "Finished",
    "LocationLatitude",
    "LocationLongitude",
    "LocationAccuracy",
];

/// The surveys exported in both styles, with their questionnaire.
const PAIRS: [(&str, &str, &str); 7] = [
    ("Multiple_Answer_MC_Questions", "Multiple_Answer_MC_Questions_(Insights)", "Multiple_Answer_MC_Questions"),
    (
        "Multiple_Answer_Matrix_Questions",
        "Multiple_Answer_Matrix_Questions_(Insights)",
        "Multiple_Answer_Matrix_Questions",
    ),
    ("No_Basis_for_Evaluation_(Legacy)", "No_Basis_for_Evaluation_(Insights)", "No_Basis_for_Evaluation"),
    ("Sample_Survey", "Sample_Survey_(Insights)", "Sample_Survey"),
    ("SidebySide_Questions_(Legacy)", "SidebySide_Questions_(Insights)", "Side-by-Side_Questions"),
    ("Single_Answer_MC_Questions", "Single_Answer_MC_Questions_(Insights)", "Single_Answer_MC_Questions"),
    ("Single_Answer_Matrix_Questions", "Single_Answer_Matrix_Questions_(Insights)", "Single_Answer_Matrix_Questions"),
];

fn qualtrics(csv: &str, questionnaire: Option<&str>) -> Option<(OwnBank, Value)> {
    let folder = shared(FOLDER)?;
    let bank = own_bank();
    let form = questionnaire.map(|name| folder.join(format!("{name}.qsf")).display().to_string());
    let mut more = vec!["--id", "q"];
    if let Some(form) = &form {
        more.extend(["--questionnaire", form.as_str()]);
    }
    let report = load(&bank, &folder.join(format!("{csv}.csv")), &more);
    assert_balanced(&report);
    Some((bank, report))
}

/// Each question's base and the counts of its rows that are not nought, with how many questions have just these: ids and labels
/// differ with the style and with the questionnaire, and what people answered does not.
fn figures(bank: &OwnBank, kinds: &[&str]) -> BTreeMap<(u64, Vec<u64>), u64> {
    let mut all = BTreeMap::new();
    for question in bank.json(&["questions", "q"]).as_array().unwrap() {
        let id = question["id"].as_str().unwrap();
        if TECHNICAL.contains(&id) || id == "Name" || !kinds.contains(&question["kind"].as_str().unwrap()) {
            continue;
        }
        let (base, rows) = counts(&bank.json(&["breakdown", "q", id]));
        let mut given: Vec<u64> = rows.into_iter().map(|row| row.1).filter(|count| *count > 0).collect();
        given.sort_unstable();
        if !given.is_empty() {
            *all.entry((base, given)).or_default() += 1;
        }
    }
    all
}

const CHOICES: [&str; 4] = ["single", "multiple", "scale", "ranking"];

#[test]
fn both_styles_of_an_export_give_the_same_figures() {
    for (legacy, insights, _) in PAIRS {
        let (Some((one, _)), Some((other, _))) = (qualtrics(legacy, None), qualtrics(insights, None)) else { return };
        assert_eq!(figures(&one, &CHOICES), figures(&other, &CHOICES), "{legacy}");
    }
}

#[test]
fn the_questionnaire_gives_both_styles_labels_and_changes_no_figure() {
    for (legacy, insights, form) in PAIRS {
        let (Some((one, _)), Some((other, _))) = (qualtrics(legacy, Some(form)), qualtrics(insights, Some(form)))
        else {
            return;
        };
        assert_eq!(figures(&one, &CHOICES), figures(&other, &CHOICES), "{legacy} with its questionnaire");
        let (plain, _) = qualtrics(insights, None).unwrap();
        if form != "Sample_Survey" {
            assert_eq!(figures(&plain, &CHOICES), figures(&other, &CHOICES), "{insights} with and without");
        }
        for question in other.json(&["questions", "q"]).as_array().unwrap() {
            let id = question["id"].as_str().unwrap();
            let bare = |option: &Value| option["label"].as_str().unwrap().parse::<i64>().is_ok();
            let labelled = question["options"].as_array().unwrap().iter().filter(|it| !bare(it)).count();
            let choice = CHOICES.contains(&question["kind"].as_str().unwrap()) && !TECHNICAL.contains(&id);
            assert!(!choice || labelled > 0 || question["kind"] == "ranking", "{insights} `{id}`: {question}");
        }
    }
}

#[test]
fn technical_columns_are_no_questions() {
    let Some(folder) = shared(FOLDER) else { return };
    for file in csv_files(&folder) {
        let bank = own_bank();
        assert_balanced(&load(&bank, &file, &["--id", "q"]));
        let questions = bank.json(&["questions", "q"]);
        let asked = |it: &&Value| it["kind"] != "technical" && TECHNICAL.iter().any(|name| it["id"] == *name);
        let wrong: Vec<&str> =
            questions.as_array().unwrap().iter().filter(asked).map(|it| it["id"].as_str().unwrap()).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", file.display());
    }
}

fn csv_files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    walk(folder).into_iter().filter(|path| path.extension().is_some_and(|end| end == "csv"))
}

#[test]
fn matrices_are_grids_and_answers_in_several_columns_are_one_question() {
    let Some((bank, _)) = qualtrics("Multiple_Answer_Matrix_Questions_(Insights)", None) else { return };
    let questions = bank.json(&["questions", "q"]);
    let items: Vec<&Value> = questions.as_array().unwrap().iter().filter(|it| it["grid"]["id"] == "Q2").collect();
    assert_eq!(items.len(), 3, "three statements: {questions}");
    for item in items {
        assert_eq!(item["kind"], "multiple");
        assert_eq!(item["options"].as_array().unwrap().len(), 4, "four points of the scale: {item}");
        assert_ne!(item["text"], item["grid"]["text"]);
    }
    let Some((bank, _)) = qualtrics("Multiple_Answer_MC_Questions_(Insights)", None) else { return };
    let questions = bank.json(&["questions", "q"]);
    assert!(questions.as_array().unwrap().iter().any(|it| it["id"] == "Q3" && it["kind"] == "multiple"), "{questions}");
}

#[test]
fn minus_ninety_nine_is_a_question_seen_and_not_answered() {
    let Some(folder) = shared(FOLDER) else { return };
    let mut found = 0;
    for file in csv_files(&folder) {
        let bank = own_bank();
        let _ = load(&bank, &file, &["--id", "q"]);
        for question in bank.json(&["questions", "q"]).as_array().unwrap() {
            let options = question["options"].as_array().unwrap();
            assert!(options.iter().all(|it| it["label"] != "-99"), "{}: {question}", file.display());
        }
        found += 1;
    }
    assert!(found > 15, "{found} exports");
}
