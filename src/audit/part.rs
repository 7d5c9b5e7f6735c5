//! A piece of a system in which everything hangs together, with cells numbered from nought.

use super::system::{Standing, System, Term, whole};
use super::tableau;
use super::tidy::tidied;

/// Cells and the equations between them. Published cells are left out: their values only move the right-hand sides, which
/// are never needed because every question is asked as a change from the true values.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The cells' numbers in the system.
    pub(super) cells: Vec<usize>,
    /// The equations, in the numbers of this part.
    pub(super) rows: Vec<Vec<Term>>,
    /// How far each cell can fall: its count less its floor.
    pub(super) slack: Vec<i64>,
    /// What hiding each cell costs.
    pub(super) cost: Vec<u64>,
    /// How wide each cell's interval must be; nought where nothing is asked.
    pub(super) need: Vec<i64>,
    /// Whether each cell is primary.
    pub(super) primary: Vec<bool>,
    /// For each cell the equations it is in.
    pub(super) rows_of: Vec<Vec<usize>>,
}

impl Part {
    /// The pieces that the cells marked in `mask` fall into, in the order of their first cells.
    pub(super) fn of(system: &System, mask: &[bool]) -> Vec<Self> {
        let cells = system.cells();
        let all: Vec<usize> = (0..cells.len()).filter(|cell| mask.get(*cell) == Some(&true)).collect();
        let picked = || all.iter().filter_map(|cell| cells.get(*cell));
        let rows: Vec<&[Term]> = system.rows().iter().map(Vec::as_slice).collect();
        let together = Self {
            slack: picked().map(|cell| whole(cell.count) - whole(cell.floor)).collect(),
            cost: picked().map(|cell| cell.cost).collect(),
            need: picked().map(|cell| if cell.standing == Standing::Primary { whole(cell.width) } else { 0 }).collect(),
            primary: picked().map(|cell| cell.standing == Standing::Primary).collect(),
            ..Self::linked(all.clone(), &rows, true)
        };
        together.split(&vec![true; all.len()])
    }

    /// The equations among `cells`, with the rest of the part still to be filled in.
    fn linked(cells: Vec<usize>, rows: &[&[Term]], tidy: bool) -> Self {
        let mut local: Vec<Option<usize>> = vec![None; cells.last().map_or(0, |last| last + 1)];
        cells.iter().enumerate().for_each(|(at, cell)| local[*cell] = Some(at));
        let place = |cell: usize| local.get(cell).copied().flatten();
        let within = |row: &[Term]| -> Vec<Term> {
            row.iter().filter_map(|(cell, factor)| Some((place(*cell)?, *factor))).collect()
        };
        let rows: Vec<Vec<Term>> = rows.iter().map(|row| within(row)).filter(|row| !row.is_empty()).collect();
        let rows = if tidy { tidied(rows) } else { rows };
        let mut rows_of = vec![Vec::new(); cells.len()];
        for (at, row) in rows.iter().enumerate() {
            for (cell, _) in row {
                rows_of[*cell].push(at);
            }
        }
        Self { cells, rows, slack: vec![], cost: vec![], need: vec![], primary: vec![], rows_of }
    }

    /// The pieces the cells in `mask` fall into when the others are published.
    pub(super) fn split(&self, mask: &[bool]) -> Vec<Self> {
        let mut left = mask.to_vec();
        let mut pieces = Vec::new();
        for first in 0..self.cells.len() {
            if left[first] {
                let piece = self.piece(first, &left);
                for cell in &piece {
                    left[*cell] = false;
                }
                pieces.push(self.cut(&piece, true));
            }
        }
        pieces
    }

    /// The same part without equations that follow from others, those of much shared cells going first. This lets nets in
    /// tables with margins be seen to be networks.
    pub(super) fn trimmed(self) -> Self {
        let crowded = |row: &Vec<Term>| row.iter().filter(|(cell, _)| self.rows_of[*cell].len() > 2).count();
        let mut rows = self.rows.clone();
        rows.sort_by_key(|row| (crowded(row), row.len()));
        let Ok(kept) = tableau::independent(&rows, self.len()) else { return self };
        let rows: Vec<&[Term]> =
            rows.iter().zip(kept).filter(|(_, kept)| *kept).map(|(row, _)| row.as_slice()).collect();
        let linked = Self::linked((0..self.len()).collect(), &rows, true);
        Self { rows: linked.rows, rows_of: linked.rows_of, ..self }
    }

    /// The cells of `mask` that hang together with `first`, in their order.
    pub(super) fn piece(&self, first: usize, mask: &[bool]) -> Vec<usize> {
        let mut found = vec![false; self.cells.len()];
        let mut visited = vec![false; self.rows.len()];
        let mut waiting = vec![first];
        found[first] = true;
        while let Some(cell) = waiting.pop() {
            for row in &self.rows_of[cell] {
                if std::mem::replace(&mut visited[*row], true) {
                    continue;
                }
                for (next, _) in &self.rows[*row] {
                    if mask[*next] && !std::mem::replace(&mut found[*next], true) {
                        waiting.push(*next);
                    }
                }
            }
        }
        (0..found.len()).filter(|cell| found[*cell]).collect()
    }

    /// The cells of `mask` that do not give themselves away one after another by standing alone in an equation.
    pub(super) fn peeled(&self, mask: &[bool]) -> Vec<bool> {
        let mut left = mask.to_vec();
        let mut open: Vec<usize> =
            self.rows.iter().map(|row| row.iter().filter(|(cell, _)| mask[*cell]).count()).collect();
        let mut alone: Vec<usize> = (0..open.len()).filter(|row| open[*row] == 1).collect();
        while let Some(row) = alone.pop() {
            let Some((cell, _)) = self.rows[row].iter().find(|(cell, _)| left[*cell]) else { continue };
            left[*cell] = false;
            for other in &self.rows_of[*cell] {
                open[*other] -= 1;
                if open[*other] == 1 {
                    alone.push(*other);
                }
            }
        }
        left
    }

    /// The part made of `cells` alone, everything else published. Its equations are made as short as they can be when it
    /// is to be `tidy`, which pays when it may turn out to be a network.
    pub(super) fn cut(&self, cells: &[usize], tidy: bool) -> Self {
        let mut touched: Vec<usize> = cells.iter().flat_map(|cell| self.rows_of[*cell].iter().copied()).collect();
        touched.sort_unstable();
        touched.dedup();
        let rows: Vec<&[Term]> = touched.iter().map(|row| self.rows[*row].as_slice()).collect();
        Self {
            slack: cells.iter().map(|cell| self.slack[*cell]).collect(),
            cost: cells.iter().map(|cell| self.cost[*cell]).collect(),
            need: cells.iter().map(|cell| self.need[*cell]).collect(),
            primary: cells.iter().map(|cell| self.primary[*cell]).collect(),
            ..Self::linked(cells.to_vec(), &rows, tidy)
        }
        .renamed(&self.cells)
    }

    /// The same part with its cells called by the numbers in `names`.
    fn renamed(mut self, names: &[usize]) -> Self {
        self.cells = self.cells.iter().map(|cell| names[*cell]).collect();
        self
    }

    /// The factors of a cell in its equations.
    pub(super) fn factors(&self, cell: usize) -> impl Iterator<Item = i64> {
        self.rows_of[cell].iter().filter_map(move |row| Some(self.term(*row, cell)?.1))
    }

    /// The first equation of a cell other than `row`, and its factor there.
    pub(super) fn crossing(&self, cell: usize, row: usize) -> Option<(usize, i64)> {
        let other = self.rows_of[cell].iter().find(|other| **other != row)?;
        Some((*other, self.term(*other, cell)?.1))
    }

    /// The term of a cell in an equation.
    fn term(&self, row: usize, cell: usize) -> Option<Term> {
        let terms = &self.rows[row];
        terms.get(terms.binary_search_by_key(&cell, |(cell, _)| *cell).ok()?).copied()
    }

    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The cells that ask for width.
    pub(super) fn needy(&self) -> Vec<usize> {
        (0..self.len()).filter(|cell| self.need[*cell] > 0).collect()
    }

    /// Which cells are primary.
    pub(super) fn primary_mask(&self) -> Vec<bool> {
        self.primary.clone()
    }

    /// The cells that may be hidden to protect others, cheapest first.
    pub(super) fn free(&self) -> Vec<usize> {
        let mut free: Vec<usize> = (0..self.len()).filter(|cell| !self.primary[*cell]).collect();
        free.sort_by_key(|cell| (self.cost[*cell], *cell));
        free
    }
}
