//! Small random systems, and what is possible in them by trying everything.

use std::ops::Range;

use proptest::prelude::*;

use crate::audit::{Cell, CellId, Interval, Standing, System};

/// No cell is tried beyond this.
const CAP: i64 = 30;

/// Whether plain enumeration, which stops at [`CAP`], has seen everything.
pub(super) fn within_reach(interval: &Interval) -> bool {
    interval.most.is_some_and(|most| most < CAP - 2)
}

/// A system in plain form.
#[derive(Debug, Clone)]
pub(super) struct Sketch {
    pub(super) counts: Vec<u64>,
    /// Each comes to nought.
    pub(super) equations: Vec<Vec<(usize, i64)>>,
    pub(super) hidden: Vec<usize>,
    pub(super) floor: u64,
    /// How many of the cells, from the first, are not totals.
    pub(super) inner: usize,
    /// How many columns a table has.
    pub(super) columns: usize,
}

impl Sketch {
    /// The system with every hidden cell primary.
    pub(super) fn system(&self, width: u64) -> System {
        let primary = |cell: usize| self.hidden.contains(&cell);
        self.with(width, |cell| if primary(cell) { Standing::Primary } else { Standing::Fixed })
    }

    pub(super) fn with(&self, width: u64, standing: impl Fn(usize) -> Standing) -> System {
        let mut system = System::new();
        for (at, count) in self.counts.iter().enumerate() {
            let cell = Cell { count: *count, floor: self.floor, cost: 1000 + count, width, standing: standing(at) };
            system.cell(cell).unwrap();
        }
        for equation in &self.equations {
            let terms: Vec<(CellId, i64)> = equation.iter().map(|(cell, factor)| (CellId(*cell), *factor)).collect();
            system.relate(&terms, 0).unwrap();
        }
        system
    }

    pub(super) fn ids(&self) -> Vec<CellId> {
        self.hidden.iter().map(|cell| CellId(*cell)).collect()
    }

    /// The values of the hidden cells in every assignment that agrees with what is published.
    pub(super) fn solutions(&self) -> Vec<Vec<i64>> {
        let mut values: Vec<Option<i64>> =
            self.counts.iter().map(|count| Some(i64::try_from(*count).unwrap())).collect();
        self.hidden.iter().for_each(|cell| values[*cell] = None);
        let mut found = Vec::new();
        self.extend(&mut values, &mut found);
        found
    }

    fn extend(&self, values: &mut Vec<Option<i64>>, found: &mut Vec<Vec<i64>>) {
        let unknown =
            |equation: &&Vec<(usize, i64)>| equation.iter().filter(|(cell, _)| values[*cell].is_none()).count();
        let next = self.equations.iter().filter(|equation| unknown(equation) > 0).min_by_key(unknown);
        let loose = || self.hidden.iter().find(|cell| values[**cell].is_none()).copied();
        let cell =
            next.and_then(|row| row.iter().map(|term| term.0).find(|cell| values[*cell].is_none())).or_else(loose);
        let Some(cell) = cell else {
            found.push(self.hidden.iter().map(|cell| values[*cell].unwrap()).collect());
            return;
        };
        for value in i64::try_from(self.floor).unwrap()..=CAP {
            values[cell] = Some(value);
            if self.equations.iter().all(|equation| holds(equation, values)) {
                self.extend(values, found);
            }
        }
        values[cell] = None;
    }
}

/// Whether an equation holds, or can still come to hold.
fn holds(equation: &[(usize, i64)], values: &[Option<i64>]) -> bool {
    let known: i64 = equation.iter().filter_map(|(cell, factor)| Some(values[*cell]? * factor)).sum();
    let mut open = equation.iter().filter(|(cell, _)| values[*cell].is_none());
    known == 0 || open.any(|(_, factor)| factor.signum() == -known.signum())
}

impl Sketch {
    /// A table of `rows` by `columns` with its margins and grand total as cells.
    pub(super) fn table(rows: usize, columns: usize, counts: &[u64]) -> Self {
        let plain = Self {
            counts: counts.to_vec(),
            equations: vec![],
            hidden: vec![],
            floor: 0,
            inner: rows * columns,
            columns,
        };
        let mut sketch = plain;
        let row = |row: usize| (0..columns).map(|column| row * columns + column).collect();
        let row_totals: Vec<usize> = (0..rows).map(|at| sketch.total(row(at))).collect();
        for column in 0..columns {
            sketch.total((0..rows).map(|row| row * columns + column).collect());
        }
        sketch.total(row_totals);
        sketch
    }

    /// A table with its rows, its columns or both the other way round.
    pub(super) fn reversed(&self, rows: bool, columns: bool) -> Self {
        let mut lines: Vec<Vec<u64>> = self.counts[..self.inner].chunks(self.columns).map(<[u64]>::to_vec).collect();
        if rows {
            lines.reverse();
        }
        for line in lines.iter_mut().filter(|_| columns) {
            line.reverse();
        }
        Self { floor: self.floor, ..Self::table(lines.len(), self.columns, &lines.concat()) }
    }

    /// What a form comes to when the hidden cells have these values.
    pub(super) fn sum(&self, solution: &[i64], terms: &[(CellId, i64)]) -> i64 {
        let value = |cell: usize| match self.hidden.iter().position(|hidden| *hidden == cell) {
            Some(at) => solution[at],
            None => i64::try_from(self.counts[cell]).unwrap(),
        };
        terms.iter().map(|(cell, factor)| value(cell.0) * factor).sum()
    }
}

impl Sketch {
    /// Adds the total of some cells.
    fn total(&mut self, parts: Vec<usize>) -> usize {
        let total = self.counts.len();
        self.counts.push(parts.iter().map(|part| self.counts[*part]).sum());
        self.equations.push(parts.into_iter().map(|part| (part, 1)).chain([(total, -1)]).collect());
        total
    }
}

fn counts(of: usize) -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(0..4_u64, of)
}

/// Tables with counts in a range, some inner cells hidden.
pub(super) fn two_way(rows: Range<usize>, columns: Range<usize>, people: Range<u64>) -> impl Strategy<Value = Sketch> {
    let counts = move |cells| prop::collection::vec(people.clone(), cells);
    let table = (rows, columns).prop_flat_map(move |(rows, columns)| {
        counts(rows * columns).prop_map(move |counts| Sketch::table(rows, columns, &counts))
    });
    hidden(table)
}

/// Two tables over the same rows, so that the row totals are shared, and a net of the first two rows.
fn linked() -> impl Strategy<Value = Sketch> {
    (counts(4), counts(2)).prop_map(|(first, split)| {
        let mut sketch = Sketch::table(2, 2, &first);
        for (row, part) in split.iter().enumerate() {
            let total = 4 + row;
            let part = (*part).min(sketch.counts[total]);
            let at = sketch.counts.len();
            sketch.counts.extend([part, sketch.counts[total] - part]);
            sketch.equations.push(vec![(at, 1), (at + 1, 1), (total, -1)]);
        }
        let at = sketch.counts.len() - 4;
        sketch.total(vec![at, at + 2]);
        sketch.total(vec![0, at + 3]);
        sketch
    })
}

/// Practices in places in an area, by two answers.
fn hierarchy() -> impl Strategy<Value = Sketch> {
    counts(8).prop_map(|counts| {
        let mut sketch = Sketch { counts, equations: vec![], hidden: vec![], floor: 0, inner: 8, columns: 2 };
        for answer in [0, 1] {
            let one = sketch.total(vec![answer, answer + 2]);
            let two = sketch.total(vec![answer + 4, answer + 6]);
            sketch.total(vec![one, two]);
        }
        (0..4).for_each(|practice| {
            sketch.total(vec![2 * practice, 2 * practice + 1]);
        });
        sketch.total(vec![8, 11]);
        sketch.total(vec![9, 12]);
        sketch
    })
}

/// Three questions crossed, with every table of two of them published.
fn three_way() -> impl Strategy<Value = Sketch> {
    (2..4_usize, 2..4_usize, 2..4_usize).prop_flat_map(|(a, b, c)| {
        counts(a * b * c).prop_map(move |counts| {
            let mut sketch =
                Sketch { counts, equations: vec![], hidden: vec![], floor: 0, inner: a * b * c, columns: c };
            let at = |i: usize, j: usize, k: usize| (i * b + j) * c + k;
            let pairs = |one: usize, two: usize| (0..one).flat_map(move |i| (0..two).map(move |j| (i, j)));
            for (i, j) in pairs(a, b) {
                sketch.total((0..c).map(|k| at(i, j, k)).collect());
            }
            for (i, k) in pairs(a, c) {
                sketch.total((0..b).map(|j| at(i, j, k)).collect());
            }
            for (j, k) in pairs(b, c) {
                sketch.total((0..a).map(|i| at(i, j, k)).collect());
            }
            sketch
        })
    })
}

/// Equations of any signs and factors, each balanced by a published number.
fn loose() -> impl Strategy<Value = Sketch> {
    let factors = prop::collection::vec(prop::collection::vec(prop_oneof![8 => -1..2_i64, 1 => Just(2_i64)], 5), 2..5);
    (counts(5), factors).prop_map(|(counts, factors)| {
        let mut sketch = Sketch { counts, equations: vec![], hidden: vec![], floor: 0, inner: 5, columns: 5 };
        for line in factors {
            let terms = || line.iter().copied().enumerate().filter(|(_, factor)| *factor != 0);
            let sum: i64 = terms().map(|(cell, factor)| i64::try_from(sketch.counts[cell]).unwrap() * factor).sum();
            let balance = (sketch.counts.len(), if sum > 0 { -1 } else { 1 });
            sketch.equations.push(terms().chain([balance]).collect());
            sketch.counts.push(sum.unsigned_abs());
        }
        sketch
    })
}

/// Any of the shapes, small, with some cells hidden: mostly inner ones, now and then a total.
pub(super) fn sketch() -> impl Strategy<Value = Sketch> {
    let flat = (1..4_usize, 2..4_usize).prop_flat_map(|(rows, columns)| {
        counts(rows * columns).prop_map(move |counts| Sketch::table(rows, columns, &counts))
    });
    hidden(prop_oneof![flat, linked(), hierarchy(), three_way(), loose()])
}

fn hidden(shape: impl Strategy<Value = Sketch>) -> impl Strategy<Value = Sketch> {
    (shape, prop::collection::vec(0..100_u8, 100), 0..2_u64).prop_map(|(mut sketch, chance, floor)| {
        let may = |cell: usize| sketch.counts[cell] >= floor;
        let likely = |cell: usize| if cell < sketch.inner { 88 } else { 8 };
        sketch.hidden =
            (0..sketch.counts.len()).filter(|cell| may(*cell) && chance[*cell] < likely(*cell)).take(27).collect();
        sketch.floor = floor;
        sketch
    })
}
