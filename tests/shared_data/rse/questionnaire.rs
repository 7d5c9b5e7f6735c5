//! The same answers read with a questionnaire. There is only that of a later year, which words some questions and options
//! otherwise: where both agree the tables are the same, and no answer may be lost or counted as another.

use std::collections::BTreeMap;

use serde_json::Value;

use super::survey::Survey;
use crate::shared_data::shared;

const UK: &str = "rse-2016-uk";
const DE: &str = "rse-2017-de";

/// A survey as it is, and with the questionnaire.
fn both(folder: &str) -> Option<(Survey, Survey)> {
    let questionnaire = shared("data/surveys/rse-2016-uk/uk_core_survey.lss")?.display().to_string();
    Some((Survey::loaded(folder, &[])?, Survey::loaded(folder, &["--questionnaire", &questionnaire])?))
}

/// The counts of a question, by label without anything but letters and digits, nobody left out.
fn counts(survey: &Survey, question: &str) -> BTreeMap<String, f64> {
    let bare = |label: &str| label.chars().filter(|it| it.is_alphanumeric()).collect::<String>().to_lowercase();
    let ours = survey.ours(question);
    ours.counts.iter().filter(|(_, count)| **count > 0.0).map(|(label, count)| (bare(label), *count)).collect()
}

/// Whether it was said that the questionnaire does not know some answers to `question`, or to a part of it.
fn is_told(survey: &Survey, question: &str) -> bool {
    let of = |field: &str| field == question || field.starts_with(&format!("{question}."));
    let listed = |it: &Value| it["message"].as_str().unwrap().contains(&format!("`{question}"));
    let told = |it: &Value| match it["code"].as_str() {
        Some("unknown_option") => it["place"]["field"].as_str().is_some_and(of),
        Some("questionnaire_differs") => listed(it),
        _ => false,
    };
    survey.report["problems"].as_array().unwrap().iter().any(told)
}

/// The questions chosen from that are there in both, by id and kind.
fn chosen_from<'s>(plain: &'s Survey, known: &Survey) -> Vec<&'s str> {
    let same = |it: &&Value| {
        let kind = it["kind"].as_str().unwrap();
        let again = known.questions.iter().find(|other| other["id"] == it["id"]);
        ["single", "scale", "multiple"].contains(&kind) && again.is_some_and(|again| again["kind"] == kind)
    };
    plain.questions.iter().filter(same).map(|it| it["id"].as_str().unwrap()).collect()
}

#[test]
fn with_a_questionnaire_no_answer_is_counted_as_another() {
    for folder in [UK, DE] {
        let Some((plain, known)) = both(folder) else { return };
        let mut faults = Vec::new();
        for question in chosen_from(&plain, &known) {
            let (before, after) = (counts(&plain, question), counts(&known, question));
            let grown = after.iter().filter(|(label, count)| before.get(*label).is_none_or(|it| *it < **count));
            faults.extend(grown.map(|(label, count)| format!("{question}: {count} became `{label}`")));
            if after.values().sum::<f64>() < before.values().sum::<f64>() && !is_told(&known, question) {
                faults.push(format!("{question}: answers were left out without a word"));
            }
        }
        assert!(faults.is_empty(), "{folder}: {faults:#?}");
    }
}

#[test]
fn with_a_questionnaire_whoever_answered_stays_in_the_base() {
    let Some((plain, known)) = both(UK) else { return };
    let mut faults = Vec::new();
    for question in chosen_from(&plain, &known) {
        let (before, after) = (plain.ours(question).base, known.ours(question).base);
        if (before - after).abs() > 1e-9 {
            faults.push(format!("{question}: {before} answered, {after} with the questionnaire"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn with_a_questionnaire_every_cell_somebody_filled_in_is_kept() {
    for folder in [UK, DE] {
        let Some((plain, known)) = both(folder) else { return };
        let kept = |survey: &Survey| {
            let columns = survey.report["columns"].as_array().unwrap().iter();
            let sum = |it: &Value| it["mapped"].as_u64().unwrap() + it["stored"].as_u64().unwrap();
            columns.map(|it| (it["name"].to_string(), sum(it))).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(kept(&plain), kept(&known), "{folder}");
    }
}

#[test]
fn with_a_questionnaire_a_reason_has_its_ranks() {
    let Some((plain, known)) = both(DE) else { return };
    // The two reasons that both years word alike.
    for reason in ["Opportunity to develop software", "Ability to work across disciplines"] {
        let question = known.questions.iter().find(|it| it["text"] == reason).unwrap()["id"].as_str().unwrap();
        assert_eq!(known.kind(question), "ranking");
        let ours = known.ours(question);
        for rank in 1..=5 {
            let published: f64 =
                plain.column(&format!("prevEmp2.{rank}")).filter(|cell| *cell == reason).map(|_| 1.0).sum();
            assert_eq!(ours.counts.get(&format!("Rank{rank}")), Some(&published), "{reason}");
        }
    }
    assert!(is_told(&known, "prevEmp2"), "reasons that the questionnaire does not know are left out without a word");
}
