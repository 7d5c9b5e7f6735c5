//! Cohen's kappa: laws, and figures other tools gave.

use proptest::prelude::*;

use super::*;
use crate::stats::people;

const ALL: [Weighting; 3] = [Weighting::None, Weighting::Linear, Weighting::Quadratic];

/// Tables of `size` categories, mostly agreed on.
fn tables(size: usize) -> impl Strategy<Value = Vec<Vec<u64>>> {
    prop::collection::vec(prop::collection::vec(0_u64..9, size), size)
}

fn turned(table: &[Vec<u64>], from: impl Fn(usize) -> usize) -> Vec<Vec<u64>> {
    let at = |row: usize, column: usize| table[from(row)][from(column)];
    (0..table.len()).map(|row| (0..table.len()).map(|column| at(row, column)).collect()).collect()
}

fn near(one: Defined<Kappa>, other: Defined<Kappa>) -> bool {
    match (one, other) {
        (Ok(one), Ok(other)) => {
            let figures = |kappa: Kappa| [kappa.kappa, kappa.variance, kappa.variance_null];
            figures(one).into_iter().zip(figures(other)).all(|(one, other)| (one - other).abs() < 1e-10)
        }
        (one, other) => one.err() == other.err(),
    }
}

#[test]
fn what_cannot_be_measured_is_undefined() {
    for weighting in ALL {
        assert_eq!(cohen(&[], weighting), Err(Undefined::EmptyBase));
        assert_eq!(cohen(&[vec![0, 0], vec![0, 0]], weighting), Err(Undefined::EmptyBase));
        assert_eq!(cohen(&[vec![20, 0], vec![0, 0]], weighting), Err(Undefined::NoVariation));
        assert_eq!(cohen(&[vec![5]], weighting), Err(Undefined::NoVariation));
        assert_eq!(cohen(&[vec![1, 2]], weighting), Err(Undefined::BadInput));
        assert_eq!(cohen(&[vec![u64::MAX, 1], vec![0, 0]], weighting), Err(Undefined::BadInput));
    }
    assert_eq!(percent_agreement(&[vec![20, 0], vec![0, 0]]), Ok(1.0));
}

/// Much agreement can be less than chance when nearly all is one category.
#[test]
fn a_rare_category_can_put_kappa_below_nought() {
    let table = [vec![118, 5], vec![2, 0]];
    assert!(percent_agreement(&table).unwrap() > 0.94);
    let kappa = cohen(&table, Weighting::None).unwrap();
    assert!(kappa.kappa < 0.0 && kappa.interval(0.95).unwrap().low < kappa.kappa);
    assert_eq!(kappa.interval(1.0), Err(Undefined::BadInput));
}

proptest! {
    #[test]
    fn it_does_not_matter_who_comes_first(table in tables(4)) {
        let swapped: Vec<Vec<u64>> = (0..4).map(|row| (0..4).map(|column| table[column][row]).collect()).collect();
        for weighting in ALL {
            prop_assert!(near(cohen(&table, weighting), cohen(&swapped, weighting)));
        }
    }

    #[test]
    fn names_do_not_matter_and_for_weighted_kinds_order_alone(table in tables(4)) {
        let shuffled = turned(&table, |at| (at * 3 + 1) % 4);
        prop_assert!(near(cohen(&table, Weighting::None), cohen(&shuffled, Weighting::None)));
        for weighting in ALL {
            prop_assert!(near(cohen(&table, weighting), cohen(&turned(&table, |at| 3 - at), weighting)));
        }
    }

    #[test]
    fn two_categories_leave_nothing_to_weigh(table in tables(2)) {
        for weighting in ALL {
            prop_assert!(near(cohen(&table, weighting), cohen(&table, Weighting::None)));
        }
    }

    #[test]
    fn full_agreement_is_one_without_error(counts in prop::collection::vec(1_u64..50, 2..6)) {
        let cell = |row: usize, column: usize| if row == column { counts[row] } else { 0 };
        let table: Vec<Vec<u64>> =
            (0..counts.len()).map(|row| (0..counts.len()).map(|column| cell(row, column)).collect()).collect();
        for weighting in ALL {
            let kappa = cohen(&table, weighting).unwrap();
            prop_assert!((kappa.kappa - 1.0).abs() < 1e-12 && kappa.se() < 1e-7 && kappa.se_null() > 0.0);
        }
    }

    #[test]
    fn chance_is_nought(rows in prop::collection::vec(1_u64..9, 3), columns in prop::collection::vec(1_u64..9, 3)) {
        let table: Vec<Vec<u64>> = rows.iter().map(|row| columns.iter().map(|column| row * column).collect()).collect();
        for weighting in ALL {
            let kappa = cohen(&table, weighting).unwrap();
            prop_assert!(kappa.kappa.abs() < 1e-12 && (kappa.variance - kappa.variance_null).abs() < 1e-12);
        }
    }

    #[test]
    fn more_units_alike_only_narrow_the_error(table in tables(3), times in 2_u64..6) {
        let more: Vec<Vec<u64>> = table.iter().map(|row| row.iter().map(|cell| cell * times).collect()).collect();
        if let (Ok(few), Ok(many)) = (cohen(&table, Weighting::Linear), cohen(&more, Weighting::Linear)) {
            prop_assert!((few.kappa - many.kappa).abs() < 1e-12);
            prop_assert!((few.variance - many.variance * people(times)).abs() < 1e-10);
        }
    }
}
