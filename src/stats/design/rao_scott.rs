//! Whether rows and columns of a weighted table are independent: Rao and Scott (1984), second order.

use super::matrix::{product, solved, trace, transposed};
use super::variance::covariances;
use super::{Defined, Estimate, Sample, Undefined};
use crate::stats::comparison::pearson;
use crate::stats::count::{count, people};
use crate::stats::distributions::f_ratio;
use crate::stats::interval::finite;

/// What the test found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RaoScott {
    /// Pearson's chi-squared of the weighted table, scaled to the unweighted base.
    pub chi_squared: f64,
    /// That over the trace of the design effects: F.
    pub f: f64,
    /// Its degrees of freedom, above and below the line.
    pub freedom: [f64; 2],
    /// The chance of more.
    pub p: f64,
}

/// The Rao-Scott test of a table, second order, against F: R's `svychisq(statistic = "F")`. For each cell of the sample
/// its row and column of the table and whether it is in the base. Rows and columns where nobody in the base weighs
/// anything are left out.
///
/// # Errors
/// [`Undefined::BadInput`] when the lists are not as long as there are cells, [`Undefined::EmptyBase`] for an empty
/// base, [`Undefined::NoVariation`] when fewer than two rows or columns are filled or the table has too many empty
/// cells to test, [`Undefined::TooFew`] without degrees of freedom.
pub fn rao_scott(sample: &Sample, rows: &[usize], columns: &[usize], base: &[bool]) -> Defined<RaoScott> {
    let lengths = [rows.len(), columns.len(), base.len()];
    if lengths.iter().any(|length| *length != sample.cells().len()) {
        return Err(Undefined::BadInput);
    }
    let (down, across) = (filled(sample, rows, base), filled(sample, columns, base));
    if down.len() < 2 || across.len() < 2 {
        return Err(Undefined::NoVariation);
    }
    let share = |(row, column): (&usize, &usize)| {
        let there = rows.iter().zip(columns).map(|place| place == (row, column));
        sample.share(&there.collect::<Vec<_>>(), base)
    };
    let places = across.iter().flat_map(|column| down.iter().map(move |row| (row, column)));
    let shares: Vec<Estimate> = places.map(share).collect::<Defined<_>>()?;
    let n = people(sample.total(base).n);
    let effects = effects(sample, &shares, [down.len(), across.len()], n)?;
    let column = |shares: &[Estimate]| shares.iter().map(|share| share.value() * n).collect();
    let table: Vec<Vec<f64>> = shares.chunks(down.len()).map(column).collect();
    read_off(pearson(&table)?.statistic, &effects, sample.freedom(base))
}

/// F, its degrees of freedom and p, from chi-squared and the matrix of design effects.
fn read_off(chi_squared: f64, effects: &[Vec<f64>], freedom: f64) -> Defined<RaoScott> {
    let (sum, squares) = (trace(effects), trace(&product(effects, effects)));
    let f = finite(chi_squared / sum).map_err(|_| Undefined::NoVariation)?;
    let above = finite(sum * sum / squares).map_err(|_| Undefined::NoVariation)?;
    if freedom <= 0.0 {
        return Err(Undefined::TooFew);
    }
    let freedom = [above, above * freedom];
    Ok(RaoScott { chi_squared, f, freedom, p: f_ratio::sf(f, freedom[0], freedom[1])? })
}

/// The matrix of generalised design effects of the interactions.
fn effects(sample: &Sample, shares: &[Estimate], size: [usize; 2], n: f64) -> Defined<Vec<Vec<f64>>> {
    let inverse: Vec<f64> =
        shares.iter().map(|share| if share.value() > 0.0 { 1.0 / share.value() } else { 0.0 }).collect();
    let contrasts = interactions(size);
    let scaled = |by: &dyn Fn(f64) -> f64| -> Vec<Vec<f64>> {
        contrasts
            .iter()
            .zip(&inverse)
            .map(|(row, inverse)| row.iter().map(|entry| entry * by(*inverse)).collect())
            .collect()
    };
    let (simple, designed) = (scaled(&|inverse| inverse / n), scaled(&|inverse| inverse));
    let variances = covariances(sample, shares)?;
    let below = product(&transposed(&contrasts), &simple);
    let above = product(&transposed(&designed), &product(&variances, &designed));
    solved(&below, &above)
}

/// The interaction contrasts of a table, cells by columns: dummies of all rows and columns but the first, less what the
/// main effects explain of them, which in a full table is their row and column means.
fn interactions([rows, columns]: [usize; 2]) -> Vec<Vec<f64>> {
    let about = |same: bool, of: usize| f64::from(u8::from(same)) - 1.0 / count(of);
    let cells = (0..columns).flat_map(|column| (0..rows).map(move |row| (row, column)));
    let contrasts = || (1..columns).flat_map(|column| (1..rows).map(move |row| (row, column)));
    let entries = |(row, column): (usize, usize)| {
        contrasts()
            .map(|(of_row, of_column)| about(row == of_row, rows) * about(column == of_column, columns))
            .collect()
    };
    cells.map(entries).collect()
}

/// The rows, or the columns, that anybody in the base is in, ascending.
fn filled(sample: &Sample, places: &[usize], base: &[bool]) -> Vec<usize> {
    let weighing = sample.cells().iter().zip(places).zip(base);
    let mut filled: Vec<usize> = weighing
        .filter(|((cell, _), within)| **within && cell.people.weight > 0.0)
        .map(|((_, place), _)| *place)
        .collect();
    filled.sort_unstable();
    filled.dedup();
    filled
}
