//! Sets of labels: laws, and figures other tools gave.

use proptest::prelude::*;

use super::*;
use crate::stats::alpha::{Scale, alpha};

const DISTANCES: [SetDistance; 3] = [SetDistance::Masi, SetDistance::Jaccard, SetDistance::Exact];

type Labels = BTreeSet<u8>;

fn labels() -> impl Strategy<Value = Labels> {
    prop::collection::btree_set(0_u8..5, 1..5)
}

/// Units of up to three coders.
fn units() -> impl Strategy<Value = Vec<Vec<Labels>>> {
    prop::collection::vec(prop::collection::vec(labels(), 0..4), 1..20)
}

fn set(labels: &[u8]) -> Labels {
    labels.iter().copied().collect()
}

fn near(one: Defined, other: Defined) -> bool {
    one == other || matches!((one, other), (Ok(one), Ok(other)) if (one - other).abs() < 1e-12)
}

#[test]
fn masi_counts_how_sets_lie() {
    let masi = |one: &[u8], two: &[u8]| set_distance(&set(one), &set(two), SetDistance::Masi).unwrap();
    assert!((masi(&[1, 2], &[1, 2, 3, 4]) - (1.0 - 0.5 * 2.0 / 3.0)).abs() < 1e-12);
    assert!((masi(&[1, 2], &[2, 3]) - (1.0 - 1.0 / 9.0)).abs() < 1e-12);
    assert!((masi(&[1], &[2]) - 1.0).abs() < 1e-12);
}

#[test]
fn no_label_at_all_must_be_a_label() {
    for distance in DISTANCES {
        assert_eq!(set_distance(&set(&[]), &set(&[]), distance), Err(Undefined::EmptyBase));
        assert_eq!(set_alpha(&[vec![set(&[]), set(&[1])]], distance), Err(Undefined::BadInput));
        assert_eq!(set_alpha(&[vec![set(&[1]), set(&[1])]], distance), Err(Undefined::NoVariation));
    }
    assert_eq!(label_alpha(&[vec![set(&[1]), set(&[1])]], &1), Err(Undefined::NoVariation));
}

proptest! {
    #[test]
    fn distances_are_distances(one in labels(), two in labels()) {
        let of = |distance| set_distance(&one, &two, distance).unwrap();
        for distance in DISTANCES {
            prop_assert!((of(distance) - set_distance(&two, &one, distance).unwrap()).abs() < 1e-15);
            prop_assert!((0.0..=1.0).contains(&of(distance)));
            prop_assert_eq!(of(distance) <= 0.0, one == two);
        }
        prop_assert!(of(SetDistance::Jaccard) <= of(SetDistance::Masi) + 1e-15);
        prop_assert!(of(SetDistance::Masi) <= of(SetDistance::Exact));
    }

    #[test]
    fn neither_order_nor_names_matter(units in units()) {
        let turned: Vec<Vec<Labels>> = units
            .iter()
            .rev()
            .map(|unit| unit.iter().rev().map(|labels| labels.iter().map(|label| (label * 2 + 1) % 5).collect()).collect())
            .collect();
        for distance in DISTANCES {
            prop_assert!(near(set_alpha(&units, distance), set_alpha(&turned, distance)));
        }
    }

    #[test]
    fn one_label_each_is_nominal(codes in prop::collection::vec(prop::collection::vec(0_u8..4, 0..4), 1..20)) {
        let single: Vec<Vec<Labels>> = codes.iter().map(|unit| unit.iter().map(|code| set(&[*code])).collect()).collect();
        let coded: Vec<Vec<f64>> = codes.iter().map(|unit| unit.iter().copied().map(f64::from).collect()).collect();
        for distance in DISTANCES {
            prop_assert!(near(set_alpha(&single, distance), alpha(&coded, Scale::Nominal)));
        }
    }

    #[test]
    fn two_coders_of_one_label_agree_alike_by_alpha_and_kappa(pairs in prop::collection::vec((labels(), labels()), 2..20)) {
        let units: Vec<Vec<Labels>> = pairs.iter().map(|(one, two)| vec![one.clone(), two.clone()]).collect();
        let by_pair: Vec<(&Labels, &Labels)> = pairs.iter().map(|(one, two)| (one, two)).collect();
        let perfect = pairs.iter().all(|(one, two)| one.contains(&1) == two.contains(&1));
        let (alpha, kappa) = (label_alpha(&units, &1), label_kappa(&by_pair, &1).map(|kappa| kappa.kappa));
        prop_assert!(near(alpha, Ok(1.0)) == (perfect && alpha.is_ok()));
        prop_assert!(near(kappa, Ok(1.0)) == (perfect && kappa.is_ok()));
        prop_assert_eq!(alpha.is_ok(), kappa.is_ok());
    }
}
