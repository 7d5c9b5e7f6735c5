//! What an attacker can tell, against plain enumeration and by two ways of working it out.

use proptest::prelude::*;

use super::systems::{Sketch, sketch, two_way, within_reach};
use crate::audit::part::Part;
use crate::audit::probe::Probe;
use crate::audit::{
    Attacker, Cell, CellId, Fault, Fraction, Interval, Questioned, Standing, System, attack, audit, audit_sum, follows,
};

fn ends(interval: &Interval) -> (Option<i64>, Option<i64>) {
    (interval.least, interval.most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_bounds_are_those_of_every_assignment(sketch in sketch()) {
        let solutions = sketch.solutions();
        let found = audit(&sketch.system(3), &sketch.ids(), Attacker::Whole);
        prop_assert_eq!(found.intervals.len(), sketch.hidden.len());
        prop_assume!(found.intervals.values().all(within_reach));
        for (at, cell) in sketch.hidden.iter().enumerate() {
            let values = || solutions.iter().map(|solution| solution[at]);
            let interval = found.intervals[&CellId(*cell)];
            prop_assert_eq!(ends(&interval), (values().min(), values().max()), "cell {}", cell);
            prop_assert!(interval.low.unwrap().ceil() <= interval.least.unwrap());
            prop_assert!(interval.high.unwrap().floor() >= interval.most.unwrap());
        }
    }

    #[test]
    fn a_sum_of_hidden_cells_has_the_bounds_of_every_assignment(sketch in sketch(), factors in prop::collection::vec(-2..3_i64, 60)) {
        let solutions = sketch.solutions();
        let system = sketch.system(3);
        let terms: Vec<(CellId, i64)> = (0..sketch.counts.len()).map(CellId).zip(factors).collect();
        let found = audit_sum(&system, &sketch.ids(), &terms).unwrap();
        let each = audit(&system, &sketch.ids(), Attacker::Whole);
        prop_assume!(each.intervals.values().all(within_reach));
        let sums: Vec<i64> = solutions.iter().map(|solution| sketch.sum(solution, &terms)).collect();
        prop_assert_eq!(ends(&found), (sums.iter().min().copied(), sums.iter().max().copied()));
        // Whatever else was asked of the same preparation before.
        let ids = sketch.ids();
        let mut prepared = Questioned::of(&system, &ids);
        for id in &ids {
            let alone = audit_sum(&system, &ids, &[(*id, 1)]).unwrap();
            prop_assert_eq!(ends(&prepared.range(&[(*id, 1)]).unwrap()), ends(&alone));
        }
        prop_assert_eq!(ends(&prepared.range(&terms).unwrap()), ends(&found));
        if follows(&system, &sketch.ids(), &terms).unwrap() {
            prop_assert!(found.is_exact());
        }
    }

    #[test]
    fn flows_and_programmes_agree(sketch in two_way(2..7, 2..7, 0..40)) {
        for part in Part::of(&sketch.system(3), &attack::mask(&sketch.system(3), &sketch.ids())) {
            let (mut flows, mut programmes) = (Probe::new(&part, Attacker::Whole), Probe::by_programmes(&part, Attacker::Whole));
            for cell in 0..part.len() {
                prop_assert_eq!(flows.interval(cell), programmes.interval(cell));
            }
        }
    }

    #[test]
    fn hiding_more_never_narrows(sketch in sketch(), left in prop::collection::vec(any::<bool>(), 60)) {
        let fewer: Vec<CellId> = sketch.ids().into_iter().zip(left).filter(|(_, left)| *left).map(|(id, _)| id).collect();
        let (few, many) = (audit(&sketch.system(1), &fewer, Attacker::Whole), audit(&sketch.system(1), &sketch.ids(), Attacker::Whole));
        let inside = |inner: Option<f64>, outer: Option<f64>| outer.is_none_or(|outer| inner.is_some_and(|inner| inner <= outer));
        for (cell, narrow) in few.intervals {
            let wide = many.intervals[&cell];
            let ends = |interval: Interval| (interval.low.map(|low| -low.as_f64()), interval.high.map(Fraction::as_f64));
            let ((low, high), (lowest, highest)) = (ends(narrow), ends(wide));
            prop_assert!(inside(low, lowest) && inside(high, highest));
        }
    }
}

/// A list of counts under a published total.
fn list(counts: &[u64], floor: u64) -> (System, Vec<CellId>) {
    let mut system = System::new();
    let cell = |count: &u64| Cell { count: *count, floor, cost: 1, width: 1, standing: Standing::Free };
    let ids: Vec<CellId> = counts.iter().map(|count| system.cell(cell(count)).unwrap()).collect();
    let total = system.cell(Cell { standing: Standing::Fixed, ..cell(&counts.iter().sum()) }).unwrap();
    system.total(total, &ids).unwrap();
    (system, ids)
}

#[test]
fn two_single_people_give_themselves_away_where_zeros_are_printed() {
    let (system, ids) = list(&[1, 1, 200], 1);
    let found = audit(&system, &ids[..2], Attacker::Whole);
    assert_eq!(found.exact(), ids[..2]);
    let (system, ids) = list(&[1, 1, 200], 0);
    assert_eq!(ends(&audit(&system, &ids[..2], Attacker::Whole).intervals[&ids[0]]), (Some(0), Some(2)));
}

#[test]
fn two_hidden_in_every_row_and_column_need_not_be_enough() {
    // Hidden: r0c0 r0c1 r1c0 r1c1 and r2c2 r2c3 r3c2 r3c3, all 5 but r0c0; the first block is tied by its own floor.
    let counts: Vec<u64> = vec![1, 1, 20, 20, 1, 1, 20, 20, 20, 20, 5, 5, 20, 20, 5, 5];
    let sketch = Sketch { floor: 1, hidden: vec![0, 1, 4, 5, 10, 11, 14, 15], ..Sketch::table(4, 4, &counts) };
    let found = audit(&sketch.system(4), &sketch.ids(), Attacker::Whole);
    assert_eq!(found.exact(), [0, 1, 4, 5].map(CellId));
    assert_eq!(ends(&found.intervals[&CellId(10)]), (Some(1), Some(9)));
    assert_eq!(found.narrow, [0, 1, 4, 5].map(CellId));
}

#[test]
fn a_total_hidden_with_its_parts_has_no_upper_limit() {
    let mut system = System::new();
    let cell = |count| Cell { count, floor: 1, cost: 1, width: 9, standing: Standing::Primary };
    let parts = [system.cell(cell(3)).unwrap(), system.cell(cell(4)).unwrap()];
    let total = system.cell(cell(7)).unwrap();
    system.total(total, &parts).unwrap();
    let found = audit(&system, &[parts[0], parts[1], total], Attacker::Whole);
    assert_eq!(ends(&found.intervals[&total]), (Some(2), None));
    assert!(found.is_safe());
    assert!(follows(&system, &[parts[0], parts[1], total], &[(parts[0], 1), (parts[1], 1), (total, -1)]).unwrap());
}

#[test]
fn what_does_not_add_up_or_cannot_be_hidden_is_refused() {
    let (mut system, ids) = list(&[3, 4], 1);
    assert_eq!(system.relate(&[(ids[0], 1), (ids[1], 2)], 10), Err(Fault::DoesNotAdd { found: 11, stated: 10 }));
    assert_eq!(system.total(CellId(9), &ids), Err(Fault::UnknownCell));
    let cell = Cell { count: 0, floor: 1, cost: 1, width: 9, standing: Standing::Primary };
    assert_eq!(system.cell(cell), Err(Fault::BelowFloor));
    assert_eq!(system.cell(Cell { count: u64::MAX, ..cell }), Err(Fault::TooLarge));
}

#[test]
fn a_primary_cell_that_is_not_hidden_is_not_safe() {
    let mut system = System::new();
    let cell = Cell { count: 3, floor: 1, cost: 1, width: 0, standing: Standing::Primary };
    let id = system.cell(cell).unwrap();
    let found = audit(&system, &[], Attacker::Whole);
    assert_eq!((found.shown.clone(), found.is_safe()), (vec![id], false));
}
