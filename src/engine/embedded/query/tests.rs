//! The query language reads anything, and prints what it reads again.

use proptest::prelude::*;

use super::parse::Parsed;
use super::*;

fn read(query: &str) -> Parsed {
    parse(query, Limits::TYPED)
}

#[track_caller]
fn check(query: &str, printed: &str) {
    assert_eq!(read(query).node.map(|node| node.to_string()).unwrap_or_default(), printed, "{query}");
}

fn codes(query: &str) -> Vec<String> {
    read(query).notices.into_iter().map(|notice| notice.code).collect()
}

#[test]
fn the_parts_of_the_language_are_read() {
    check("housing damp", "housing damp");
    check("  hous*  ", "hous*");
    check("“social prescrib*”~3", "\"social prescrib*\"~3");
    check("theme:housing year:2020..2022", "theme:\"housing\" year:\"2020..2022\"");
    check("PLACE:“East Herts”", "place:\"East Herts\"");
    check("a OR b AND c d", "a OR b AND c d");
    check("(a OR b) AND NOT c", "(a OR b) AND -c");
    check("+a -b NOT c", "+a -b -c");
    check("and or not", "and or not");
    check("-(a b) ((c))", "-(a b) c");
}

#[test]
fn what_makes_no_sense_is_passed_over_and_said() {
    check("AND a OR", "a");
    check("a ) b", "a b");
    check("( a", "a");
    check("mental health - children ?", "mental health children");
    check("NOT", "");
    check("()", "");
    check("*", "");
    assert_eq!(codes("a OR"), ["stray_operator"]);
    assert_eq!(codes("\"a b"), ["unbalanced_quote"]);
    for query in ["*ing", "h?using", "h*s", "*ing*", "*ing h?using"] {
        assert_eq!(codes(query), ["stray_operator"], "{query}");
    }
    for query in ["hous*", "why?", "?", "**", "https://example.org/a?b=c"] {
        assert_eq!(codes(query), Vec::<String>::new(), "{query}");
    }
    assert_eq!(codes("(a"), ["unbalanced_bracket"]);
    assert_eq!(codes("a)"), ["unbalanced_bracket"]);
    assert_eq!(codes("colour:red"), ["unknown_field"]);
    assert_eq!(codes("https://example.org 10:30"), Vec::<String>::new());
}

#[test]
fn long_queries_are_cut_and_said_to_be() {
    assert_eq!(codes(&"x".repeat(3_000)), ["too_long"]);
    assert_eq!(codes(&"a ".repeat(300)), ["too_many_terms"]);
    assert!(read(&"(".repeat(2_000)).node.is_none());
    check(&format!("{}a{}b", "(".repeat(60), ")".repeat(60)), "a b");
}

proptest! {
    #[test]
    fn any_text_can_be_read(query in any::<String>()) {
        read(&query);
    }

    #[test]
    fn what_is_printed_reads_back_as_the_same(query in "([a-c]{0,2}[ \"()+*:~-]|AND |OR |NOT |theme:|\u{201c}|&|'){0,24}") {
        if let Some(node) = read(&query).node {
            let again = parse(&node.to_string(), Limits::RULE).node;
            prop_assert_eq!(again, Some(node));
        }
    }
}
