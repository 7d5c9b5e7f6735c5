//! Patterns: always safe by plain enumeration, cheapest by trying every pattern, and the same whichever way a table is turned.

use proptest::prelude::*;

use super::systems::{Sketch, sketch, two_way, within_reach};
use crate::audit::part::Part;
use crate::audit::probe::Probe;
use crate::audit::{Attacker, Cell, CellId, Effort, Protection, Standing, System, attack, audit, protect};

const QUICK: Effort = Effort { exact_cells: 0, steps: 0 };

/// Inner counts below `small` are primary, the other inner ones free, totals now and then too.
fn guarded(sketch: &Sketch, small: u64, width: u64, free_totals: bool) -> System {
    sketch.with(width, |cell| {
        let count = sketch.counts[cell];
        match (cell < sketch.inner, count >= sketch.floor && count < small) {
            (true, true) => Standing::Primary,
            (true, false) => Standing::Free,
            (false, _) if free_totals => Standing::Free,
            (false, _) => Standing::Fixed,
        }
    })
}

/// Whether a primary cell is narrower than `width` over every assignment that agrees with what is published.
fn is_narrow(sketch: &Sketch, hidden: &[CellId], cell: CellId, width: i64) -> bool {
    let sketch = Sketch { hidden: hidden.iter().map(|cell| cell.0).collect(), ..sketch.clone() };
    let at = hidden.iter().position(|known| *known == cell).unwrap();
    let solutions = sketch.solutions();
    let values = || solutions.iter().map(|solution| solution[at]);
    values().max().unwrap() - values().min().unwrap() < width
}

/// Whether every primary cell is wide enough by linear programmes, with no use of flows.
fn is_safe_by_programmes(system: &System, hidden: &[CellId]) -> bool {
    let parts = Part::of(system, &attack::mask(system, hidden));
    parts.iter().all(|part| {
        let mut probe = Probe::by_programmes(part, Attacker::Whole);
        part.needy().into_iter().all(|cell| probe.is_wide(cell, part.need[cell], Attacker::Whole))
    })
}

/// What the secondary cells cost.
fn price(system: &System, found: &Protection) -> u64 {
    system.named().filter(|(id, _)| found.secondary.contains(id)).map(|(_, cell)| cell.cost).sum()
}

/// The least cost of a safe pattern, by trying every one.
fn least_price(system: &System) -> Option<u64> {
    let can = |cell: &Cell| cell.standing == Standing::Free && cell.can_hide();
    let free: Vec<(CellId, u64)> =
        system.named().filter(|(_, cell)| can(cell)).map(|(id, cell)| (id, cell.cost)).collect();
    let mut patterns: Vec<(u64, u32)> = (0..1_u32 << free.len())
        .map(|set| ((0..free.len()).filter(|at| set & (1 << at) != 0).map(|at| free[at].1).sum(), set))
        .collect();
    patterns.sort_unstable();
    let hidden = |set: u32| -> Vec<CellId> {
        let added = (0..free.len()).filter(|at| set & (1 << at) != 0).map(|at| free[at].0);
        system.primary().into_iter().chain(added).collect()
    };
    patterns.into_iter().find(|(_, set)| is_safe_by_programmes(system, &hidden(*set))).map(|(price, _)| price)
}

/// Holds the exact search against trying every pattern.
fn is_cheapest(system: &System) -> Result<(), TestCaseError> {
    let found = protect(system, Attacker::Whole, Effort::default());
    prop_assert!(found.cheapest);
    match least_price(system) {
        Some(least) => prop_assert_eq!((price(system, &found), found.unprotectable), (least, vec![])),
        None => prop_assert!(!found.unprotectable.is_empty()),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_pattern_is_safe_by_plain_enumeration(sketch in sketch(), small in 1..4_u64, width in 1..4_u64, exact in any::<bool>(), totals in prop::bool::weighted(0.2)) {
        let system = guarded(&sketch, small, width, totals);
        let found = protect(&system, Attacker::Whole, if exact { Effort::default() } else { QUICK });
        let hidden = found.hidden(&system);
        // Trying everything takes too long where little is tied together.
        let tied = sketch.equations.iter().filter(|row| row.iter().any(|(cell, _)| hidden.contains(&CellId(*cell)))).count();
        prop_assume!(hidden.len() <= 14.min(tied + 4));
        // Nor can assignments without end be tried.
        prop_assume!(audit(&system, &hidden, Attacker::Whole).intervals.values().all(within_reach));
        for cell in system.primary() {
            let narrow = is_narrow(&sketch, &hidden, cell, i64::try_from(width).unwrap());
            prop_assert_eq!(narrow, found.unprotectable.contains(&cell), "{:?} in {:?}", cell, found);
        }
    }

    #[test]
    fn no_safe_pattern_is_cheaper(sketch in two_way(2..5, 2..5, 0..30), width in 1..10_u64) {
        let small = 8;
        prop_assume!(sketch.counts[..sketch.inner].iter().filter(|count| **count >= small).count() <= 13);
        is_cheapest(&guarded(&sketch, small, width, false))?;
    }

    #[test]
    fn no_safe_pattern_is_cheaper_in_other_systems(sketch in sketch(), small in 1..3_u64, width in 1..5_u64, totals in any::<bool>()) {
        let system = guarded(&sketch, small, width, totals);
        prop_assume!(system.cells().iter().filter(|cell| cell.standing == Standing::Free).count() <= 12);
        is_cheapest(&system)?;
    }

    #[test]
    fn a_quick_pattern_is_safe_and_needs_every_cell_it_adds(sketch in two_way(3..9, 3..9, 0..60)) {
        let system = guarded(&sketch, 10, 9, false);
        let found = protect(&system, Attacker::Whole, QUICK);
        prop_assume!(found.unprotectable.is_empty());
        let hidden = found.hidden(&system);
        prop_assert!(is_safe_by_programmes(&system, &hidden));
        for cell in &found.secondary {
            let fewer: Vec<CellId> = hidden.iter().copied().filter(|known| known != cell).collect();
            prop_assert!(!is_safe_by_programmes(&system, &fewer));
        }
    }

    #[test]
    fn turning_a_table_round_changes_nothing(sketch in two_way(2..5, 2..5, 0..30), turn in 0..4_usize) {
        let turned = sketch.reversed(turn & 1 == 1, turn & 2 == 2);
        let find = |sketch: &Sketch| {
            let system = guarded(sketch, 8, 7, false);
            let found = protect(&system, Attacker::Whole, Effort::default());
            (price(&system, &found), found.unprotectable.len())
        };
        prop_assert_eq!(find(&sketch), find(&turned));
    }

    #[test]
    fn the_same_system_gives_the_same_answer(sketch in sketch()) {
        let system = guarded(&sketch, 2, 2, true);
        let again = || protect(&system, Attacker::Whole, QUICK);
        prop_assert_eq!(again(), again());
    }
}

#[test]
fn a_column_too_small_for_the_width_is_reported() {
    let sketch = Sketch { floor: 1, ..Sketch::table(2, 2, &[3, 50, 4, 60]) };
    let found = protect(&guarded(&sketch, 10, 9, false), Attacker::Whole, Effort::default());
    assert_eq!(found.unprotectable, [CellId(0), CellId(2)]);
    let hidden_base = protect(&guarded(&sketch, 10, 9, true), Attacker::Whole, Effort::default());
    assert_eq!(hidden_base.unprotectable, []);
}

#[test]
fn a_zero_is_no_partner_where_zeros_are_printed() {
    let mut system = System::new();
    let ids = [9, 0, 14, 33].map(|count| {
        let standing = if count == 9 { Standing::Primary } else { Standing::Free };
        system.cell(Cell { count, floor: 1, cost: 100 + count, width: 9, standing }).unwrap()
    });
    system.relate(&ids.map(|id| (id, 1)), 56).unwrap();
    assert_eq!(protect(&system, Attacker::Whole, Effort::default()).secondary, [ids[2]]);
}

#[test]
fn a_primary_margin_is_protected_across_the_tables_that_share_it() {
    // Two tables over the same three rows; the last row's total of 4 is itself too small.
    let mut system = System::new();
    let cell = |count: u64, standing| Cell { count, floor: 1, cost: 100 + count, width: 4, standing };
    let standing = |count: u64| if count < 5 { Standing::Primary } else { Standing::Free };
    let margin: Vec<CellId> = [40, 30, 4].map(|count| system.cell(cell(count, standing(count))).unwrap()).into();
    let whole = system.cell(cell(74, Standing::Fixed)).unwrap();
    system.total(whole, &margin).unwrap();
    for table in [[[22, 18], [10, 20], [2, 2]], [[15, 25], [17, 13], [1, 3]]] {
        let rows = table.map(|row| row.map(|count| system.cell(cell(count, standing(count))).unwrap()));
        for (total, row) in margin.iter().zip(rows) {
            system.total(*total, &row).unwrap();
        }
        for column in [0, 1] {
            let parts = rows.map(|row| row[column]);
            let count = table.iter().map(|row| row[column]).sum();
            let total = system.cell(cell(count, Standing::Fixed)).unwrap();
            system.total(total, &parts).unwrap();
        }
    }
    for effort in [QUICK, Effort::default()] {
        let found = protect(&system, Attacker::Whole, effort);
        assert_eq!(found.unprotectable, []);
        assert!(is_safe_by_programmes(&system, &found.hidden(&system)));
        assert!(found.secondary.contains(&margin[0]) || found.secondary.contains(&margin[1]));
    }
}
