//! Widening one cell of any system: the cheapest change of the cells that moves it far enough while every equation holds,
//! by a linear programme (after Kelly, Golden and Assad 1992). The cells that change are the ones to hide.

use super::Attacker;
use super::interval::Fraction;
use super::part::Part;
use super::probe::Probe;
use super::system::Term;
use super::tableau::{Intricate, Tableau};

/// The numbers of the programme stay small when costs are brought down to this many steps.
const STEPS: u64 = 1 << 12;
/// One person, in the programme's own measure.
const UNIT: i64 = 1 << 16;
/// No cell changes by more people than this.
const FAR: i64 = 1 << 12;
/// The first look goes no further than this many cells.
const NEAR: usize = 160;

/// The cells to hide so that `cell` gains width, or `None` when nothing helps. It may take several calls to gain all.
pub(super) fn exchange(part: &Part, mask: &[bool], cell: usize) -> Option<Vec<usize>> {
    let mut reach = NEAR;
    loop {
        let near = neighbours(part, cell, reach);
        let all = near.len() == part.len();
        let place = near.binary_search(&cell).ok()?;
        let cut = part.cut(&near, false);
        let hidden: Vec<bool> = near.iter().map(|cell| mask[*cell]).collect();
        if let Some(found) = within(&cut, &hidden, place) {
            return Some(found.into_iter().map(|cell| near[cell]).collect());
        }
        if all {
            return None;
        }
        reach *= 4;
    }
}

/// The cheapest cell beside those that `cell` hangs together with, for when fractions move far enough and whole numbers do
/// not.
pub(super) fn neighbour(part: &Part, mask: &[bool], cell: usize) -> Option<usize> {
    let piece = part.piece(cell, mask);
    let rows = piece.iter().flat_map(|cell| &part.rows_of[*cell]);
    let beside = rows.flat_map(|row| &part.rows[*row]).map(|(cell, _)| *cell).filter(|cell| !mask[*cell]);
    beside.min_by_key(|cell| (part.cost[*cell], *cell))
}

/// The cells nearest to `cell` by equations, in rings until there are at least `enough`.
fn neighbours(part: &Part, cell: usize, enough: usize) -> Vec<usize> {
    let mut near = vec![false; part.len()];
    near[cell] = true;
    let mut ring = vec![cell];
    let mut found = 1;
    while !ring.is_empty() && found < enough {
        let mut next = Vec::new();
        for row in ring.iter().flat_map(|cell| &part.rows_of[*cell]) {
            for (cell, _) in &part.rows[*row] {
                if !std::mem::replace(&mut near[*cell], true) {
                    next.push(*cell);
                }
            }
        }
        found += next.len();
        ring = next;
    }
    (0..near.len()).filter(|cell| near[*cell]).collect()
}

/// As [`exchange`], when nothing but `part` may change.
fn within(part: &Part, mask: &[bool], cell: usize) -> Option<Vec<usize>> {
    let (fall, rise) = reach(part, mask, cell);
    let need = part.need[cell];
    let moves = [(true, need - fall), (false, need - rise)];
    let options = moves.into_iter().filter_map(|(up, far)| cheapest_move(part, mask, cell, up, far).ok().flatten());
    let best = options.min_by_key(|option| (-option.moved, option.price))?;
    (!best.cells.is_empty()).then_some(best.cells)
}

/// How far a cell can fall and rise already.
fn reach(part: &Part, mask: &[bool], cell: usize) -> (i64, i64) {
    let piece = part.piece(cell, mask);
    let Ok(place) = piece.binary_search(&cell) else { return (0, 0) };
    let interval = Probe::by_programmes(&part.cut(&piece, false), Attacker::Fractions).interval(place);
    let truth = part.slack[cell];
    (truth - interval.least.unwrap_or(truth), interval.most.unwrap_or(truth) - truth)
}

/// A change of the cells: how much of what is missing it gains, and the cells it takes.
#[derive(Debug)]
struct Move {
    moved: i64,
    price: u64,
    cells: Vec<usize>,
}

/// The cheapest change that moves a cell up, or down, by `far` or as far as it goes, and the cells to be hidden for it.
fn cheapest_move(part: &Part, mask: &[bool], cell: usize, up: bool, far: i64) -> Result<Option<Move>, Intricate> {
    let step = part.cost.iter().max().map_or(1, |most| most / STEPS + 1);
    let toll = |cell: usize| if mask[cell] { 0 } else { super::system::whole(part.cost[cell] / step + 1) };
    let Some((moved, changed)) = least_move(part, cell, up, far, toll)? else { return Ok(None) };
    let cells: Vec<usize> = changed.into_iter().filter(|cell| !mask[*cell]).collect();
    let price = cells.iter().map(|cell| part.cost[*cell]).sum();
    Ok(Some(Move { moved: moved - far, price, cells }))
}

/// How far a cell moves up, or down, towards `far` when every cell may change, and the cells that change when each unit of
/// change costs its toll.
fn least_move(
    part: &Part,
    cell: usize,
    up: bool,
    far: i64,
    toll: impl Fn(usize) -> i64,
) -> Result<Option<(i64, Vec<usize>)>, Intricate> {
    let count = part.len();
    let mover = if up { cell } else { count + cell };
    let mut tableau = movable(part, cell, up, far)?;
    let most = tableau.maximise(&[(mover, 1)])?.map_or(0, Fraction::floor);
    let moved = (most + UNIT / 2) / UNIT;
    if moved <= 0 || !tableau.floor(mover, moved * UNIT - UNIT / 4)? {
        return Ok(None);
    }
    let tolls: Vec<Term> = (0..2 * count).map(|variable| (variable, -toll(variable % count))).collect();
    tableau.maximise(&tolls)?;
    let change = |cell: usize| tableau.below(cell).0 - tableau.below(count + cell).0;
    Ok(Some((moved, (0..count).filter(|cell| change(*cell).abs() > UNIT / 32).collect())))
}

/// The programme of [`least_move`]: every cell is two variables, how much it rises and, after all of these, how much it
/// falls. They start a little off nought, each by another amount that is small against [`UNIT`], or the programme would
/// linger where nothing has moved yet.
fn movable(part: &Part, cell: usize, up: bool, far: i64) -> Result<Tableau, Intricate> {
    let count = part.len();
    let both_ways = |row: &Vec<Term>| -> Vec<Term> {
        row.iter().flat_map(|(cell, factor)| [(*cell, *factor), (count + cell, -factor)]).collect()
    };
    let rows: Vec<Vec<Term>> = part.rows.iter().map(both_ways).collect();
    let start: Vec<i64> = (0..2 * count).map(nudge).collect();
    let up_to = |end: i64, variable: usize| Some(end.clamp(0, FAR) * UNIT + nudge(variable));
    let rises = (0..count).map(|other| match (other == cell, up) {
        (true, true) => up_to(far, cell),
        (true, false) => up_to(0, cell),
        (false, _) => None,
    });
    let falls = (0..count).map(|other| match (other == cell, up) {
        (true, true) => up_to(0, count + cell),
        (true, false) => up_to(far.min(part.slack[cell]), count + cell),
        (false, _) => up_to(part.slack[other], count + other),
    });
    Tableau::new(&rows, &start, rises.chain(falls).collect())
}

/// A small start for each variable, unlike its neighbours'.
fn nudge(variable: usize) -> i64 {
    i64::try_from(variable.wrapping_mul(7919) % 61).unwrap_or(0) + 1
}
