//! That counts in categories are the counts of recoded answers, for any answers.

use proptest::prelude::*;

use super::*;
use crate::audit::Attacker;
use crate::breakdown::fixture::{request, single, source};
use crate::breakdown::{BreakdownRequest, Policy, Table, View, build_table, plan, release};
use crate::framework::Framework;
use crate::survey::{Category, Class, Missing, Questionnaire};

/// What one person said to the question and to that of the banner, and what they weigh.
type Person = (Option<u16>, Option<u16>, u32);

fn questionnaire() -> Questionnaire {
    let mut asked = single("q", &["A", "B", "C", "D", "E"]);
    asked.class = Class::Sensitive;
    Questionnaire { questions: vec![asked, single("age", &["16-24", "25-34", "35-54", "55+"])] }
}

fn merging() -> Merging {
    let category = |question, label: &str, codes: &[u16]| Category {
        question,
        label: label.to_owned(),
        codes: codes.to_vec(),
        with_silent: false,
    };
    Merging::of(&questionnaire(), vec![category(0, "B or D", &[1, 3]), category(1, "Under 35", &[0, 1])])
}

fn column(block: Option<usize>, path: &[Option<u16>], people: &[(u32, Person)]) -> (CrosstabColumn, ColumnMembers) {
    let (mut counts, mut members) = (
        CrosstabColumn {
            block,
            path: path.to_vec(),
            respondents: Tally::default(),
            missing: BTreeMap::new(),
            answers: Distribution::Codes(BTreeMap::new()),
        },
        ColumnMembers { block, path: path.to_vec(), ..ColumnMembers::default() },
    );
    let Distribution::Codes(codes) = &mut counts.answers else { panic!("codes") };
    for (at, (said, _, weight)) in people {
        let weight = f64::from(*weight);
        counts.respondents.add(weight);
        members.respondents.push(*at);
        let (tally, listed) = match said {
            Some(code) => (codes.entry(*code).or_default(), members.answers.entry(*code).or_default()),
            None => {
                (counts.missing.entry(Missing::Blank).or_default(), members.missing.entry(Missing::Blank).or_default())
            }
        };
        tally.add(weight);
        listed.push(*at);
    }
    (counts, members)
}

/// What an engine would count of people who chose among `ages` options of the banner.
fn count(people: &[Person], ages: u16) -> (Crosstab, Vec<ColumnMembers>) {
    let people: Vec<(u32, Person)> = (0..).zip(people.iter().copied()).collect();
    let of = |age: Option<u16>| people.iter().copied().filter(|(_, person)| person.1 == age).collect::<Vec<_>>();
    let blocks = (0..ages).map(Some).chain([None]).map(|age| column(Some(0), &[age], &of(age)));
    let (columns, members) = std::iter::once(column(None, &[], &people)).chain(blocks).unzip();
    (Crosstab { columns }, members)
}

fn asked() -> BreakdownRequest {
    BreakdownRequest { by: vec!["age".to_owned()], view: View::Release, ..request("q") }
}

fn wanted(questionnaire: &Questionnaire) -> TabulateRequest {
    let plan = plan(&asked(), &source(), questionnaire, &Framework::default()).unwrap();
    plan.requests().next().unwrap().clone()
}

fn table(questionnaire: &Questionnaire, counted: Crosstab) -> Table {
    let plan = plan(&asked(), &source(), questionnaire, &Framework::default()).unwrap();
    build_table(&asked(), &source(), questionnaire, &plan, &[counted])
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    let said = prop::option::weighted(0.9, 0_u16..5);
    prop::collection::vec((said, prop::option::weighted(0.9, 0_u16..4), 1_u32..4), 0..160)
}

proptest! {
    #[test]
    fn a_merged_table_is_the_table_of_recoded_answers(people in people()) {
        let merging = merging();
        let recoded: Vec<Person> = people
            .iter()
            .map(|(said, age, weight)| (said.map(|code| merging.place(0, code)), age.map(|code| merging.place(1, code)), *weight))
            .collect();
        let (counted, members) = count(&people, 4);
        let (expected, expected_members) = count(&recoded, 3);
        let request = wanted(&merging.questionnaire);
        let merged = counted_in_categories(counted, &request, &merging);
        prop_assert_eq!(&merged, &expected);
        prop_assert_eq!(members_in_categories(members, &request, &merging), expected_members);
        prop_assert_eq!(table(&merging.questionnaire, merged), table(&merging.questionnaire, expected));
    }

    #[test]
    fn a_merged_release_hides_every_few_and_its_audit_passes(people in people()) {
        let merging = merging();
        let (counted, _) = count(&people, 4);
        let made = table(&merging.questionnaire, counted_in_categories(counted, &wanted(&merging.questionnaire), &merging));
        let released = release(made.clone(), &Policy::default());
        if released.shown().columns.len() < made.columns.len() {
            return Ok(());
        }
        let mut system = crate::audit::System::new();
        let mut ids = Vec::new();
        for (row, shown) in made.rows.iter().zip(&released.shown().rows) {
            for (cell, seen) in row.cells.iter().zip(&shown.cells) {
                let hidden = seen.marker == Some(crate::breakdown::Marker::Confidential);
                prop_assert!(hidden || !(1..10).contains(&cell.count), "{}", cell.count);
                let standing = if hidden { crate::audit::Standing::Primary } else { crate::audit::Standing::Fixed };
                let width = if hidden && (1..10).contains(&cell.count) { 9 } else { 0 };
                let cell = crate::audit::Cell { count: cell.count, floor: 0, cost: 1, width, standing };
                ids.push(system.cell(cell).map_err(|fault| TestCaseError::fail(fault.to_string()))?);
            }
        }
        let columns = made.columns.len();
        for row in ids.chunks(columns) {
            let _ = system.total(row[0], &row[1..]);
        }
        let protection = crate::audit::protect(&system, Attacker::Whole, crate::audit::Effort { exact_cells: 60, steps: 200 });
        prop_assert!(protection.secondary.is_empty() && protection.unprotectable.is_empty(), "{protection:?}");
    }
}

#[test]
fn a_filter_by_a_category_is_one_by_any_of_its_options() {
    let merging = merging();
    let filter = |question, codes: &[u16]| RowFilter { question, comparison: Comparison::AnyCode(codes.to_vec()) };
    let mut wanted = wanted(&merging.questionnaire);
    wanted.filters = vec![filter(1, &[0]), filter(0, &[2, 1])];
    let asked = asked_of_options(&wanted, &merging);
    assert_eq!(asked.filters, [filter(1, &[0, 1]), filter(0, &[2, 1, 3])]);
}
