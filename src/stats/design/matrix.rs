//! Small dense matrices, row by row.

use super::{Defined, Undefined};

/// A pivot this much smaller than the largest entry is none.
const SINGULAR: f64 = 1e-14;

/// The product of two matrices.
pub(super) fn product(left: &[Vec<f64>], right: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let columns = transposed(right);
    left.iter().map(|row| columns.iter().map(|column| dot(row, column)).collect()).collect()
}

/// The matrix with rows and columns exchanged.
pub(super) fn transposed(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let width = matrix.first().map_or(0, Vec::len);
    (0..width).map(|at| matrix.iter().filter_map(|row| row.get(at)).copied().collect()).collect()
}

/// The sum of the diagonal.
pub(super) fn trace(matrix: &[Vec<f64>]) -> f64 {
    matrix.iter().enumerate().filter_map(|(at, row)| row.get(at)).sum()
}

/// The X of `matrix` X = `right`, by elimination with row exchange.
///
/// # Errors
/// [`Undefined::NoVariation`] when the matrix is singular.
pub(super) fn solved(matrix: &[Vec<f64>], right: &[Vec<f64>]) -> Defined<Vec<Vec<f64>>> {
    let size = matrix.len();
    let largest = matrix.iter().flatten().fold(0.0_f64, |most, entry| most.max(entry.abs()));
    let mut rows: Vec<Vec<f64>> =
        matrix.iter().zip(right).map(|(row, right)| [row.as_slice(), right].concat()).collect();
    for at in 0..size {
        let pivot = (at..rows.len())
            .max_by(|one, other| entry(&rows, *one, at).abs().total_cmp(&entry(&rows, *other, at).abs()))
            .filter(|row| entry(&rows, *row, at).abs() > largest * SINGULAR)
            .ok_or(Undefined::NoVariation)?;
        rows.swap(at, pivot);
        clear(&mut rows, at);
    }
    Ok(rows.into_iter().map(|row| row.into_iter().skip(size).collect()).collect())
}

/// Makes column `at` 1 in its own row and 0 in every other.
fn clear(rows: &mut [Vec<f64>], at: usize) {
    let pivot = entry(rows, at, at);
    let mut own = Vec::new();
    if let Some(row) = rows.get_mut(at) {
        for entry in row.iter_mut() {
            *entry /= pivot;
        }
        own.clone_from(row);
    }
    for (_, row) in rows.iter_mut().enumerate().filter(|(other, _)| *other != at) {
        let times = row.get(at).copied().unwrap_or(0.0);
        for (entry, own) in row.iter_mut().zip(&own) {
            *entry -= times * own;
        }
    }
}

fn entry(rows: &[Vec<f64>], row: usize, column: usize) -> f64 {
    rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0)
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}
