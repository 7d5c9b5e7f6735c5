//! Every table against a recount by hand.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::engine::Crosstab;
use crate::engine::embedded::survey::Pace;

/// An answer to a question that suits it, or none.
fn answer(question: usize) -> BoxedStrategy<Answer> {
    let missing = proptest::sample::select(Missing::ALL.to_vec()).prop_map(Answer::Missing);
    let text = |texts: Vec<&'static str>| proptest::sample::select(texts).prop_map(|text| Answer::Text(text.into()));
    let given = match question {
        SINGLE => (0_u16..3).prop_map(|option| Answer::Options(vec![option])).boxed(),
        MULTIPLE => proptest::sample::subsequence(vec![0_u16, 1, 2], 0..=3).prop_map(Answer::Options).boxed(),
        WIDE => {
            proptest::sample::select(vec![0_u16, 7, 256, 299]).prop_map(|option| Answer::Options(vec![option])).boxed()
        }
        NUMBER | WEIGHT => (0_i32..4).prop_map(|number| Answer::Number(f64::from(number) / 2.0)).boxed(),
        OPEN => text(vec!["the bus", "a kind nurse", "tram and bus"]).boxed(),
        CODED => text(vec!["damp", "rude", "damp and rude", "fine"]).boxed(),
        _ => Just(Answer::Missing(Missing::Blank)).boxed(),
    };
    prop_oneof![3 => given, 1 => missing].boxed()
}

fn people() -> impl Strategy<Value = Vec<Respondent>> {
    let one: Vec<BoxedStrategy<Answer>> = (0..=WIDE).map(answer).collect();
    proptest::collection::vec(one, 0..25)
        .prop_map(|all| all.into_iter().enumerate().map(|(at, answers)| respondent(at, answers)).collect())
}

/// How a count is divided up, from one thread to more than there are parts.
fn pace() -> impl Strategy<Value = Pace> {
    (1_usize..5, 1_usize..30, 1_usize..20, 1_usize..30).prop_map(|(threads, part, parts_max, chunk)| Pace {
        threads,
        part,
        parts_max,
        chunk,
    })
}

/// What a person would code the answers to [`CODED`] as.
fn codings(people: &[Respondent]) -> Vec<Coding> {
    let coding = |person: &Respondent, code: &str| Coding {
        respondent: person.id.clone(),
        question: "coded".into(),
        code: Some(code.into()),
    };
    let of = |person: &Respondent| -> Vec<Coding> {
        given(person, CODED)
            .unwrap_or_default()
            .iter()
            .map(|code| coding(person, ["home", "tone"][usize::from(*code)]))
            .collect()
    };
    people.iter().flat_map(of).collect()
}

fn meaning(question: usize, option: u16) -> Option<Missing> {
    match (question, option) {
        (SINGLE, 2) => Some(Missing::PreferNotToSay),
        (MULTIPLE, 2) => Some(Missing::NotApplicable),
        _ => None,
    }
}

/// The codes given to a question, or why there are none.
fn given(person: &Respondent, question: usize) -> Result<Vec<u16>, Missing> {
    match &person.answers[question] {
        Answer::Missing(reason) => Err(*reason),
        Answer::Options(chosen) => {
            let reasons: Option<Vec<Missing>> = chosen.iter().map(|option| meaning(question, *option)).collect();
            reasons.and_then(|reasons| reasons.first().copied()).map_or_else(|| Ok(chosen.clone()), Err)
        }
        Answer::Text(text) => {
            let words = [(0, "damp"), (1, "rude")];
            Ok(words.iter().filter(|(_, word)| text.contains(word)).map(|(code, _)| *code).collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// Whether a person chose an option, or left the answer out for the reason it stands for.
fn chose(person: &Respondent, question: usize, option: u16) -> bool {
    match &person.answers[question] {
        Answer::Options(chosen) => chosen.contains(&option),
        Answer::Missing(reason) => meaning(question, option) == Some(*reason),
        _ => false,
    }
}

/// The columns of a question a respondent is in, counted by hand.
fn columns_of(person: &Respondent, question: usize) -> Vec<Option<u16>> {
    let codes = given(person, question).unwrap_or_default();
    if codes.is_empty() { vec![None] } else { codes.into_iter().map(Some).collect() }
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

fn paths(request: &TabulateRequest) -> Vec<Path> {
    let mut paths: Vec<Path> = vec![(None, Vec::new(), Vec::new())];
    for (number, block) in request.banner.iter().enumerate() {
        let mut some = vec![Vec::new()];
        for question in block {
            let options = match *question {
                CODED => 2,
                WIDE => 300,
                _ => 3,
            };
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
    paths
}

/// One column by looking at every respondent.
fn column(people: &[&Respondent], request: &TabulateRequest, (block, questions, path): Path) -> CrosstabColumn {
    let inside = |person: &&&Respondent| {
        questions.iter().zip(&path).all(|(question, code)| columns_of(person, *question).contains(code))
    };
    let (mut respondents, mut missing) = (Tally::default(), BTreeMap::new());
    let (mut codes, mut values): (BTreeMap<u16, Tally>, BTreeMap<i32, Tally>) = (BTreeMap::new(), BTreeMap::new());
    for person in people.iter().filter(inside) {
        let weight = weight(person, request.weight.is_some());
        respondents.add(weight);
        match (given(person, request.question), &person.answers[request.question]) {
            (Err(reason), _) => missing.entry(reason).or_insert_with(Tally::default).add(weight),
            (_, Answer::Number(number)) => {
                let halves = (0..8).find(|halves| (f64::from(*halves) / 2.0 - number).abs() < 1e-9).unwrap();
                values.entry(halves).or_default().add(weight);
            }
            (Ok(given), _) => given.iter().for_each(|code| codes.entry(*code).or_default().add(weight)),
        }
    }
    let answers = match request.question {
        NUMBER => {
            let value = |(halves, tally)| (f64::from(halves) / 2.0, tally);
            Distribution::Values(values.into_iter().map(value).collect())
        }
        OPEN => Distribution::Texts,
        _ => Distribution::Codes(codes),
    };
    CrosstabColumn { block, path, respondents, missing, answers }
}

/// The same table column by column.
fn recount(people: &[&Respondent], request: &TabulateRequest) -> Crosstab {
    let columns = paths(request).into_iter().map(|path| column(people, request, path));
    Crosstab { columns: columns.filter(|column| column.respondents.n > 0 || !column.path.contains(&None)).collect() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_table_is_what_a_recount_gives(
        people in people(),
        question in proptest::sample::select(vec![SINGLE, MULTIPLE, NUMBER, OPEN, CODED, WIDE]),
        banner in proptest::collection::vec(proptest::sample::subsequence(vec![SINGLE, MULTIPLE, CODED], 1..=3), 0..3),
        wide in any::<bool>(),
        weighted in any::<bool>(),
        only in proptest::option::of(0_u16..3),
        numbers in proptest::option::of(0_i32..3),
        bus in any::<bool>(),
        pace in pace(),
    ) {
        let mut engine = in_memory();
        engine.pace = pace;
        index(&engine, &people, codings(&people));
        let mut filters = Vec::new();
        let mut kept: Vec<&Respondent> = people.iter().collect();
        if let Some(code) = only {
            filters.push(RowFilter { question: MULTIPLE, comparison: Comparison::AnyCode(vec![code]) });
            kept.retain(|person| chose(person, MULTIPLE, code));
        }
        if let Some(halves) = numbers {
            let wanted = f64::from(halves) / 2.0;
            filters.push(RowFilter { question: NUMBER, comparison: Comparison::AnyNumber(vec![wanted, 99.0]) });
            kept.retain(|person| matches!(person.answers[NUMBER], Answer::Number(number) if (number - wanted).abs() < 1e-9));
        }
        if bus {
            kept.retain(|person| matches!(&person.answers[OPEN], Answer::Text(text) if text.contains("bus")));
        }
        let banner = banner.into_iter().chain(wide.then(|| vec![WIDE])).collect();
        let matching = bus.then(|| "bus".to_owned());
        let request = TabulateRequest { banner, filters, matching, weight: weighted.then_some(WEIGHT), ..of(question) };
        prop_assert_eq!(engine.tabulate(&request).unwrap(), recount(&kept, &request));
    }

    #[test]
    fn how_many_threads_count_never_shows(people in people(), threads in 2_usize..6, part in 1_usize..9) {
        let mut engine = in_memory();
        // Weights whose sums depend on their order.
        let awkward = |(at, mut person): (i32, Respondent)| {
            person.answers[WEIGHT] = Answer::Number(0.1 * f64::from(at + 1).powi(9));
            person
        };
        let people: Vec<Respondent> = (0..).zip(people).map(awkward).collect();
        index(&engine, &people, Vec::new());
        let request = TabulateRequest { banner: vec![vec![SINGLE], vec![MULTIPLE]], weight: Some(WEIGHT), ..of(MULTIPLE) };
        engine.pace = Pace { threads: 1, part, parts_max: 9, chunk: 4 };
        let alone = engine.tabulate(&request).unwrap();
        engine.pace.threads = threads;
        prop_assert_eq!(engine.tabulate(&request).unwrap(), alone);
    }
}
