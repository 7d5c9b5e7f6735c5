//! Themes beside codes: that each person is counted once, and that nobody can work out from all public tables of an open question,
//! by its codes and by its themes, what one of them hides.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::audit::{Cell, CellId, Standing, System, audit_sum};
use crate::breakdown::fixture::{framework, open, request, single};
use crate::breakdown::{
    Hidden, Marker, Policy, ReleasedTable, asked_of_options, build_table, counted_in_categories, plan,
};
use crate::engine::{Crosstab, CrosstabColumn, Distribution, RowFilter, TabulateRequest, Tally};
use crate::survey::{Merging, Missing};

/// What somebody wrote, as the codes given to it, and the two dimensions.
type Person = (Option<u8>, Option<u16>, Option<u16>);

/// Three codes of one theme, which lies within another, and one of a theme of its own.
fn questionnaire() -> Questionnaire {
    let q = open("q", &[&["gp"], &["gp"], &["gp"], &["trust"]]);
    let dimension = |mut question: Question| {
        question.class = Class::Sensitive;
        question
    };
    let (age, place) = (single("age", &["16-34", "35+"]), single("place", &["North", "South"]));
    Questionnaire { questions: vec![q, dimension(age), dimension(place)] }
}

fn source() -> Source {
    let names = ["age", "place"].map(str::to_owned);
    Source { dimensions: Some(names.into()), ..crate::breakdown::fixture::source() }
}

fn given(person: &Person, code: u16) -> bool {
    person.0.is_some_and(|codes| codes & (1 << code) != 0)
}

fn option(person: &Person, question: usize) -> Option<u16> {
    if question == 1 { person.1 } else { person.2 }
}

/// What an engine would count.
fn tabulate(people: &[Person], request: &TabulateRequest) -> Crosstab {
    let passes = |person: &&Person, filter: &RowFilter| match &filter.comparison {
        Comparison::AnyCode(codes) if filter.question == 0 => codes.iter().any(|code| given(person, *code)),
        Comparison::AnyCode(codes) => option(person, filter.question).is_some_and(|it| codes.contains(&it)),
        Comparison::AnyNumber(_) => false,
    };
    let kept: Vec<&Person> =
        people.iter().filter(|person| request.filters.iter().all(|filter| passes(person, filter))).collect();
    let mut columns = vec![column(None, Vec::new(), &kept, request.question)];
    for (block, path) in request.banner.iter().enumerate() {
        for place in places(path.len()) {
            let is_here = |person: &&&Person| path.iter().zip(&place).all(|(at, it)| option(person, *at) == *it);
            let here: Vec<&Person> = kept.iter().filter(is_here).copied().collect();
            columns.push(column(Some(block), place, &here, request.question));
        }
    }
    Crosstab { columns }
}

/// Every place of so many dimensions: each option, and none.
fn places(depth: usize) -> Vec<Vec<Option<u16>>> {
    let options = [Some(0), Some(1), None];
    (0..depth).fold(vec![Vec::new()], |places, _| {
        let longer = |place: Vec<Option<u16>>| options.map(|it| place.iter().copied().chain([it]).collect());
        places.into_iter().flat_map(longer).collect()
    })
}

fn column(block: Option<usize>, path: Vec<Option<u16>>, people: &[&Person], question: usize) -> CrosstabColumn {
    let (mut respondents, mut blank) = (Tally::default(), Tally::default());
    let mut codes: BTreeMap<u16, Tally> = BTreeMap::new();
    for person in people {
        respondents.add(1.0);
        let said: Option<Vec<u16>> = match question {
            0 => person.0.map(|_| (0..4).filter(|code| given(person, *code)).collect()),
            _ => option(person, question).map(|option| vec![option]),
        };
        match said {
            Some(said) => said.into_iter().for_each(|code| codes.entry(code).or_default().add(1.0)),
            None => blank.add(1.0),
        }
    }
    let missing = if blank.n > 0 { BTreeMap::from([(Missing::Blank, blank)]) } else { BTreeMap::new() };
    CrosstabColumn { block, path, respondents, missing, answers: Distribution::Codes(codes) }
}

fn cube(people: &[Person]) -> PublicCube {
    let count = |request: &TabulateRequest| Ok::<_, ()>(tabulate(people, request));
    let (source, questionnaire, policy) = (source(), questionnaire(), Policy::default());
    let cube = PublicCube::of(&source, &questionnaire, &policy, count).unwrap();
    cube.of_question(0, &source, &questionnaire, &policy, count).unwrap()
}

fn table(people: &[Person], asked: &BreakdownRequest) -> Table {
    table_in(people, asked, &Merging::of(&questionnaire(), Vec::new()))
}

fn table_in(people: &[Person], asked: &BreakdownRequest, merging: &Merging) -> Table {
    let (source, questionnaire) = (source(), &merging.questionnaire);
    let plan = plan(asked, &source, questionnaire, &framework()).unwrap();
    let count = |wanted: &TabulateRequest| {
        counted_in_categories(tabulate(people, &asked_of_options(wanted, merging)), wanted, merging)
    };
    let counted: Vec<Crosstab> = plan.requests().map(count).collect();
    build_table(asked, &source, questionnaire, &plan, &counted)
}

fn asked(rows: RowsBy, by: &[&str], filters: &[&str]) -> BreakdownRequest {
    BreakdownRequest {
        rows,
        by: by.iter().map(|&by| by.to_owned()).collect(),
        filters: filters.iter().map(|&filter| filter.to_owned()).collect(),
        view: View::Release,
        ..request("q")
    }
}

/// Public tables with all their counts; none where a table is not public.
fn released(people: &[Person], requests: &[BreakdownRequest]) -> Vec<(Table, ReleasedTable)> {
    let (source, cube, policy) = (source(), cube(people), Policy::default());
    let scope = Scope::Question(0);
    let tables = scope_requests(&scope, &source, &cube);
    let tables = tables.iter().map(|asked| in_scope(table_in(people, asked, cube.audited()), &cube)).collect();
    let hidden = Hidden::of_public(tables, &[], &policy);
    let made = requests.iter().filter_map(|asked| {
        let plan = plan(asked, &source, &cube.shown().questionnaire, &framework()).unwrap();
        let publication = publication(asked, &plan, &source, &cube).ok()?;
        let made = table_in(people, asked, cube.shown());
        assert_eq!(publication.scope, Scope::Question(0));
        let withheld = publication.divisions.iter().any(|questions| hidden.withholds(questions));
        (!withheld).then(|| (made.clone(), cube.release(made, &hidden, &policy)))
    });
    // A table of too few people shows nothing to learn from, and has columns fewer.
    made.filter(|(made, released)| released.shown().columns.len() == made.columns.len()).collect()
}

/// The kinds of people there can be, as unknowns, and what the tables say of them.
struct Unknowns {
    system: System,
    kinds: Vec<(Person, CellId)>,
}

impl Unknowns {
    fn of(people: &[Person]) -> Self {
        let mut system = System::new();
        let wrote = (0_u8..16).map(Some).chain([None]);
        let kinds = wrote.flat_map(|codes| places(2).into_iter().map(move |place| (codes, place[0], place[1])));
        let kinds = kinds.map(|kind| {
            let count = u64::try_from(people.iter().filter(|person| **person == kind).count()).unwrap();
            let cell = Cell { count, floor: 0, cost: 1, width: 0, standing: Standing::Free };
            (kind, system.cell(cell).unwrap())
        });
        let kinds = kinds.collect();
        Self { system, kinds }
    }

    /// The kinds of people in a column, and in one row of it where one is named.
    fn terms(&self, made: &Table, column: usize, row: Option<usize>) -> Vec<(CellId, i64)> {
        let path: Vec<_> = made.within.iter().chain(&made.columns[column].path).copied().collect();
        let counted = |kind: &Person| {
            let Some(row) = row.map(|row| &made.rows[row]) else { return kind.0.is_some() };
            match (&row.filed, row.code) {
                (Some(filed), _) => kind.0.is_some() && filed.any == filed.codes.iter().any(|code| given(kind, *code)),
                (None, code) => given(kind, code.unwrap()),
            }
        };
        let here = |kind: &Person| counted(kind) && path.iter().all(|part| option(kind, part.question) == part.option);
        self.kinds.iter().filter(|(kind, _)| here(kind)).map(|(_, cell)| (*cell, 1)).collect()
    }

    /// Takes note of every number a table shows.
    fn learn(&mut self, made: &Table, released: &ReleasedTable) {
        let shown = released.shown();
        for (at, column) in shown.columns.iter().enumerate() {
            let cells = shown.rows.iter().enumerate().map(|(row, line)| (Some(row), line.cells[at].count));
            for (row, number) in cells.chain([(None, column.unweighted_base)]) {
                if let Some(number) = number {
                    let terms = self.terms(made, at, row);
                    self.system.relate(&terms, i64::try_from(number).unwrap()).unwrap();
                }
            }
        }
    }

    /// How many values a sum of kinds of people could still have, less one.
    fn width(&self, terms: &[(CellId, i64)]) -> i64 {
        let everybody: Vec<CellId> = self.kinds.iter().map(|(_, cell)| *cell).collect();
        let interval = audit_sum(&self.system, &everybody, terms).unwrap();
        interval.most.zip(interval.least).map_or(i64::MAX, |(most, least)| most - least)
    }

    /// The hidden numbers that follow, or nearly do, from everything learnt.
    fn found(&self, made: &Table, released: &ReleasedTable) -> Vec<String> {
        let mut found = Vec::new();
        for (row, line) in released.shown().rows.iter().enumerate() {
            let hidden = |at: &usize| line.cells[*at].marker == Some(Marker::Confidential);
            for at in (0..line.cells.len()).filter(hidden) {
                let (count, width) = (made.rows[row].cells[at].count, self.width(&self.terms(made, at, Some(row))));
                let told = i64::try_from(made.columns[at].people.min(made.rows[row].cells[0].count).min(9)).unwrap();
                // Of a row that is public nowhere nothing was promised but that its parts stay hidden.
                let closed = made.rows[row].filed.is_some() && line.cells.iter().all(|cell| cell.count.is_none());
                if !closed && ((count > 0 && width < 1) || ((1..10).contains(&count) && width < told)) {
                    found.push(format!(
                        "`{}` row {row} column {at}: {count}, width {width}",
                        released.shown().permalink
                    ));
                }
            }
        }
        found
    }
}

/// People by what they wrote and who they are: in some surveys few of many kinds, in others many of all.
fn any_people() -> impl Strategy<Value = Vec<Person>> {
    let few = prop_oneof![3 => Just(0_usize), 2 => 1_usize..5, 2 => 5_usize..30];
    let many = prop_oneof![1 => Just(0_usize), 1 => 1_usize..4, 8 => 12_usize..30];
    let counts =
        |size: usize| prop_oneof![prop::collection::vec(few.clone(), size), prop::collection::vec(many.clone(), size)];
    (counts(17 * 4), any::<bool>()).prop_map(|(counts, apart)| {
        let wrote = (0_u8..16).map(Some).chain([None]);
        let dimensions = || places(2).into_iter().filter(|place| place.iter().all(Option::is_some));
        let kinds = wrote.flat_map(|codes| dimensions().map(move |place| (codes, place[0], place[1])));
        // Where nobody has two codes a theme is the sum of its codes.
        let can_be = |(codes, _, _): &Person| !apart || codes.is_none_or(|codes| codes.count_ones() < 2);
        let kinds = kinds.zip(counts).filter(|(kind, _)| can_be(kind));
        kinds.flat_map(|(kind, count)| std::iter::repeat_n(kind, count)).collect()
    })
}

fn requests() -> Vec<BreakdownRequest> {
    let both = |by: &[&str], filters: &[&str]| RowsBy::ALL.map(|rows| asked(rows, by, filters));
    [
        both(&[], &[]),
        both(&["age"], &[]),
        both(&["age", "place"], &[]),
        both(&["age>place"], &[]),
        both(&["age"], &["place=North"]),
    ]
    .concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn tables_of_codes_and_of_themes_do_not_tell_what_one_of_them_hides(people in any_people()) {
        let tables = released(&people, &requests());
        let mut unknowns = Unknowns::of(&people);
        for (made, released) in &tables {
            unknowns.learn(made, released);
        }
        for (made, released) in &tables {
            prop_assert_eq!(unknowns.found(made, released), Vec::<String>::new());
        }
    }

    #[test]
    fn a_theme_is_whoever_has_any_code_of_it(people in any_people()) {
        let made = table(&people, &asked(RowsBy::Themes, &["age"], &[]));
        let wrote = |person: &&Person| person.0.is_some();
        for (at, column) in made.columns.iter().enumerate() {
            let here = |person: &&Person| column.path.iter().all(|part| person.1 == part.option);
            let counted = |codes: &[u16]| people.iter().filter(here).filter(|it| codes.iter().any(|code| given(it, *code))).count();
            let none = people.iter().filter(here).filter(wrote).count() - counted(&[0, 1, 2, 3]);
            let counts: Vec<u64> = made.rows.iter().map(|row| row.cells[at].count).collect();
            let wanted = [counted(&[0, 1, 2]), counted(&[0, 1, 2]), counted(&[3]), none];
            prop_assert_eq!(counts, wanted.map(|n| u64::try_from(n).unwrap()));
        }
        for parent in &made.rows {
            for child in &parent.members {
                let pairs = parent.cells.iter().zip(&made.rows[*child].cells);
                prop_assert!(pairs.into_iter().all(|(whole, part)| whole.count >= part.count));
            }
        }
    }
}

/// In each of four places as many of each kind; so many have both of the first two codes.
fn many(of_both: usize) -> Vec<Person> {
    let kinds = [(1_u8, 60), (2, 50), (3, of_both), (4, 40), (8, 70), (0, 30)];
    let dimensions = places(2).into_iter().filter(|place| place.iter().all(Option::is_some));
    let people = dimensions.flat_map(|place| kinds.map(|(codes, count)| ((Some(codes), place[0], place[1]), count)));
    people.flat_map(|(person, count)| std::iter::repeat_n(person, count)).collect()
}

fn print(people: &[Person], row: &str, by: &[&str]) -> Vec<String> {
    let tables = released(people, &[asked(RowsBy::Themes, by, &[])]);
    let row = tables[0].1.shown().rows.iter().find(|line| line.id == row).unwrap();
    row.cells.iter().map(|cell| cell.printed.clone()).collect()
}

#[test]
fn a_theme_of_several_codes_is_public_where_its_codes_are() {
    assert_eq!(print(&many(40), "gp", &["age"]), ["66%", "66%", "66%"]);
    assert_eq!(print(&many(40), "no-theme", &[]), ["10%"]);
}

#[test]
fn a_theme_that_differs_from_its_codes_by_few_is_hidden_and_with_it_what_it_would_be_worked_out_from() {
    // In each of four places three people have both codes: the theme is three fewer than its codes added up.
    let hidden = print(&many(3), "gp", &["age>place"]);
    assert!(hidden[1..].iter().all(|cell| cell == "[c]"), "{hidden:?}");
    assert_eq!(print(&many(3), "trust", &["age>place"])[1..], ["28%", "28%", "28%", "28%"]);
}

#[test]
fn a_theme_of_several_codes_is_hidden_where_a_code_is_hidden_anywhere() {
    let mut people = many(40);
    people.retain(|person| *person != (Some(1), Some(0), Some(0)) && *person != (Some(3), Some(0), Some(0)));
    people.extend([(Some(1), Some(0), Some(0)); 4]);
    people.extend([(Some(6), Some(0), Some(0)); 15]);
    assert_eq!(print(&people, "gp", &[]), ["[c]"]);
    assert_ne!(print(&people, "trust", &[]), ["[c]"]);
}

#[test]
fn codes_and_themes_by_who_people_are_obey_the_cell_rule_though_the_question_is_of_opinion() {
    assert_eq!(questionnaire().questions[0].class, Class::Opinion);
    let mut people = many(40);
    people.extend([(Some(8), None, None); 3]);
    for rows in RowsBy::ALL {
        let made = table(&people, &asked(rows, &["age"], &[]));
        assert_eq!(made.class, Class::Sensitive);
        let internal = BreakdownRequest { view: View::Internal, ..asked(rows, &["age"], &[]) };
        assert_eq!(table(&people, &internal).class, Class::Opinion);
    }
}

#[test]
fn what_people_wrote_is_public_by_the_dimensions_alone() {
    let mut questionnaire = questionnaire();
    questionnaire.questions.push(single("rating", &["Good", "Poor"]));
    let people = many(40);
    let cube = cube(&people);
    let refusal = |asked: &BreakdownRequest| {
        let plan = plan(asked, &source(), &questionnaire, &framework()).unwrap();
        publication(asked, &plan, &source(), &cube).unwrap_err().problems[0].message.clone()
    };
    for rows in RowsBy::ALL {
        assert!(refusal(&asked(rows, &["rating"], &[])).contains("by one dimension or two"));
    }
    let other_base = BreakdownRequest { base: Some(BaseRule::Asked), ..asked(RowsBy::Themes, &[], &[]) };
    assert!(refusal(&other_base).contains("usual base"));
}
