//! Pearson's chi-squared of a table.

use super::{Defined, Found, Undefined};
use crate::stats::count::count;
use crate::stats::distributions::chi_squared;

/// Pearson's test that rows and columns are independent; `rows` of counts, which need not be whole, each of the same
/// length.
///
/// # Errors
/// [`Undefined::BadInput`] for ragged rows, counts below 0 or a table of fewer than two rows or columns,
/// [`Undefined::NoVariation`] when a row or a column is empty.
pub fn pearson(rows: &[Vec<f64>]) -> Defined<Found> {
    let width = rows.first().map_or(0, Vec::len);
    if rows.len() < 2 || width < 2 || rows.iter().any(|row| row.len() != width) {
        return Err(Undefined::BadInput);
    }
    if rows.iter().flatten().any(|count| !count.is_finite() || *count < 0.0) {
        return Err(Undefined::BadInput);
    }
    let statistic = strayed(rows, width)?;
    let freedom = count((rows.len() - 1) * (width - 1));
    Ok(Found { statistic, freedom: Some(freedom), p: chi_squared::sf(statistic, freedom)? })
}

/// The sum of (seen - expected)^2 / expected.
fn strayed(rows: &[Vec<f64>], width: usize) -> Defined {
    let down: Vec<f64> = (0..width).map(|at| rows.iter().filter_map(|row| row.get(at)).sum()).collect();
    let across: Vec<f64> = rows.iter().map(|row| row.iter().sum()).collect();
    if down.iter().chain(&across).any(|sum: &f64| *sum <= 0.0) {
        return Err(Undefined::NoVariation);
    }
    let all: f64 = across.iter().sum();
    let cells = rows.iter().zip(&across).flat_map(|(row, across)| {
        row.iter().zip(&down).map(move |(seen, down)| {
            let expected = across / all * down;
            (seen - expected).powi(2) / expected
        })
    });
    Ok(cells.sum())
}
