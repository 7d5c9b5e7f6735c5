//! `column_letters`: which columns of a table are higher than which.

use serde_json::{Value, json};

use super::figures::{cases_of, figure, for_each_key, items, list, texts};
use super::p_adjust::adjustment;
use super::wilson_and_differences::part;
use super::{Case, VectorFile};
use crate::stats::Defined;
use crate::stats::comparison::{Adjustment, Pair, lower_columns, pooled_pairs};
use crate::stats::proportion::Part;

pub(super) fn cases(file: &VectorFile<'_>) -> Result<Vec<Case>, String> {
    let alpha = file.conventions["alpha"].as_f64().unwrap_or(0.05);
    cases_of(file, "", &["n", "x"], |case| {
        let letters = texts(&case["letters"]);
        let rows = items(&case["rows"]).into_iter().map(|stated| row(&case["n"], stated, &letters, alpha));
        Ok(json!({ "letters": letters, "rows": list(rows) }))
    })
}

fn row(n: &Value, stated: &Value, letters: &[&str], alpha: f64) -> Value {
    let columns: Vec<Defined<Part>> = items(&stated["x"]).into_iter().zip(items(n)).map(|(x, n)| part(x, n)).collect();
    let tested = |column: &Defined<Part>| column.is_ok_and(|part| !part.is_extreme());
    let pairs = pooled_pairs(&columns, true);
    let by_method = for_each_key(&stated["by_method"], |name| {
        let method = adjustment(name)?;
        let named = letters_of(&lower_columns(columns.len(), &pairs, method, alpha), letters);
        Some(json!({ "p_matrix": matrix(columns.len(), &pairs, method), "letters": named }))
    });
    json!({
        "p": list(columns.iter().map(|column| figure(column.map(Part::share)))),
        "tested_columns": list((1_u64..).zip(&columns).filter(|(_, column)| tested(column)).map(|(at, _)| at)),
        "by_method": by_method,
    })
}

/// Corrected p of each column against each.
fn matrix(columns: usize, pairs: &[Pair], method: Adjustment) -> Vec<Vec<Option<f64>>> {
    let adjusted = method.adjust(&pairs.iter().map(|pair| pair.p.ok()).collect::<Vec<_>>());
    let between = |one: usize, other: usize| {
        let at = pairs.iter().position(|pair| (pair.left, pair.right) == (one.min(other), one.max(other)))?;
        adjusted.get(at).copied().flatten()
    };
    (0..columns).map(|row| (0..columns).map(|column| between(row, column)).collect()).collect()
}

/// The letters of the lower columns, one text a column.
pub(super) fn letters_of(lower: &[Vec<usize>], letters: &[&str]) -> Vec<String> {
    let named = |lower: &Vec<usize>| lower.iter().filter_map(|at| letters.get(*at).copied()).collect();
    lower.iter().map(named).collect()
}
