//! Cells, and what is known to hold between them.

use std::fmt;

/// No count, floor or width may be larger, so that no sum of them overflows.
const PEOPLE: u64 = 1 << 32;
/// No cost may be larger.
const COST: u64 = 1 << 40;
/// No factor in an equation may be larger.
const FACTOR: i64 = 1 << 10;

/// A cell of a [`System`], as [`System::cell`] handed it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(pub(super) usize);

/// What may become of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It must be hidden, and its interval must be as wide as it asks for.
    Primary,
    /// It may be hidden to protect others.
    Free,
    /// It is published whatever happens (totals, bases).
    Fixed,
}

/// A number that may be hidden. The same number in two tables is one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The true value.
    pub count: u64,
    /// The least value an attacker must allow for once it is hidden: 1 where zeros are printed, else 0.
    pub floor: u64,
    /// What hiding it costs. To hide few cells first and small ones second, give every cell `1_000_000 + count`.
    pub cost: u64,
    /// How far apart the ends of its interval must be when it is primary; 0 asks for nothing.
    pub width: u64,
    /// What may become of it.
    pub standing: Standing,
}

impl Cell {
    /// Whether it can be among the hidden cells at all: a zero cannot, where hidden cells are known to be at least 1.
    pub(super) fn can_hide(&self) -> bool {
        self.standing != Standing::Fixed && self.count >= self.floor
    }
}

/// Why something cannot be part of a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A count, cost, width or factor is beyond what can be added up safely.
    TooLarge,
    /// A cell that must be hidden is below the least value an attacker allows for.
    BelowFloor,
    /// An equation names a cell that the system does not have.
    UnknownCell,
    /// The true values do not satisfy the equation.
    DoesNotAdd {
        /// What the left side comes to.
        found: i64,
        /// What it should come to.
        stated: i64,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("a number is too large to be audited"),
            Self::BelowFloor => f.write_str("a cell that must be hidden is below what a hidden cell can be"),
            Self::UnknownCell => f.write_str("an equation names a cell that is not there"),
            Self::DoesNotAdd { found, stated } => write!(f, "the cells come to {found} and should come to {stated}"),
        }
    }
}

impl std::error::Error for Fault {}

/// A cell with a factor before it.
pub(super) type Term = (usize, i64);

/// Everything that is published together: cells, and equations between them that everybody knows to hold.
#[derive(Debug, Clone, Default)]
pub struct System {
    cells: Vec<Cell>,
    rows: Vec<Vec<Term>>,
}

impl System {
    /// A system without cells.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a cell.
    ///
    /// # Errors
    /// When a number of people in it is beyond 2^32 or its cost beyond 2^40, or it is primary and below its own floor.
    pub fn cell(&mut self, cell: Cell) -> Result<CellId, Fault> {
        if cell.count.max(cell.floor).max(cell.width) > PEOPLE || cell.cost > COST {
            return Err(Fault::TooLarge);
        }
        if cell.standing == Standing::Primary && !cell.can_hide() {
            return Err(Fault::BelowFloor);
        }
        self.cells.push(cell);
        Ok(CellId(self.cells.len() - 1))
    }

    /// Adds that `total` is the sum of `parts`.
    ///
    /// # Errors
    /// As [`relate`](Self::relate).
    pub fn total(&mut self, total: CellId, parts: &[CellId]) -> Result<(), Fault> {
        let terms: Vec<(CellId, i64)> =
            std::iter::once((total, -1)).chain(parts.iter().map(|part| (*part, 1))).collect();
        self.relate(&terms, 0)
    }

    /// Adds that the cells, each times its factor, come to `sum`. A cell named twice counts twice.
    ///
    /// # Errors
    /// When a cell is unknown, a factor is beyond 2^10, or the true values do not come to `sum`.
    pub fn relate(&mut self, terms: &[(CellId, i64)], sum: i64) -> Result<(), Fault> {
        let row = self.collected(terms)?;
        let found = row.iter().map(|(cell, factor)| self.count(*cell) * factor).sum();
        if found != sum {
            return Err(Fault::DoesNotAdd { found, stated: sum });
        }
        self.rows.push(row);
        Ok(())
    }

    /// The terms with one entry a cell, in the order of the cells.
    pub(super) fn collected(&self, terms: &[(CellId, i64)]) -> Result<Vec<Term>, Fault> {
        let mut sums: std::collections::BTreeMap<usize, i64> = std::collections::BTreeMap::new();
        for (CellId(cell), factor) in terms {
            if *cell >= self.cells.len() {
                return Err(Fault::UnknownCell);
            }
            let sum = sums.entry(*cell).or_default();
            *sum = sum.saturating_add(*factor);
            if sum.abs() > FACTOR {
                return Err(Fault::TooLarge);
            }
        }
        Ok(sums.into_iter().filter(|(_, factor)| *factor != 0).collect())
    }

    /// The cells in the order they were added.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Every cell's name with the cell.
    pub fn named(&self) -> impl Iterator<Item = (CellId, &Cell)> {
        self.cells.iter().enumerate().map(|(at, cell)| (CellId(at), cell))
    }

    /// The primary cells.
    pub fn primary(&self) -> Vec<CellId> {
        self.named().filter(|(_, cell)| cell.standing == Standing::Primary).map(|(id, _)| id).collect()
    }

    pub(super) fn rows(&self) -> &[Vec<Term>] {
        &self.rows
    }

    /// The true value of a cell; nought when there is no such cell.
    pub(super) fn count(&self, cell: usize) -> i64 {
        self.cells.get(cell).map_or(0, |cell| whole(cell.count))
    }
}

/// A count as a signed number.
pub(super) fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
