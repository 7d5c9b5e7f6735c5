//! Laws of the tests. Their figures are held against R 4.2.2 by the vectors.

use proptest::prelude::*;

use super::{
    Adjustment, Pair, cochran_armitage, column_letter, fisher, lower_columns, pairs_of, pearson, pooled, pooled_pairs,
    yates,
};
use crate::stats::proportion::Part;
use crate::stats::{Undefined, people};

const METHODS: [Adjustment; 6] = [
    Adjustment::None,
    Adjustment::Bonferroni,
    Adjustment::Holm,
    Adjustment::Hochberg,
    Adjustment::BenjaminiHochberg,
    Adjustment::BenjaminiYekutieli,
];

fn raw() -> impl Strategy<Value = Vec<Option<f64>>> {
    proptest::collection::vec(proptest::option::weighted(0.8, 0.0..=1.0_f64), 0..12)
}

fn counts() -> impl Strategy<Value = ([u64; 2], [u64; 2])> {
    let group = (1..60_u64).prop_flat_map(|n| (0..=n, Just(n)));
    (group.clone(), group).prop_map(|((x, n), (y, m))| ([x, y], [n, m]))
}

fn parts(x: [u64; 2], n: [u64; 2]) -> [Part; 2] {
    [0, 1].map(|at| Part::of(people(x[at]), people(n[at])).unwrap())
}

fn columns() -> impl Strategy<Value = Vec<Part>> {
    let column = (5.0..400.0_f64, prop_oneof![1 => Just(0.0), 1 => Just(1.0), 8 => 0.0..1.0_f64]);
    proptest::collection::vec(column.prop_map(|(n, share)| Part::share_of(share, n).unwrap()), 1..7)
}

proptest! {
    #[test]
    fn corrected_p_is_no_smaller_keeps_the_order_and_counts_only_tests(raw in raw()) {
        for method in METHODS {
            let adjusted = method.adjust(&raw);
            let tested: Vec<Option<f64>> = raw.iter().flatten().map(|p| Some(*p)).collect();
            let alone: Vec<Option<f64>> = adjusted.iter().flatten().map(|p| Some(*p)).collect();
            prop_assert_eq!(&method.adjust(&tested), &alone);
            for (p, corrected) in raw.iter().zip(&adjusted) {
                prop_assert_eq!(p.is_some(), corrected.is_some());
                prop_assert!(corrected.is_none_or(|corrected| Some(corrected) >= *p && corrected <= 1.0));
            }
            for (p, one) in raw.iter().zip(&adjusted) {
                for (q, other) in raw.iter().zip(&adjusted) {
                    prop_assert!(p.is_none() || q.is_none() || p > q || one <= other);
                }
            }
        }
    }

    #[test]
    fn stricter_corrections_give_larger_p(raw in raw()) {
        let [none, bonferroni, holm, hochberg, hopeful, cautious] = METHODS.map(|method| method.adjust(&raw));
        for at in 0..raw.len() {
            prop_assert!(none[at] <= hopeful[at] && hopeful[at] <= hochberg[at] && hochberg[at] <= holm[at]);
            prop_assert!(holm[at] <= bonferroni[at] && hopeful[at] <= cautious[at]);
        }
    }

    #[test]
    fn the_square_of_z_is_pearsons_chi_squared((x, n) in counts()) {
        let [first, second] = parts(x, n);
        let table = [first, second].map(|part| vec![part.x(), part.n() - part.x()]);
        match (pooled(first, second), pearson(&table)) {
            (Ok(z), Ok(chi)) => {
                prop_assert!((z.statistic.powi(2) - chi.statistic).abs() < 1e-9 * chi.statistic.max(1.0));
                prop_assert!((z.p - chi.p).abs() < 1e-10);
                prop_assert!(yates(first, second).unwrap().p >= z.p - 1e-12);
            }
            (z, chi) => prop_assert_eq!((z, chi), (Err(Undefined::NoVariation), Err(Undefined::NoVariation))),
        }
    }

    #[test]
    fn groups_exchanged_are_as_different((x, n) in counts()) {
        let [first, second] = parts(x, n);
        if let (Ok(one), Ok(other)) = (pooled(first, second), pooled(second, first)) {
            prop_assert!((one.statistic + other.statistic).abs() < 1e-12);
        }
        let (one, other) = (fisher(x, n).unwrap(), fisher([x[1], x[0]], [n[1], n[0]]).unwrap());
        prop_assert!((one - other).abs() < 1e-12 && one > 0.0 && one <= 1.0);
        let turned = fisher([n[0] - x[0], n[1] - x[1]], n).unwrap();
        prop_assert!((one - turned).abs() < 1e-12);
    }

    #[test]
    fn a_trend_over_two_groups_is_their_difference((x, n) in counts(), step in 0.1..9.0_f64) {
        let groups = parts(x, n);
        let (trend, difference) = (cochran_armitage(&groups, &[1.0, 1.0 + step]), pooled(groups[0], groups[1]));
        match (trend, difference) {
            (Ok(trend), Ok(z)) => prop_assert!((trend.statistic - z.statistic.powi(2)).abs() < 1e-9),
            (trend, difference) => prop_assert_eq!(trend.is_err(), difference.is_err()),
        }
    }

    #[test]
    fn letters_name_lower_columns_one_way_only(columns in columns(), alpha in 0.001..0.3_f64) {
        let defined: Vec<_> = columns.iter().copied().map(Ok).collect();
        let pairs = pooled_pairs(&defined, true);
        for method in METHODS {
            let lower = lower_columns(columns.len(), &pairs, method, alpha);
            for (high, named) in lower.iter().enumerate() {
                prop_assert!(named.is_sorted());
                for low in named {
                    prop_assert!(columns[high].share() > columns[*low].share() && !lower[*low].contains(&high));
                    prop_assert!(!columns[high].is_extreme() && !columns[*low].is_extreme());
                }
            }
        }
    }

    #[test]
    fn columns_at_nothing_or_all_do_not_count_as_comparisons(columns in columns()) {
        let inner: Vec<_> = columns.iter().copied().filter(|part| !part.is_extreme()).map(Ok).collect();
        let all: Vec<_> = columns.iter().copied().map(Ok).collect();
        let corrected = |pairs: Vec<Pair>| -> Vec<f64> {
            let raw: Vec<Option<f64>> = pairs.iter().map(|pair| pair.p.ok()).collect();
            Adjustment::Holm.adjust(&raw).into_iter().flatten().collect()
        };
        prop_assert_eq!(corrected(pooled_pairs(&all, true)), corrected(pooled_pairs(&inner, true)));
    }
}

#[test]
fn every_pair_comes_once_the_first_column_first() {
    assert_eq!(pairs_of(3).collect::<Vec<_>>(), [(0, 1), (0, 2), (1, 2)]);
    assert_eq!(pairs_of(0).count(), 0);
}

#[test]
fn letters_go_on_after_z() {
    assert_eq!([0, 25, 26, 51, 52, 701, 702].map(column_letter), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
}

#[test]
fn a_large_exact_test_neither_overflows_nor_takes_all_day() {
    let p = fisher([500_000_000, 500_020_000], [1_000_000_000, 1_000_000_000]).unwrap();
    let [first, second] = parts([500_000_000, 500_020_000], [1_000_000_000, 1_000_000_000]);
    assert!((p - pooled(first, second).unwrap().p).abs() < 1e-4);
    assert_eq!(fisher([0, 0], [0, 0]), Ok(1.0));
    assert_eq!(fisher([u64::MAX, 1], [u64::MAX, 1]), Err(Undefined::BadInput));
    assert_eq!(fisher([2, 0], [1, 1]), Err(Undefined::BadInput));
}

#[test]
fn what_cannot_be_tested_has_no_value() {
    let part = |x, n| Part::of(x, n).unwrap();
    assert_eq!(pooled(part(0.0, 5.0), part(0.0, 7.0)), Err(Undefined::NoVariation));
    assert_eq!(yates(part(5.0, 5.0), part(7.0, 7.0)), Err(Undefined::NoVariation));
    assert_eq!(cochran_armitage(&[], &[]), Err(Undefined::TooFew));
    assert_eq!(cochran_armitage(&[part(1.0, 5.0), part(2.0, 5.0)], &[3.0, 3.0]), Err(Undefined::NoVariation));
    assert_eq!(cochran_armitage(&[part(1.0, 5.0)], &[]), Err(Undefined::BadInput));
    assert_eq!(pearson(&[vec![1.0, 2.0], vec![1.0]]), Err(Undefined::BadInput));
    assert_eq!(pearson(&[vec![1.0, 0.0], vec![1.0, 0.0]]), Err(Undefined::NoVariation));
}
