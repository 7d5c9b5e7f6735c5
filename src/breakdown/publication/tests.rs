//! Somebody asks for public tables, one after the other, and tries to work out from all of them what one of them hides.

mod unknowns;

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::breakdown::fixture::{number, request, single};
use crate::breakdown::{
    Dimensions, Hidden, Policy, ReleasedTable, Table, asked_of_options, build_table, counted_in_categories, plan,
    without_tight,
};
use crate::engine::{Crosstab, CrosstabColumn, Distribution, TabulateRequest, Tally};
use crate::framework::Framework;
use crate::survey::{Merging, Missing};
use unknowns::Unknowns;

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

/// The survey, with two or three dimensions.
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
struct Survey<'a> {
    source: &'a Source,
    people: &'a People,
    questionnaire: &'a Questionnaire,
}

impl Survey<'_> {
    fn cube(&self, question: usize) -> PublicCube {
        let Survey { source, people, questionnaire } = self;
        let count = |request: &TabulateRequest| Ok::<_, ()>(tabulate(people, request, questionnaire));
        let policy = Policy::default();
        let cube = PublicCube::of(source, questionnaire, &policy, count).unwrap();
        cube.of_question(question, source, questionnaire, &policy, count).unwrap()
    }

    fn plan(&self, asked: &BreakdownRequest, merging: &Merging) -> Plan {
        plan(asked, self.source, &merging.questionnaire, &Framework::default()).unwrap()
    }

    /// Every count of a table.
    fn table(&self, asked: &BreakdownRequest, merging: &Merging) -> Table {
        let plan = self.plan(asked, merging);
        let count = |wanted: &TabulateRequest| {
            let counted = tabulate(self.people, &asked_of_options(wanted, merging), self.questionnaire);
            counted_in_categories(counted, wanted, merging)
        };
        let counted: Vec<Crosstab> = plan.requests().map(count).collect();
        build_table(asked, self.source, &merging.questionnaire, &plan, &counted)
    }

    fn tables(&self, scope: &Scope, cube: &PublicCube) -> Vec<Table> {
        let tables = scope_requests(scope, self.source, cube);
        let tables = tables.iter().map(|asked| in_scope(self.table(asked, cube.audited()), cube)).collect();
        if *scope == Scope::Dimensions { without_tight(tables, &Policy::default()) } else { tables }
    }

    fn hidden(&self, scope: &Scope, cube: &PublicCube) -> Hidden {
        let before: Vec<Hidden> = scopes_before(scope, cube).iter().map(|scope| self.hidden(scope, cube)).collect();
        let (tables, policy) = (self.tables(scope, cube), Policy::default());
        let hidden = Hidden::of_public(tables.clone(), &before.iter().collect::<Vec<_>>(), &policy);
        let count = |request: &TabulateRequest| Ok::<_, ()>(tabulate(self.people, request, self.questionnaire));
        let survey = &self.source.id;
        match scope {
            Scope::Dimensions => cube.guard_dimensions(hidden, &tables, survey, &policy, count).unwrap(),
            Scope::Question(_) => {
                let all = self.cube(1);
                let beside = (self.tables(&Scope::Dimensions, &all), self.hidden(&Scope::Dimensions, &all));
                let dimensions = Dimensions { survey, cube: &all, tables: &beside.0, hidden: &beside.1 };
                cube.guard_sides(hidden, &tables, dimensions, &policy, count).unwrap()
            }
            Scope::Base(..) => hidden,
        }
    }

    /// A public table with all its counts, for the attacker to be judged by; none where it is not public.
    fn released(&self, asked: &BreakdownRequest) -> Option<Public> {
        let cube = self.cube(self.questionnaire.position(&asked.question)?);
        // No filter chooses an answer that few are counted with who gave none.
        let plan = plan(asked, self.source, &cube.shown().questionnaire, &Framework::default()).ok()?;
        let publication = publication(asked, &plan, self.source, &cube).ok()?;
        let totals = publication.divisions.is_empty();
        let cube = if totals { cube.for_totals() } else { cube };
        let made = self.table(asked, cube.shown());
        let hidden = self.hidden(&publication.scope, &cube);
        if publication.divisions.iter().any(|questions| hidden.withholds(questions)) {
            return None;
        }
        let released = cube.release(made.clone(), &hidden, &Policy::default());
        Some(Public { made, released, shown: cube.shown().clone() })
    }
}

/// A public table, with all its counts and the categories it is in.
struct Public {
    made: Table,
    released: ReleasedTable,
    shown: Merging,
}

impl Public {
    /// A table of too few people shows nothing to learn from, and has columns fewer.
    fn tells(&self) -> bool {
        self.released.shown().columns.len() == self.made.columns.len()
    }

    /// The answers that a part of a path or a row counts.
    fn answers(&self, question: usize, code: Option<u16>) -> Vec<Option<u16>> {
        let Some(code) = code else { return vec![None] };
        let silent = (self.shown.place_of_silent(question) == Some(code)).then_some(None);
        self.shown.options_at(question, code).into_iter().map(Some).chain(silent).collect()
    }
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
        by("q", &["place"], &[]),
        by("age", &[], &[]),
        by("place", &[], &[]),
        by("sex", &["place", "age"], &[]),
        by("sex", &["age>place"], &[]),
    ]
}

fn any_people() -> impl Strategy<Value = People> {
    let option = |options: u16| prop_oneof![12 => (0..options).prop_map(Some), 1 => Just(None)];
    let skewed = prop_oneof![6 => Just(Some(0_u16)), 3 => Just(Some(1)), 1 => Just(Some(2)), 1 => Just(None)];
    let person = (skewed, option(2), option(3), option(2), 0_u8..40);
    let people = prop::collection::vec(person, 20..300);
    // In some surveys the third dimension follows from the second, in some of these but for a few strays.
    (people, any::<bool>(), any::<bool>()).prop_map(|(people, nested, strays)| {
        let one = |(q, age, place, sex, stray): (_, _, Option<u16>, _, u8)| match place {
            Some(place) if nested && (stray > 0 || !strays) => [q, age, Some(place), Some(u16::from(place == 2))],
            place => [q, age, place, sex],
        };
        people.into_iter().map(one).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_three_public_tables_tell_what_one_of_them_hides(
        people in any_people(),
        sensitive in any::<bool>(),
        dimensions in 2_usize..4,
        asked in prop::sample::subsequence(requests(), 3),
    ) {
        let source = source(dimensions);
        let questionnaire = questionnaire(if sensitive { Class::Sensitive } else { Class::Opinion });
        let survey = Survey { source: &source, people: &people, questionnaire: &questionnaire };
        let tables: Vec<Public> = asked.iter().filter_map(|asked| survey.released(asked)).filter(Public::tells).collect();
        let mut unknowns = Unknowns::of(&people, &questionnaire);
        for table in &tables {
            unknowns.learn(table);
        }
        for table in &tables {
            prop_assert_eq!(unknowns.found(table, sensitive), Vec::<String>::new());
        }
    }

    #[test]
    fn what_is_public_does_not_depend_on_who_asks_for_how_much(people in any_people()) {
        let (source, questionnaire) = (source(3), questionnaire(Class::Sensitive));
        let survey = Survey { source: &source, people: &people, questionnaire: &questionnaire };
        let alone = BreakdownRequest { by: vec!["age".to_owned()], view: View::Release, ..request("q") };
        let beside = BreakdownRequest { by: vec!["place".to_owned(), "age".to_owned()], ..alone.clone() };
        let cells = |asked: &BreakdownRequest| {
            let shown = survey.released(asked)?.released.shown().clone();
            let ids: Vec<String> = shown.columns.iter().map(|column| column.id.clone()).collect();
            let of_age = |at: &usize| ids[*at].starts_with("age:");
            let rows = shown.rows.iter().map(|row| (0..ids.len()).filter(of_age).map(|at| row.cells[at].printed.clone()).collect::<Vec<_>>());
            Some(rows.collect::<Vec<_>>())
        };
        // Beside a table that is not public there is nothing to compare.
        if let (Some(alone), Some(beside)) = (cells(&alone), cells(&beside)) {
            prop_assert_eq!(alone, beside);
        }
    }
}

#[test]
fn a_column_nobody_called_a_weight_weights_no_public_table() {
    let mut questionnaire = questionnaire(Class::Opinion);
    questionnaire.questions.extend(["income", "design", "raked"].map(number));
    questionnaire.questions[6].role = Some(Role::Weight);
    let mut source = source(3);
    source.design.weight = Some("design".to_owned());
    let nobody = People::new();
    let survey = Survey { source: &source, people: &nobody, questionnaire: &questionnaire };
    let cube = survey.cube(0);
    let refusal = |weight: &str| {
        let asked = BreakdownRequest { weight: Some(weight.to_owned()), view: View::Release, ..request("q") };
        let plan = plan(&asked, &source, &questionnaire, &Framework::default()).unwrap();
        publication(&asked, &plan, &source, &cube).err().map(|error| error.problems[0].clone())
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
    let person = |at: u16| [Some(0), Some(at % 2), Some(at % 3), Some(at / 3 % 2)];
    let people: People = (0..120).map(person).collect();
    let (source, questionnaire) = (source(3), questionnaire(Class::Opinion));
    let survey = Survey { source: &source, people: &people, questionnaire: &questionnaire };
    let cube = survey.cube(0);
    let refusal = |asked: BreakdownRequest| {
        publication(&asked, &survey.plan(&asked, cube.shown()), &source, &cube).unwrap_err().problems[0].clone()
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
