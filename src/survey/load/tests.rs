//! What a person sees of a load: the questions, the answers, and an account of every cell.

mod beside;
mod lettered;
mod lists;
mod people;
mod written;

use std::io::Cursor;

use super::*;
use crate::survey::form::{Columns, Form, FormQuestion};
use crate::survey::{Answer, Class, Missing, QuestionKind, read_questionnaire};

pub(super) fn load(csv: &str) -> LoadedSurvey {
    read_survey("answers.csv", Cursor::new(csv.as_bytes()), &ReadOptions::default()).unwrap()
}

/// A questionnaire as a recipe gives it.
pub(super) fn form(questionnaire: crate::survey::Questionnaire) -> Form {
    let by_id = |question: crate::survey::Question| FormQuestion::new(question, Columns::One(Vec::new()));
    Form { settled: true, questions: questionnaire.questions.into_iter().map(by_id).collect(), ..Form::default() }
}

fn load_with(csv: &str, record: &str) -> LoadedSurvey {
    let (questionnaire, problems) = read_questionnaire("q.toml", record);
    assert_eq!(problems, Vec::new());
    let form = form(questionnaire);
    let options = ReadOptions { form: Some(&form), ..ReadOptions::default() };
    read_survey("answers.csv", Cursor::new(csv.as_bytes()), &options).unwrap()
}

/// How often each option of a question was chosen, by label.
fn counts<'s>(survey: &'s LoadedSurvey, id: &str) -> Vec<(&'s str, usize)> {
    let position = survey.questionnaire.position(id).unwrap();
    let options = &survey.questionnaire.questions[position].options;
    let chosen = |index: usize| {
        let holds = |answer: &Answer| matches!(answer, Answer::Options(chosen) if chosen.iter().any(|one| usize::from(*one) == index));
        survey.respondents.iter().filter(|respondent| holds(&respondent.answers[position])).count()
    };
    options.iter().enumerate().map(|(index, option)| (option.label.as_str(), chosen(index))).collect()
}

fn kind(survey: &LoadedSurvey, id: &str) -> QuestionKind {
    survey.questionnaire.find(id).unwrap().kind
}

fn answers<'s>(survey: &'s LoadedSurvey, id: &str) -> Vec<&'s Answer> {
    let position = survey.questionnaire.position(id).unwrap();
    survey.respondents.iter().map(|respondent| &respondent.answers[position]).collect()
}

fn words<'s>(survey: &'s LoadedSurvey, id: &str) -> Vec<&'s str> {
    let position = survey.questionnaire.position(id).unwrap();
    let others = survey.respondents.iter().flat_map(|respondent| &respondent.others);
    others.filter(|(question, _)| *question == position).map(|(_, words)| words.0.as_str()).collect()
}

fn open_codes(survey: &LoadedSurvey) -> Vec<&str> {
    survey.reconciliation.open_points.iter().map(|point| point.code.as_str()).collect()
}

fn problem_codes(survey: &LoadedSurvey) -> Vec<&str> {
    survey.reconciliation.problems.iter().map(|problem| problem.code.as_str()).collect()
}

fn refused(bytes: &[u8]) -> String {
    let problems = read_survey("answers.csv", Cursor::new(bytes.to_vec()), &ReadOptions::default()).unwrap_err();
    assert!(problems.iter().all(|problem| problem.is_error() && problem.hint.is_some()));
    problems[0].code.clone()
}

/// `rows` rows, the answers to each question taken from its list in turn.
fn table(headings: &[&str], rows: usize, columns: &[&[&str]]) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut lines = vec![headings.iter().map(|heading| quoted(heading)).collect::<Vec<_>>().join(",")];
    for row in 0..rows {
        let cells = columns.iter().map(|cells| quoted(cells[row % cells.len()]));
        lines.push(cells.collect::<Vec<_>>().join(","));
    }
    lines.join("\n")
}

#[test]
fn every_kind_of_question_is_told_from_its_answers() {
    let comments = ["It was good, but slow.", "Nothing, really", "Staff; kind and patient"];
    let csv = table(
        &["Which tea?", "How satisfied are you?", "Age", "Moved in", "q1", "What else?"],
        12,
        &[
            &["Green", "Black", "Green", ""],
            &["Very satisfied", "Dissatisfied", "Satisfied"],
            &["31", "44", "27.0"],
            &["31/12/2021", "01/02/2022"],
            &["1", "2.0", "1"],
            &comments,
        ],
    );
    let survey = load(&csv);
    let kinds: Vec<QuestionKind> = survey.questionnaire.questions.iter().map(|question| question.kind).collect();
    let expected =
        [QuestionKind::Single, QuestionKind::Scale, QuestionKind::Number, QuestionKind::Date, QuestionKind::Single];
    assert_eq!(kinds[..5], expected);
    assert_eq!(counts(&survey, "which-tea"), [("Black", 3), ("Green", 6)]);
    let order = [("Dissatisfied", 4), ("Satisfied", 4), ("Very satisfied", 4)];
    assert_eq!(counts(&survey, "how-satisfied-are-you"), order);
    assert_eq!(counts(&survey, "q1"), [("1", 8), ("2", 4)]);
    assert_eq!(answers(&survey, "age")[2], &Answer::Number(27.0));
}

#[test]
fn long_different_answers_are_kept_as_words() {
    let csv = "Comment\nThe staff were kind\n\"Slow, but kind\"\nNo parking at all\n";
    let survey = load(csv);
    assert_eq!(kind(&survey, "Comment"), QuestionKind::Open);
    assert_eq!(answers(&survey, "comment")[1], &Answer::Text("Slow, but kind".to_owned()));
}

#[test]
fn sentences_that_hold_commas_are_options_and_not_lists() {
    let sentences = ["It is honest, kind, and loyal.", "It is honest, kind and loyal."];
    let csv = table(&["Which sentence?", "n"], 20, &[&sentences, &["a"]]);
    assert_eq!(counts(&load(&csv), "which-sentence"), [(sentences[1], 10), (sentences[0], 10)]);
}

#[test]
fn lists_of_codes_with_a_delimiter_at_the_end_are_multiple_choices() {
    let survey = load("q2,n\n1;2;,a\n2;,b\n,a\n97;,a\n1;2;97;,b\n");
    assert_eq!(kind(&survey, "q2"), QuestionKind::Multiple);
    assert_eq!(counts(&survey, "q2"), [("1", 2), ("2", 3), ("97", 2)]);
    assert_eq!(answers(&survey, "q2")[2], &Answer::Missing(Missing::Blank));
    let decimal = load("q2,n\n1;2.0;,a\n2.0;,b\n2;,a\n1.0;2;,b\n");
    assert_eq!(counts(&decimal, "q2"), [("1", 2), ("2", 4)]);
}

#[test]
fn lists_joined_by_commas_keep_options_that_hold_commas_and_words_nobody_shares() {
    let cells = [
        "Email",
        "Websites such as Alpha, beta, and gamma",
        "Post",
        "Email, Websites such as Alpha, beta, and gamma",
        "Email, Post",
        "Post, Websites such as Alpha, beta, and gamma",
        "Email, Post, Websites such as Alpha, beta, and gamma",
    ];
    let mut csv = table(&["How do you hear of us?", "n"], 70, &[&cells, &["x"]]);
    csv.push_str("\n\"Email, a poster in the park\",x\n");
    let survey = load(&csv);
    let mut found = counts(&survey, "how-do-you-hear-of-us");
    found.sort_unstable();
    let own = ("Other, in their own words", 1);
    assert_eq!(found, [("Email", 41), own, ("Post", 40), ("Websites such as Alpha, beta, and gamma", 40)]);
    assert_eq!(words(&survey, "how-do-you-hear-of-us"), ["a poster in the park"]);
    assert!(open_codes(&survey).contains(&"joined_options") && open_codes(&survey).contains(&"words_beside"));
}

#[test]
fn options_of_a_list_that_differ_in_case_or_spacing_only_are_one() {
    let cells = ["Fortran;R", "FORTRAN", "R;Fortran;C", "Fortran", "fortran;  R", "C;R", "Fortran, R", "Stata;R"];
    for delimiter in [";", ","] {
        let cells: Vec<String> =
            cells.iter().map(|cell| cell.replace(", ", ";").replace(';', &format!("{delimiter} "))).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let survey = load(&table(&["Which languages?", "n"], 80, &[&cells, &["x"]]));
        let expected = [("Fortran", 60), ("R", 60), ("C", 20), ("Stata", 10)];
        let found = counts(&survey, "which-languages");
        assert!(expected.iter().all(|one| found.contains(one)) && found.len() == 4, "{found:?}");
        assert!(problem_codes(&survey).contains(&"merged_labels"));
    }
}

#[test]
fn who_answered_a_list_in_words_of_their_own_only_is_in_the_base() {
    let mut csv = table(&["Which?", "n"], 60, &[&["Tea;Milk", "Tea", "Milk;Water", "Water"], &["x"]]);
    csv.push_str("\nGin and tonic,x\n");
    let survey = load(&csv);
    assert_eq!(counts(&survey, "which").last(), Some(&("Other, in their own words", 1)));
    assert_eq!(words(&survey, "which"), ["Gin and tonic"]);
    assert!(answers(&survey, "which").iter().all(|answer| matches!(answer, Answer::Options(_))));
}

#[test]
fn a_list_of_modest_length_is_shown_whole_though_few_chose_some_of_it() {
    let rare: Vec<String> = (0..20).map(|number| format!("Rare subject {}", char::from(b'a' + number))).collect();
    let mut csv = table(&["Subject", "n"], 300, &[&["Physics", "Biology", "History"], &["x"]]);
    for subject in &rare {
        csv.push('\n');
        csv.push_str(subject);
        csv.push_str(",x");
    }
    let survey = load(&csv);
    assert_eq!(counts(&survey, "subject").len(), 23);
    assert!(!open_codes(&survey).contains(&"own_words"));
}

#[test]
fn texts_that_may_mean_no_answer_stay_words_and_are_one_open_point() {
    let comments = ["It was good", "NA", "The staff were very kind to my mother", "Slow", "n/a", "I waited too long"];
    let mut lines = vec!["Comment,Miles".to_owned()];
    for row in 0..60 {
        let comment = if row % 6 == 1 || row % 6 == 4 {
            comments[row % 6].to_owned()
        } else {
            format!("{} {row}", comments[row % 6])
        };
        lines.push(format!("{comment},{}", if row == 7 { "N/A".to_owned() } else { (row * 3).to_string() }));
    }
    let survey = load(&lines.join("\n"));
    assert_eq!(kind(&survey, "Comment"), QuestionKind::Open);
    assert_eq!(answers(&survey, "Comment")[1], &Answer::Text("NA".to_owned()));
    let points = survey.reconciliation.open_points.iter().filter(|point| point.code == "looks_not_applicable");
    let messages: Vec<&str> = points.map(|point| point.message.as_str()).collect();
    assert_eq!(messages.len(), 1);
    assert!(messages[0].starts_with("21 answers") && messages[0].contains("`Miles`"), "{messages:?}");
    assert!(!open_codes(&survey).contains(&"not_all_numbers"));
}

#[test]
fn what_to_settle_in_many_questions_is_one_point() {
    let csv = table(&["Which?", "Where?", "Why?"], 9, &[&["Yes", "N/A"], &["No", "N/A"], &["1;2", "1;2;x y", "a;b"]]);
    let survey = load(&csv);
    let points: Vec<_> =
        survey.reconciliation.open_points.iter().filter(|point| point.code == "looks_not_applicable").collect();
    assert_eq!(points.len(), 1);
    assert!(points[0].message.contains("`which=n-a`") && points[0].message.contains("`where=n-a`"));
}

#[test]
fn a_column_for_each_option_makes_one_question() {
    let csv = "\"emp[1]. Where? [Law]\",\"emp[2]. Where? [Art, too]\",emp[other]. Where? [Other]\n\
               Yes,No,\nNo,No,On the moon\n,,\nYes,Yes,\n";
    let survey = load(csv);
    assert_eq!(counts(&survey, "emp"), [("Law", 2), ("Art, too", 1), ("Other", 1)]);
    assert_eq!(words(&survey, "emp"), ["On the moon"]);
    let answers = answers(&survey, "emp");
    assert_eq!(answers[1], &Answer::Options(vec![2]));
    assert_eq!(answers[2], &Answer::Missing(Missing::Blank));
    assert!(survey.questionnaire.find("emp").unwrap().empty_is_answer);
}

#[test]
fn columns_that_only_exist_when_ticked_leave_open_what_a_blank_row_means() {
    let csv = "Which? [Tea],Which? [Water],n\nTea,,a\n,Water,b\n,,a\n";
    let survey = load(csv);
    assert_eq!(counts(&survey, "which"), [("Tea", 1), ("Water", 1)]);
    assert_eq!(answers(&survey, "which")[2], &Answer::Missing(Missing::Blank));
    assert!(open_codes(&survey).contains(&"none_or_skipped"));
}

#[test]
fn items_of_a_grid_share_their_options_in_order() {
    let csv = table(
        &["g[a]. Rate [Doctors]", "g[b]. Rate [Nurses]"],
        6,
        &[&["Good", "Very good"], &["Poor", "Good", "Very good"]],
    );
    let survey = load(&csv);
    let question = survey.questionnaire.find("g.a").unwrap();
    assert_eq!((question.text.as_str(), question.kind), ("Doctors", QuestionKind::Scale));
    assert_eq!(question.grid.as_ref().unwrap().text, "Rate");
    assert_eq!(counts(&survey, "g.a"), [("Poor", 0), ("Good", 3), ("Very good", 3)]);
}

#[test]
fn what_qualtrics_says_was_seen_and_left_empty_is_blank() {
    let columns = "ResponseID,ResponseSet,StartDate,EndDate,Status,Finished,Q1,Q1_TEXT,Q2";
    let row = |id: usize, rest: &str| format!("R_{id},Default,2020-01-01 10:00:00,2020-01-01 10:05:00,0,1,{rest}\n");
    let rows: String =
        ["1,-99,7", "1,Some words,-99", "2,-99,30"].iter().zip(1..).map(|(rest, id)| row(id, rest)).collect();
    let survey = load(&format!("{columns}\n{rows}"));
    assert_eq!(survey.reconciliation.recognised.maker.as_deref(), Some("Qualtrics"));
    assert_eq!(answers(&survey, "Q2")[1], &Answer::Missing(Missing::Blank));
    assert!(words(&survey, "Q1").iter().all(|words| *words != "-99"));
}

#[test]
fn the_only_words_beside_the_options_of_a_recipe_stay_words() {
    let headings = ["q1[1]. Which? [Tea]", "q1[2]. Which? [Milk]", "q1[other]. Which? [Other]"];
    let csv = format!("{}\nYes,No,\nNo,Yes,Water with lemon\n", headings.join(","));
    let mut form = form(load(&csv).questionnaire);
    let columns = headings.iter().zip(0..).map(|(name, option)| (vec![(*name).to_owned()], option));
    form.questions[0].columns = Columns::PerOption(columns.collect());
    let options = ReadOptions { form: Some(&form), ..ReadOptions::default() };
    let survey = read_survey("answers.csv", Cursor::new(csv.as_bytes()), &options).unwrap();
    assert_eq!(counts(&survey, "q1"), [("Tea", 1), ("Milk", 1), ("Other", 1)]);
    assert_eq!(words(&survey, "q1"), ["Water with lemon"]);
}

#[test]
fn numbered_columns_of_codes_are_questions_of_their_own_and_of_ticks_are_one() {
    let survey = load("q5_1,q5_2,q6_1,q6_2\n1,2,1,0\n2,1,0,0\n3,3,1,1\n");
    assert_eq!(kind(&survey, "q5_1"), QuestionKind::Single);
    assert_eq!(counts(&survey, "q6"), [("1", 2), ("2", 1)]);
}

#[test]
fn labels_that_may_mean_no_answer_stay_options_and_are_open_points() {
    let csv = table(&["Which?"], 9, &[&["Yes", "N/A", "Prefer not to say"]]);
    let survey = load(&csv);
    assert_eq!(counts(&survey, "which").len(), 3);
    assert!(survey.questionnaire.questions[0].options.iter().all(|option| option.meaning.is_none()));
    let codes = open_codes(&survey);
    assert!(codes.contains(&"looks_not_applicable") && codes.contains(&"looks_prefer_not_to_say"));
    assert!(codes.contains(&"survey_kind"));
}

#[test]
fn how_a_question_is_guarded_is_proposed_and_doubt_is_told() {
    let csv = table(&["Gender", "Do you agree?", "q7"], 6, &[&["Male", "Female"], &["Agree", "Disagree"], &["1", "2"]]);
    let survey = load(&csv);
    let classes: Vec<Class> = survey.questionnaire.questions.iter().map(|question| question.class).collect();
    assert_eq!(classes, [Class::Sensitive, Class::Opinion, Class::Sensitive]);
    let unclear = survey.reconciliation.open_points.iter().find(|point| point.code == "class_unclear").unwrap();
    assert!(unclear.message.contains("`q7`") && !unclear.message.contains("Gender"));
}

#[test]
fn blank_and_repeated_headings_are_renamed_with_a_warning() {
    let survey = load("a,,a,A\n1,2,1,2\n2,1,2,1\n");
    let names: Vec<&str> = survey.reconciliation.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["a", "column-2", "a-2", "A-3"]);
    assert_eq!(problem_codes(&survey), ["blank_heading", "repeated_heading"]);
    let ids: Vec<&str> = survey.questionnaire.questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(ids, ["a", "column-2", "a-2", "A-3"]);
}

#[test]
fn uneven_rows_lose_no_cell() {
    let survey = load("a,b\nx,y,left over\nx\n,\nx,y,,\n");
    assert_eq!(problem_codes(&survey), ["short_rows", "long_rows", "blank_rows"]);
    assert_eq!(survey.respondents.len(), 4);
    let extra = survey.reconciliation.columns.last().unwrap();
    assert_eq!((extra.name.as_str(), extra.mapped + extra.stored, extra.left_out), ("column-3", 1, 3));
}

#[test]
fn words_below_a_row_wider_than_the_headings_are_no_footer_in_either_reading() {
    let survey = load("q1|q2\n||.\n|\nSome words|\n");
    assert_eq!(survey.reconciliation.rows, 3);
    assert_eq!(survey.respondents.len(), 3);
}

#[test]
fn what_cannot_be_read_at_all_is_refused_with_a_way_on() {
    assert_eq!(refused(b""), "empty_file");
    assert_eq!(refused(b"PK\x03\x04xl"), "damaged_archive");
    assert_eq!(refused(b"%PDF-1.7 a,b\n"), "not_a_csv");
    assert_eq!(refused(b"a,b\n"), "no_rows");
    assert_eq!(refused(b",,\n,,\n"), "no_header");
    assert_eq!(refused(b"3.5,4\n1,2\n"), "no_header");
    assert_eq!(refused(b"a,b;c\n1,2;3\n"), "ambiguous_delimiter");
}

#[test]
fn a_given_delimiter_is_not_looked_for() {
    let options = ReadOptions { delimiter: Some(b';'), ..ReadOptions::default() };
    let survey = read_survey("answers.csv", Cursor::new(b"a,b;c\n1,2;3\n"), &options).unwrap();
    assert_eq!(survey.reconciliation.columns.len(), 2);
}

pub(super) const RECORD: &str = r#"
[[question]]
id = "drinks"
text = "What do you drink?"
kind = "multiple"
class = "opinion"
options = [{ id = "t", label = "Tea" }, { id = "tm", label = "Tea, with milk" }, { id = "w", label = "Water" }]

[[question]]
id = "why"
text = "Why water?"
kind = "single"
class = "opinion"
asked_if = "drinks=w"
options = [{ id = "1", label = "Taste" }, { id = "2", label = "Health" }]
"#;

#[test]
fn a_given_questionnaire_says_what_the_answers_are() {
    let csv =
        "What do you drink?,why,extra\n\"Tea, with milk, Water\",1.0,x\nTea,,y\nWater,Thirst,x\n\"Water, Gin\",,y\n";
    let survey = load_with(csv, RECORD);
    assert_eq!(counts(&survey, "drinks"), [("Tea", 1), ("Tea, with milk", 1), ("Water", 3), ("Gin", 1)]);
    assert_eq!(counts(&survey, "why"), [("Taste", 1), ("Health", 0), ("Thirst", 1)]);
    let why = answers(&survey, "why");
    assert_eq!(why[1], &Answer::Missing(Missing::NotAsked));
    assert_eq!(why[2], &Answer::Options(vec![2]));
    assert_eq!(why[3], &Answer::Missing(Missing::Blank));
    assert!(problem_codes(&survey).contains(&"unknown_option"));
    assert!(survey.questionnaire.find("extra").is_some());
}

#[test]
fn a_question_the_file_has_no_column_for_was_asked_of_nobody() {
    let survey = load_with("drinks,n\nTea,x\nt|w,y\n", RECORD);
    assert_eq!(counts(&survey, "drinks"), [("Tea", 2), ("Tea, with milk", 0), ("Water", 1)]);
    assert!(answers(&survey, "why").iter().all(|answer| **answer == Answer::Missing(Missing::NotAsked)));
    assert!(problem_codes(&survey).contains(&"missing_column"));
}
