//! What holds of any file.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::survey::form::Columns;

/// Any JSON, much of it made of the words that surveys are made of.
fn anything() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "1",
        "2",
        "0",
        "MC",
        "Matrix",
        "SBS",
        "TE",
        "RO",
        "DD",
        "NPS",
        "MAVR",
        "Likert",
        "MultipleAnswer",
        "SingleAnswer",
        "Profile",
        "QID1",
        "Or",
        "Question",
        "Selected",
        "q://QID1/SelectableChoice/1",
        "<b>x",
        "FORM",
        "Q1",
        "Slider",
        "Block",
        "",
    ]);
    let key = prop::sample::select(vec![
        "QuestionType",
        "Selector",
        "SubSelector",
        "DataExportTag",
        "QuestionText",
        "Choices",
        "Answers",
        "ChoiceOrder",
        "AnswerOrder",
        "RecodeValues",
        "VariableNaming",
        "ChoiceDataExportTags",
        "AdditionalQuestions",
        "Display",
        "TextEntry",
        "DisplayLogic",
        "0",
        "1",
        "2",
        "LogicType",
        "Operator",
        "ChoiceLocator",
        "Flow",
        "Type",
        "Validation",
        "Settings",
    ]);
    let leaf = prop_oneof![
        word.prop_map(|word| json!(word)),
        any::<bool>().prop_map(|on| json!(on)),
        (-3_i64..5).prop_map(|number| json!(number)),
        Just(Value::Null),
    ];
    leaf.prop_recursive(4, 60, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec((key.clone(), inner), 0..9)
                .prop_map(|parts| Value::Object(parts.into_iter().map(|(key, part)| (key.to_owned(), part)).collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_json_gives_a_form_with_ids_and_columns_that_differ(
        kind in prop::sample::select(vec!["MC", "Matrix", "SBS", "TE", "RO", "DD", "CS"]),
        payload in anything(),
        blocks in anything(),
    ) {
        let mut payload = payload;
        if let Some(map) = payload.as_object_mut() {
            map.insert("QuestionType".to_owned(), json!(kind));
        }
        let question = |id: &str| json!({"Element": "SQ", "PrimaryAttribute": id, "Payload": payload});
        let other = json!({"Element": "BL", "Payload": blocks});
        let (form, _) = form_of("a.qsf", &json!({"SurveyElements": [question("QID1"), other, question("QID2"), blocks]}));
        let mut ids: Vec<String> = form.questions.iter().map(|asked| asked.question.id.to_lowercase()).collect();
        ids.sort();
        let count = ids.len();
        ids.dedup();
        prop_assert_eq!(ids.len(), count);
        let mut names: Vec<String> = form.questions.iter().flat_map(|asked| match &asked.columns {
            Columns::One(names) => names.clone(),
            Columns::PerOption(columns) => columns.iter().flat_map(|(names, _)| names.clone()).collect(),
            Columns::PerRank(columns, _) => columns.concat(),
        }).map(|name| name.to_lowercase()).collect();
        names.sort();
        let count = names.len();
        names.dedup();
        prop_assert_eq!(names.len(), count);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read_qualtrics("a.qsf", &bytes).map_or_else(|problems| !problems.is_empty(), |_| true));
    }
}
