//! `GET /api/v1/surveys/{id}/breakdown`: tables, who may see them, and what is refused.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::app::TestApp;
use crate::support::workbook::Workbook;

const SURVEY: &str = "/api/v1/surveys/workforce-2022-illustrative/breakdown";

fn table(query: &str) -> Value {
    TestApp::shipped().get(&format!("{SURVEY}?{query}")).json()
}

#[test]
fn a_table_has_the_fields_that_are_relied_on() {
    let table = table("question=priorities&base=asked&view=release");
    let fields: BTreeSet<&str> = table.as_object().unwrap().keys().map(String::as_str).collect();
    let relied_on = [
        "survey",
        "question",
        "kind_of_survey",
        "base",
        "columns",
        "rows",
        "statistics",
        "weight",
        "view",
        "disclosure",
        "notes",
        "id",
        "data_version",
        "changes",
        "permalink",
        "reading",
    ];
    assert_eq!(fields, BTreeSet::from(relied_on));
    assert_eq!((&table["view"], &table["columns"][0]["unweighted_base"]), (&"release".into(), &750.into()));
    for row in table["rows"].as_array().unwrap() {
        let share = row["cells"][0]["share"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&share), "{row}");
    }
}

#[test]
fn without_a_word_a_caller_on_this_machine_sees_the_internal_view_and_is_told_so() {
    let table = table("question=public-contact");
    assert_eq!(table["view"], "internal");
    let notes: Vec<&str> = table["notes"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(notes.iter().any(|note| note.to_lowercase().contains("not for release")), "{notes:?}");
}

#[test]
fn the_same_table_comes_as_csv_with_its_mark_in_its_name() {
    let app = TestApp::shipped();
    let by_address = app.get(&format!("{SURVEY}.csv?question=public-contact")).good();
    let by_header = app.get_with(&format!("{SURVEY}?question=public-contact"), &[("accept", "text/csv")]).good();
    assert_eq!(by_address.body, by_header.body);
    let file = by_address.header("content-disposition").unwrap();
    assert!(file.contains("illustrative") && file.contains("not-for-release"), "{file}");
}

#[test]
fn the_same_table_comes_as_a_workbook_and_all_questions_as_a_tab_book() {
    let app = TestApp::shipped();
    let survey = "/api/v1/surveys/workforce-2022-illustrative";
    let one = app.get(&format!("{survey}/breakdown.xlsx?question=public-contact&view=release")).good();
    let workbook = Workbook::read(&one.bytes);
    workbook.assert_open();
    assert_eq!(workbook.tables(), ["Table_1"]);
    let all = app.get(&format!("{survey}/tab-book.xlsx?by=public-contact")).good();
    let file = all.header("content-disposition").unwrap();
    assert!(file.contains("illustrative-not-for-release.xlsx"), "{file}");
    assert!(all.header("content-type").unwrap().contains("spreadsheetml"));
    assert!(Workbook::read(&all.bytes).tables().len() > 5);
    let _ = app.get(&format!("{survey}/tab-book.xlsx?base=asked")).problem(400, "unknown_parameter");
    let _ = app.get(&format!("{survey}/tab-book.xlsx?by=nothing")).problem(400, "unknown_question");
    let _ = app.get("/api/v1/surveys/no-such/tab-book.xlsx").problem(404, "not_found");
}

#[test]
fn figures_are_said_as_sentences_where_that_is_asked_for() {
    let plain = table("question=public-contact&view=release");
    assert!(plain["reading"].as_str().unwrap().starts_with("66 of every 100 people who answered (495 of 750) said"));
    assert!(plain["rows"][0]["cells"][0].get("reading").is_none());
    let told = table("question=public-contact&view=release&explain=no");
    assert!(told["rows"][1]["cells"][0]["reading"].as_str().unwrap().starts_with("34 of every 100"));
    let query = format!("{SURVEY}?question=public-contact&explain=maybe");
    let _ = TestApp::shipped().get(&query).problem(400, "unknown_cell");
}

#[test]
fn a_permalink_asks_for_the_same_table_again() {
    let first = table("question=public-contact&view=release");
    let again = TestApp::shipped().get(&format!("/api/v1{}", first["permalink"].as_str().unwrap())).json();
    assert_eq!(again, first);
}

#[test]
fn what_cannot_be_tabulated_is_refused_with_the_way_on() {
    let app = TestApp::shipped();
    let refused = |query: &str, code: &str| app.get(&format!("{SURVEY}?{query}")).problem(400, code);
    let missing = refused("", "missing_parameter");
    assert!(missing["hint"].as_str().unwrap().contains("/api/v1/surveys/"), "{missing}");
    let _ = refused("question=priorities&view=public", "unknown_value");
    let _ = refused("question=priorities&base=askd", "unknown_value");
    let _ = refused("question=priorities&policy=none", "unknown_value");
    let _ = refused("question=priorities&filter=x", "unknown_parameter");
    let _ = refused("question=priorities&intervals=maybe", "unknown_value");
    let _ = refused("question=priorities&question=other", "repeated_parameter");
    for query in [
        "question=no-such",
        "question=priorities&by=no-such",
        "question=priorities&where=nonsense",
        "question=priorities&where=no-such%3Dyes",
    ] {
        let answer = app.get(&format!("{SURVEY}?{query}"));
        assert_eq!(answer.status.as_u16(), 400, "{query}");
    }
    let _ = app.get("/api/v1/surveys/no-such/breakdown?question=x").problem(404, "not_found");
}

#[test]
fn the_rows_of_an_open_question_are_its_codes_or_its_themes() {
    let themes = table("question=overall-comments&rows=themes");
    assert_eq!((&themes["rows"][3]["id"], &themes["rows"][3]["label"]), (&"funding".into(), &"Funding".into()));
    assert!(themes["permalink"].as_str().unwrap().contains("&rows=themes&"), "{themes}");
    assert_eq!(table("question=overall-comments&rows=codes"), table("question=overall-comments"));
    let app = TestApp::shipped();
    let _ = app.get(&format!("{SURVEY}?question=overall-comments&rows=words")).problem(400, "unknown_value");
    let _ = app.get(&format!("{SURVEY}?question=priorities&rows=themes")).problem(400, "no_themes");
}
