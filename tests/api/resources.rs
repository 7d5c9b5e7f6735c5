//! Insights, sources, themes, priorities and surveys by name, each with its links.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::app::TestApp;

fn get(address: &str) -> Value {
    TestApp::shipped().get(address).json()
}

#[test]
fn sources_are_listed_page_by_page_and_each_leads_to_its_record() {
    let all = get("/api/v1/sources?limit=500");
    let total = all["total"].as_u64().unwrap();
    assert_eq!(all["items"].as_array().unwrap().len() as u64, total);
    let first = get("/api/v1/sources?limit=3");
    let second = get(&format!("/api/v1/sources?limit=3&cursor={}", first["next"].as_str().unwrap()));
    assert_eq!(first["items"][2], all["items"][2]);
    assert_eq!(second["items"][0], all["items"][3]);
    let record = get(first["items"][0]["self"].as_str().unwrap());
    assert_eq!(record["id"], first["items"][0]["id"]);
    assert!(record["insights"]["total"].is_u64() && record["language"].is_string(), "{record}");
}

#[test]
fn sources_can_be_narrowed_to_a_kind() {
    let groups = get("/api/v1/sources?kind=focus-group");
    let items = groups["items"].as_array().unwrap();
    assert!(!items.is_empty());
    assert!(items.iter().all(|item| item["kind"] == "focus-group"));
}

#[test]
fn the_insights_of_a_source_come_in_pages() {
    let whole = get("/api/v1/sources/fg-poverty?limit=500")["insights"].clone();
    let total = whole["total"].as_u64().unwrap();
    assert!(total > 2);
    let first = get("/api/v1/sources/fg-poverty?limit=2")["insights"].clone();
    let next = first["next"].as_str().unwrap();
    let second = get(&format!("/api/v1/sources/fg-poverty?limit=2&cursor={next}"))["insights"].clone();
    assert_eq!(second["items"][0]["id"], whole["items"][2]["id"]);
    assert!(whole["next"].is_null());
}

#[test]
fn a_theme_shows_its_kinds_of_evidence_side_by_side_each_with_its_base() {
    let list = get("/api/v1/themes");
    let themes = list["items"].as_array().unwrap();
    let ids: BTreeSet<&str> = themes.iter().map(|theme| theme["id"].as_str().unwrap()).collect();
    for theme in themes {
        assert!((0.0..=1.0).contains(&theme["share"].as_f64().unwrap()), "{theme}");
        if let Some(parent) = theme["parent"].as_str() {
            assert!(ids.contains(parent), "{theme}");
        }
    }
    let theme = get("/api/v1/themes/funding?limit=3");
    for kind in ["studies", "focus_groups", "figures", "answers"] {
        assert!(theme["evidence"][kind]["total"].is_u64(), "no {kind}");
        assert!(theme["evidence"][kind]["items"].as_array().unwrap().len() <= 3);
    }
    let rows = theme["evidence"]["surveys"].as_array().unwrap();
    assert!(!rows.is_empty(), "a code of the shipped survey maps to this theme");
    for row in rows {
        assert!(row["base"]["words"].as_str().is_some_and(|words| words.contains("180")), "{row}");
        assert!((0.0..=1.0).contains(&row["share"].as_f64().unwrap()), "{row}");
        assert_eq!(row["survey"]["illustrative"], true, "the shipped survey is made up");
    }
}

#[test]
fn a_priority_shows_its_set_and_what_should_become_true() {
    let hits = get("/api/v1/search?kind=outcome&limit=1");
    let id = hits["items"][0]["priorities"][0]["id"].as_str().expect("an outcome belongs to a priority");
    let priority = get(&format!("/api/v1/priorities/{id}"));
    assert_eq!(priority["id"], id);
    let members = priority["set"]["members"].as_array().unwrap();
    assert!(members.iter().any(|member| member["id"] == id), "{priority}");
    assert!(priority["outcomes"]["total"].as_u64().unwrap() > 0);
    assert!(priority["crosswalk"].is_array());
}

#[test]
fn a_survey_lists_its_questions_exactly_as_they_are_relied_on() {
    let list = get("/api/v1/surveys");
    assert!(
        list["items"].as_array().unwrap().iter().any(|survey| survey["id"] == "workforce-2022-illustrative"),
        "{list}"
    );
    let survey = get("/api/v1/surveys/workforce-2022-illustrative");
    assert_eq!(survey["respondents"], 750);
    assert_eq!(survey["illustrative"], true);
    let exactly = BTreeSet::from(["id", "text", "kind", "class", "options", "answered", "asked", "grid"]);
    for question in survey["questions"].as_array().unwrap() {
        let fields: BTreeSet<&str> = question.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, exactly);
        assert!(question["answered"].as_u64() <= question["asked"].as_u64(), "{question}");
    }
}

#[test]
fn the_bank_says_how_it_is() {
    let health = get("/api/v1/health");
    assert_eq!(health["status"], "ok");
    assert_eq!(health["corpus"]["sources"], health["index"]["sources"]);
    assert!(health["index"]["insights"].as_u64().unwrap() > 0);
}

#[test]
fn what_is_not_there_is_not_found_whatever_it_is_called() {
    let app = TestApp::shipped();
    for thing in ["insights", "sources", "themes", "priorities", "surveys"] {
        for name in [
            "no-such",
            "no.such",
            "..",
            "%2e%2e%2fcorpus",
            "a%00b",
            "%F0%9F%A6%80",
            "' or 1=1",
            "A".repeat(500).as_str(),
        ] {
            let name = name.replace(' ', "%20");
            let answer = app.get(&format!("/api/v1/{thing}/{name}"));
            let _ = answer.problem(404, "not_found");
        }
    }
    let near = app.get("/api/v1/themes/acess").problem(404, "not_found");
    assert_eq!(near["hint"], "did you mean `access`?");
}

#[test]
fn addresses_that_take_no_parameters_say_so() {
    let app = TestApp::shipped();
    for address in
        ["insights/x.y", "themes", "surveys", "surveys/workforce-2022-illustrative", "health", "openapi.json"]
    {
        let _ = app.get(&format!("/api/v1/{address}?colour=red")).problem(400, "unknown_parameter");
    }
}

#[test]
fn no_insight_stands_under_two_kinds_of_evidence() {
    for theme in ["social-prescribing", "mental-health", "funding"] {
        let evidence = get(&format!("/api/v1/themes/{theme}?limit=100"))["evidence"].clone();
        let mut seen = BTreeSet::new();
        for (kind, source_kinds) in [
            ("studies", ["literature", "document", "survey"].as_slice()),
            ("focus_groups", &["focus-group", "meeting"]),
            ("figures", &["literature", "document", "survey", "focus-group", "meeting"]),
            ("answers", &["survey"]),
        ] {
            for item in evidence[kind]["items"].as_array().unwrap() {
                assert!(seen.insert(item["id"].as_str().unwrap().to_owned()), "{theme}: twice {}", item["id"]);
                assert!(source_kinds.contains(&item["source"]["kind"].as_str().unwrap()), "{theme} {kind}: {item}");
            }
        }
        assert!(!seen.is_empty(), "{theme}");
    }
}
