//! `GET /api/v1/search`: the same answer as everywhere, in pages, with facets.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::app::TestApp;

const ITEM: [&str; 16] = [
    "id",
    "kind",
    "text",
    "highlight",
    "source",
    "themes",
    "priorities",
    "groups",
    "places",
    "voice",
    "language",
    "illustrative",
    "score",
    "url",
    "self",
    "headings",
];

fn search(query: &str) -> Value {
    TestApp::shipped().get(&format!("/api/v1/search?{query}")).json()
}

fn items(answer: &Value) -> &Vec<Value> {
    answer["items"].as_array().unwrap()
}

#[test]
fn an_answer_has_its_total_items_facets_notices_and_next() {
    let answer = search("q=social+prescribing&limit=2");
    let fields: BTreeSet<&str> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields, BTreeSet::from(["total", "items", "facets", "notices", "next"]));
    assert_eq!(items(&answer).len(), 2);
    for item in items(&answer) {
        for field in ITEM {
            assert!(item.get(field).is_some(), "no `{field}` in {item}");
        }
        assert!(item["source"]["title"].is_string() && item["source"]["kind"].is_string(), "{item}");
        assert!(item["highlight"].as_str().unwrap().contains("<mark>"), "{item}");
    }
}

#[test]
fn every_share_of_a_facet_is_its_count_of_the_total() {
    let answer = search("q=access");
    let total = answer["total"].as_f64().unwrap();
    assert!(total > 0.0);
    let facets = answer["facets"].as_object().unwrap();
    for name in ["kind", "theme", "priority", "group", "place", "voice", "source", "year"] {
        assert!(facets.contains_key(name), "no facet `{name}`");
    }
    for value in facets.values().flat_map(|values| values.as_array().unwrap()) {
        let (count, share) = (value["count"].as_f64().unwrap(), value["share"].as_f64().unwrap());
        assert!((0.0..=1.0).contains(&share), "{value}");
        assert!((share - count / total).abs() < 1e-9, "{value} of {total}");
        assert!(value["label"].is_string() && value.get("parent").is_some(), "{value}");
    }
}

#[test]
fn a_theme_within_another_names_its_parent() {
    let answer = search("theme=access-gp");
    let themes = answer["facets"]["theme"].as_array().unwrap();
    let found = themes.iter().find(|theme| theme["id"] == "access-gp").expect("its own theme is a facet");
    assert_eq!(found["parent"], "access");
}

#[test]
fn pages_follow_each_other_without_gaps_or_repeats() {
    let app = TestApp::shipped();
    let mut address = "/api/v1/search?q=health&limit=7".to_owned();
    let (mut ids, mut total) = (Vec::new(), 0);
    // A wrong cursor must not keep the test going for ever.
    for _ in 0..500 {
        let page = app.get(&address).good();
        let next = page
            .links()
            .iter()
            .find_map(|link| link.strip_suffix("; rel=\"next\""))
            .map(|link| link.trim_matches(['<', '>']).to_owned());
        let answer = page.json();
        total = answer["total"].as_u64().unwrap();
        ids.extend(items(&answer).iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        assert_eq!(answer["next"].is_string(), next.is_some());
        match next {
            Some(next) => address = next,
            None => break,
        }
    }
    assert!(total > 7, "one page shows nothing about pages");
    assert_eq!(ids.len() as u64, total);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
}

#[test]
fn filters_are_any_within_one_and_all_together() {
    let count = |query: &str| search(&format!("{query}&limit=0"))["total"].as_u64().unwrap();
    let (findings, quotes) = (count("kind=finding"), count("kind=quote"));
    assert_eq!(count("kind=finding&kind=quote"), findings + quotes);
    assert!(count("kind=finding&theme=access") < findings);
    assert_eq!(count("kind=&theme="), count(""), "fields a form leaves empty are no filters");
}

#[test]
fn every_hit_leads_to_itself_and_to_its_source() {
    let app = TestApp::shipped();
    for item in items(&search("q=trust&limit=5")) {
        let found = app.get(item["self"].as_str().unwrap()).json();
        assert_eq!(found["id"], item["id"]);
        assert_eq!(found["text"], item["text"]);
        let source = app.get(item["source"]["self"].as_str().unwrap()).json();
        assert_eq!(source["id"], item["source"]["id"]);
    }
}

#[test]
fn the_same_hits_come_as_csv_by_address_or_by_header() {
    let app = TestApp::shipped();
    let by_address = app.get("/api/v1/search.csv?q=housing&limit=5").good();
    let by_header = app.get_with("/api/v1/search?q=housing&limit=5", &[("accept", "text/csv")]).good();
    assert_eq!(by_address.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(by_header.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(by_address.body, by_header.body);
    let json = app.get("/api/v1/search?q=housing&limit=5").good();
    let vary: Vec<_> =
        json.headers.get_all("vary").iter().map(|value| value.to_str().unwrap().to_lowercase()).collect();
    assert!(vary.iter().any(|value| value.split(',').any(|name| name.trim() == "accept")), "{vary:?}");
    assert!(
        json.links().iter().any(|link| link.contains("/api/v1/search.csv?") && link.contains("alternate")),
        "{:?}",
        json.links()
    );
    let answer = json.json();
    let ids: Vec<&str> = items(&answer).iter().map(|item| item["id"].as_str().unwrap()).collect();
    let mut reader = csv::Reader::from_reader(by_address.body.as_bytes());
    let rows: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
    assert_eq!(rows, ids);
}

#[test]
fn whatever_a_person_types_is_searched_for() {
    let app = TestApp::shipped();
    for typed in [
        "\"",
        "((((",
        "AND",
        "NOT",
        "-",
        "+",
        "*",
        "a~99999",
        "theme:",
        "theme:nosuch",
        "year:abc",
        "'; drop table",
        "<script>",
        "\u{202e}\u{0}\u{feff}",
        "🦀",
        "a OR",
        "\"a b\"~",
        "field:value:more",
        "\\",
        "%",
        "&q",
        "é́́́",
        "[1 TO",
        "^5",
        "{}",
        "/.*/",
    ] {
        let answer = app.get(&format!("/api/v1/search?q={}", insight_bank::text::percent_encode(typed))).json();
        assert!(answer["total"].is_u64(), "{typed}");
    }
    let long = "word+".repeat(1500);
    assert!(app.get(&format!("/api/v1/search?q={long}")).json()["notices"].is_array());
}

#[test]
fn what_is_no_name_is_refused_with_the_nearest_that_is_all_at_once() {
    let app = TestApp::shipped();
    let refused = app.get("/api/v1/search?theme=acess&kind=fnding&year=soon&limit=9999").problem(400, "unknown_theme");
    assert_eq!(refused["errors"].as_array().unwrap().len(), 4, "{refused}");
    assert!(refused["hint"].as_str().unwrap().contains("access"), "{refused}");
    let refused = app.get("/api/v1/search?thme=access").problem(400, "unknown_parameter");
    assert!(refused["errors"][0]["expected"].as_str().unwrap().contains("theme"), "{refused}");
    let _ = app.get("/api/v1/search?q=x&cursor=nonsense").problem(400, "bad_cursor");
}
