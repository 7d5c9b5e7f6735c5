//! Gaps between those who answered, where people chose to take part: no claim about anybody else.

use crate::breakdown::table::{Against, Table};
use crate::stats::design::Weighed;

/// A gap is worth a look from this many points, as a share.
pub(in crate::breakdown) const POINTS: f64 = 0.10;

/// And when both bases, and their effective bases, have this many people.
pub(in crate::breakdown) const BASE: f64 = 50.0;

/// A column against everybody else in the total.
pub(super) fn against_rest(table: &Table, row: usize, column: usize) -> Option<Against> {
    let cell = |at: usize| table.rows.get(row)?.cells.get(at);
    let [own, all] = [table.columns.get(column)?.weighed(), table.columns.first()?.weighed()];
    let [counted, counted_all] = [cell(column)?.weighed(), cell(0)?.weighed()];
    let (rest, counted_rest) = (less(all, own)?, less(counted_all, counted)?);
    if !is_enough(own) || !is_enough(rest) {
        return None;
    }
    let gap = counted.weight / own.weight - counted_rest.weight / rest.weight;
    match () {
        () if gap >= POINTS - 1e-12 => Some(Against::Higher),
        () if gap <= -POINTS + 1e-12 => Some(Against::Lower),
        () => None,
    }
}

/// Those of `all` who are not in `part`; none where it is no part.
pub(super) fn less(all: Weighed, part: Weighed) -> Option<Weighed> {
    let n = all.n.checked_sub(part.n)?;
    let of = |all: f64, part: f64| (all - part).max(0.0);
    Some(Weighed { n, weight: of(all.weight, part.weight), squared: of(all.squared, part.squared) })
}

fn is_enough(base: Weighed) -> bool {
    crate::stats::people(base.n) >= BASE && base.kish().is_ok_and(|effective| effective >= BASE - 1e-9)
}
