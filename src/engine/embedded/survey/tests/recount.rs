//! Every table against a recount by hand.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::engine::Crosstab;

/// An answer to a question that suits it, or none.
fn answer(question: usize) -> BoxedStrategy<Answer> {
    let missing = proptest::sample::select(Missing::ALL.to_vec()).prop_map(Answer::Missing);
    let given = match question {
        SINGLE => (0_u16..2).prop_map(|option| Answer::Options(vec![option])).boxed(),
        MULTIPLE => proptest::sample::subsequence(vec![0_u16, 1], 0..=2).prop_map(Answer::Options).boxed(),
        NUMBER | WEIGHT => (0_i32..4).prop_map(|number| Answer::Number(f64::from(number) / 2.0)).boxed(),
        _ => Just(Answer::Missing(Missing::Blank)).boxed(),
    };
    prop_oneof![3 => given, 1 => missing].boxed()
}

fn people() -> impl Strategy<Value = Vec<Respondent>> {
    let one: Vec<BoxedStrategy<Answer>> = (0..=CONSENT).map(answer).collect();
    proptest::collection::vec(one, 0..25)
        .prop_map(|all| all.into_iter().enumerate().map(|(at, answers)| respondent(at, answers)).collect())
}

/// The columns of a question a respondent is in, counted by hand.
fn columns_of(person: &Respondent, question: usize) -> Vec<Option<u16>> {
    match &person.answers[question] {
        Answer::Options(chosen) if !chosen.is_empty() => chosen.iter().copied().map(Some).collect(),
        _ => vec![None],
    }
}

fn weight(person: &Respondent, weighted: bool) -> f64 {
    match (weighted, &person.answers[WEIGHT]) {
        (false, _) => 1.0,
        (true, Answer::Number(weight)) => *weight,
        (true, _) => 0.0,
    }
}

/// A column: its block, the questions of the block, an option of each.
type Path = (Option<usize>, Vec<usize>, Vec<Option<u16>>);

/// The same table by looking at every respondent for every column.
fn recount(people: &[&Respondent], request: &TabulateRequest) -> Crosstab {
    let mut paths: Vec<Path> = vec![(None, Vec::new(), Vec::new())];
    for (number, block) in request.banner.iter().enumerate() {
        let mut some = vec![Vec::new()];
        for question in block {
            let options = [3, 2][*question];
            let all: Vec<Option<u16>> = (0..options).map(Some).chain([None]).collect();
            some = some
                .iter()
                .flat_map(|path: &Vec<Option<u16>>| {
                    all.iter().map(|code| [path.clone(), vec![*code]].concat()).collect::<Vec<_>>()
                })
                .collect();
        }
        paths.extend(some.into_iter().map(|path| (Some(number), block.clone(), path)));
    }
    let column = |(block, questions, path): Path| {
        let inside = |person: &&&Respondent| {
            questions.iter().zip(&path).all(|(question, code)| columns_of(person, *question).contains(code))
        };
        let mut column = CrosstabColumn {
            block,
            path: path.clone(),
            respondents: Tally::default(),
            missing: BTreeMap::new(),
            answers: Distribution::Codes(BTreeMap::new()),
        };
        let (mut codes, mut values): (BTreeMap<u16, Tally>, BTreeMap<i64, Tally>) = (BTreeMap::new(), BTreeMap::new());
        for person in people.iter().filter(inside) {
            let weight = weight(person, request.weight.is_some());
            column.respondents.add(weight);
            match &person.answers[request.question] {
                Answer::Missing(reason) => column.missing.entry(*reason).or_default().add(weight),
                Answer::Options(chosen) => chosen.iter().for_each(|code| codes.entry(*code).or_default().add(weight)),
                Answer::Number(number) => {
                    let halves = (0..8).find(|halves| (f64::from(*halves) / 2.0 - number).abs() < 1e-9).unwrap();
                    values.entry(i64::from(halves)).or_default().add(weight);
                }
                _ => {}
            }
        }
        column.answers = match request.question {
            NUMBER => Distribution::Values(
                values
                    .into_iter()
                    .map(|(halves, tally)| (f64::from(i32::try_from(halves).unwrap()) / 2.0, tally))
                    .collect(),
            ),
            _ => Distribution::Codes(codes),
        };
        column
    };
    let columns = paths.into_iter().map(column);
    Crosstab { columns: columns.filter(|column| column.respondents.n > 0 || !column.path.contains(&None)).collect() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_table_is_what_a_recount_gives(
        people in people(),
        question in proptest::sample::select(vec![SINGLE, MULTIPLE, NUMBER]),
        banner in proptest::collection::vec(proptest::sample::subsequence(vec![SINGLE, MULTIPLE], 1..=2), 0..3),
        weighted in any::<bool>(),
        only in proptest::option::of(0_u16..2),
        numbers in proptest::option::of(0_i32..3),
    ) {
        let engine = in_memory();
        index(&engine, &people, Vec::new());
        let mut filters = Vec::new();
        let mut kept: Vec<&Respondent> = people.iter().collect();
        if let Some(code) = only {
            filters.push(RowFilter { question: MULTIPLE, comparison: Comparison::AnyCode(vec![code]) });
            kept.retain(|person| columns_of(person, MULTIPLE).contains(&Some(code)));
        }
        if let Some(halves) = numbers {
            let wanted = f64::from(halves) / 2.0;
            filters.push(RowFilter { question: NUMBER, comparison: Comparison::AnyNumber(vec![wanted, 99.0]) });
            kept.retain(|person| matches!(person.answers[NUMBER], Answer::Number(number) if (number - wanted).abs() < 1e-9));
        }
        let request = TabulateRequest { banner, filters, weight: weighted.then_some(WEIGHT), ..of(question) };
        prop_assert_eq!(engine.tabulate(&request).unwrap(), recount(&kept, &request));
    }
}
