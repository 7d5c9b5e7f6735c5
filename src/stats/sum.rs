//! Sums of many binary fractions.

/// Adds in pairs of blocks, which keeps rounding small (Higham, 1993), in the order numpy does it.
pub(crate) fn pairwise_sum(terms: &[f64]) -> f64 {
    if terms.len() > 128 {
        let half = terms.len() / 2;
        let (front, back) = terms.split_at_checked(half - half % 8).unwrap_or((terms, &[]));
        return pairwise_sum(front) + pairwise_sum(back);
    }
    let (eights, rest) = terms.as_chunks::<8>();
    let lanes = eights.iter().fold(None, |lanes: Option<[f64; 8]>, eight| {
        Some(lanes.map_or(*eight, |lanes| {
            std::array::from_fn(|at| lanes.get(at).unwrap_or(&0.0) + eight.get(at).unwrap_or(&0.0))
        }))
    });
    let front = lanes.map_or(0.0, |[a, b, c, d, e, f, g, h]| ((a + b) + (c + d)) + ((e + f) + (g + h)));
    rest.iter().fold(front, |sum, term| sum + term)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whole_numbers_add_up_exactly(terms in prop::collection::vec(-1000_i32..1000, 0..700)) {
            let exact: i32 = terms.iter().sum();
            let terms: Vec<f64> = terms.into_iter().map(f64::from).collect();
            prop_assert!((pairwise_sum(&terms) - f64::from(exact)).abs() < 0.5);
        }
    }
}
