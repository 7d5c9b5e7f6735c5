//! What words, phrases, prefixes, fields and the glossary find.

use super::*;

#[test]
fn words_are_found_by_their_stems_and_all_are_needed() {
    let engine = with(&["Waiting lists are long", "They waited for a list", "A long wait"]);
    assert_eq!(found(&engine, "wait lists"), ["f0", "f1"]);
    assert_eq!(found(&engine, "WAITS long"), ["f0", "f2"]);
    assert!(codes(&engine, "wait lists").is_empty());
}

#[test]
fn plurals_the_stemmer_does_not_know_are_found_too() {
    let engine = with(&["The buses", "Two children", "women"]);
    assert_eq!(found(&engine, "bus"), ["f0"]);
    assert_eq!(found(&engine, "child"), ["f1"]);
    assert_eq!(found(&engine, "woman"), ["f2"]);
}

#[test]
fn operators_signs_and_brackets_mean_what_they_say() {
    let engine = with(&["red bus", "red car", "blue bus", "green boat"]);
    assert_eq!(found(&engine, "red AND bus"), ["f0"]);
    assert_eq!(found(&engine, "car OR boat"), ["f1", "f3"]);
    assert_eq!(found(&engine, "bus -red"), ["f2"]);
    assert_eq!(found(&engine, "(bus OR car) AND NOT blue"), ["f0", "f1"]);
    assert_eq!(found(&engine, "-bus -boat"), ["f1"]);
    assert_eq!(codes(&engine, "-bus -boat"), ["only_negative"]);
}

#[test]
fn when_nothing_has_all_words_any_of_them_will_do() {
    let engine = with(&["red bus", "blue car"]);
    assert_eq!(found(&engine, "red car"), ["f0", "f1"]);
    assert_eq!(codes(&engine, "red car"), ["any_word"]);
    assert_eq!(found(&engine, "+red car"), ["f0"]);
    assert!(found(&engine, "red AND car").is_empty());
    assert_eq!(found(&engine, "red car -blue"), ["f0"]);
}

#[test]
fn stop_words_do_not_decide_unless_there_is_nothing_else() {
    let engine = with(&["the bus", "bus", "car"]);
    assert_eq!(found(&engine, "the bus"), ["f0", "f1"]);
    assert!(codes(&engine, "the bus").is_empty());
    assert_eq!(found(&engine, "the"), ["f0"]);
}

#[test]
fn beginnings_phrases_and_distance() {
    let engine = with(&[
        "social prescribing works",
        "prescribing is social",
        "socially prescribed",
        "a house and a housing officer",
    ]);
    assert_eq!(found(&engine, "hous*"), ["f3"]);
    assert_eq!(found(&engine, "officers*"), Vec::<String>::new());
    assert_eq!(found(&engine, "\"social prescribing\""), ["f0"]);
    assert_eq!(found(&engine, "\"social prescrib*\""), ["f0"]);
    assert_eq!(found(&engine, "\"social* prescribing\""), ["f0"], "a star inside is only punctuation");
    assert_eq!(found(&engine, "social prescrib*"), ["f0", "f1", "f2"]);
    assert_eq!(found(&engine, "\"house officer\"~5"), ["f3"]);
    assert_eq!(found(&engine, "\"house officer\"~1"), Vec::<String>::new());
    assert_eq!(found(&engine, "\"house offic*\"~5"), ["f3"]);
    assert_eq!(found(&engine, "social-prescribing"), ["f0", "f2"], "typed as a word, so by stems");
}

#[test]
fn spelling_is_tolerated_only_when_nothing_else_is_found() {
    let engine = with(&["damp housing", "hosing down the car"]);
    assert_eq!(found(&engine, "hosing"), ["f1"]);
    assert!(codes(&engine, "hosing").is_empty());
    assert_eq!(found(&engine, "dammp"), ["f0"]);
    assert_eq!(codes(&engine, "dammp"), ["spelling"]);
    assert_eq!(search(&engine, "dammp").items[0].highlight.as_deref(), Some("<mark>damp</mark> housing"));
    assert!(found(&engine, "dmp cxr").is_empty(), "short words must be spelt right");
    assert!(found(&engine, "xqz").is_empty());
    assert!(found(&engine, "danp").is_empty(), "and so must words of four letters");
    assert!(found(&engine, "DAMMP").is_empty(), "and what may be an acronym");
}

#[test]
fn words_typed_without_a_space_between_them_are_words_of_their_own() {
    let engine = with(&["Housing is short", "Transport and parking", "10,000 homes", "a well-known and free bus"]);
    for (query, expected, said) in [
        ("transport/parking", &["f1"][..], &[][..]),
        ("housing,transport", &["f0", "f1"], &["any_word"]),
        ("housing^3", &["f0"], &["any_word"]),
        ("short housing/transport", &["f0", "f1"], &["any_word"]),
        ("parking|trans*", &["f1"], &[]),
        ("10,000", &["f2"], &[]),
        ("well-known", &["f3"], &[]),
        ("well-free", &[], &[]),
        ("+housing/transport short", &[], &[]),
    ] {
        assert_eq!(found(&engine, query), expected, "{query}");
        assert_eq!(codes(&engine, query), said, "{query}");
    }
}

#[test]
fn the_name_of_a_group_also_finds_what_is_filed_under_it() {
    let engine = in_memory();
    let source = source("s", None);
    let mut insights =
        findings(&source, &["the same bus", "older residents wait", "a veteran", "older cars, new residents"]);
    insights[2].groups = vec![slug("minorities")];
    add(&engine, &source, insights);
    for query in ["BAME", "bame", "minority ethnic groups", "BAME veteran", "veteran AND BAME"] {
        assert_eq!(found(&engine, query), ["f2"], "{query}");
        assert_eq!(codes(&engine, query), ["glossary"], "{query}");
    }
    assert_eq!(found(&engine, "older residents"), ["f1", "f3"], "words of a name need not stand together");
    assert_eq!(found(&engine, "older minority ethnic groups"), ["f1", "f2", "f3"]);
    assert!(found(&engine, "\"BAME\"").is_empty(), "a phrase is what texts say");
    assert_eq!(found(&engine, "veteran -BAME"), ["f2"], "and so is what must not be there");
}

#[test]
fn the_glossary_works_both_ways() {
    let engine = with(&[
        "Waiting for CAMHS",
        "child and adolescent mental health services are slow",
        "mental health of a child",
    ]);
    for query in [
        "CAMHS",
        "camhs",
        "child and adolescent mental health services",
        "\"Child and Adolescent Mental Health Services\"",
    ] {
        assert_eq!(found(&engine, query), ["f0", "f1"], "{query}");
        assert_eq!(codes(&engine, query), ["glossary"], "{query}");
    }
    assert_eq!(found(&engine, "slow CAMHS"), ["f1"]);
    assert_eq!(found(&engine, "child mental health"), ["f1", "f2"]);
    let engine = with(&["went to A&E", "accident and emergency"]);
    assert_eq!(found(&engine, "A&E"), ["f0", "f1"]);
}

#[test]
fn headings_and_titles_find_passages_but_words_of_the_text_come_first() {
    let engine = in_memory();
    let source = source("s", None);
    let mut insights = findings(&source, &["nothing of the kind", "buses and the surgery"]);
    insights[0].headings = vec!["Surgery".into()];
    add(&engine, &source, insights);
    let hits = search(&engine, "surgery").items;
    let order: Vec<&str> = hits.iter().map(|hit| hit.insight.id.local.as_str()).collect();
    assert_eq!(order, ["f1", "f0"]);
    assert_eq!(found(&engine, "study buses"), ["f1"]);
}

#[test]
fn fields_take_ids_labels_and_ranges_and_say_what_they_do_not_know() {
    let engine = in_memory();
    for (id, year) in [("old", Some(2019)), ("new", Some(2022)), ("none", None)] {
        let source = source(id, year);
        let mut insights = findings(&source, &["words"]);
        insights[0].id = InsightId::new(source.id.clone(), id);
        insights[0].places = vec![slug(if id == "old" { "town" } else { "county" })];
        add(&engine, &source, insights);
    }
    assert_eq!(found(&engine, "year:2019"), ["old"]);
    assert_eq!(found(&engine, "year:2019..2022"), ["new", "old"]);
    assert_eq!(found(&engine, "year:2020.."), ["new"]);
    assert_eq!(found(&engine, "source:new"), ["new"]);
    assert_eq!(found(&engine, "place:county"), ["new", "none", "old"]);
    assert_eq!(found(&engine, "place:TOWN"), ["old"]);
    assert_eq!(found(&engine, "-year:2019 kind:finding voice:\"first-hand\""), ["new", "none"]);
    let notices = search(&engine, "place:twon").notices;
    assert_eq!(notices[0].code, "unknown_value");
    assert!(notices[0].message.contains("`place:town`"), "{}", notices[0].message);
}

#[test]
fn a_matching_text_is_shown_with_its_matches_marked_and_nothing_else() {
    let engine = with(&["<b>Buses</b> & trains"]);
    let hit = search(&engine, "bus").items.remove(0);
    assert_eq!(hit.highlight.as_deref(), Some("&lt;b&gt;<mark>Buses</mark>&lt;/b&gt; &amp; trains"));
    assert!(search(&engine, "").items[0].highlight.is_none());
}
