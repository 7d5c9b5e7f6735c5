//! What the dictionary of a file gives.

use super::*;
use crate::survey::form::Columns;
use crate::survey::{Missing, QuestionKind, Role};

fn number(name: &'static str, labels: &[(f64, &'static str)]) -> Var {
    let labels = labels.iter().map(|(value, label)| (value.to_le_bytes(), *label)).collect();
    Var { name, format: 5, labels, ..Var::default() }
}

fn measures(codes: &[i32]) -> (i32, i32, Vec<u8>) {
    (11, 4, codes.iter().flat_map(|code| [*code, 8, 0]).flat_map(i32::to_le_bytes).collect())
}

#[test]
fn kinds_follow_labels_measures_and_formats() {
    use QuestionKind::{Date, Number, Open, Scale, Single};
    let vars = vec![
        number("A", &[(1.0, "Yes"), (2.0, "No")]),
        number("B", &[(1.0, "Bad"), (2.0, "Good")]),
        number("C", &[(0.0, "None"), (100.0, "All")]),
        number("D", &[]),
        Var { name: "E", format: 20, ..Var::default() },
        Var { name: "F", format: 22, ..Var::default() },
        Var { name: "G", width: 2, labels: vec![(eight("m"), "male"), (eight("M"), "Mixed")], ..Var::default() },
        Var { name: "H", width: 9, ..Var::default() },
    ];
    let case = vec![
        Val::Num(1.0),
        Val::Num(2.0),
        Val::Num(5.0),
        Val::Num(1.5),
        Val::Nothing,
        Val::Nothing,
        text("M"),
        text(""),
    ];
    let extensions = vec![measures(&[1, 2, 3, 3, 3, 3, 1, 1])];
    let mut file = opened(Sav { vars, extensions, weight: 4, cases: vec![case], ..Sav::default() }.bytes());
    let kinds: Vec<QuestionKind> = file.form().questions.iter().map(|form| form.question.kind).collect();
    assert_eq!(kinds, [Single, Scale, Number, Number, Date, Open, Single, Open]);
    assert_eq!(file.form().questions[3].question.role, Some(Role::Weight));
    let ids: Vec<String> = file.form().questions[6].question.options.iter().map(|option| option.id.clone()).collect();
    assert_eq!(ids, ["m", "M_2"], "case does not tell ids apart, so one of them has another");
    assert_eq!(rows(&mut file).0[1], ["1", "2", "5", "1.5", "", "", "M_2", ""]);
    assert!(file.problems().iter().any(|problem| problem.code == "labels_of_numbers"));
}

#[test]
fn values_declared_missing_are_options_with_a_reason() {
    let missing = vec![8.0_f64.to_le_bytes(), 9.0_f64.to_le_bytes(), 7.0_f64.to_le_bytes()];
    let labels = [(1.0, "Yes"), (8.0, "Refused"), (9.0, "Not asked")];
    let range = [(-f64::MAX).next_up().to_le_bytes(), (-1.0_f64).to_le_bytes(), 99.0_f64.to_le_bytes()].to_vec();
    let vars = vec![
        Var { missing_count: 3, missing, ..number("A", &labels) },
        Var { missing_count: -3, missing: range, ..number("B", &[(-2.0, "Does not apply")]) },
        Var { name: "C", width: 3, missing_count: 1, missing: vec![eight("XX")], ..Var::default() },
    ];
    let file = opened(Sav { vars, ..Sav::default() }.bytes());
    let options = |question: usize| -> Vec<(String, Option<Missing>)> {
        let options = &file.form().questions[question].question.options;
        options.iter().map(|option| (option.label.clone(), option.meaning)).collect()
    };
    let expected = [
        ("Yes", None),
        ("Missing (7)", Some(Missing::Invalid)),
        ("Refused", Some(Missing::PreferNotToSay)),
        ("Not asked", Some(Missing::NotAsked)),
    ];
    assert_eq!(options(0), expected.map(|(label, meaning)| (label.to_owned(), meaning)));
    let expected = [
        ("Does not apply", Missing::NotApplicable),
        ("Missing (99)", Missing::Invalid),
        ("Missing (lowest to -1)", Missing::Invalid),
    ];
    assert_eq!(options(1), expected.map(|(label, meaning)| (label.to_owned(), Some(meaning))));
    assert_eq!(options(2), [("Missing (XX)".to_owned(), Some(Missing::Invalid))]);
    assert!(file.problems().iter().any(|problem| problem.message.contains("`B (lowest to -1)`")));
}

#[test]
fn a_recipe_reads_what_the_file_declares_missing_as_the_file_says() {
    use crate::survey::load::{Answers, ReadOptions, read_survey};
    use crate::survey::recipe::{read_recipe, write_recipe};

    let vars = vec![
        Var { missing_count: 1, missing: vec![99.0_f64.to_le_bytes()], ..number("AGE", &[]) },
        Var { missing_count: 1, missing: vec![9.0_f64.to_le_bytes()], ..number("CODE", &[]) },
    ];
    let case = |at: u8| vec![Val::Num(f64::from(at) + 20.0), Val::Num(f64::from(at % 2) + 1.0)];
    let cases = (0..30).map(case).chain([vec![Val::Num(99.0), Val::Num(9.0)]]).collect();
    let bytes = Sav { vars, cases, ..Sav::default() }.bytes();
    let plain = ReadOptions::default();
    let first = read_survey("f.sav", Cursor::new(bytes.clone()), &plain).unwrap();
    let answers = Answers::open("f.sav", Cursor::new(bytes.clone()), &plain, &mut |_, _| {}).unwrap();
    let (recipe, problems) = read_recipe("recipe.toml", &write_recipe(&answers.recipe()));
    assert_eq!(problems, Vec::new());
    let recipe = recipe.unwrap();
    let by_recipe = ReadOptions { form: Some(&recipe.form), ..plain };
    let again = read_survey("f.sav", Cursor::new(bytes), &by_recipe).unwrap();
    assert_eq!(again.questionnaire, first.questionnaire);
    assert_eq!(again.respondents, first.respondents);
    assert_eq!(again.reconciliation.columns, first.reconciliation.columns);
}

#[test]
fn long_names_and_very_long_texts_are_put_together() {
    let vars = vec![
        Var { name: "SHORT", width: 255, ..Var::default() },
        Var { name: "SHORT0", width: 255, ..Var::default() },
        Var { name: "SHORT1", width: 96, ..Var::default() },
        number("Q1", &[]),
    ];
    let letters: Vec<u8> = (0..600_u32).map(|at| b'a' + u8::try_from(at % 26).unwrap_or(0)).collect();
    let pieces: Vec<Val> = letters.chunks(255).map(|piece| Val::Text(piece.to_vec())).collect();
    let extensions =
        vec![(13, 1, b"SHORT=What_they_wrote\tQ1=Question.Other".to_vec()), (14, 1, b"SHORT=00600\0\t".to_vec())];
    let cases = vec![[pieces, vec![Val::Num(1.0)]].concat()];
    let mut file = opened(Sav { vars, extensions, cases, ..Sav::default() }.bytes());
    let (found, _) = rows(&mut file);
    assert_eq!(found[0], ["What_they_wrote", "Question.Other"]);
    assert_eq!(found[1], [String::from_utf8(letters).unwrap_or_default(), "1".to_owned()]);
    assert_eq!(file.form().questions[1].question.id, "Question_other");
}

#[test]
fn a_dichotomy_set_is_one_question_and_its_cells_say_yes_and_no() {
    let vars = vec![
        Var {
            label: Some("Bus"),
            missing_count: 1,
            missing: vec![9.0_f64.to_le_bytes()],
            ..number("Q1A", &[(1.0, "By bus")])
        },
        number("OTHER", &[]),
        Var { label: Some("Tram"), ..number("Q1B", &[(1.0, "By tram")]) },
        number("C1", &[(1.0, "Red")]),
        number("C2", &[(1.0, "Red")]),
    ];
    let case = |values: [f64; 5]| values.into_iter().map(Val::Num).collect::<Vec<Val>>();
    let cases = vec![case([1.0, 5.0, 0.0, 1.0, 1.0]), case([9.0, 5.0, 1.0, 1.0, 1.0])];
    let sets = |kind: &str| format!("$travel={kind} 10 How to go? q1a q1b\n$colour=C 7 Colours c1 c2\n$bad=X\n");
    for (kind, extension, bus) in [("D1 1", 7, "Bus"), ("E 1 1 1", 19, "By bus")] {
        let extensions = vec![(extension, 1, sets(kind).into_bytes())];
        let mut file = opened(Sav { vars: vars.clone(), extensions, cases: cases.clone(), ..Sav::default() }.bytes());
        let form = &file.form().questions[0];
        let question = &form.question;
        assert_eq!((question.id.as_str(), question.text.as_str()), ("travel", "How to go?"));
        assert_eq!((question.kind, question.empty_is_answer), (QuestionKind::Multiple, true));
        assert_eq!(question.options[0].label, bus);
        assert_eq!(form.columns, Columns::PerOption(vec![(vec!["Q1A".to_owned()], 0), (vec!["Q1B".to_owned()], 1)]));
        assert_eq!(file.form().questions.len(), 4);
        assert_eq!(file.form().questions[3].question.grid.as_ref().map(|grid| grid.id.as_str()), Some("colour"));
        let (found, _) = rows(&mut file);
        assert_eq!(found[1..], [["Yes", "5", "No", "1", "1"], ["", "5", "Yes", "1", "1"]]);
        let codes: Vec<String> = file.problems().into_iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["reasons_in_sets", "category_sets", "unread_sets"]);
    }
}

#[test]
fn long_texts_have_labels_and_missing_values_too() {
    let int = i32::to_le_bytes;
    let labels = [&int(1)[..], b"T", &int(10), &int(1), &int(10), b"ABCDEFGHIJ", &int(5), b"Alpha"].concat();
    let missing = [&int(1)[..], b"T", &[1], &int(8), b"NONE    "].concat();
    let vars = vec![Var { name: "T", width: 10, ..Var::default() }];
    let file = opened(Sav { vars, extensions: vec![(21, 1, labels), (22, 1, missing)], ..Sav::default() }.bytes());
    let question = &file.form().questions[0].question;
    let options: Vec<(&str, &str)> = question.options.iter().map(|option| (&*option.id, &*option.label)).collect();
    assert_eq!(
        (question.kind, options),
        (QuestionKind::Single, vec![("ABCDEFGHIJ", "Alpha"), ("NONE", "Missing (NONE)")])
    );
}
