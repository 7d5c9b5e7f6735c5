//! Shares that add up: the largest-remainder method (Hamilton), for charts that must fill a bar.

use super::{Defined, Undefined};

/// Whole units given to each count so that they add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apportionment {
    /// The units of each count, in the order of the counts.
    pub units: Vec<u128>,
    /// Whether the last unit given and the first one not given had equal remainders, so that the tie rule decided.
    pub tied: bool,
}

/// Shares `units` out in proportion to `counts` by largest remainder, exactly; ties go to the larger count, then to the earlier
/// one.
///
/// # Errors
/// [`Undefined::EmptyBase`] when all counts are nought, [`Undefined::BadInput`] when they are too large to compute exactly.
pub fn apportion(counts: &[u128], units: u128) -> Defined<Apportionment> {
    let total = counts.iter().try_fold(0_u128, |sum, &count| sum.checked_add(count)).ok_or(Undefined::BadInput)?;
    if total == 0 {
        return Err(Undefined::EmptyBase);
    }
    let exact: Option<Vec<u128>> = counts.iter().map(|count| count.checked_mul(units)).collect();
    let exact = exact.ok_or(Undefined::BadInput)?;
    let remainders: Vec<u128> = exact.iter().map(|exact| exact % total).collect();
    let mut given: Vec<u128> = exact.iter().map(|exact| exact / total).collect();
    let left = usize::try_from(units - given.iter().sum::<u128>()).map_err(|_| Undefined::BadInput)?;
    let order = by_claim(counts, &remainders);
    let (taking, waiting) = order.split_at_checked(left).unwrap_or((&order, &[]));
    let remainder = |row: Option<&usize>| row.and_then(|&row| remainders.get(row));
    let tied = remainder(taking.last()).is_some_and(|last| remainder(waiting.first()) == Some(last));
    for &row in taking {
        if let Some(units) = given.get_mut(row) {
            *units += 1;
        }
    }
    Ok(Apportionment { units: given, tied })
}

/// The rows by who is next to be given a unit.
fn by_claim(counts: &[u128], remainders: &[u128]) -> Vec<usize> {
    let mut claims: Vec<_> = remainders.iter().zip(counts).enumerate().collect();
    claims.sort_by(|(one, ours), (two, theirs)| theirs.cmp(ours).then(one.cmp(two)));
    claims.into_iter().map(|(row, _)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ties_go_to_the_larger_count_and_then_to_the_earlier() {
        let thirds = apportion(&[1, 1, 1], 100).unwrap();
        assert_eq!((thirds.units, thirds.tied), (vec![34, 33, 33], true));
        assert_eq!(apportion(&[1, 3], 2).unwrap(), Apportionment { units: vec![0, 2], tied: true });
        assert_eq!(apportion(&[1, 0, 0], 100).unwrap(), Apportionment { units: vec![100, 0, 0], tied: false });
    }

    #[test]
    fn nothing_to_share_by_and_too_much_are_refused() {
        assert_eq!(apportion(&[], 100), Err(Undefined::EmptyBase));
        assert_eq!(apportion(&[0, 0], 100), Err(Undefined::EmptyBase));
        assert_eq!(apportion(&[u128::MAX], 2), Err(Undefined::BadInput));
        assert_eq!(apportion(&[u128::MAX, 1], 1), Err(Undefined::BadInput));
    }

    proptest! {
        #[test]
        fn units_add_up_and_lie_within_one_of_exact(counts in prop::collection::vec(0_u128..10_000, 1..12), units in 0_u128..2000) {
            let total: u128 = counts.iter().sum();
            prop_assume!(total > 0);
            let given = apportion(&counts, units).unwrap().units;
            prop_assert_eq!(given.iter().sum::<u128>(), units);
            for (count, given) in counts.iter().zip(given) {
                let floor = count * units / total;
                prop_assert!(given == floor || (given == floor + 1 && count * units % total > 0));
            }
        }

        #[test]
        fn nobody_with_more_is_given_less(counts in prop::collection::vec(0_u128..100, 2..8), units in 1_u128..200) {
            prop_assume!(counts.iter().sum::<u128>() > 0);
            let given = apportion(&counts, units).unwrap().units;
            for (one, mine) in counts.iter().zip(&given) {
                for (two, theirs) in counts.iter().zip(&given) {
                    prop_assert!(one <= two || mine >= theirs);
                }
            }
        }
    }
}
