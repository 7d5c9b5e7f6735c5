//! A table of two coders as shares, and kappa of it in the order of operations of `statsmodels`, so that rounding is the same even
//! where kappa has no error.

use super::Kappa;
use crate::stats::count::{count, people};
use crate::stats::sum::pairwise_sum;
use crate::stats::{Defined, Undefined};

/// Shares of a square table of two coders, with its margins.
pub(super) struct Shares {
    /// The share of units both put in the same category.
    pub(super) agreed: f64,
    units: f64,
    rows: Vec<f64>,
    columns: Vec<f64>,
    cells: Vec<Cell>,
}

/// A cell of a table of shares.
#[derive(Debug, Clone, Copy)]
struct Cell {
    /// How many categories its row and its column are apart.
    apart: usize,
    /// The share of units in it.
    share: f64,
    /// The share of units its row has, and the one its column has.
    margins: [f64; 2],
    /// The share that the column has whose category is that of the row, and the row whose category is that of the column.
    turned: [f64; 2],
}

impl Shares {
    pub(super) fn of(table: &[Vec<u64>]) -> Defined<Self> {
        if table.iter().any(|row| row.len() != table.len()) {
            return Err(Undefined::BadInput);
        }
        let units =
            table.iter().flatten().try_fold(0_u64, |sum, &cell| sum.checked_add(cell)).ok_or(Undefined::BadInput)?;
        if units == 0 {
            return Err(Undefined::EmptyBase);
        }
        let units = people(units);
        let column = |at: usize| people(table.iter().filter_map(|row| row.get(at)).sum::<u64>()) / units;
        let rows: Vec<f64> = table.iter().map(|row| people(row.iter().sum::<u64>()) / units).collect();
        let columns: Vec<f64> = (0..table.len()).map(column).collect();
        let margins = || rows.iter().zip(&columns).enumerate();
        let cells = table.iter().zip(margins()).flat_map(|(counts, (row, (of_row, of_same_column)))| {
            counts.iter().zip(margins()).map(move |(n, (column, (of_same_row, of_column)))| Cell {
                apart: row.abs_diff(column),
                share: people(*n) / units,
                margins: [*of_row, *of_column],
                turned: [*of_same_column, *of_same_row],
            })
        });
        let cells = cells.collect();
        let agreed = people(table.iter().enumerate().filter_map(|(at, row)| row.get(at)).sum()) / units;
        Ok(Self { agreed, units, rows, columns, cells })
    }

    /// Kappa with every disagreement alike, and the variances as Fleiss, Cohen and Everitt give them for it.
    pub(super) fn plain(&self) -> Kappa {
        let agreeing = || self.cells.iter().filter(|cell| cell.apart == 0);
        let chance = pairwise_sum(&agreeing().map(Cell::by_chance).collect::<Vec<_>>());
        let kappa = (self.agreed - chance) / (1.0 - chance);
        let short = 1.0 - kappa;
        let scale = (1.0 - chance).powi(2);
        let same = |cell: &Cell| cell.share * (1.0 - (cell.margins[0] + cell.margins[1]) * short).powi(2);
        let other =
            |cell: &Cell| if cell.apart == 0 { 0.0 } else { cell.share * (cell.turned[0] + cell.turned[1]).powi(2) };
        let spread = pairwise_sum(&agreeing().map(same).collect::<Vec<_>>())
            + short.powi(2) * pairwise_sum(&self.cells.iter().map(other).collect::<Vec<_>>())
            - (kappa - chance * short).powi(2);
        let null = |cell: &Cell| cell.margins[1] * cell.margins[0] * (cell.margins[1] + cell.margins[0]);
        let spread_null = chance + chance.powi(2) - pairwise_sum(&agreeing().map(null).collect::<Vec<_>>());
        Kappa { kappa, variance: spread / scale / self.units, variance_null: spread_null / (scale * self.units) }
    }

    /// Kappa with disagreement counted by `distance`, of the categories apart and the most there are, and its variances.
    pub(super) fn weighted(&self, distance: &dyn Fn(f64, f64) -> f64) -> Kappa {
        let most = count(self.rows.len().saturating_sub(1));
        let distance = |apart: usize| distance(count(apart), most);
        let sum = |term: &dyn Fn(&Cell) -> f64| pairwise_sum(&self.cells.iter().map(term).collect::<Vec<_>>());
        let apart = sum(&|cell| distance(cell.apart) * cell.share);
        let kappa = 1.0 - apart / sum(&|cell| distance(cell.apart) * cell.by_chance());
        let agreement = |apart| 1.0 - distance(apart);
        let chance = sum(&|cell| agreement(cell.apart) * cell.by_chance());
        let expected = |margin: &[f64], at: usize| -> f64 {
            margin.iter().enumerate().map(|(other, share)| share * agreement(at.abs_diff(other))).sum()
        };
        let of_rows: Vec<f64> = (0..self.rows.len()).map(|at| expected(&self.columns, at)).collect();
        let of_columns: Vec<f64> = (0..self.rows.len()).map(|at| expected(&self.rows, at)).collect();
        let both = || of_rows.iter().flat_map(|row| of_columns.iter().map(move |column| column + row));
        let spread = |share: &dyn Fn(&Cell) -> f64, short: f64| {
            let term = |(cell, both): (&Cell, f64)| share(cell) * (agreement(cell.apart) - both * short).powi(2);
            pairwise_sum(&self.cells.iter().zip(both()).map(term).collect::<Vec<_>>())
        };
        let scale = 1.0 / ((1.0 - chance).powi(2) * self.units);
        let short = 1.0 - kappa;
        let variance = (spread(&|cell| cell.share, short) - (kappa - chance * short).powi(2)) * scale;
        let variance_null = (spread(&Cell::by_chance, 1.0) - chance.powi(2)) * scale;
        Kappa { kappa, variance, variance_null }
    }
}

impl Cell {
    /// The share that chance would put in it.
    fn by_chance(&self) -> f64 {
        self.margins[1] * self.margins[0]
    }
}
