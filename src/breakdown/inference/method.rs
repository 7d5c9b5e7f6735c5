//! How the shares of a table are tested: one method for the whole table.

use crate::breakdown::evidence::Counts;
use crate::breakdown::inference::gap::less;
use crate::breakdown::inference::{ALPHA, TESTED_BASE};
use crate::breakdown::table::Table;
use crate::stats::comparison::{Pair, pairs_of, pooled, pooled_pairs};
use crate::stats::design::{Cell, Contrast, Sample, Stratum, Weighed, interval_base, overlapping_columns};
use crate::stats::proportion::{Part, wilson};
use crate::stats::{Defined, Interval, Undefined};

/// Fewer people than this who said something, or who did not, are too few for a test of shares.
pub(in crate::breakdown) const EXPECTED: f64 = 5.0;

/// How shares are tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// Pooled z on Kish's effective bases: weights are all that is known, and nobody is in two columns.
    Pooled,
    /// Linearised z: strata or clusters are declared, or people may be in two columns.
    Linearised,
}

impl Method {
    /// The method of a table.
    pub(super) fn of(table: &Table) -> Self {
        let evidence = &table.evidence;
        if evidence.shared.is_empty() && evidence.units.is_empty() { Self::Pooled } else { Self::Linearised }
    }

    /// Every pair of `columns`.
    pub(super) fn pairs(self, table: &Table, row: usize, columns: &[usize]) -> Vec<Pair> {
        let parts: Vec<Defined<Part>> = columns.iter().map(|column| tested(table, row, *column)).collect();
        if self == Self::Pooled {
            return pooled_pairs(&parts, true);
        }
        let pair = |(left, right): (usize, usize)| {
            let both = both(&parts, left, right);
            let contrast = both.and_then(|()| contrast(table, row, [columns[left], columns[right]]));
            let difference = contrast.map(|contrast| contrast.difference);
            Pair { left, right, difference, z: contrast.and_then(Contrast::z), p: contrast.and_then(Contrast::p) }
        };
        pairs_of(columns.len()).map(pair).collect()
    }

    /// A column against everybody else in the total: the difference and its p.
    pub(super) fn against_rest(self, table: &Table, row: usize, column: usize) -> Option<(f64, f64)> {
        tested(table, row, column).ok()?;
        let (base, counted) = counts(table, row, column).ok()?;
        let (all, counted_all) = counts(table, row, 0).ok()?;
        let (rest, counted_rest) = (less(all, base)?, less(counted_all, counted)?);
        let other = enough(rest, counted_rest).ok()?;
        let one = enough(base, counted).ok()?;
        if self == Self::Pooled || table.evidence.units.is_empty() {
            let p = pooled(one, other).ok()?.p;
            return Some((one.share() - other.share(), p));
        }
        let (sample, flags) = sample(table, row, &[column, 0]).ok()?;
        let rest: Vec<bool> = flags.rest_of_total();
        let contrast = overlapping_columns(&sample, &flags.counted, &flags.columns[0], &rest).ok()?.contrast;
        Some((contrast.difference, contrast.p().ok()?))
    }
}

/// Wilson's interval on the effective base: Kish's, or that of the design where one is declared.
pub(super) fn interval(table: &Table, row: usize, column: usize) -> Defined<Interval> {
    let (base, counted) = counts(table, row, column)?;
    let share = share_of(counted, base)?;
    let effective = if table.evidence.units.is_empty() {
        base.kish()?
    } else {
        let (sample, flags) = sample(table, row, &[column])?;
        let estimate = sample.share(&flags.counted, &flags.columns[0])?;
        interval_base(share, sample.variance(&estimate)?, base)?
    };
    wilson(Part::share_of(share, effective)?, 1.0 - ALPHA)
}

/// The linearised standard error of a share, by the design where one is declared: R `survey::svymean`.
pub(super) fn error(table: &Table, row: usize, column: usize) -> Defined {
    let (sample, flags) = sample(table, row, &[column])?;
    let base = flags.columns.first().ok_or(Undefined::BadInput)?;
    sample.standard_error(&sample.share(&flags.counted, base)?)
}

fn both(parts: &[Defined<Part>], left: usize, right: usize) -> Defined<()> {
    let part = |at: usize| parts.get(at).copied().unwrap_or(Err(Undefined::EmptyBase));
    part(left).and(part(right)).map(|_| ())
}

/// The base of a column and those of it a row counts.
fn counts(table: &Table, row: usize, column: usize) -> Defined<(Weighed, Weighed)> {
    let cell = table.rows.get(row).and_then(|row| row.cells.get(column));
    let base = table.columns.get(column).map(crate::breakdown::Column::weighed);
    Ok((base.ok_or(Undefined::BadInput)?, cell.ok_or(Undefined::BadInput)?.weighed()))
}

fn share_of(counted: Weighed, base: Weighed) -> Defined {
    if base.weight > 0.0 { Ok((counted.weight / base.weight).clamp(0.0, 1.0)) } else { Err(Undefined::EmptyBase) }
}

/// A column of a row as a part of its effective base, where it has enough people to be tested.
fn tested(table: &Table, row: usize, column: usize) -> Defined<Part> {
    let (base, counted) = counts(table, row, column)?;
    enough(base, counted)
}

fn enough(base: Weighed, counted: Weighed) -> Defined<Part> {
    let effective = base.kish()?;
    let part = Part::share_of(share_of(counted, base)?, effective)?;
    let few = crate::stats::people(base.n).min(effective) < TESTED_BASE;
    let rare = part.x() < EXPECTED || part.n() - part.x() < EXPECTED;
    if few || rare { Err(Undefined::TooFew) } else { Ok(part) }
}

/// Who of a sample is counted, and in which columns.
struct Flags {
    counted: Vec<bool>,
    columns: Vec<Vec<bool>>,
}

impl Flags {
    /// With a column and the total asked for: those of the total who are not in the column.
    fn rest_of_total(&self) -> Vec<bool> {
        match &self.columns[..] {
            [column, total] => column.iter().zip(total).map(|(column, total)| *total && !column).collect(),
            _ => Vec::new(),
        }
    }
}

/// The difference of two columns that may share people.
fn contrast(table: &Table, row: usize, columns: [usize; 2]) -> Defined<Contrast> {
    let (sample, flags) = sample(table, row, &columns)?;
    Ok(overlapping_columns(&sample, &flags.counted, &flags.columns[0], &flags.columns[1])?.contrast)
}

/// The people of one or two columns as a sample, drawn as the survey's record says.
fn sample(table: &Table, row: usize, columns: &[usize]) -> Defined<(Sample, Flags)> {
    let evidence = &table.evidence;
    let total = columns.contains(&0) && columns.len() > 1;
    let mut cells = Cells {
        row,
        people: Vec::new(),
        flags: Flags { counted: Vec::new(), columns: vec![Vec::new(); columns.len()] },
    };
    let simple = vec![Stratum {
        drawn: evidence.drawn.max(table.columns.first().map_or(0, |total| total.unweighted_base)),
        population: None,
    }];
    let is_known = |counts: &Counts| row < counts.rows.len();
    if !evidence.shared.values().chain(evidence.units.iter().map(|unit| &unit.counts)).all(is_known) {
        return Err(Undefined::TooFew);
    }
    if evidence.units.is_empty() {
        let shared = shared(table, columns);
        for (at, column) in columns.iter().enumerate() {
            let (base, counted) = counts(table, row, *column)?;
            let own = Counts { base, rows: vec![counted] };
            let own = without(&own, shared.as_ref().map(|shared| shared_row(shared, row)).as_ref())?;
            cells.add((0, None), &Counts { rows: vec![own.rows[0]; row + 1], ..own }, &[at]);
        }
        if let Some(shared) = &shared {
            cells.add((0, None), shared, &[0, 1]);
        }
        return Ok((Sample::of_cells(simple, cells.people)?, cells.flags));
    }
    if !evidence.shared.is_empty() && columns.len() > 1 && !total {
        // Who is in two columns at once is not counted by cluster.
        return Err(Undefined::TooFew);
    }
    for unit in &evidence.units {
        let place = (unit.stratum, unit.cluster);
        for at in (0..columns.len()).filter(|at| columns[*at] == unit.column) {
            if !(total && columns[at] == 0) {
                cells.add(place, &unit.counts, if total { &[0, 1] } else { std::slice::from_ref(&at) });
                continue;
            }
            let same = |other: &&crate::breakdown::evidence::Unit| {
                other.column == columns[0] && (other.stratum, other.cluster) == place
            };
            let inside = evidence.units.iter().find(same).map(|unit| &unit.counts);
            cells.add(place, &without(&unit.counts, inside)?, &[1]);
        }
    }
    Ok((Sample::of_cells(evidence.strata.clone(), cells.people)?, cells.flags))
}

/// Who is in both of two columns.
fn shared(table: &Table, columns: &[usize]) -> Option<Counts> {
    let [one, other] = columns else { return None };
    table.evidence.shared.get(&((*one).min(*other), (*one).max(*other))).cloned()
}

fn shared_row(shared: &Counts, row: usize) -> Counts {
    Counts { base: shared.base, rows: shared.rows.get(row).copied().into_iter().collect() }
}

/// Those of `all` who are not in `part`.
fn without(all: &Counts, part: Option<&Counts>) -> Defined<Counts> {
    let Some(part) = part else { return Ok(all.clone()) };
    let rows = all.rows.iter().enumerate().map(|(at, row)| less(*row, part.rows.get(at).copied().unwrap_or_default()));
    let rows = rows.collect::<Option<Vec<Weighed>>>().ok_or(Undefined::BadInput)?;
    Ok(Counts { base: less(all.base, part.base).ok_or(Undefined::BadInput)?, rows })
}

/// The people of a sample being gathered.
struct Cells {
    row: usize,
    people: Vec<Cell>,
    flags: Flags,
}

impl Cells {
    /// Adds people of `columns`: those the row counts, and the others.
    fn add(&mut self, (stratum, cluster): (usize, Option<usize>), counts: &Counts, columns: &[usize]) {
        let counted = counts.rows.get(self.row).copied().unwrap_or_default();
        let others = less(counts.base, counted).unwrap_or_default();
        for (people, is_counted) in [(counted, true), (others, false)].into_iter().filter(|(people, _)| people.n > 0) {
            self.people.push(Cell { stratum, cluster, people });
            self.flags.counted.push(is_counted);
            for (at, flags) in self.flags.columns.iter_mut().enumerate() {
                flags.push(columns.contains(&at));
            }
        }
    }
}
