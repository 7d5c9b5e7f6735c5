//! Small metadata, and what holds of any.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::survey::form::{Columns, FormQuestion};
use crate::survey::{QuestionKind, Role};

fn metadata() -> Value {
    json!({
        "info": {"name": "Walks"},
        "lib": {"default text": "de-DE", "values": {"often": [
            {"value": 1, "text": {"de-DE": "Oft", "en-GB": "Often"}},
            {"value": 98, "text": {"de-DE": "Weiß nicht"}},
        ]}},
        "sets": {"data file": {"items": ["columns@unique_id", "masks@walks", "columns@why"]}},
        "masks": {"walks": {"text": {"en-GB": "How often do you walk"}, "type": "array", "items": [
            {"source": "columns@walks_2", "text": {"en-GB": "To work"}},
            {"source": "columns@walks_1"},
        ]}},
        "columns": {
            "weight_a": {"type": "float", "text": {"en-GB": "Weight"}},
            "why": {"type": "delimited set", "text": "Why?", "values": [{"value": "a", "text": "Air"}, {"value": "a", "text": "Again"}]},
            "walks_1": {"type": "single", "text": {"fr-FR": "À l'école"}, "values": "lib@values@often"},
            "walks_2": {"type": "single", "values": "lib@values@often"},
            "unique_id": {"type": "int"},
            "took": {"type": "time"},
            "said": {"type": "string"},
            "born": {"type": "date"},
            "shape": {"type": "polygon"},
        },
    })
}

fn read() -> (Form, Vec<Problem>) {
    read_quantipy("walks.json", metadata().to_string().as_bytes()).expect("it is metadata")
}

fn find<'f>(form: &'f Form, id: &str) -> &'f FormQuestion {
    form.questions.iter().find(|asked| asked.question.id == id).expect("the question is in the form")
}

#[test]
fn questions_come_in_the_order_of_the_data_file_then_the_others() {
    let (form, _) = read();
    let mut ids: Vec<&str> = form.questions.iter().map(|asked| asked.question.id.as_str()).collect();
    assert_eq!(ids[..3], ["walks_2", "walks_1", "why"]);
    ids.sort_unstable();
    assert_eq!(ids, ["born", "said", "walks_1", "walks_2", "weight_a", "why"]);
    assert_eq!(form.title.as_deref(), Some("Walks"));
}

#[test]
fn items_of_a_grid_share_its_wording_and_its_options() {
    let (form, _) = read();
    let asked = find(&form, "walks_2");
    assert_eq!(asked.question.text, "To work");
    assert_eq!(asked.question.grid, Some(Grid { id: "walks".to_owned(), text: "How often do you walk".to_owned() }));
    let options: Vec<(&str, &str)> = asked.question.options.iter().map(|o| (o.id.as_str(), o.label.as_str())).collect();
    assert_eq!(options, [("1", "Often"), ("98", "Weiß nicht")]);
    assert_eq!(asked.columns, Columns::One(vec!["walks_2".to_owned()]));
    assert_eq!(find(&form, "walks_1").question.text, "À l'école");
}

#[test]
fn types_say_how_a_column_is_answered() {
    let (form, problems) = read();
    let kind = |id: &str| find(&form, id).question.kind;
    assert_eq!([kind("said"), kind("born")], [QuestionKind::Open, QuestionKind::Date]);
    assert_eq!((kind("weight_a"), find(&form, "weight_a").question.role), (QuestionKind::Number, Some(Role::Weight)));
    let why = find(&form, "why");
    assert_eq!((why.question.kind, why.divided_by.as_deref()), (QuestionKind::Multiple, Some(";")));
    assert_eq!(why.question.options[1].id, "a-2", "options differ though their codes do not");
    assert!(form.technical.contains(&"unique_id".to_owned()) && form.technical.contains(&"took".to_owned()));
    assert_eq!(problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(), ["question_not_read"]);
}

#[test]
fn what_is_no_metadata_is_refused_with_the_way_on() {
    let problems = read_quantipy("a.json", br#"{"columns": []}"#).expect_err("columns are no map");
    assert!(problems[0].hint.is_some());
}

fn anything() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "columns@a",
        "masks@m",
        "single",
        "delimited set",
        "lib@values@v",
        "int",
        "text",
        "",
    ]);
    let key = prop::sample::select(vec![
        "type",
        "text",
        "values",
        "value",
        "items",
        "source",
        "a",
        "b",
        "m",
        "v",
        "data file",
        "en-GB",
    ]);
    let leaf =
        prop_oneof![word.prop_map(|word| json!(word)), (-3_i64..5).prop_map(|number| json!(number)), Just(Value::Null)];
    leaf.prop_recursive(4, 50, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec((key.clone(), inner), 0..7)
                .prop_map(|parts| Value::Object(parts.into_iter().map(|(key, part)| (key.to_owned(), part)).collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_json_gives_a_form_with_ids_that_differ(
        columns in anything(), masks in anything(), sets in anything(), values in anything()
    ) {
        let value = json!({"columns": columns, "masks": masks, "sets": sets, "lib": {"values": values}});
        let (form, _) = form_of("a.json", &value);
        let mut ids: Vec<String> = form.questions.iter().map(|asked| asked.question.id.to_lowercase()).collect();
        ids.sort();
        let count = ids.len();
        ids.dedup();
        prop_assert_eq!(ids.len(), count);
    }
}
