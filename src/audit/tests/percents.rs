//! Printed percentages, against trying every count.

use proptest::prelude::*;

use crate::audit::{possible_counts, possible_hidden_sum, printed_percent};

proptest! {
    #[test]
    fn the_possible_counts_are_those_that_print_alike(base in 1..600_u64, share in 0..=1000_u64, decimals in 0..3_u32) {
        let count = base * share / 1000;
        let printed = printed_percent(count, base, decimals).unwrap();
        let alike: Vec<u64> = (0..=base).filter(|other| printed_percent(*other, base, decimals) == Some(printed)).collect();
        let (low, high) = possible_counts(printed, base, decimals).unwrap();
        prop_assert_eq!((low..=high).collect::<Vec<_>>(), alike);
    }

    #[test]
    fn a_hidden_sum_is_what_the_others_leave(counts in prop::collection::vec(0..30_u64, 2..5), decimals in 0..2_u32) {
        let base: u64 = counts.iter().sum();
        prop_assume!(base > 0);
        let shown: Vec<u64> = counts[1..].iter().map(|count| printed_percent(*count, base, decimals).unwrap()).collect();
        let (low, high) = possible_hidden_sum(&shown, base, decimals).unwrap();
        prop_assert!((low..=high).contains(&counts[0]));
        let ranges: Vec<(u64, u64)> = shown.iter().map(|shown| possible_counts(*shown, base, decimals).unwrap()).collect();
        prop_assert_eq!(high, base - ranges.iter().map(|range| range.0).sum::<u64>());
        prop_assert_eq!(low, base.saturating_sub(ranges.iter().map(|range| range.1).sum()));
    }
}

#[test]
fn half_a_percent_goes_up_exactly() {
    assert_eq!(printed_percent(57, 200, 0), Some(29));
    assert_eq!(printed_percent(1, 200, 0), Some(1));
    assert_eq!(printed_percent(1, 8, 1), Some(125));
    assert_eq!(printed_percent(0, 0, 0), None);
}

#[test]
fn no_count_prints_as_what_the_base_cannot_give() {
    assert_eq!(possible_counts(50, 3, 0), None);
    assert_eq!(possible_counts(101, 100, 0), None);
    assert_eq!(possible_counts(0, 0, 0), None);
    assert_eq!(possible_counts(u64::MAX, u64::MAX, 99), None);
}
