//! The letters of a table: which columns each one is higher than.

use super::{Adjustment, Pair};

/// For each column the columns it is significantly higher than, from left to right: all p of the row are corrected
/// together, and a pair counts where that is below `alpha`.
pub fn lower_columns(columns: usize, pairs: &[Pair], adjustment: Adjustment, alpha: f64) -> Vec<Vec<usize>> {
    let raw: Vec<Option<f64>> = pairs.iter().map(|pair| pair.p.ok()).collect();
    let mut lower = vec![Vec::new(); columns];
    for (pair, p) in pairs.iter().zip(adjustment.adjust(&raw)) {
        let Ok(difference) = pair.difference else { continue };
        if p.is_none_or(|p| p >= alpha) {
            continue;
        }
        let (high, low) = if difference > 0.0 { (pair.left, pair.right) } else { (pair.right, pair.left) };
        if let Some(named) = lower.get_mut(high) {
            named.push(low);
        }
    }
    for named in &mut lower {
        named.sort_unstable();
    }
    lower
}

/// The letter of a column: A for the first, Z for the 26th, then AA.
pub fn column_letter(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}
