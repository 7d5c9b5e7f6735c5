//! Which groups public tables tell apart.

use proptest::prelude::*;

use super::*;
use crate::breakdown::fixture::people as tally;
use crate::breakdown::fixture::{single, source, table};
use crate::engine::{CrosstabColumn, Distribution};
use crate::survey::Question;
use crate::survey::{Class, Missing};

/// What somebody said to each of some questions.
type Person = Vec<Atom>;

fn questionnaire(options: &[&[&str]]) -> Questionnaire {
    let question =
        |(at, options): (usize, &&[&str])| Question { class: Class::Sensitive, ..single(&format!("d{at}"), options) };
    Questionnaire { questions: options.iter().enumerate().map(question).collect() }
}

/// What an engine would count.
fn tabulate(people: &[Person], request: &TabulateRequest) -> Crosstab {
    let count = |block: Option<usize>, path: &[Atom], here: &[&Person]| {
        let mut codes: BTreeMap<u16, u64> = BTreeMap::new();
        here.iter().filter_map(|person| person[request.question]).for_each(|code| *codes.entry(code).or_default() += 1);
        let silent = here.iter().filter(|person| person[request.question].is_none()).count() as u64;
        CrosstabColumn {
            block,
            path: path.to_vec(),
            respondents: tally(here.len() as u64),
            missing: BTreeMap::from([(Missing::Blank, tally(silent))]),
            answers: Distribution::Codes(codes.into_iter().map(|(code, n)| (code, tally(n))).collect()),
        }
    };
    let mut columns = vec![count(None, &[], &people.iter().collect::<Vec<_>>())];
    for (at, block) in request.banner.iter().enumerate() {
        let path = |person: &Person| block.iter().map(|question| person[*question]).collect::<Vec<Atom>>();
        let paths: BTreeSet<Vec<Atom>> = people.iter().map(path).collect();
        for wanted in paths {
            let here: Vec<&Person> = people.iter().filter(|person| path(person) == wanted).collect();
            columns.push(count(Some(at), &wanted, &here));
        }
    }
    Crosstab { columns }
}

fn cube(people: &[Person], questionnaire: &Questionnaire) -> PublicCube {
    let names: Vec<String> = questionnaire.questions.iter().map(|question| question.id.clone()).collect();
    let source = Source { dimensions: Some(names), ..source() };
    PublicCube::of(&source, questionnaire, &Policy::default(), |asked| Ok::<_, ()>(tabulate(people, asked))).unwrap()
}

/// So many people of each kind.
fn people(kinds: &[(&[Atom], usize)]) -> Vec<Person> {
    kinds.iter().flat_map(|(kind, count)| std::iter::repeat_n(kind.to_vec(), *count)).collect()
}

fn labels(cube: &PublicCube, question: usize) -> Vec<&str> {
    cube.audited().questionnaire.questions[question].options.iter().map(|option| option.label.as_str()).collect()
}

#[test]
fn few_who_stated_nothing_are_counted_with_most() {
    let questionnaire = questionnaire(&[&["F", "M"]]);
    let cube = cube(&people(&[(&[Some(0)], 60), (&[Some(1)], 40), (&[None], 4)]), &questionnaire);
    assert_eq!(labels(&cube, 0), ["F, or not stated", "M"]);
    assert_eq!(cube.audited().place_of_silent(0), Some(0));
}

#[test]
fn a_table_says_who_is_counted_with_those_who_gave_an_answer() {
    let questionnaire = questionnaire(&[&["F", "M"]]);
    let cube = cube(&people(&[(&[Some(0)], 60), (&[Some(1)], 40), (&[None], 4)]), &questionnaire);
    let mut made = table(&[&[104, 64, 40]]);
    made.position = 0;
    let explained = cube.explained(made);
    assert_eq!(explained.base.definition, "everyone who took part");
    assert!(explained.notes.iter().any(|note| note.contains("gave no answer to “Wording of d0”")));
}

#[test]
fn enough_who_stated_nothing_stay_apart() {
    let questionnaire = questionnaire(&[&["F", "M"]]);
    let cube = cube(&people(&[(&[Some(0)], 60), (&[Some(1)], 40), (&[None], 14)]), &questionnaire);
    assert_eq!(labels(&cube, 0), ["F", "M"]);
    assert_eq!(cube.audited().place_of_silent(0), None);
}

#[test]
fn bands_are_merged_with_neighbours_and_names_with_the_fewest() {
    let kinds: [(&[Atom], usize); 4] = [(&[Some(0)], 50), (&[Some(1)], 4), (&[Some(2)], 30), (&[Some(3)], 20)];
    let merged = |options: &[&str]| {
        let questionnaire = questionnaire(&[options]);
        labels(&cube(&people(&kinds), &questionnaire), 0).join("; ")
    };
    assert_eq!(merged(&["16-34", "35-54", "55-74", "75+"]), "16-34; 35-54 or 55-74; 75+");
    assert_eq!(merged(&["North", "South", "East", "West"]), "North; South or West; East");
}

#[test]
fn a_practice_is_merged_within_its_area_and_lies_within_it() {
    let questionnaire = questionnaire(&[&["North", "South"], &["A", "B", "C", "D", "E"]]);
    let kinds: [(&[Atom], usize); 5] = [
        (&[Some(0), Some(0)], 4),
        (&[Some(0), Some(1)], 30),
        (&[Some(0), Some(2)], 40),
        (&[Some(1), Some(3)], 20),
        (&[Some(1), Some(4)], 20),
    ];
    let cube = cube(&people(&kinds), &questionnaire);
    assert_eq!(labels(&cube, 1), ["A or B", "C", "D", "E"]);
    let north = PathPart { question: 0, option: Some(0), several: false };
    assert_eq!(cube.nests.get(&(1, Some(1))), Some(&vec![north]));
    assert!(cube.pairs().contains(&vec![0, 1]));
}

#[test]
fn few_strays_between_areas_are_among_enough() {
    let questionnaire = questionnaire(&[&["North", "South"], &["A", "B", "C", "D"]]);
    let kinds: [(&[Atom], usize); 5] = [
        (&[Some(0), Some(0)], 30),
        (&[Some(0), Some(1)], 30),
        (&[Some(1), Some(1)], 2),
        (&[Some(1), Some(2)], 30),
        (&[Some(1), Some(3)], 40),
    ];
    let cube = cube(&people(&kinds), &questionnaire);
    assert_eq!(labels(&cube, 1), ["A", "B or C", "D"]);
}

proptest! {
    /// Whatever anybody adds and takes away of the groups of two dimensions is of nobody or of enough people.
    #[test]
    fn no_sum_of_groups_is_of_few_people(
        kinds in prop::collection::vec((0_u16..4, 0_u16..5, 0_usize..25), 1..9),
        signs in prop::collection::vec(-1_i64..=1, 10),
    ) {
        let questionnaire = questionnaire(&[&["A", "B", "C"], &["P", "Q", "R", "S"]]);
        let atom = |code: u16, options: u16| (code < options).then_some(code);
        let people: Vec<Person> = kinds
            .iter()
            .flat_map(|(one, other, count)| std::iter::repeat_n(vec![atom(*one, 3), atom(*other, 4)], *count))
            .collect();
        let cube = cube(&people, &questionnaire);
        let place = |question: usize, atom: Atom| match atom {
            Some(code) => Some(cube.audited().place(question, code)),
            None => cube.audited().place_of_silent(question),
        };
        let sign = |question: usize, atom: Atom| signs[question * 5 + place(question, atom).map_or(4, usize::from)];
        let told = people.iter().filter(|person| sign(0, person[0]) + sign(1, person[1]) != 0).count();
        let everybody = people.len() < 10;
        prop_assert!(everybody || told == 0 || told >= 10, "{told} of {}", people.len());
    }
}
