//! The audit: what can be worked out about every hidden cell, and which primary cells are too narrow.

use std::collections::BTreeMap;

use super::interval::Interval;
use super::part::Part;
use super::probe::Probe;
use super::system::{CellId, Fault, Standing, System, Term, whole};

/// Who is guarded against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Attacker {
    /// Somebody who knows that counts are whole numbers. A release that is safe from them is safe from the other as well.
    #[default]
    Whole,
    /// Somebody who solves the linear programme and stops there, as most published audits do.
    Fractions,
}

/// What an attacker can tell about a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// The range of every hidden cell.
    pub intervals: BTreeMap<CellId, Interval>,
    /// The primary cells whose range is narrower than they ask for, in their order.
    pub narrow: Vec<CellId>,
    /// The primary cells that are not hidden at all.
    pub shown: Vec<CellId>,
}

impl Audit {
    /// Whether every primary cell is hidden and wide enough.
    pub fn is_safe(&self) -> bool {
        self.narrow.is_empty() && self.shown.is_empty()
    }

    /// The hidden cells of which only one whole value is possible.
    pub fn exact(&self) -> Vec<CellId> {
        self.intervals.iter().filter(|(_, interval)| interval.is_exact()).map(|(cell, _)| *cell).collect()
    }
}

/// Works out the range of every cell of `hidden`, everything else being published. Cells that are below their own floor
/// (zeros, where zeros are printed) cannot be hidden and are taken as published.
pub fn audit(system: &System, hidden: &[CellId], attacker: Attacker) -> Audit {
    let mask = mask(system, hidden);
    let mut intervals = BTreeMap::new();
    for part in Part::of(system, &mask) {
        let mut probe = Probe::new(&part, attacker);
        for (at, cell) in part.cells.iter().enumerate() {
            intervals.insert(CellId(*cell), probe.interval(at).shifted(system.count(*cell) - part.slack[at]));
        }
    }
    let primary = || system.named().filter(|(_, cell)| cell.standing == Standing::Primary);
    let narrow = primary().filter(|(id, cell)| {
        let wide = |interval: &Interval| interval.is_wide(whole(cell.width), attacker);
        intervals.get(id).is_some_and(|interval| !wide(interval))
    });
    let narrow = narrow.map(|(id, _)| id).collect();
    let shown = primary().map(|(id, _)| id).filter(|id| !mask[id.0]).collect();
    Audit { intervals, narrow, shown }
}

/// The range of a sum of cells, each times its factor, when `hidden` are hidden.
///
/// # Errors
/// When a cell is unknown or a factor is beyond 2^10.
pub fn audit_sum(system: &System, hidden: &[CellId], terms: &[(CellId, i64)]) -> Result<Interval, Fault> {
    let (parts, sum) = asked(system, hidden, terms)?;
    let start = Interval::between(Some(sum), Some(sum));
    Ok(parts
        .iter()
        .fold(start, |whole, (part, form)| whole.plus(&Probe::by_programmes(part, Attacker::Whole).form(form))))
}

/// A system of which many sums are asked for, prepared once.
#[derive(Debug)]
pub struct Questioned<'a> {
    system: &'a System,
    probes: Vec<(Part, Probe)>,
}

impl<'a> Questioned<'a> {
    /// What is published when `hidden` are hidden.
    pub fn of(system: &'a System, hidden: &[CellId]) -> Self {
        let parts = Part::of(system, &mask(system, hidden));
        let probe = |part: Part| {
            let probe = Probe::by_programmes(&part, Attacker::Whole);
            (part, probe)
        };
        Self { system, probes: parts.into_iter().map(probe).collect() }
    }

    /// As [`audit_sum`].
    ///
    /// # Errors
    /// As [`audit_sum`].
    pub fn range(&mut self, terms: &[(CellId, i64)]) -> Result<Interval, Fault> {
        let form = self.system.collected(terms)?;
        let mut sum: i64 = form.iter().map(|(cell, factor)| self.system.count(*cell) * factor).sum();
        let mut ranges = Vec::new();
        for (part, probe) in &mut self.probes {
            let within = within(part, &form);
            sum -= within.iter().map(|(cell, factor)| part.slack[*cell] * factor).sum::<i64>();
            if !within.is_empty() {
                probe.rest();
                ranges.push(probe.form(&within));
            }
        }
        let start = Interval::between(Some(sum), Some(sum));
        Ok(ranges.iter().fold(start, |whole, range| whole.plus(range)))
    }
}

/// The terms of a form in a part, by their places there.
fn within(part: &Part, form: &[Term]) -> Vec<Term> {
    let place = |cell: &usize| part.cells.binary_search(cell).ok();
    form.iter().filter_map(|(cell, factor)| Some((place(cell)?, *factor))).collect()
}

/// Whether a sum of cells follows from what is published by adding and subtracting alone, whatever the counts are.
///
/// # Errors
/// As [`audit_sum`].
pub fn follows(system: &System, hidden: &[CellId], terms: &[(CellId, i64)]) -> Result<bool, Fault> {
    let (parts, _) = asked(system, hidden, terms)?;
    Ok(parts.iter().all(|(part, form)| Probe::by_programmes(part, Attacker::Fractions).fixes(form)))
}

/// A part, and the terms of a form in it.
type Asked = (Part, Vec<Term>);

/// The parts a form touches with its terms there, and what the form comes to when every hidden cell is at its floor.
fn asked(system: &System, hidden: &[CellId], terms: &[(CellId, i64)]) -> Result<(Vec<Asked>, i64), Fault> {
    let form = system.collected(terms)?;
    let mut sum: i64 = form.iter().map(|(cell, factor)| system.count(*cell) * factor).sum();
    let mut parts = Vec::new();
    for part in Part::of(system, &mask(system, hidden)) {
        let within = within(&part, &form);
        sum -= within.iter().map(|(cell, factor)| part.slack[*cell] * factor).sum::<i64>();
        if !within.is_empty() {
            parts.push((part, within));
        }
    }
    Ok((parts, sum))
}

/// Which cells are hidden: those named that can be.
pub(super) fn mask(system: &System, hidden: &[CellId]) -> Vec<bool> {
    let mut mask = vec![false; system.cells().len()];
    for CellId(cell) in hidden {
        if let (Some(place), Some(cell)) = (mask.get_mut(*cell), system.cells().get(*cell)) {
            *place = cell.count >= cell.floor;
        }
    }
    mask
}
