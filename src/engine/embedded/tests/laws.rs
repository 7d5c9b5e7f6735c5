//! Laws of searching: paging, hostile words, increments.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::engine::EngineError;

/// A step: the source, its texts; none withdraws it.
type Step = (u8, Option<Vec<String>>);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let text = "(bus|buses|damp|house price|red|red bus| ){1,4}";
    let texts = proptest::option::weighted(0.8, proptest::collection::vec(text, 0..4));
    proptest::collection::vec((0_u8..4, texts), 1..7)
}

fn year_of(id: u8) -> Option<i32> {
    (id > 0).then(|| 2018 + i32::from(id % 3))
}

fn step(engine: &EmbeddedEngine, (id, texts): &Step) {
    let source = source(&format!("s{id}"), year_of(*id));
    match texts {
        Some(texts) => add(engine, &source, findings(&source, &texts.iter().map(String::as_str).collect::<Vec<_>>())),
        None => withdraw(engine, source.id.as_str()),
    }
}

fn grow(engine: &EmbeddedEngine, steps: &[Step]) {
    for one in steps {
        step(engine, one);
    }
}

/// The order of the hits and the facets.
fn answer(engine: &EmbeddedEngine, query: &str, sort: Sort) -> (Vec<String>, Vec<Vec<(String, u64)>>) {
    let hits = engine.search(&SearchRequest { sort, ..request(query) }).unwrap();
    let order = hits.items.iter().map(|hit| format!("{} {:?}", hit.insight.id, hit.themes)).collect();
    let facets = [Facet::Theme, Facet::Source, Facet::Year, Facet::Kind].map(|facet| counts(&hits, facet));
    (order, facets.to_vec())
}

const QUERIES: [&str; 5] = ["", "bus", "red bus", "theme:home", "hous* OR -damp"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_index_grown_step_by_step_is_one_built_at_once(steps in steps()) {
        let (grown, built) = (in_memory(), in_memory());
        grow(&grown, &steps);
        let last: BTreeMap<u8, &Step> = steps.iter().map(|step| (step.0, step)).collect();
        last.values().filter(|(_, texts)| texts.is_some()).for_each(|one| step(&built, one));
        prop_assert_eq!(grown.fingerprints(), built.fingerprints());
        for query in QUERIES {
            for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
                prop_assert_eq!(answer(&grown, query, sort), answer(&built, query, sort), "{}", query);
            }
        }
    }

    #[test]
    fn pages_hold_every_hit_once(steps in steps(), limit in 1_usize..4) {
        let engine = in_memory();
        grow(&engine, &steps);
        for query in QUERIES {
            for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
                let (whole, _) = answer(&engine, query, sort);
                let mut paged = Vec::new();
                let mut cursor = None;
                loop {
                    let hits = engine.search(&SearchRequest { sort, limit, cursor, ..request(query) }).unwrap();
                    prop_assert_eq!(usize::try_from(hits.total).unwrap(), whole.len());
                    paged.extend(hits.items.iter().map(|hit| format!("{} {:?}", hit.insight.id, hit.themes)));
                    cursor = hits.next;
                    if cursor.is_none() {
                        break;
                    }
                }
                prop_assert_eq!(&paged, &whole);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_can_be_searched_for(queries in proptest::collection::vec(any::<String>(), 8)) {
        let engine = with(&["red bus", "damp house"]);
        for query in queries {
            prop_assert!(engine.search(&request(&query)).is_ok());
        }
    }

    #[test]
    fn any_mixture_of_the_language_can_be_searched_for(
        queries in proptest::collection::vec("(red|bus|hous\\*|camhs|A&E|the| |\"|~2|\\(|\\)|AND |OR |NOT |-|\\+|\\*|theme:|year:|20..|é|'){0,16}", 8)
    ) {
        let engine = with(&["red bus", "damp house", "CAMHS"]);
        for query in queries {
            prop_assert!(engine.search(&request(&query)).is_ok(), "{}", query);
        }
    }

    #[test]
    fn words_phrases_and_beginnings_find_what_a_plain_look_finds(
        texts in proptest::collection::vec(proptest::collection::vec("[ab]{1,2}", 0..5), 1..6),
        wanted in proptest::collection::vec("[ab]{1,2}", 1..4),
        prefix in any::<bool>(),
    ) {
        let lines: Vec<String> = texts.iter().map(|words| words.join(" ")).collect();
        let engine = with(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let query = format!("\"{}{}\"", wanted.join(" "), if prefix { "*" } else { "" });
        let last = wanted.len() - 1;
        let fits = |at: usize, word: &String| if prefix && at == last { word.starts_with(&wanted[at]) } else { *word == wanted[at] };
        let has = |words: &Vec<String>| words.windows(wanted.len()).any(|run| run.iter().enumerate().all(|(at, word)| fits(at, word)));
        let expected: Vec<String> = texts.iter().enumerate().filter(|(_, words)| has(words)).map(|(at, _)| format!("f{at}")).collect();
        prop_assert_eq!(found(&engine, &query), expected);
    }
}

#[test]
fn a_cursor_of_another_search_is_refused() {
    let engine = with(&["red bus", "red car", "red boat"]);
    let first = engine.search(&SearchRequest { limit: 1, ..request("red") }).unwrap();
    let other = SearchRequest { limit: 1, cursor: first.next, ..request("bus") };
    assert!(matches!(engine.search(&other), Err(EngineError::Cursor { .. })));
}
