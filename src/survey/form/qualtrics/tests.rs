//! Small surveys, each about one thing.

use serde_json::{Value, json};

use super::*;
use crate::survey::form::{Columns, FormQuestion};
use crate::survey::{Condition, QuestionKind};

/// A survey of `questions`, each an id and its payload, in one block and with one question in the bin.
fn survey(questions: &[(&str, Value)]) -> Vec<u8> {
    let asked: Vec<Value> = questions.iter().map(|(id, _)| json!({"Type": "Question", "QuestionID": id})).collect();
    let blocks = json!([
        {"Type": "Default", "ID": "BL_1", "BlockElements": asked},
        {"Type": "Trash", "ID": "BL_2", "BlockElements": [{"Type": "Question", "QuestionID": "QID99"}]},
    ]);
    let mut elements = vec![json!({"Element": "BL", "Payload": blocks})];
    let binned = ("QID99", json!({"QuestionType": "TE", "DataExportTag": "binned", "QuestionText": "Old"}));
    for (id, payload) in questions.iter().chain([&binned]) {
        elements.push(json!({"Element": "SQ", "PrimaryAttribute": id, "Payload": payload}));
    }
    let entry = json!({"SurveyName": "Walking &amp; cycling", "SurveyLanguage": "EN"});
    json!({"SurveyEntry": entry, "SurveyElements": elements}).to_string().into_bytes()
}

fn read(questions: &[(&str, Value)]) -> (Form, Vec<Problem>) {
    read_qualtrics("survey.qsf", &survey(questions)).expect("it is a survey")
}

fn one(payload: Value) -> (Form, Vec<Problem>) {
    read(&[("QID1", payload)])
}

fn find<'f>(form: &'f Form, id: &str) -> &'f FormQuestion {
    form.questions.iter().find(|asked| asked.question.id == id).expect("the question is in the form")
}

fn ids(form: &Form) -> Vec<&str> {
    form.questions.iter().map(|asked| asked.question.id.as_str()).collect()
}

fn options(asked: &FormQuestion) -> Vec<(&str, &str)> {
    asked.question.options.iter().map(|option| (option.id.as_str(), option.label.as_str())).collect()
}

fn column(asked: &FormQuestion) -> Vec<&str> {
    match &asked.columns {
        Columns::One(names) => names.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

fn per_option(asked: &FormQuestion) -> Vec<(Vec<&str>, u16)> {
    match &asked.columns {
        Columns::PerOption(columns) => {
            columns.iter().map(|(names, at)| (names.iter().map(String::as_str).collect(), *at)).collect()
        }
        _ => Vec::new(),
    }
}

fn codes(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|problem| problem.code.as_str()).collect()
}

fn choices(labels: &[&str]) -> Value {
    let numbered = labels.iter().enumerate().map(|(index, label)| ((index + 1).to_string(), json!({"Display": label})));
    Value::Object(numbered.collect())
}

#[test]
fn one_option_of_a_list_is_told_by_its_recode_value_in_the_order_shown() {
    let (form, problems) = one(json!({
        "QuestionType": "MC", "Selector": "SAVR", "DataExportTag": "travel", "QuestionText": "How do you <b>travel</b>?",
        "Choices": {"1": {"Display": "Walk"}, "2": {"Display": "Other:", "TextEntry": "true"}, "3": {"Display": "Bus"}},
        "ChoiceOrder": [3, "1", 2], "RecodeValues": {"1": "10", "2": 98, "3": "-1"}, "VariableNaming": {"3": "coach"},
    }));
    let asked = find(&form, "travel");
    assert_eq!((form.title.as_deref(), form.language.as_deref()), (Some("Walking & cycling"), Some("en")));
    assert_eq!(asked.question.kind, QuestionKind::Single);
    assert_eq!(asked.question.text, "How do you travel?");
    assert_eq!(options(asked), [("-1", "Bus"), ("10", "Walk"), ("98", "Other:")]);
    assert_eq!(asked.spellings, [("coach".to_owned(), 0)]);
    assert_eq!(column(asked), ["travel"]);
    assert_eq!(asked.words, ["travel_TEXT", "travel_98_TEXT", "travel_2_TEXT"]);
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn several_options_have_a_column_each_by_recode_value_and_by_id() {
    let (form, _) = one(json!({
        "QuestionType": "MC", "Selector": "MAVR", "DataExportTag": "Q2", "RecodeValues": {"1": "10", "2": "2"},
        "Choices": {"1": {"Display": "Shop"}, "2": {"Display": "None", "ExclusiveAnswer": true, "TextEntry": true}},
    }));
    let asked = find(&form, "Q2");
    assert_eq!(asked.question.kind, QuestionKind::Multiple);
    assert_eq!(per_option(asked), [(vec!["Q2_10", "Q2_1"], 0), (vec!["Q2_2"], 1)]);
    assert_eq!(asked.question.options.iter().map(|option| option.exclusive).collect::<Vec<_>>(), [false, true]);
    assert_eq!(asked.words, ["Q2_2_TEXT"]);
}

#[test]
fn where_recode_values_swap_ids_the_newer_names_stay_and_somebody_is_told() {
    let (form, problems) = one(json!({
        "QuestionType": "MC", "Selector": "MAVR", "DataExportTag": "Q2", "RecodeValues": {"1": "2", "2": "1"},
        "Choices": choices(&["Shop", "School"]),
    }));
    assert_eq!(per_option(find(&form, "Q2")), [(vec!["Q2_2"], 0), (vec!["Q2_1"], 1)]);
    assert_eq!(codes(&problems), ["columns_share_a_name"]);
}

#[test]
fn a_grid_of_one_answer_each_is_a_question_for_each_statement() {
    let (form, _) = one(json!({
        "QuestionType": "Matrix", "Selector": "Likert", "SubSelector": "SingleAnswer", "DataExportTag": "Q3",
        "QuestionText": "How good is", "Choices": choices(&["The path", "The light"]), "ChoiceOrder": ["2", "1"],
        "Answers": choices(&["Good", "Bad", "No view"]), "RecodeValues": {"1": 5, "2": 1, "3": "-1"},
        "ChoiceDataExportTags": {"1": "path-way", "2": "light"},
    }));
    assert_eq!(ids(&form), ["Q3.2", "Q3.1"]);
    let asked = find(&form, "Q3.1");
    assert_eq!((asked.question.kind, asked.question.text.as_str()), (QuestionKind::Single, "The path"));
    assert_eq!(
        asked.question.grid.as_ref().map(|grid| (grid.id.as_str(), grid.text.as_str())),
        Some(("Q3", "How good is"))
    );
    assert_eq!(options(asked), [("5", "Good"), ("1", "Bad"), ("-1", "No view")]);
    assert_eq!(column(asked), ["Q3_path-way", "path-way", "path_way"]);
}

#[test]
fn a_grid_of_several_answers_has_a_column_for_each_cell() {
    let (form, _) = one(json!({
        "QuestionType": "Matrix", "Selector": "Likert", "SubSelector": "MultipleAnswer", "DataExportTag": "Q4",
        "Choices": {"1": {"Display": "Walk", "TextEntry": "true"}}, "Answers": choices(&["Today", "Never"]),
        "RecodeValues": {"2": "-1"}, "ChoiceDataExportTags": false,
    }));
    let asked = find(&form, "Q4.1");
    assert_eq!(asked.question.kind, QuestionKind::Multiple);
    assert_eq!(per_option(asked), [(vec!["Q4_1_1"], 0), (vec!["Q4_1_-1", "Q4_1_2"], 1)]);
    assert_eq!(asked.words, ["Q4_1_TEXT"]);
}

#[test]
fn columns_side_by_side_are_grids_of_their_own() {
    let likert = json!({"QuestionType": "Matrix", "Selector": "Likert", "SubSelector": "DL", "Answers": choices(&["Yes", "No"]),
        "QuestionText": "Used", "AnswerDataExportTag": "7"});
    let words =
        json!({"QuestionType": "Matrix", "Selector": "TE", "SubSelector": "Short", "Answers": choices(&["Why"])});
    let (form, _) = one(json!({
        "QuestionType": "SBS", "Selector": "SBSMatrix", "DataExportTag": "Q5", "QuestionText": "Places",
        "Choices": choices(&["Park"]), "ChoiceDataExportTags": false, "AdditionalQuestions": {"1": likert, "2": words},
    }));
    assert_eq!(ids(&form), ["Q5.1.1", "Q5.2.1.1"]);
    let asked = find(&form, "Q5.1.1");
    assert_eq!(column(asked), ["Q5#1_1", "Q5#1_Q5_1_7", "Q5_1: 7"]);
    assert_eq!(
        asked.question.grid.as_ref().map(|grid| (grid.id.as_str(), grid.text.as_str())),
        Some(("Q5.1", "Places – Used"))
    );
    let words = find(&form, "Q5.2.1.1");
    assert_eq!((words.question.kind, column(words)[0]), (QuestionKind::Open, "Q5#2_1_1_TEXT"));
}

#[test]
fn fields_ranks_numbers_and_levels_have_a_column_for_each_item() {
    let of = |kind: &str, selector: &str, tag: &str| {
        json!({"QuestionType": kind, "Selector": selector, "DataExportTag": tag, "QuestionText": "What",
            "Choices": choices(&["A", "B"]), "Answers": choices(&["UK ~ York", "UK ~ Leeds"])})
    };
    let (form, problems) = read(&[
        ("QID1", of("TE", "FORM", "name")),
        ("QID2", of("RO", "DND", "rank")),
        ("QID3", of("CS", "VRTL", "sum")),
        ("QID4", of("Slider", "HSLIDER", "slide")),
        ("QID5", of("DD", "DL", "place")),
    ]);
    let kinds: Vec<QuestionKind> = form.questions.iter().step_by(2).map(|asked| asked.question.kind).collect();
    let number = QuestionKind::Number;
    assert_eq!(kinds, [QuestionKind::Open, QuestionKind::Ranking, number, number, QuestionKind::Single]);
    assert_eq!(column(find(&form, "rank.2")), ["rank_2"]);
    assert_eq!(options(find(&form, "rank.2")), [("1", "Rank 1"), ("2", "Rank 2")]);
    assert_eq!(column(find(&form, "name.1")), ["name_1", "name_1_TEXT"]);
    assert_eq!(options(find(&form, "place.1")), [("uk", "UK")]);
    assert_eq!(options(find(&form, "place.2")), [("york", "York"), ("leeds", "Leeds")]);
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn words_that_must_be_a_number_or_a_day_are_one() {
    let of = |content: &str| {
        json!({"QuestionType": "TE", "Selector": "SL", "DataExportTag": "Q1",
            "Validation": {"Settings": {"Type": "ContentType", "ContentType": content}}})
    };
    let kind = |content: &str| one(of(content)).0.questions[0].question.kind;
    assert_eq!(kind("ValidNumber"), QuestionKind::Number);
    assert_eq!(kind("ValidDate"), QuestionKind::Date);
    assert_eq!(kind("ValidEmail"), QuestionKind::Open);
}

#[test]
fn columns_without_answers_are_named_and_texts_to_read_have_none() {
    let (form, _) = read(&[
        (
            "QID1",
            json!({"QuestionType": "MC", "Selector": "NPS", "DataExportTag": "Q1", "Choices": [{"Display": "0"}]}),
        ),
        ("QID2", json!({"QuestionType": "DB", "DataExportTag": "Q2", "QuestionText": "Welcome"})),
        ("QID3", json!({"QuestionType": "Timing", "DataExportTag": "Q3"})),
        ("QID4", json!({"QuestionType": "TE", "Selector": "SL", "DataExportTag": "V3"})),
    ]);
    assert_eq!(ids(&form), ["Q1", "V3"]);
    assert_eq!(find(&form, "Q1").question.options.len(), 11);
    let technical = |name: &str| form.technical.iter().any(|known| known == name);
    assert!(technical("Q1_NPS_GROUP") && technical("Q3_First Click") && technical("ResponseID"));
    assert!(!technical("V3"), "a question of that name goes before");
    assert!(!technical("UserLanguage"));
}

#[test]
fn questions_of_unknown_types_are_left_to_the_load_with_a_note() {
    let (form, problems) = one(json!({"QuestionType": "HotSpot", "DataExportTag": "Q1", "Choices": choices(&["a"])}));
    assert!(form.questions.is_empty());
    assert_eq!(codes(&problems), ["question_not_read", "no_questions"]);
}

#[test]
fn tags_that_repeat_give_ids_that_differ_and_a_column_to_neither() {
    let open = json!({"QuestionType": "MC", "Selector": "SAVR", "DataExportTag": "Q1", "Choices": choices(&["Yes"])});
    let (form, problems) = read(&[("QID1", open.clone()), ("QID2", open)]);
    assert!(form.questions.is_empty());
    assert!(codes(&problems).contains(&"tag_repeats") && codes(&problems).contains(&"columns_share_a_name"));
}

/// A rule: each choice is a question, a choice and how it is joined to those before.
fn shown_if(parts: &[(&str, &str, &str)]) -> Value {
    let mut group = serde_json::Map::new();
    for (index, (question, choice, joined)) in parts.iter().enumerate() {
        let locator = format!("q://{question}/SelectableChoice/{choice}");
        let part =
            json!({"LogicType": "Question", "Operator": "Selected", "ChoiceLocator": locator, "Conjuction": joined});
        group.insert(index.to_string(), part);
    }
    group.insert("Type".to_owned(), json!("If"));
    json!({"0": group, "Type": "BooleanExpression", "inPage": false})
}

fn follow_up(logic: &Value) -> (Option<Condition>, Vec<Problem>) {
    let first = json!({"QuestionType": "MC", "Selector": "SAVR", "DataExportTag": "Q1", "Choices": choices(&["Yes", "No", "Maybe"]),
        "RecodeValues": {"1": "10", "3": "30"}});
    let next = json!({"QuestionType": "TE", "Selector": "ML", "DataExportTag": "Q2", "DisplayLogic": logic});
    let (form, problems) = read(&[("QID1", first), ("QID2", next)]);
    (find(&form, "Q2").question.asked_if.clone(), problems)
}

#[test]
fn who_is_asked_is_told_where_it_is_options_of_one_question() {
    let (asked, problems) = follow_up(&shown_if(&[("QID1", "1", ""), ("QID1", "3", "Or")]));
    assert_eq!(asked, Some(Condition { question: "Q1".to_owned(), options: vec!["10".to_owned(), "30".to_owned()] }));
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn a_tag_of_a_statement_does_not_take_the_name_of_a_standard_column() {
    let (form, _) = one(json!({
        "QuestionType": "Matrix", "Selector": "Likert", "DataExportTag": "Q1", "Choices": choices(&["Married"]),
        "Answers": choices(&["Yes"]), "ChoiceDataExportTags": {"1": "Status"},
    }));
    assert_eq!(column(find(&form, "Q1.1")), ["Q1_Status"]);
    assert!(form.technical.contains(&"Status".to_owned()));
}

#[test]
fn richer_rules_are_noted_and_not_guessed() {
    for logic in [
        shown_if(&[("QID1", "1", ""), ("QID1", "3", "And")]),
        shown_if(&[("QID1", "1", ""), ("QID7", "3", "Or")]),
        shown_if(&[("QID1", "9", "")]),
        json!({"0": {"0": {"LogicType": "DeviceType", "Operator": "Is"}}}),
    ] {
        let (asked, problems) = follow_up(&logic);
        assert_eq!((asked, codes(&problems)), (None, vec!["routing_not_read"]));
    }
}

#[test]
fn a_question_beyond_all_measure_is_left_out_and_the_rest_is_read() {
    let many: Vec<String> = (0..20_000).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let (form, problems) = read(&[
        ("QID1", json!({"QuestionType": "RO", "DataExportTag": "Q1", "Choices": choices(&many)})),
        ("QID2", json!({"QuestionType": "TE", "Selector": "SL", "DataExportTag": "Q2"})),
    ]);
    assert_eq!(ids(&form), ["Q2"]);
    assert_eq!(codes(&problems), ["question_not_read"]);
}

#[test]
fn what_is_no_survey_of_qualtrics_is_refused_with_the_way_on() {
    let problems = read_qualtrics("a.qsf", b"{}").expect_err("there are no elements");
    assert!(problems[0].hint.is_some());
}
