//! Somebody asks for up to three tables, public ones and ones a named person lets out, and tries to work out from all of them what
//! one of them hides.

use std::cell::RefCell;
use std::fmt::Write as _;

use insight_bank::audit::{Cell, CellId, Standing, System, audit_sum};
use insight_bank::bank::{BankError, Caller, InsightBank, ReleaseRequest};
use insight_bank::breakdown::{BreakdownRequest, Disclosed, Marker, ShownTable, View};
use insight_bank::engine::Silent;
use proptest::prelude::*;

use crate::support::folder::{OwnBank, own_bank};

const CONDITIONS: [&str; 3] = ["None", "Asthma", "Diabetes"];
const AGES: [&str; 2] = ["16-34", "35+"];
const PLACES: [&str; 3] = ["North", "South", "East"];

/// How many different numbers of visits there are, too many for options.
const VISITS: usize = 23;

/// What is known of a person: the condition, the age, the place, and how many visits.
type Person = [usize; 4];

/// A table somebody asks for.
#[derive(Debug, Clone)]
struct Asked {
    by: Vec<&'static str>,
    age: Option<usize>,
    /// Only those of fewer visits, or of as many and more; such a table is no public one.
    visits: Option<(bool, usize)>,
}

impl Asked {
    fn request(&self) -> BreakdownRequest {
        let visits = self.visits.map(|(below, cut)| {
            let within: Vec<String> =
                (0..VISITS).filter(|visit| (*visit < cut) == below).map(|it| it.to_string()).collect();
            format!("visits={}", within.join("|"))
        });
        BreakdownRequest {
            by: self.by.iter().map(|&by| by.to_owned()).collect(),
            filters: self.age.map(|age| format!("age={}", AGES[age])).into_iter().chain(visits).collect(),
            view: View::Release,
            ..BreakdownRequest::new("health", "condition")
        }
    }

    /// Whether somebody is counted in a column of it.
    fn counts(&self, person: &Person, column: &str) -> bool {
        let [_, age, place, visits] = *person;
        let here = column == "total"
            || column == format!("age:{}", slug(AGES[age]))
            || column == format!("place:{}", slug(PLACES[place]));
        let filtered = self.age.is_none_or(|only| only == age);
        here && filtered && self.visits.is_none_or(|(below, cut)| (visits < cut) == below)
    }
}

fn slug(label: &str) -> String {
    label.to_lowercase().replace('+', "")
}

fn any_asked() -> impl Strategy<Value = Asked> {
    let by = prop::sample::select(vec![vec![], vec!["age"], vec!["place"], vec!["age", "place"]]);
    let age = prop_oneof![3 => Just(None), 1 => (0..AGES.len()).prop_map(Some)];
    let visits = prop_oneof![1 => Just(None), 2 => (any::<bool>(), 1..VISITS).prop_map(Some)];
    (by, age, visits).prop_map(|(by, age, visits)| Asked { by, age, visits })
}

fn any_people() -> impl Strategy<Value = Vec<Person>> {
    let condition = prop_oneof![8 => Just(0_usize), 2 => Just(1), 1 => Just(2)];
    let person = (condition, 0..AGES.len(), 0..PLACES.len(), 0..VISITS);
    prop::collection::vec(person.prop_map(|(condition, age, place, visits)| [condition, age, place, visits]), 60..160)
}

/// A bank with these people's answers.
fn bank_of(people: &[Person]) -> (OwnBank, InsightBank) {
    let folder = own_bank();
    let mut csv = "id,condition,age,place,visits\n".to_owned();
    for (at, [condition, age, place, visits]) in people.iter().enumerate() {
        writeln!(csv, "p{at},{},{},{},{visits}", CONDITIONS[*condition], AGES[*age], PLACES[*place]).unwrap();
    }
    folder.put("health.csv", csv);
    let _ = folder.run(&["load", "health.csv"]).good();
    let (bank, _) = InsightBank::open(&folder.root(), &Silent).unwrap();
    (folder, bank)
}

/// The table that goes out, if one does.
fn told(bank: &InsightBank, asked: &Asked) -> Option<ShownTable> {
    let caller = Caller { who: "a tester".to_owned(), at: "2026-03-01T10:00:00+00:00".parse().unwrap() };
    let (table, shown) = (asked.request(), RefCell::new(None));
    let given = |error: BankError| assert!(matches!(error, BankError::Refused(_)), "{error}");
    if asked.visits.is_none() {
        return bank.breakdown(&table, &caller).map_err(given).ok().map(|table| table.shown().clone());
    }
    let request =
        ReleaseRequest { table, approver: "A. Smith".to_owned(), why: "a report".to_owned(), correction: false };
    let keep = |table: &Disclosed| {
        *shown.borrow_mut() = Some(table.shown().clone());
        Vec::new()
    };
    bank.release_table(&request, &caller, &keep).map_err(given).ok()?;
    shown.into_inner()
}

/// The kinds of people there can be, as unknowns, and what the tables say of them.
struct Unknowns {
    system: System,
    kinds: Vec<(Person, CellId)>,
}

impl Unknowns {
    /// Of `people`, told apart by visits only where a table that was asked for does.
    fn of(people: &[Person], asked: &[Asked]) -> Self {
        let mut cuts: Vec<usize> =
            asked.iter().filter_map(|asked| asked.visits.map(|(_, cut)| cut)).chain([0]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let class = |visits: usize| *cuts.iter().rfind(|cut| **cut <= visits).unwrap();
        let (mut system, mut kinds) = (System::new(), Vec::new());
        for condition in 0..CONDITIONS.len() {
            for (age, place) in (0..AGES.len()).flat_map(|age| (0..PLACES.len()).map(move |place| (age, place))) {
                for visits in &cuts {
                    let kind = [condition, age, place, *visits];
                    let is_it = |person: &&Person| {
                        let [condition, age, place, visits] = **person;
                        [condition, age, place, class(visits)] == kind
                    };
                    let count = u64::try_from(people.iter().filter(is_it).count()).unwrap();
                    let cell = Cell { count, floor: 0, cost: 1, width: 0, standing: Standing::Free };
                    kinds.push((kind, system.cell(cell).unwrap()));
                }
            }
        }
        Self { system, kinds }
    }

    /// The kinds of people in a column, and of one condition where one is named.
    fn terms(&self, asked: &Asked, column: &str, row: Option<&str>) -> Vec<(CellId, i64)> {
        let said = |kind: &Person| row.is_none_or(|row| slug(CONDITIONS[kind[0]]) == row);
        let here = self.kinds.iter().filter(|(kind, _)| said(kind) && asked.counts(kind, column));
        here.map(|(_, cell)| (*cell, 1)).collect()
    }

    /// Takes note of every number a table shows.
    fn learn(&mut self, asked: &Asked, shown: &ShownTable) {
        let unfiltered = Asked { age: None, visits: None, ..asked.clone() };
        for (at, column) in shown.columns.iter().enumerate() {
            assert!(self.kinds.iter().any(|(kind, _)| unfiltered.counts(kind, &column.id)));
            let rows = shown.rows.iter().filter(|row| !row.net).map(|row| (Some(row.id.as_str()), row.cells[at].count));
            for (row, count) in rows.chain([(None, column.unweighted_base)]) {
                if let Some(count) = count {
                    let terms = self.terms(asked, &column.id, row);
                    self.system.relate(&terms, i64::try_from(count).unwrap()).unwrap();
                }
            }
        }
    }

    /// How many numbers a cell could have, less one, after everything learnt.
    fn width(&self, asked: &Asked, column: &str, row: &str) -> i64 {
        let everybody: Vec<CellId> = self.kinds.iter().map(|(_, cell)| *cell).collect();
        let interval = audit_sum(&self.system, &everybody, &self.terms(asked, column, Some(row))).unwrap();
        interval.most.zip(interval.least).map_or(i64::MAX, |(most, least)| most - least)
    }

    /// The hidden numbers of a table that follow from everything learnt, and the small ones that nearly do. A larger number that
    /// everybody knew `before` the table went out is nothing found.
    fn found(&self, before: &Self, people: &[Person], asked: &Asked, shown: &ShownTable) -> Vec<String> {
        let mut found = Vec::new();
        let cells = shown.rows.iter().flat_map(|row| shown.columns.iter().zip(&row.cells).map(move |it| (row, it)));
        for (row, (column, cell)) in cells {
            if row.net || cell.marker != Some(Marker::Confidential) {
                continue;
            }
            let is_it = |person: &&Person| slug(CONDITIONS[person[0]]) == row.id && asked.counts(person, &column.id);
            let count = people.iter().filter(is_it).count();
            let width = self.width(asked, &column.id, &row.id);
            let small = (1..10).contains(&count);
            let known = || !small && before.width(asked, &column.id, &row.id) < 1;
            if (small && width < 9) || (count > 0 && width < 1 && !known()) {
                found.push(format!("{}: `{}` in `{}`: {count}, width {width}", shown.permalink, row.id, column.id));
            }
        }
        found
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_three_tables_public_or_released_tell_what_one_of_them_hides(
        people in any_people(),
        asked in prop::collection::vec(any_asked(), 3),
    ) {
        let (_folder, bank) = bank_of(&people);
        let tables: Vec<(&Asked, ShownTable)> = asked.iter().filter_map(|asked| Some((asked, told(&bank, asked)?))).collect();
        let learnt = |known: &dyn Fn(usize, &Asked) -> bool| {
            let mut unknowns = Unknowns::of(&people, &asked);
            let tables = tables.iter().enumerate().filter(|(at, (asked, _))| known(*at, asked));
            tables.for_each(|(_, (asked, shown))| unknowns.learn(asked, shown));
            unknowns
        };
        let all = learnt(&|_, _| true);
        for (at, (asked, shown)) in tables.iter().enumerate() {
            // What is public is known whenever a table is let out.
            let before = learnt(&|other, table| asked.visits.is_some() && (other < at || table.visits.is_none()) && other != at);
            prop_assert_eq!(all.found(&before, &people, asked, shown), Vec::<String>::new());
        }
    }
}
