//! Facets, filters and families.

use super::*;

use crate::engine::TagOrigin;

fn themes(engine: &EmbeddedEngine, query: &str) -> Vec<(String, u64)> {
    counts(&search(engine, query), Facet::Theme)
}

fn pairs(expected: &[(&str, u64)]) -> Vec<(String, u64)> {
    expected.iter().map(|(id, count)| ((*id).to_owned(), *count)).collect()
}

fn tagged() -> EmbeddedEngine {
    let engine = in_memory();
    let source = source("s", Some(2022));
    let mut insights = findings(&source, &["damp walls", "the bus", "a buzzing fridge", "nothing"]);
    insights[0].themes = vec![slug("travel")];
    insights[2].themes = vec![slug("home"), slug("housing")];
    insights[1].places = vec![slug("town"), slug("county")];
    insights[2].places = vec![slug("town")];
    add(&engine, &source, insights);
    engine
}

#[test]
fn themes_come_from_deposits_and_rules_and_parents_count_once() {
    let engine = tagged();
    assert_eq!(themes(&engine, ""), pairs(&[("home", 2), ("housing", 2), ("travel", 2)]));
    assert_eq!(found(&engine, "theme:home"), ["f0", "f2"]);
    assert_eq!(found(&engine, "theme:travel"), ["f0", "f1"]);
    let filters = Filters { themes: vec![slug("home")], ..Filters::default() };
    let hits = engine.search(&SearchRequest { filters, ..request("") }).unwrap();
    assert_eq!(hits.total, 2);
    let origins: Vec<(String, TagOrigin)> =
        hits.items[0].themes.iter().map(|tag| (tag.theme.to_string(), tag.origin)).collect();
    assert_eq!(origins, [("travel".to_owned(), TagOrigin::Source), ("housing".to_owned(), TagOrigin::Rule)]);
}

#[test]
fn places_count_what_lies_within_them_once() {
    let engine = tagged();
    let hits = search(&engine, "");
    assert_eq!(counts(&hits, Facet::Place), pairs(&[("county", 2), ("town", 2)]));
    assert_eq!(counts(&hits, Facet::Kind), pairs(&[("finding", 4)]));
    assert_eq!(counts(&hits, Facet::Year), pairs(&[("2022", 4)]));
    assert_eq!(counts(&hits, Facet::Source), pairs(&[("s", 4)]));
}

#[test]
fn facets_count_everything_found_and_not_only_the_page() {
    let engine = tagged();
    let hits = engine.search(&SearchRequest { limit: 1, ..request("") }).unwrap();
    assert_eq!((hits.items.len(), hits.total), (1, 4));
    assert_eq!(counts(&hits, Facet::Kind), pairs(&[("finding", 4)]));
    let none = engine.search(&SearchRequest { limit: 0, facets: false, ..request("") }).unwrap();
    assert_eq!((none.items.len(), none.total, none.facets.len(), none.next), (0, 4, 0, None));
}

#[test]
fn an_edited_framework_counts_at_once() {
    let engine = tagged();
    let mut framework = (*framework()).clone();
    framework.themes.get_mut("travel").unwrap().rule = Some("nothing".into());
    engine.set_framework(Arc::new(framework));
    assert_eq!(found(&engine, "theme:travel"), ["f0", "f3"]);
}

#[test]
fn the_same_words_in_two_editions_are_one_hit() {
    let engine = in_memory();
    let (mut draft, mut last) = (source("draft", Some(2022)), source("final", Some(2022)));
    draft.edition = Some(edition("draft", "2022-11"));
    last.edition = Some(edition("final", "2022-12"));
    add(&engine, &last, findings(&last, &["The same  words.", "only final"]));
    add(&engine, &draft, findings(&draft, &["the same words.", "only draft"]));
    let sources = |query: &str| {
        let hits = search(&engine, query);
        assert_eq!(usize::try_from(hits.total).unwrap(), hits.items.len());
        hits.items.iter().map(|hit| hit.insight.id.source.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(sources("same words"), ["final"]);
    assert_eq!(sources("same words source:draft"), ["draft"]);
    assert_eq!(sources(""), ["draft", "final", "final"]);
    withdraw(&engine, "final");
    assert_eq!(sources("same words"), ["draft"]);
}
