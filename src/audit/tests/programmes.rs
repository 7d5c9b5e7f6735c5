//! Linear programmes with ranges, against trying every whole solution; and the ways of widening a cell.

use proptest::prelude::*;

use super::systems::{Sketch, sketch, two_way};
use crate::audit::branching::most;
use crate::audit::field::Field;
use crate::audit::part::Part;
use crate::audit::partners::pair_up;
use crate::audit::tableau::{Tableau, independent};
use crate::audit::{Attacker, Cell, CellId, Effort, Standing, System, audit, detour, exchange, protect};

/// The greatest value of a form over the whole points of a box that satisfy equations in which `start` is one.
fn greatest(equations: &[Vec<(usize, i64)>], start: &[i64], range: &[i64], form: &[(usize, i64)]) -> i64 {
    let value =
        |terms: &[(usize, i64)], point: &[i64]| terms.iter().map(|(at, factor)| point[*at] * factor).sum::<i64>();
    let mut points = vec![vec![]];
    for most in range {
        points = points
            .into_iter()
            .flat_map(|point: Vec<i64>| (0..=*most).map(move |next| [&point[..], &[next]].concat()))
            .collect();
    }
    points.retain(|point| equations.iter().all(|terms| value(terms, point) == value(terms, start)));
    points.iter().map(|point| value(form, point)).max().unwrap()
}

fn terms(factors: &[i64]) -> Vec<(usize, i64)> {
    factors.iter().copied().enumerate().filter(|(_, factor)| *factor != 0).collect()
}

prop_compose! {
    fn programme()(
        equations in prop::collection::vec(prop::collection::vec(-2..3_i64, 5), 1..4),
        start in prop::collection::vec(0..4_i64, 5),
        more in prop::collection::vec(0..3_i64, 5),
        form in prop::collection::vec(-2..3_i64, 5),
    ) -> (Vec<Vec<(usize, i64)>>, Vec<i64>, Vec<i64>, Vec<(usize, i64)>) {
        let range = start.iter().zip(more).map(|(start, more)| start + more).collect();
        (equations.iter().map(|factors| terms(factors)).collect(), start, range, terms(&form))
    }
}

/// All cells of the largest part that may be hidden, and a mask of the primary ones.
fn field(sketch: &Sketch, width: u64) -> Option<(Field, Vec<bool>)> {
    let system = sketch.with(width, |cell| match sketch.hidden.contains(&cell) {
        true if cell % 3 == 0 => Standing::Primary,
        true => Standing::Free,
        false => Standing::Fixed,
    });
    let mask: Vec<bool> = system.cells().iter().map(Cell::can_hide).collect();
    let part = Part::of(&system, &mask).into_iter().max_by_key(Part::len)?;
    let primary = part.primary_mask();
    Some((Field::new(part, Attacker::Whole), primary))
}

/// The width of a cell's range with fractions; `None` without limit.
fn width(field: &Field, mask: &[bool], cell: usize) -> Option<f64> {
    let piece = field.part.piece(cell, mask);
    let place = piece.binary_search(&cell).unwrap();
    crate::audit::probe::Probe::by_programmes(&field.part.cut(&piece, true), Attacker::Whole).interval(place).width()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_greatest_whole_value_is_found_within_ranges((equations, start, range, form) in programme()) {
        let truth: i64 = form.iter().map(|(at, factor)| start[*at] * factor).sum();
        let best = greatest(&equations, &start, &range, &form);
        let mut tableau = Tableau::new(&equations, &start, range.iter().copied().map(Some).collect()).unwrap();
        prop_assert_eq!(most(&tableau, &form, (truth, i64::MAX), &mut 10_000).unwrap(), best);
        prop_assert!(tableau.maximise(&form).unwrap().unwrap().floor() >= best);
        if tableau.fixes(&form).unwrap() {
            prop_assert_eq!(best, truth);
        }
    }

    #[test]
    fn an_equation_that_follows_says_nothing_new((equations, start, range, _) in programme()) {
        let kept = independent(&equations, start.len()).unwrap();
        let left: Vec<_> = equations.iter().zip(kept).filter(|(_, kept)| *kept).map(|(row, _)| row.clone()).collect();
        let ranges = || range.iter().copied().map(Some).collect();
        let (mut all, mut few) = (Tableau::new(&equations, &start, ranges()).unwrap(), Tableau::new(&left, &start, ranges()).unwrap());
        for at in 0..start.len() {
            prop_assert_eq!(all.maximise(&[(at, 1)]), few.maximise(&[(at, 1)]));
        }
    }

    #[test]
    fn whatever_can_be_widened_is(sketch in sketch(), plain in two_way(3..6, 3..6, 0..30), table in any::<bool>()) {
        let found = if table { field(&plain, 12) } else { field(&sketch, 3) };
        let Some((field, mask)) = found else { return Ok(()) };
        for cell in field.narrow(&mask) {
            if !field.is_wide(cell, &vec![true; mask.len()]) {
                continue;
            }
            // Where fractions are wide enough already, and whole numbers are not, there is nothing for them to find.
            let before = width(&field, &mask, cell);
            if before.is_some_and(|before| before >= 3.0) && !table {
                continue;
            }
            let more = if table {
                detour::way_round(&field, &mask, cell, None)
            } else {
                exchange::exchange(&field.part, &mask, cell)
            };
            let mut wider = mask.clone();
            more.unwrap().into_iter().for_each(|cell| wider[cell] = true);
            let after = width(&field, &wider, cell);
            prop_assert!(after.is_none_or(|after| before.is_some_and(|before| before < after)), "{:?} {:?}", before, after);
        }
    }
}

#[test]
fn where_only_fractions_are_wide_the_cheapest_neighbour_is_hidden_too() {
    // x + 2y = 6 leaves x between 1 and 4, but whole it is 2 or 4; with z beside it, it is anything from 1 to 4.
    let mut system = System::new();
    let mut cell = |count, width, standing| system.cell(Cell { count, floor: 1, cost: 1, width, standing }).unwrap();
    let (x, y, z) = (cell(2, 3, Standing::Primary), cell(2, 0, Standing::Primary), cell(1, 0, Standing::Free));
    system.relate(&[(x, 1), (y, 2), (z, 1)], 7).unwrap();
    let found = |attacker| protect(&system, attacker, Effort { exact_cells: 0, steps: 0 });
    assert_eq!((found(Attacker::Fractions).secondary, found(Attacker::Whole).secondary), (vec![], vec![z]));
}

#[test]
fn whole_numbers_can_tell_more_than_fractions() {
    // 3x + 2y = 5 leaves x between 0 and 5/3, but only 1 is whole in both.
    let mut system = System::new();
    let cell = Cell { count: 1, floor: 0, cost: 1, width: 1, standing: Standing::Primary };
    let ids = [system.cell(cell).unwrap(), system.cell(cell).unwrap()];
    system.relate(&[(ids[0], 3), (ids[1], 2)], 5).unwrap();
    let narrow = |attacker| audit(&system, &ids, attacker).narrow;
    assert_eq!(narrow(Attacker::Fractions), []);
    assert_eq!(narrow(Attacker::Whole), ids);
    let field = |attacker| Field::new(Part::of(&system, &[true, true]).remove(0), attacker);
    assert!(field(Attacker::Fractions).is_wide(0, &[true, true]));
    assert!(!field(Attacker::Whole).is_wide(0, &[true, true]));
}

#[test]
fn a_lone_cell_gets_the_cheapest_partner_in_every_equation() {
    let system = Sketch { floor: 1, ..Sketch::table(2, 3, &[4, 30, 20, 15, 40, 60]) }.with(9, |cell| match cell {
        0 => Standing::Primary,
        1..6 => Standing::Free,
        _ => Standing::Fixed,
    });
    let inner: Vec<bool> = (0..system.cells().len()).map(|cell| cell < 6).collect();
    let part = Part::of(&system, &inner).remove(0);
    let mut mask = part.primary_mask();
    pair_up(&part, &mut mask);
    assert_eq!(mask, [true, false, true, true, false, true]);
}

#[test]
fn a_zero_that_cannot_be_hidden_counts_as_published() {
    let sketch = Sketch { floor: 1, ..Sketch::table(1, 3, &[0, 4, 9]) };
    let system = sketch.with(9, |_| Standing::Free);
    let found = audit(&system, &[CellId(0), CellId(1)], Attacker::Whole);
    assert_eq!(found.exact(), [CellId(1)]);
    assert_eq!(found.intervals.len(), 1);
}
