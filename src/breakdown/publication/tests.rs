//! Somebody asks for public tables, one after the other, and tries to work out from all of them what one of them hides.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::audit::{Cell, CellId, Standing, System, audit_sum};
use crate::breakdown::fixture::{number, request, single};
use crate::breakdown::{Hidden, Marker, PathPart, Policy, ReleasedTable, Table, build_table, plan, release_within};
use crate::engine::{Crosstab, CrosstabColumn, Distribution, TabulateRequest, Tally};
use crate::framework::Framework;
use crate::survey::Missing;

/// The people of a survey: by person, the option given to each question.
type People = Vec<[Option<u16>; 4]>;

/// The question whose answers are the rows, then three dimensions.
fn questionnaire(class: Class) -> Questionnaire {
    let mut row = single("q", &["Yes", "No", "Maybe"]);
    row.class = class;
    let mut dimensions =
        [single("age", &["16-34", "35+"]), single("place", &["North", "South", "East"]), single("sex", &["F", "M"])];
    for dimension in &mut dimensions {
        dimension.class = Class::Sensitive;
    }
    Questionnaire { questions: std::iter::once(row).chain(dimensions).collect() }
}

/// The survey, with two or three dimensions: what is none can be the columns of a table too.
fn source(dimensions: usize) -> Source {
    let names = ["age", "place", "sex"].into_iter().take(dimensions).map(str::to_owned);
    Source { dimensions: Some(names.collect()), ..crate::breakdown::fixture::source() }
}

/// What an engine would count.
fn tabulate(people: &People, request: &TabulateRequest, questionnaire: &Questionnaire) -> Crosstab {
    let passes = |person: &&[Option<u16>; 4]| {
        request.filters.iter().all(|filter| match &filter.comparison {
            Comparison::AnyCode(codes) => person[filter.question].is_some_and(|code| codes.contains(&code)),
            Comparison::AnyNumber(_) => false,
        })
    };
    let kept: Vec<&[Option<u16>; 4]> = people.iter().filter(passes).collect();
    let mut columns = vec![column(None, Vec::new(), &kept, request.question)];
    for (block, path) in request.banner.iter().enumerate() {
        for place in places(path, questionnaire) {
            let here: Vec<&[Option<u16>; 4]> = kept
                .iter()
                .copied()
                .filter(|person| path.iter().zip(&place).all(|(at, option)| person[*at] == *option))
                .collect();
            if !here.is_empty() || place.iter().all(Option::is_some) {
                columns.push(column(Some(block), place, &here, request.question));
            }
        }
    }
    Crosstab { columns }
}

/// Every place of a block: each option of each question, and none.
fn places(path: &[usize], questionnaire: &Questionnaire) -> Vec<Vec<Option<u16>>> {
    path.iter().fold(vec![Vec::new()], |places, question| {
        let options = u16::try_from(questionnaire.questions[*question].options.len()).unwrap();
        let each = |place: Vec<Option<u16>>| {
            (0..options).map(Some).chain([None]).map(move |option| place.iter().copied().chain([option]).collect())
        };
        places.into_iter().flat_map(each).collect()
    })
}

fn column(
    block: Option<usize>,
    path: Vec<Option<u16>>,
    people: &[&[Option<u16>; 4]],
    question: usize,
) -> CrosstabColumn {
    let (mut respondents, mut blank) = (Tally::default(), Tally::default());
    let mut codes: BTreeMap<u16, Tally> = BTreeMap::new();
    for person in people {
        respondents.add(1.0);
        match person[question] {
            Some(code) => codes.entry(code).or_default().add(1.0),
            None => blank.add(1.0),
        }
    }
    let missing = if blank.n > 0 { BTreeMap::from([(Missing::Blank, blank)]) } else { BTreeMap::new() };
    CrosstabColumn { block, path, respondents, missing, answers: Distribution::Codes(codes) }
}

/// A survey as it is asked for tables.
#[derive(Clone, Copy)]
struct Survey<'a> {
    source: &'a Source,
    questionnaire: &'a Questionnaire,
}

/// Every count of a table.
fn table(people: &People, asked: &BreakdownRequest, survey: Survey<'_>) -> (Plan, Table) {
    let Survey { source, questionnaire } = survey;
    let plan = plan(asked, source, questionnaire, &Framework::default()).unwrap();
    let counted: Vec<Crosstab> = plan.requests().map(|wanted| tabulate(people, wanted, questionnaire)).collect();
    let made = build_table(asked, source, questionnaire, &plan, &counted);
    (plan, made)
}

fn hidden(people: &People, scope: &Scope, survey: Survey<'_>) -> Hidden {
    let Survey { source, questionnaire } = survey;
    let before = scopes_before(scope, source, questionnaire);
    let before: Vec<Hidden> = before.iter().map(|scope| hidden(people, scope, survey)).collect();
    let tables = scope_requests(scope, source, questionnaire);
    let tables = tables.iter().map(|asked| in_scope(scope, table(people, asked, survey).1, questionnaire)).collect();
    Hidden::of_public(tables, &before.iter().collect::<Vec<_>>(), &Policy::default())
}

/// A public table with all its counts, for the attacker to be judged by; none where it is not public.
fn released(people: &People, asked: &BreakdownRequest, survey: Survey<'_>) -> Option<(Table, ReleasedTable)> {
    let (plan, made) = table(people, asked, survey);
    let publication = publication(asked, &plan, survey.source, survey.questionnaire).ok()?;
    let hidden: Vec<Hidden> = publication.scopes.iter().map(|scope| hidden(people, scope, survey)).collect();
    let hidden: Vec<&Hidden> = hidden.iter().collect();
    let withheld = |questions: &Vec<usize>| hidden.iter().any(|hidden| hidden.withholds(questions));
    if publication.divisions.iter().any(withheld) {
        return None;
    }
    Some((made.clone(), release_within(made, &hidden, &Policy::default())))
}

/// The public tables a person could ask for.
fn requests() -> Vec<BreakdownRequest> {
    let by = |question: &str, by: &[&str], filters: &[&str]| BreakdownRequest {
        by: by.iter().map(|&by| by.to_owned()).collect(),
        filters: filters.iter().map(|&filter| filter.to_owned()).collect(),
        view: View::Release,
        ..request(question)
    };
    vec![
        by("q", &[], &[]),
        by("q", &["age"], &[]),
        by("q", &["place", "sex"], &[]),
        by("q", &["age>place"], &[]),
        by("q", &["place>sex"], &[]),
        by("q", &["sex"], &["age=16-34"]),
        by("q", &["age"], &["place=North"]),
        by("q", &[], &["place=East", "sex=F"]),
        by("age", &["place"], &[]),
        by("place", &["age", "sex"], &[]),
        by("q", &["sex"], &[]),
        by("sex", &["q"], &[]),
        by("sex", &["age>place"], &[]),
    ]
}

/// The kinds of people there can be, as unknowns, and what the tables say of them.
struct Unknowns {
    system: System,
    kinds: Vec<([Option<u16>; 4], CellId)>,
}

impl Unknowns {
    fn of(people: &People, questionnaire: &Questionnaire) -> Self {
        let mut system = System::new();
        let kinds = places(&[0, 1, 2, 3], questionnaire).into_iter().map(|kind| {
            let kind = [kind[0], kind[1], kind[2], kind[3]];
            let count = u64::try_from(people.iter().filter(|person| **person == kind).count()).unwrap();
            let cell = Cell { count, floor: 0, cost: 1, width: 0, standing: Standing::Free };
            (kind, system.cell(cell).unwrap())
        });
        let kinds = kinds.collect();
        Self { system, kinds }
    }

    /// The kinds of people in a column, and in one row of it where one is named.
    fn terms(&self, made: &Table, column: usize, row: Option<usize>) -> Vec<(CellId, i64)> {
        let path: Vec<PathPart> = made.within.iter().chain(&made.columns[column].path).copied().collect();
        let answered = |kind: &[Option<u16>; 4]| match row {
            Some(row) => kind[made.position] == made.rows[row].code,
            None => kind[made.position].is_some(),
        };
        let here = self
            .kinds
            .iter()
            .filter(|(kind, _)| answered(kind) && path.iter().all(|part| kind[part.question] == part.option));
        here.map(|(_, cell)| (*cell, 1)).collect()
    }

    /// Takes note of every number a table shows.
    fn learn(&mut self, made: &Table, released: &ReleasedTable) {
        let shown = released.shown();
        for (at, column) in shown.columns.iter().enumerate() {
            if let Some(base) = column.unweighted_base {
                let terms = self.terms(made, at, None);
                self.system.relate(&terms, i64::try_from(base).unwrap()).unwrap();
            }
            for (row, line) in shown.rows.iter().enumerate() {
                if let Some(count) = line.cells[at].count {
                    let terms = self.terms(made, at, Some(row));
                    self.system.relate(&terms, i64::try_from(count).unwrap()).unwrap();
                }
            }
        }
    }

    /// The hidden numbers that follow, or nearly do, from everything learnt.
    fn found(&self, made: &Table, released: &ReleasedTable, sensitive: bool) -> Vec<String> {
        let everybody: Vec<CellId> = self.kinds.iter().map(|(_, cell)| *cell).collect();
        let mut found = Vec::new();
        let shown = released.shown();
        for (row, line) in shown.rows.iter().enumerate() {
            for (at, cell) in
                line.cells.iter().enumerate().filter(|(_, cell)| cell.marker == Some(Marker::Confidential))
            {
                let count = made.rows[row].cells[at].count;
                let interval = audit_sum(&self.system, &everybody, &self.terms(made, at, Some(row))).unwrap();
                let width = interval.most.zip(interval.least).map_or(i64::MAX, |(most, least)| most - least);
                let small = sensitive && (1..10).contains(&count);
                // Where an opinion tells that few said something, as it may, nothing more than that is told of them.
                let told = made.columns[at].people.min(made.rows[row].cells[0].count).min(9);
                if (count > 0 && width < 1) || (small && width < i64::try_from(told).unwrap()) {
                    found.push(format!(
                        "{}: row {row}, column `{}`: {count}, width {width} ({cell:?})",
                        shown.permalink, shown.columns[at].id
                    ));
                }
            }
        }
        found
    }
}

fn any_people() -> impl Strategy<Value = People> {
    let option = |options: u16| prop_oneof![12 => (0..options).prop_map(Some), 1 => Just(None)];
    let skewed = prop_oneof![6 => Just(Some(0_u16)), 3 => Just(Some(1)), 1 => Just(Some(2)), 1 => Just(None)];
    prop::collection::vec(
        (skewed, option(2), option(3), option(2)).prop_map(|(q, age, place, sex)| [q, age, place, sex]),
        20..200,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_three_public_tables_tell_what_one_of_them_hides(
        people in any_people(),
        sensitive in any::<bool>(),
        dimensions in 2_usize..4,
        asked in prop::sample::subsequence(requests(), 3),
    ) {
        let source = source(dimensions);
        let questionnaire = questionnaire(if sensitive { Class::Sensitive } else { Class::Opinion });
        let survey = Survey { source: &source, questionnaire: &questionnaire };
        let tables: Vec<(Table, ReleasedTable)> =
            asked.iter().filter_map(|asked| released(&people, asked, survey)).collect();
        let mut unknowns = Unknowns::of(&people, &questionnaire);
        for (made, released) in &tables {
            // A table of too few people shows nothing to learn from, and has columns fewer.
            if released.shown().columns.len() == made.columns.len() {
                unknowns.learn(made, released);
            }
        }
        for (made, released) in tables.iter().filter(|(made, released)| released.shown().columns.len() == made.columns.len()) {
            prop_assert_eq!(unknowns.found(made, released, sensitive), Vec::<String>::new());
        }
    }

    #[test]
    fn what_is_public_does_not_depend_on_who_asks_for_how_much(people in any_people()) {
        let (source, questionnaire) = (source(3), questionnaire(Class::Sensitive));
        let survey = Survey { source: &source, questionnaire: &questionnaire };
        let alone = BreakdownRequest { by: vec!["age".to_owned()], view: View::Release, ..request("q") };
        let beside = BreakdownRequest { by: vec!["place".to_owned(), "age".to_owned()], ..alone.clone() };
        let cells = |asked: &BreakdownRequest| {
            let (_, released) = released(&people, asked, survey).unwrap();
            let shown = released.shown().clone();
            let ids: Vec<String> = shown.columns.iter().map(|column| column.id.clone()).collect();
            let of_age = |at: &usize| ids[*at].starts_with("age:");
            let rows = shown.rows.iter().map(|row| (0..ids.len()).filter(of_age).map(|at| row.cells[at].printed.clone()).collect::<Vec<_>>());
            rows.collect::<Vec<_>>()
        };
        prop_assert_eq!(cells(&alone), cells(&beside));
    }
}

#[test]
fn a_column_nobody_called_a_weight_weights_no_public_table() {
    let mut questionnaire = questionnaire(Class::Opinion);
    questionnaire.questions.extend(["income", "design", "raked"].map(number));
    questionnaire.questions[6].role = Some(Role::Weight);
    let mut source = source(3);
    source.design.weight = Some("design".to_owned());
    let refusal = |weight: &str| {
        let asked = BreakdownRequest { weight: Some(weight.to_owned()), view: View::Release, ..request("q") };
        let plan = plan(&asked, &source, &questionnaire, &Framework::default()).unwrap();
        publication(&asked, &plan, &source, &questionnaire).err().map(|error| error.problems[0].clone())
    };
    let refused = refusal("income").unwrap();
    assert_eq!((refused.code.as_str(), refused.place.field.as_deref()), ("not_in_release", Some("weight")));
    assert!(refused.hint.is_some_and(|hint| hint.contains("role = \"weight\"")));
    for known in ["design", "raked", "none"] {
        assert_eq!(refusal(known), None, "{known}");
    }
}

#[test]
fn a_search_a_free_filter_and_a_third_division_are_refused() {
    let people: People = vec![[Some(0), Some(0), Some(0), Some(0)]; 50];
    let (source, questionnaire) = (source(3), questionnaire(Class::Opinion));
    let survey = Survey { source: &source, questionnaire: &questionnaire };
    let refusal = |asked: BreakdownRequest| {
        let (plan, _) = table(&people, &asked, survey);
        publication(&asked, &plan, &source, &questionnaire).unwrap_err().problems[0].clone()
    };
    let base = BreakdownRequest { view: View::Release, ..request("q") };
    let asked = [
        BreakdownRequest { matching: Some("bus".to_owned()), ..base.clone() },
        BreakdownRequest { filters: vec!["place=North|South".to_owned()], ..base.clone() },
        BreakdownRequest { by: vec!["age>place".to_owned()], filters: vec!["sex=F".to_owned()], ..base.clone() },
        BreakdownRequest { by: vec!["q>age".to_owned()], ..base },
    ];
    for asked in asked {
        let problem = refusal(asked);
        assert_eq!(problem.code, "not_in_release");
        assert!(problem.message.contains("not available for confidentiality"), "{problem}");
    }
}
