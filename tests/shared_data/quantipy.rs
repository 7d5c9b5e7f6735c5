//! A survey of codes with its questionnaire beside it, and the tables its owner made of them.

use calamine::{Data, Reader as _};
use serde_json::Value;

use super::{counts, load, shared};
use crate::cli::assert_balanced;
use crate::support::folder::{OwnBank, own_bank};

const FOLDER: &str = "data/surveys/quantipy";

fn quantipy(with_questionnaire: bool) -> Option<(OwnBank, Value)> {
    let folder = shared(FOLDER)?;
    let bank = own_bank();
    let questionnaire = folder.join("Example Data (A).json").display().to_string();
    let mut more = vec!["--id", "quantipy"];
    if with_questionnaire {
        more.extend(["--questionnaire", questionnaire.as_str()]);
    }
    let report = load(&bank, &folder.join("Example Data (A).csv"), &more);
    assert_balanced(&report);
    assert_eq!(report["rows"], 8255);
    Some((bank, report))
}

#[test]
fn a_questionnaire_gives_labels_and_changes_no_figure() {
    let (Some((coded, _)), Some((labelled, _))) = (quantipy(false), quantipy(true)) else { return };
    for (question, base, expected) in
        [("q2", 2999, &[1127, 1366, 1721, 649, 458, 428, 492, 53][..]), ("q4", 8255, &[2895, 5360])]
    {
        for bank in [&coded, &labelled] {
            let (found, rows) = counts(&bank.json(&["breakdown", "quantipy", question]));
            assert_eq!(found, base, "{question}");
            assert_eq!(rows.iter().map(|it| it.1).collect::<Vec<_>>(), expected, "{question}");
        }
    }
    let labels = |question: &str| -> Vec<String> {
        counts(&labelled.json(&["breakdown", "quantipy", question])).1.into_iter().map(|it| it.0).collect()
    };
    assert_eq!(labels("q4"), ["Yes", "No"]);
    assert_eq!((labels("q2")[0].as_str(), labels("q2")[7].as_str()), ("Sky diving", "None of these"));
}

/// The owner's table of one question: the base and each row's count in total and by gender.
fn published(sheet: &str) -> Vec<(String, [u64; 3])> {
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(shared(&format!("{FOLDER}/basic.xlsx")).unwrap()).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let number = |cell: &Data| cell.to_string().parse::<u64>().ok();
    let rows = range.rows().filter_map(|row| {
        let [label, total, men, women, ..] = row else { return None };
        Some((label.to_string(), [number(total)?, number(men)?, number(women)?]))
    });
    rows.collect()
}

#[test]
fn tables_by_gender_are_those_the_owner_published() {
    let Some((bank, _)) = quantipy(true) else { return };
    for sheet in ["q2", "q2b", "q3", "q4", "q8", "q9"] {
        let table = bank.json(&["breakdown", "quantipy", sheet, "--by", "gender"]);
        let columns = table["columns"].as_array().unwrap();
        let column = |label: &str| columns.iter().position(|it| it["label"] == label).unwrap();
        let ours = ["Total", "Male", "Female"].map(column);
        let expected = published(sheet);
        assert_eq!(expected[0].0, "Base", "{sheet}");
        assert_eq!(ours.map(|at| columns[at]["unweighted_base"].as_u64().unwrap()), expected[0].1, "{sheet}");
        let rows = table["rows"].as_array().unwrap();
        assert_eq!(rows.len(), expected.len() - 1, "{sheet}");
        for (row, (label, counts)) in rows.iter().zip(&expected[1..]) {
            assert_eq!(row["label"].as_str().unwrap().trim(), label.trim(), "{sheet}");
            assert_eq!(ours.map(|at| row["cells"][at]["count"].as_u64().unwrap()), *counts, "{sheet} {label}");
        }
    }
}

#[test]
fn weights_are_offered_without_the_questionnaire_and_known_with_it() {
    let (Some((_, report)), Some((known, _))) = (quantipy(false), quantipy(true)) else { return };
    let points = report["open_points"].as_array().unwrap();
    for weight in ["weight_a", "weight_b"] {
        let offered =
            |it: &Value| it["code"] == "looks_like_weight" && it["message"].as_str().unwrap().contains(weight);
        assert!(points.iter().any(offered), "`{weight}`: {points:?}");
        // Whoever asks for a weight that is none is told those there are.
        let _ = known.run(&["breakdown", "quantipy", "q4", "--weight", "q1x"]).fails(2).says(weight);
    }
}
