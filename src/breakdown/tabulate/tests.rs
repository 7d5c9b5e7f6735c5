//! Tables from tallies: bases, rows, banners and statistics.

use proptest::prelude::*;

use super::*;
use crate::breakdown::fixture::{
    banner_column, column, multiple, number, people, question, request, single, source, values,
};
use crate::breakdown::{View, plan};
use crate::corpus::Design;
use crate::framework::Framework;
use crate::survey::Missing;

fn built(request: &BreakdownRequest, questions: Vec<Question>, columns: Vec<CrosstabColumn>) -> Table {
    let questionnaire = Questionnaire { questions };
    let plan = plan(request, &source(), &questionnaire, &Framework::default()).unwrap();
    build_table(request, &source(), &questionnaire, &plan, &[Crosstab { columns }])
}

#[test]
fn shares_are_of_those_who_answered() {
    let counted = column(&[(0, 30), (1, 10)], &[(Missing::Blank, 5), (Missing::PreferNotToSay, 2)]);
    let table = built(&request("q"), vec![single("q", &["Yes", "No", "Maybe"])], vec![counted]);
    let shares: Vec<Option<f64>> = table.rows.iter().map(|row| row.cells[0].share).collect();
    assert_eq!(shares, [Some(0.75), Some(0.25), Some(0.0)]);
    assert_eq!((table.columns[0].unweighted_base, table.columns[0].effective_base), (40, 40.0));
    assert_eq!(table.base.excluded.values().sum::<u64>(), 7);
}

#[test]
fn the_base_asked_for_is_the_base_given() {
    let counted = || vec![column(&[(0, 30), (1, 10)], &[(Missing::Blank, 10), (Missing::NotAsked, 50)])];
    let asked = |base| BreakdownRequest { base: Some(base), ..request("q") };
    let base = |rule| built(&asked(rule), vec![single("q", &["Yes", "No"])], counted()).columns[0].unweighted_base;
    assert_eq!([BaseRule::Answered, BaseRule::Asked, BaseRule::All].map(base), [40, 50, 100]);
}

#[test]
fn weights_make_the_share_and_people_the_base() {
    let mut counted = column(&[(0, 1), (1, 1)], &[]);
    let heavy = Tally { n: 1, weight: 3.0, weight_squared: 9.0 };
    if let crate::engine::Distribution::Codes(codes) = &mut counted.answers {
        codes.insert(0, heavy);
    }
    let table = built(&request("q"), vec![single("q", &["Yes", "No"])], vec![counted]);
    let column = &table.columns[0];
    assert_eq!((column.unweighted_base, column.weighted_base, column.effective_base), (2, 4.0, 1.6));
    assert_eq!(table.rows[0].cells[0].share, Some(0.75));
}

#[test]
fn an_empty_base_has_no_share() {
    let table = built(&request("q"), vec![single("q", &["Yes"])], vec![column(&[], &[(Missing::Blank, 3)])]);
    assert_eq!(table.rows[0].cells[0], Cell::default());
}

#[test]
fn numbers_have_statistics_and_choices_have_none() {
    let table = built(&request("q"), vec![number("q")], vec![values(&[(1.0, 2), (3.0, 2)])]);
    assert_eq!(table.statistics[0].values, [Some(2.0)]);
    assert_eq!(table.rows[1].label, "3");
    assert!(built(&request("q"), vec![single("q", &["A"])], vec![column(&[], &[])]).statistics.is_empty());
}

#[test]
fn only_made_up_data_are_exempt() {
    let questionnaire = Questionnaire { questions: vec![single("q", &["A"])] };
    let plan = plan(&request("q"), &source(), &questionnaire, &Framework::default()).unwrap();
    let crosstab = [Crosstab { columns: vec![column(&[(0, 1)], &[])] }];
    let mut record = source();
    record.disclosure = Some("none".to_owned());
    assert!(!build_table(&request("q"), &record, &questionnaire, &plan, &crosstab).exempt);
    record.illustrative = true;
    assert!(build_table(&request("q"), &record, &questionnaire, &plan, &crosstab).exempt);
}

#[test]
fn filters_and_the_search_are_said_in_words() {
    let asked = BreakdownRequest {
        filters: vec!["age=o0|o1".to_owned()],
        matching: Some("bus".to_owned()),
        view: View::Release,
        ..request("q")
    };
    let table =
        built(&asked, vec![single("q", &["A"]), single("age", &["16-34", "35+"])], vec![column(&[(0, 1)], &[])]);
    let wanted = [
        "Only people who answered “16-34” or “35+” to “Wording of age”.",
        "Only people whose written answers match “bus”.",
    ];
    assert_eq!(table.filters, wanted);
    assert!(wanted.iter().all(|words| table.notes.iter().any(|note| note == words)));
    assert!(table.permalink.ends_with("&where=age%3Do0%7Co1&matching=bus&base=answered&view=release"));
}

#[test]
fn a_mismatch_with_the_questionnaire_gives_an_empty_table() {
    let main = TabulateRequest {
        survey: "care".parse().unwrap(),
        question: 7,
        banner: vec![vec![9]],
        filters: Vec::new(),
        matching: None,
        weight: Some(9),
    };
    let crosstab = Crosstab { columns: vec![column(&[(0, 1)], &[]), banner_column(Some(0), &[Some(3)], &[(0, 1)])] };
    let plan = Plan::new(main, Vec::new(), &Design::default(), &Questionnaire::default());
    let table = build_table(&request("q"), &source(), &Questionnaire::default(), &plan, &[crosstab]);
    assert!(table.rows.is_empty());
}

fn scale() -> Question {
    question("q", QuestionKind::Scale, &["Very good", "Good", "Neither", "Poor", "Very poor", "Don't know"])
}

#[test]
fn a_scale_has_its_two_ends_as_nets_and_a_mean_of_its_points() {
    let counted = column(&[(0, 10), (1, 20), (2, 5), (3, 4), (4, 1), (5, 10)], &[(Missing::Blank, 3)]);
    let table = built(&request("q"), vec![scale()], vec![counted]);
    let nets: Vec<(&str, u64, Option<f64>)> = table
        .rows
        .iter()
        .filter(|row| row.is_net())
        .map(|row| (row.label.as_str(), row.cells[0].count, row.cells[0].share))
        .collect();
    assert_eq!(nets, [("Net: Very good or Good", 30, Some(0.6)), ("Net: Poor or Very poor", 5, Some(0.1))]);
    assert_eq!(table.statistics[0].label, "Mean score (1 “Very poor” to 5 “Very good”)");
    assert_eq!(table.statistics[0].values, [Some((50.0 + 80.0 + 15.0 + 8.0 + 1.0) / 40.0)]);
}

#[test]
fn a_net_of_several_answers_counts_each_person_once() {
    let asked = BreakdownRequest { nets: vec!["Digital=Website|o1".to_owned()], ..request("q") };
    let questionnaire = Questionnaire { questions: vec![multiple("q", &["Website", "App", "Post"])] };
    let plan = plan(&asked, &source(), &questionnaire, &Framework::default()).unwrap();
    let counted = |respondents: u64, codes: &[(u16, u64)]| {
        let mut column = column(codes, &[]);
        column.respondents = people(respondents);
        Crosstab { columns: vec![column] }
    };
    assert_eq!(plan.requests().count(), 2);
    let crosstabs = [counted(50, &[(0, 20), (1, 25), (2, 9)]), counted(31, &[(0, 20), (1, 25)])];
    let table = build_table(&asked, &source(), &questionnaire, &plan, &crosstabs);
    let net = table.rows.last().unwrap();
    assert_eq!((net.label.as_str(), net.cells[0].count), ("Net: Digital (Website or App)", 31));
}

#[test]
fn a_net_that_cannot_be_read_is_refused_with_the_way_to_write_it() {
    for (net, code) in [("Digital", "bad_net"), ("Digital=Website", "bad_net"), ("D=Website|Fax", "unknown_option")] {
        let asked = BreakdownRequest { nets: vec![net.to_owned()], ..request("q") };
        let questionnaire = Questionnaire { questions: vec![multiple("q", &["Website", "App"])] };
        let refused = plan(&asked, &source(), &questionnaire, &Framework::default()).unwrap_err();
        assert_eq!(refused.problems[0].code, code, "{net}");
    }
}

proptest! {
    #[test]
    fn the_rows_of_a_single_choice_add_up_to_its_base(counts in prop::collection::vec(0_u64..500, 1..8), blank in 0_u64..50) {
        let labels = vec!["x"; counts.len()];
        let codes: Vec<(u16, u64)> = (0_u16..).zip(counts.iter().copied()).collect();
        let table = built(&request("q"), vec![single("q", &labels)], vec![column(&codes, &[(Missing::Blank, blank)])]);
        let sum: u64 = table.rows.iter().map(|row| row.cells[0].count).sum();
        prop_assert_eq!(sum, table.columns[0].unweighted_base);
        let shares: f64 = table.rows.iter().filter_map(|row| row.cells[0].share).sum();
        prop_assert!(sum == 0 || (shares - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_share_is_between_none_and_all(ticks in prop::collection::vec(0_u64..100, 1..6), extra in 0_u64..100) {
        let labels = vec!["x"; ticks.len()];
        let codes: Vec<(u16, u64)> = (0_u16..).zip(ticks.iter().copied()).collect();
        let mut counted = column(&codes, &[]);
        counted.respondents = crate::breakdown::fixture::people(ticks.iter().max().unwrap_or(&0) + extra);
        for rule in BaseRule::ALL {
            let asked = BreakdownRequest { base: Some(rule), ..request("q") };
            let table = built(&asked, vec![multiple("q", &labels)], vec![counted.clone()]);
            let shares = table.rows.iter().filter_map(|row| row.cells[0].share);
            prop_assert!(shares.into_iter().all(|share| (0.0..=1.0).contains(&share)));
        }
    }

    #[test]
    fn the_order_of_the_counted_columns_changes_nothing(order in Just([0_u16, 1, 2]).prop_shuffle()) {
        let age = single("age", &["a", "b", "c"]);
        let block = |at: u16| banner_column(Some(0), &[Some(at)], &[(0, u64::from(at) + 1)]);
        let columns = std::iter::once(column(&[(0, 6)], &[])).chain(order.map(block)).collect();
        let asked = BreakdownRequest { by: vec!["age".to_owned()], ..request("q") };
        let table = built(&asked, vec![single("q", &["A"]), age], columns);
        let bases: Vec<u64> = table.columns.iter().map(|column| column.unweighted_base).collect();
        prop_assert_eq!(bases, [6, 1, 2, 3]);
    }
}
