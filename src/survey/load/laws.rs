//! Laws of every load, whatever the file.

use std::collections::BTreeSet;
use std::io::Cursor;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::tests::{RECORD, form};
use super::*;
use crate::survey::form::{Columns, Form};
use crate::survey::recipe::{compare, read_recipe, write_recipe};
use crate::survey::{ResponseReader, ResponseWriter, read_questionnaire};

/// Every cell is accounted for, every respondent answers every question, and the bank's own form gives the same back.
fn check(survey: &LoadedSurvey) {
    let rows = u64::try_from(survey.respondents.len()).unwrap();
    assert_eq!(survey.reconciliation.rows, rows);
    for column in &survey.reconciliation.columns {
        assert_eq!(column.cells, rows);
        assert_eq!(column.mapped + column.stored + column.left_out, column.cells, "{}", column.name);
        assert_eq!(column.left_out, column.reasons.values().sum::<u64>(), "{}", column.name);
        let known = |id: &String| survey.questionnaire.find(id).is_some();
        assert!(column.question.as_ref().is_none_or(known));
    }
    let mut csv = Vec::new();
    let worded = vec![true; survey.questionnaire.questions.len()];
    let mut writer = ResponseWriter::new(&survey.questionnaire, worded, &mut csv).unwrap();
    for respondent in &survey.respondents {
        writer.write(respondent).unwrap();
    }
    writer.finish().unwrap();
    let (reader, problems) = ResponseReader::new("responses.csv", &survey.questionnaire, csv.as_slice());
    assert_eq!(problems, Vec::new());
    let (read, problems): (Vec<_>, Vec<_>) = reader.unzip();
    assert_eq!(problems.concat(), Vec::new());
    assert!(read.into_iter().flatten().eq(survey.respondents.iter().cloned()));
}

/// No column is read for two questions, those of a ranking apart.
fn check_columns(form: &Form) {
    let mut read: Vec<&String> = Vec::new();
    for asked in &form.questions {
        read.extend(&asked.words);
        match &asked.columns {
            Columns::One(names) => read.extend(names.first()),
            Columns::PerOption(options) => read.extend(options.iter().filter_map(|(names, _)| names.first())),
            Columns::PerRank(..) => {}
        }
    }
    let different: BTreeSet<&&String> = read.iter().collect();
    assert_eq!(different.len(), read.len(), "{read:?}");
}

/// The recipe of a load, written down and read again, reads the same file in the same way, and nothing has changed since.
fn check_recipe(bytes: &[u8], options: &ReadOptions<'_>, survey: &LoadedSurvey) {
    let first = Answers::open("f", Cursor::new(bytes.to_vec()), options, &mut |_, _| {}).unwrap();
    let (recipe, problems) = read_recipe("recipe.toml", &write_recipe(&first.recipe()));
    assert_eq!(problems, Vec::new());
    let recipe = recipe.unwrap();
    check_columns(&recipe.form);
    let again = ReadOptions { form: Some(&recipe.form), ..options.clone() };
    let second = Answers::open("f", Cursor::new(bytes.to_vec()), &again, &mut |_, _| {}).unwrap();
    assert_eq!(compare(&recipe, &second.recipe(), &second.seen(&recipe)), Vec::new());
    let replayed = read_survey("f", Cursor::new(bytes.to_vec()), &again).unwrap();
    assert_eq!(replayed.questionnaire, survey.questionnaire);
    assert!(replayed.respondents == survey.respondents, "{:?}", survey.questionnaire);
    assert_eq!(replayed.reconciliation.columns, survey.reconciliation.columns);
}

proptest! {
    #[test]
    fn any_text_is_accounted_for_or_refused(text in "(?s)[a-c1-3;,|\t\n\"\r @.é]{0,120}") {
        if let Ok(survey) = read_survey("f", Cursor::new(text.as_bytes()), &ReadOptions::default()) {
            check(&survey);
        }
    }

    #[test]
    fn any_bytes_are_accounted_for_or_refused(bytes in vec(any::<u8>(), 0..80)) {
        if let Ok(survey) = read_survey("f", Cursor::new(bytes.clone()), &ReadOptions::default()) {
            check(&survey);
        }
    }

    #[test]
    fn any_table_is_accounted_for(
        headings in vec(select(vec![
            "", "q1", "q1.other", "q1[1]. Which? [Tea]", "q1[2]. Which? [Milk]", "q1[other]", "q2_1", "q2_2", "Rate [a]",
            "Rate [b]", "q3. Why?", "q3[other]. Why? [Other]", "Respondent ID", "Name", "age", "When?", "Timestamp",
        ]), 1..8),
        rows in vec(vec(select(vec![
            "", " ", "Yes", "No", "1", "0", "2.0", "3.7", "Tea", "a;b", "a;b;", "a, b", "b, a", "a", "b", "x@y.org", "Agree",
            "Disagree", "NA", "31/12/2022", "01/02/2022", "2022-01-01 10:00", "@not_asked", "=1", "line\nbreak", "\u{feff}1", "99;",
        ]), 0..9), 1..30),
        known in any::<bool>(),
    ) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        writer.write_record(&headings).unwrap();
        for row in &rows {
            writer.write_record(if row.is_empty() { &["x"][..] } else { row }).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let (questionnaire, _) = read_questionnaire("q", &RECORD.replace("drinks", "q1"));
        let form = form(questionnaire);
        let options = ReadOptions { form: known.then_some(&form), delimiter: Some(b','), ..ReadOptions::default() };
        let different: BTreeSet<&str> = headings.iter().copied().filter(|heading| !heading.is_empty()).collect();
        if let Ok(survey) = read_survey("f", Cursor::new(bytes.clone()), &options) {
            if !known {
                check_recipe(&bytes, &options, &survey);
            }
            // Where the headings are blank or one stands alone, or over and over, a row below them may be the heading.
            let headed = different.len() > 1;
            let wider = rows.iter().any(|row| row.len() > headings.len());
            prop_assert!(survey.respondents.len() == rows.len() || !headed || wider);
            check(&survey);
        } else {
            // One heading alone, or over and over, above a wider table is a title.
            // A single row below blank headings may name their options, a last row wider than all above may be the heading, and
            // then nobody answered.
            let blank = rows.len() == 1 && headings.iter().any(|heading| heading.is_empty());
            let last = blank || rows.last().is_some_and(|row| row.len() > headings.len());
            prop_assert!(different.len() < 2 || last);
        }
    }
}
