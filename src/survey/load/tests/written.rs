//! Laws of how a table is written: encodings, delimiters, options joined in one cell, and an account that another count agrees with.

use encoding_rs::WINDOWS_1252;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;
use crate::survey::Question;

/// The table as text, every cell in quotation marks.
fn text(rows: &[Vec<String>], delimiter: &str) -> String {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(delimiter) + "\r\n";
    rows.iter().map(line).collect()
}

/// Ways to write characters; `None` where the encoding has not all of them.
const ENCODINGS: [&str; 5] = ["utf-8", "utf-8 with a mark", "utf-16le", "utf-16be", "windows-1252"];

fn encoded(text: &str, encoding: &str) -> Option<Vec<u8>> {
    let halves = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    match encoding {
        "utf-8" => Some(text.as_bytes().to_vec()),
        "utf-8 with a mark" => Some(["\u{feff}", text].concat().into_bytes()),
        "utf-16le" => Some([b"\xff\xfe".to_vec(), halves(u16::to_le_bytes)].concat()),
        "utf-16be" => Some([b"\xfe\xff".to_vec(), halves(u16::to_be_bytes)].concat()),
        _ => Some(WINDOWS_1252.encode(text)).filter(|(_, _, lossy)| !lossy).map(|(bytes, _, _)| bytes.into_owned()),
    }
}

fn read(bytes: Vec<u8>) -> Result<LoadedSurvey, Vec<Problem>> {
    read_survey("answers.csv", Cursor::new(bytes), &ReadOptions::default())
}

/// A question of several options, which are known, in the column of its name.
fn asked(labels: &[String], delimiter: &str) -> Form {
    let options = labels.iter().zip(0..).map(|(label, at)| crate::survey::AnswerOption {
        id: format!("o{at}"),
        label: label.clone(),
        ..crate::survey::AnswerOption::default()
    });
    let question = Question {
        id: "drinks".to_owned(),
        text: "What do you drink?".to_owned(),
        kind: QuestionKind::Multiple,
        class: Class::Opinion,
        options: options.collect(),
        grid: None,
        asked_if: None,
        codes: Vec::new(),
        role: None,
        empty_is_answer: false,
    };
    let asked = FormQuestion::new(question, Columns::One(vec!["drinks".to_owned()]));
    let asked = FormQuestion { divided_by: Some(delimiter.to_owned()), ..asked };
    Form { settled: true, questions: vec![asked], ..Form::default() }
}

/// The labels each respondent chose, sorted.
fn chosen(survey: &LoadedSurvey, id: &str) -> Vec<Vec<String>> {
    let options = &survey.questionnaire.find(id).unwrap().options;
    let labels = |answer: &&Answer| match answer {
        Answer::Options(chosen) => {
            let mut labels: Vec<String> =
                chosen.iter().map(|option| options[usize::from(*option)].label.clone()).collect();
            labels.sort();
            labels
        }
        _ => Vec::new(),
    };
    answers(survey, id).iter().map(labels).collect()
}

/// Labels of which none is made of others, with these signs in them.
fn labels(signs: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    let tail = (select(signs), select(vec!["with milk", "black", "no sugar"]));
    vec(proptest::option::of(tail), 3..6).prop_map(|tails| {
        let label = |(name, tail): (&str, Option<(&str, &str)>)| {
            tail.map_or_else(|| name.to_owned(), |(sign, words)| format!("{name}{sign}{words}"))
        };
        ["Tea", "Coffee", "Water", "Juice", "Cocoa"].into_iter().zip(tails).map(label).collect()
    })
}

fn joined(labels: &[String], rows: &[Vec<usize>], delimiter: &str) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let mut table = vec![vec!["drinks".to_owned(), "comment".to_owned()]];
    let mut wanted = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let mut one: Vec<String> = row.iter().filter_map(|at| labels.get(*at)).cloned().collect();
        table.push(vec![one.join(delimiter), format!("Row {number} is here")]);
        one.sort();
        wanted.push(one);
    }
    (table, wanted)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_table_is_the_same_however_it_is_written(
        rows in vec((
            select(vec!["Tea", "Café", "Milk, hot", ""]), 18..70_u32, select(vec!["£3 \"or\" so", "naïve; long", "two\nlines", "–", "a|b"]),
        ), 12..30),
        delimiter in select(vec![",", ";", "\t", "|"]),
        encoding in select(ENCODINGS.to_vec()),
    ) {
        let mut table = vec![["Which drink?", "Age", "Warum möchten Sie das?"].map(str::to_owned).to_vec()];
        table.extend(rows.iter().map(|(drink, age, why)| vec![(*drink).to_owned(), age.to_string(), (*why).to_owned()]));
        let plain = read(text(&table, ",").into_bytes()).unwrap();
        prop_assert_eq!(plain.respondents.len(), rows.len());
        let Some(bytes) = encoded(&text(&table, delimiter), encoding) else { return Ok(()) };
        let other = read(bytes).unwrap();
        prop_assert_eq!(&other.questionnaire, &plain.questionnaire);
        prop_assert!(other.respondents == plain.respondents, "{:?}", other.reconciliation.recognised);
        prop_assert_eq!(other.reconciliation.columns, plain.reconciliation.columns);
    }

    #[test]
    fn known_options_are_recovered_whatever_they_hold(
        labels in labels(&[", ", "; ", " \"", " (", ","]),
        rows in vec(subsequence(vec![0_usize, 1, 2, 3, 4], 0..5).prop_shuffle(), 1..20),
        delimiter in select(vec![", ", "; ", ";", "|"]),
    ) {
        let (table, wanted) = joined(&labels, &rows, delimiter);
        let form = asked(&labels, delimiter.trim());
        let options = ReadOptions { form: Some(&form), delimiter: Some(b','), ..ReadOptions::default() };
        let survey = read_survey("f", Cursor::new(text(&table, ",").into_bytes()), &options).unwrap();
        prop_assert_eq!(chosen(&survey, "drinks"), wanted);
        prop_assert!(words(&survey, "drinks").is_empty());
    }

    #[test]
    fn options_that_stand_alone_somewhere_are_recovered(
        labels in labels(&[", ", " \"", " ("]),
        more in vec(subsequence(vec![0_usize, 1, 2, 3, 4], 1..4).prop_shuffle(), 12..30),
        delimiter in select(vec![";", "; ", "|"]),
    ) {
        let alone = (0..labels.len()).map(|at| vec![at]);
        let pairs = [vec![0, 1], vec![1, 2]].into_iter();
        let more = more.into_iter().map(|row| row.into_iter().filter(|at| *at < labels.len()).collect());
        let rows: Vec<Vec<usize>> = alone.chain(pairs).chain(more).collect();
        let (table, wanted) = joined(&labels, &rows, delimiter);
        let options = ReadOptions { delimiter: Some(b','), ..ReadOptions::default() };
        let survey = read_survey("f", Cursor::new(text(&table, ",").into_bytes()), &options).unwrap();
        prop_assert_eq!(kind(&survey, "drinks"), QuestionKind::Multiple);
        prop_assert_eq!(chosen(&survey, "drinks"), wanted);
    }

    #[test]
    fn a_mark_within_one_label_divides_nothing(
        times in vec(1_usize..9, 6),
        mark in select(vec!["|", ";", " | ", "; "]),
    ) {
        let odd = format!("=cmd{mark}calc");
        let given = ["Tea", "Coffee", "Water", "Juice", "Cocoa", odd.as_str()];
        let cells = given.iter().zip(&times).flat_map(|(label, times)| vec![(*label).to_owned(); *times]);
        let rows: Vec<Vec<String>> = cells.map(|cell| vec![cell, "x".to_owned()]).collect();
        let table = [vec![vec!["Which?".to_owned(), "n".to_owned()]], rows.clone()].concat();
        let options = ReadOptions { delimiter: Some(b','), ..ReadOptions::default() };
        let survey = read_survey("f", Cursor::new(text(&table, ",").into_bytes()), &options).unwrap();
        let question = &survey.questionnaire.questions[0];
        prop_assert_ne!(question.kind, QuestionKind::Multiple);
        let position = question.options.iter().position(|option| option.label == odd);
        if question.kind == QuestionKind::Single {
            let found = counts(&survey, &question.id)[position.unwrap()].1;
            prop_assert_eq!(found, times[5]);
        }
    }

    #[test]
    fn another_count_of_the_cells_agrees_with_the_account(
        headings in subsequence(vec!["Which?", "Age", "When?", "Why?", "q1_1", "q1_2", "q1_3", "Respondent ID", "Email"], 2..8),
        rows in vec(vec(select(vec![
            "", " ", "Yes", "No", "12", "1", "a;b", "a", "b", "Tea, hot", "x@y.org", "31/12/2022", "N/A", "line\nbreak", "Don't know",
        ]), 9), 2..25),
    ) {
        let mut table = vec![headings.iter().map(|heading| (*heading).to_owned()).collect::<Vec<_>>()];
        table.extend(rows.iter().map(|row| row.iter().take(headings.len()).map(|cell| (*cell).to_owned()).collect()));
        let options = ReadOptions { delimiter: Some(b','), ..ReadOptions::default() };
        let survey = read_survey("f", Cursor::new(text(&table, ",").into_bytes()), &options).unwrap();
        prop_assert_eq!(survey.reconciliation.columns.len(), headings.len());
        let footer = problem_codes(&survey).contains(&"footer_rows");
        prop_assert!(footer || survey.respondents.len() == rows.len());
        for (at, account) in survey.reconciliation.columns.iter().enumerate().filter(|_| !footer) {
            let filled = rows.iter().filter(|row| !row[at].trim().is_empty()).count() as u64;
            let blank = account.reasons.get("blank").copied().unwrap_or_default();
            prop_assert_eq!(account.cells - blank, filled, "{:?}", account);
            let reasons: u64 = account.reasons.values().sum();
            prop_assert_eq!(account.mapped + account.stored + reasons - blank, filled, "{:?}", account);
        }
    }
}

#[test]
fn utf_16_without_a_mark_is_read_too() {
    let table = "\"Which drink?\",\"Age\"\r\n".to_owned() + &"\"Tea\",\"20\"\r\n\"Café\",\"31\"\r\n".repeat(10);
    let plain = read(table.clone().into_bytes()).unwrap();
    for bytes in [
        table.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
        table.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ] {
        assert!(read(bytes).unwrap().respondents == plain.respondents);
    }
}

#[test]
fn a_recipe_takes_no_column_that_it_names_for_another_question() {
    let mut csv = "Q1_1,Q1_2,Q1_3\n".to_owned();
    (0..20).for_each(|row| csv += ["1,,It was slow\n", ",1,They were kind to me\n"][row % 2]);
    let plain = ReadOptions::default();
    let opened = Answers::open("f", Cursor::new(csv.as_bytes()), &plain, &mut |_, _| {}).unwrap();
    let mut form = opened.recipe().form;
    let asked = |id: &str, kind: QuestionKind, columns: Columns, options: &[&str]| {
        let mut asked = asked(&options.iter().map(|&label| label.to_owned()).collect::<Vec<_>>(), ";");
        let mut asked = asked.questions.remove(0);
        (asked.question.id, asked.question.kind, asked.columns) = (id.to_owned(), kind, columns);
        asked
    };
    let ticks = Columns::PerOption(vec![(vec!["Q1_1".to_owned()], 0), (vec!["Q1_2".to_owned()], 1)]);
    form.questions = vec![
        asked("q1", QuestionKind::Multiple, ticks, &["Tea", "Milk"]),
        asked("why", QuestionKind::Open, Columns::One(vec!["Q1_3".to_owned()]), &[]),
    ];
    let options = ReadOptions { form: Some(&form), ..ReadOptions::default() };
    let survey = read_survey("f", Cursor::new(csv.as_bytes()), &options).unwrap();
    assert_eq!(counts(&survey, "q1"), [("Tea", 10), ("Milk", 10)]);
    assert_eq!(answers(&survey, "why")[0], &Answer::Text("It was slow".to_owned()));
}
