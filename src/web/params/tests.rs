//! Addresses as people, forms and programs write them.

use proptest::prelude::*;

use super::*;

fn read(query: &str) -> Pairs {
    pairs(Some(query))
}

fn search(query: &str) -> Result<SearchNames, Vec<Problem>> {
    search_names(&read(query), &[])
}

fn table(query: &str) -> Result<BreakdownRequest, Vec<Problem>> {
    breakdown_request("carers", &read(query), View::Internal)
}

#[test]
fn a_repeated_filter_keeps_all_its_values() {
    let names = search("q=bus+pass&theme=access&theme=trust&kind=").unwrap();
    assert_eq!((names.query.as_str(), names.theme), ("bus pass", vec!["access".to_owned(), "trust".to_owned()]));
    assert!(names.kind.is_empty(), "a field left empty is no filter");
}

#[test]
fn every_unknown_parameter_is_refused_at_once_with_the_allowed_ones() {
    let problems = search("thme=access&colour=red&thme=trust").unwrap_err();
    let codes: Vec<_> = problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["unknown_parameter", "unknown_parameter"]);
    assert_eq!(problems[0].hint.as_deref(), Some("did you mean `theme`?"));
    assert!(problems[1].expected.as_deref().unwrap().contains("priority"));
}

#[test]
fn a_page_may_allow_parameters_of_its_own() {
    assert!(search_names(&read("q=x&page=2"), &["page"]).is_ok());
}

#[test]
fn a_parameter_that_stands_once_is_not_taken_twice() {
    let problems = search("q=a&q=b").unwrap_err();
    assert_eq!(problems[0].code, "repeated_parameter");
}

#[test]
fn a_breakdown_needs_a_question_and_says_where_they_are_listed() {
    let problems = table("by=age").unwrap_err();
    assert_eq!(problems[0].code, "missing_parameter");
    assert!(problems[0].hint.as_deref().unwrap().contains("/api/v1/surveys/carers"));
}

#[test]
fn a_breakdown_is_read_with_its_words() {
    let request =
        table("question=q1&by=age&by=sex%3Eplace&where=q2%3DYes%7CNo&base=asked&view=release&policy=ics-public")
            .unwrap();
    assert_eq!(request.by, ["age", "sex>place"]);
    assert_eq!(request.filters, ["q2=Yes|No"]);
    assert_eq!((request.base, request.view), (Some(BaseRule::Asked), View::Release));
    assert_eq!(table("question=q1").unwrap().view, View::Internal);
}

#[test]
fn words_that_stand_for_nothing_are_refused_with_those_that_do() {
    let problems = table("question=q1&base=askd&view=public&policy=mine&intervals=maybe").unwrap_err();
    assert_eq!(problems.len(), 4);
    assert_eq!(problems[0].hint.as_deref(), Some("did you mean `asked`?"));
    assert_eq!(problems[1].expected.as_deref(), Some("internal, release"));
    assert_eq!(problems[2].expected.as_deref(), Some("ics-public, gpps, nhsd-hes, tre-10, custom"));
    assert_eq!(problems[3].expected.as_deref(), Some("true, false"));
}

#[test]
fn intervals_nets_and_the_policy_are_read() {
    let request = table("question=q1&intervals=true&net=Good%3DVery+good%7CGood&policy=gpps").unwrap();
    assert_eq!((request.intervals, request.policy), (Some(true), Some(Preset::Gpps)));
    assert_eq!(request.nets, ["Good=Very good|Good"]);
}

#[test]
fn a_percent_sign_that_stands_for_nothing_stays() {
    assert_eq!(
        read("q=100%&x=%zz&%41=%C3%A9"),
        [("q".to_owned(), "100%".to_owned()), ("x".to_owned(), "%zz".to_owned()), ("A".to_owned(), "é".to_owned()),]
    );
}

proptest! {
    #[test]
    fn what_is_escaped_reads_back_as_it_was(name in "[a-z]{1,8}", value in "\\PC{0,40}") {
        let query = format!("{name}={}", crate::text::percent_encode(&value));
        prop_assert_eq!(read(&query), vec![(name, value)]);
    }

    #[test]
    fn no_address_is_too_strange_to_be_read(query in ".{0,200}") {
        let pairs = read(&query);
        let _ = search_names(&pairs, &[]);
        let _ = breakdown_request(&query, &pairs, View::Release);
    }

    #[test]
    fn whatever_is_not_a_parameter_is_refused(name in "[a-z]{1,12}", value in "\\PC{0,40}") {
        prop_assume!(!SEARCH_PARAMETERS.contains(&name.as_str()));
        let problems = search_names(&[(name.clone(), value)], &[]).unwrap_err();
        prop_assert_eq!(problems[0].place.field.as_deref(), Some(name.as_str()));
    }
}
