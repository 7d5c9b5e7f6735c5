//! What the published tables do not tell by themselves: grids, ticks, options that look like none, numbers, banners, and that every
//! cell of the files is kept.

use std::collections::BTreeMap;

use serde_json::Value;

use super::published::key;
use super::survey::Survey;

const UK: &str = "rse-2016-uk";
const DE: &str = "rse-2017-de";

#[test]
fn every_cell_somebody_filled_in_is_kept() {
    for folder in [UK, DE] {
        let Some(survey) = Survey::loaded(folder, &[]) else { return };
        let accounts = survey.report["columns"].as_array().unwrap();
        assert_eq!(accounts.len(), survey.heads.len());
        // The first column, without a heading, numbers the rows: it is no answer.
        for (place, account) in accounts.iter().enumerate().skip(1) {
            let filled = survey.rows.iter().filter(|row| !row[place].trim().is_empty()).count();
            let kept = account["mapped"].as_u64().unwrap() + account["stored"].as_u64().unwrap();
            assert_eq!(usize::try_from(kept).unwrap(), filled, "{folder}: {account}");
        }
    }
}

/// The ticks of a multiple choice as the file has them: of each option by its key, and how many people answered at all.
fn ticks(survey: &Survey, code: &str) -> (BTreeMap<String, f64>, f64) {
    let begins = format!("{code}[");
    let mine: Vec<usize> = (0..survey.heads.len()).filter(|at| survey.heads[*at].starts_with(&begins)).collect();
    let option = |at: usize| {
        let (_, words) = survey.heads[at].rsplit_once('[').unwrap();
        key(words.trim_end_matches(']'))
    };
    let ticked = |at: usize| survey.rows.iter().filter(|row| row[at] == "Yes").map(|_| 1.0).sum::<f64>();
    let answered = survey.rows.iter().filter(|row| mine.iter().any(|at| !row[*at].is_empty())).map(|_| 1.0).sum();
    (mine.iter().map(|at| (option(*at), ticked(*at))).collect(), answered)
}

#[test]
fn a_multiple_choice_is_shared_among_people_and_on_request_among_ticks() {
    let Some(survey) = Survey::loaded(DE, &[]) else { return };
    for code in ["currentEmp13", "proj4can", "fund2", "fund3", "fund4", "tool4can", "ukrse2"] {
        let (options, answered) = ticks(&survey, code);
        let all: f64 = options.values().sum();
        for (base, of) in [("answered", answered), ("ticks", all)] {
            let table = survey.table(code, base);
            assert_eq!((&table["base"]["rule"], &table["question"]["kind"]), (&base.into(), &"multiple".into()));
            let rows = table["rows"].as_array().unwrap();
            assert_eq!(rows.len(), options.len(), "{table}");
            for row in rows {
                let count = options[&key(row["label"].as_str().unwrap())];
                let cell = &row["cells"][0];
                assert_eq!(cell["count"].as_f64(), Some(count), "{code}: {row}");
                assert!((cell["share"].as_f64().unwrap() - count / of).abs() < 1e-12, "{code} of {base}: {row}");
            }
        }
        let definitions = ["answered", "ticks"].map(|base| survey.table(code, base)["base"]["definition"].to_string());
        assert_ne!(definitions[0], definitions[1], "the table says which of the two it is");
    }
}

#[test]
fn an_option_called_not_applicable_is_an_option_until_somebody_says_otherwise() {
    let Some(survey) = Survey::loaded(DE, &[]) else { return };
    let ours = survey.ours("ukrse2");
    assert_eq!(ours.counts.get("N/A"), ticks(&survey, "ukrse2").0.get("N/A"));
    let points = survey.report["open_points"].as_array().unwrap();
    let told = |it: &&Value| it["code"] == "looks_not_applicable" && it["question"] == "ukrse2";
    assert_eq!(points.iter().filter(told).count(), 1, "{points:?}");
}

#[test]
fn the_mean_of_a_number_is_that_of_the_values_in_the_file() {
    for (folder, questions) in
        [(UK, &["currentEmp11", "currentEmp16a"][..]), (DE, &["currentEmp11", "proj1can", "soft1can", "train2"][..])]
    {
        let Some(survey) = Survey::loaded(folder, &[]) else { return };
        for question in questions {
            let values: Vec<f64> = survey.column(question).filter_map(|cell| cell.parse().ok()).collect();
            let many = f64::from(u32::try_from(values.len()).unwrap());
            let table = survey.table(question, "answered");
            assert_eq!(table["columns"][0]["unweighted_base"].as_f64(), Some(many), "{folder}, {question}");
            let means: Vec<&Value> =
                table["statistics"].as_array().unwrap().iter().filter(|it| it["id"] == "mean").collect();
            let mean = means[0]["cells"][0].as_f64().unwrap();
            assert!((mean - values.iter().sum::<f64>() / many).abs() < 1e-9, "{folder}, {question}: {mean}");
        }
    }
}

#[test]
fn the_parts_of_a_grid_are_questions_that_name_their_grid() {
    let Some(survey) = Survey::loaded(DE, &[]) else { return };
    for (question, grid) in [("likert2.affSat1", "likert2"), ("rse3.SQ001", "rse3"), ("likert0.time1can", "likert0")] {
        let found = survey.questions.iter().find(|it| it["id"] == question);
        assert_eq!(found.unwrap_or_else(|| panic!("no `{question}`"))["grid"]["id"], grid);
    }
}

/// The questions with one answer that came from a column of their own and have few options.
fn with_one_answer(survey: &Survey) -> Vec<&str> {
    let fits = |it: &&Value| {
        let few = it["options"].as_array().is_some_and(|options| options.len() <= 11);
        few && (it["kind"] == "single" || it["kind"] == "scale")
    };
    survey.questions.iter().filter(fits).map(|it| it["id"].as_str().unwrap()).collect()
}

#[test]
fn a_table_by_another_question_counts_what_the_file_says() {
    for folder in [UK, DE] {
        let Some(survey) = Survey::loaded(folder, &[]) else { return };
        for pair in with_one_answer(&survey).windows(2).step_by(3) {
            let mut people: BTreeMap<(String, String), u64> = BTreeMap::new();
            for (answer, group) in survey.column(pair[0]).zip(survey.column(pair[1])) {
                let group = if group.is_empty() { "Not stated" } else { group };
                *people.entry((key(answer), key(group))).or_default() += 1;
            }
            let table = survey.table(&format!("{}&by={}", pair[0], pair[1]), "answered");
            let columns = table["columns"].as_array().unwrap();
            let mut seen = 0;
            for row in table["rows"].as_array().unwrap().iter().filter(|row| row["net"] == false) {
                let cells = columns.iter().zip(row["cells"].as_array().unwrap());
                for (column, cell) in cells.filter(|(column, _)| column["id"] != "total") {
                    let [answer, group] = [row, column].map(|it| key(it["label"].as_str().unwrap()));
                    let expected = people.get(&(answer, group)).copied().unwrap_or(0);
                    assert_eq!(cell["count"].as_u64(), Some(expected), "{folder}, {pair:?}: {row}, {column}");
                    seen += expected;
                }
            }
            let answered: u64 = people.iter().filter(|((answer, _), _)| !answer.is_empty()).map(|it| it.1).sum();
            assert_eq!(seen, answered, "{folder}, {pair:?}: somebody is in no cell");
        }
    }
}
