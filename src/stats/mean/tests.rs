//! Means: laws, and figures other tools gave.

use proptest::prelude::*;

use super::*;
use crate::stats::design::Plan;

fn records() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    prop::collection::vec((0_u8..11, 0.2_f64..5.0), 2..30)
        .prop_map(|records| records.into_iter().map(|(value, weight)| (f64::from(value), weight)).unzip())
}

fn mean(values: &[f64], weights: &[f64]) -> Mean {
    mean_of(&Sample::of_records(weights, Plan::default()).unwrap(), values, &vec![true; values.len()]).unwrap()
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * (1.0 + other.abs())
}

/// R 4.2.2, survey 4.1-1: `svymean`, `svyvar` and `confint(df = degf)` of six people.
#[test]
fn figures_are_those_of_r() {
    let six = mean(&[1.0, 2.0, 3.0, 4.0, 5.0, 5.0], &[2.5, 1.0, 1.0, 3.0, 0.5, 2.0]);
    assert!(near(six.value, 3.2) && near(six.error, 0.784_295_862_541_681) && near(six.variance.unwrap(), 2.832));
    let interval = six.interval_t(0.95).unwrap();
    assert!(near(interval.low, 1.183_903_301_985_64) && near(interval.high, 5.216_096_698_014_36));
    assert!(six.interval_z(0.95).unwrap().low > interval.low);
}

#[test]
fn what_has_no_mean_or_spread_is_undefined() {
    let sample = Sample::of_records(&[1.0, 2.0, 0.0], Plan::default()).unwrap();
    assert_eq!(mean_of(&sample, &[1.0; 3], &[false; 3]), Err(Undefined::EmptyBase));
    assert_eq!(mean_of(&sample, &[1.0; 3], &[false, false, true]), Err(Undefined::EmptyBase));
    assert_eq!(mean_of(&sample, &[1.0, f64::NAN, 1.0], &[true; 3]), Err(Undefined::BadInput));
    let single = mean_of(&sample, &[7.0, f64::NAN, f64::NAN], &[true, false, false]).unwrap();
    assert_eq!((single.sd(), single.interval_t(0.95)), (Err(Undefined::TooFew), Err(Undefined::TooFew)));
    assert_eq!(
        mean_of_tallies(1, &[Tally { value: 1.0, people: Weighed { n: 2, weight: 2.0, squared: 2.0 } }]),
        Err(Undefined::BadInput)
    );
}

proptest! {
    #[test]
    fn a_constant_shifts_the_mean_and_a_factor_stretches_it((values, weights) in records(), by in -50.0_f64..50.0, times in 0.1_f64..9.0) {
        let plain = mean(&values, &weights);
        let moved = mean(&values.iter().map(|value| value * times + by).collect::<Vec<_>>(), &weights);
        prop_assert!(near(moved.value, plain.value * times + by));
        prop_assert!(near(moved.error, plain.error * times) && near(moved.sd().unwrap(), plain.sd().unwrap() * times));
    }

    #[test]
    fn the_scale_of_weights_does_not_matter((values, weights) in records(), times in 0.01_f64..99.0) {
        let scaled: Vec<f64> = weights.iter().map(|weight| weight * times).collect();
        let (one, other) = (mean(&values, &weights), mean(&values, &scaled));
        prop_assert!(near(one.value, other.value) && near(one.error, other.error));
        prop_assert!(near(one.variance.unwrap(), other.variance.unwrap()));
    }

    #[test]
    fn equal_weights_give_the_textbook_figures((values, _) in records(), weight in 0.1_f64..9.0) {
        let n = people(values.len() as u64);
        let average = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|value| (value - average).powi(2)).sum::<f64>() / (n - 1.0);
        let mean = mean(&values, &vec![weight; values.len()]);
        prop_assert!(near(mean.value, average) && near(mean.variance.unwrap(), variance));
        prop_assert!(near(mean.error, (variance / n).sqrt()));
    }

    #[test]
    fn tallies_say_what_records_say((values, weights) in records(), outside in 0_u64..20) {
        let drawn = values.len() as u64 + outside;
        let tallies: Vec<Tally> = (0_u8..11)
            .map(f64::from)
            .map(|value| {
                let held = values.iter().zip(&weights).filter(|(known, _)| (*known - value).abs() < 0.5);
                let people = held.fold(Weighed::default(), |sum, (_, weight)| sum.plus(Weighed::one(*weight)));
                Tally { value, people }
            })
            .collect();
        let one = mean_of_tallies(drawn, &tallies).unwrap();
        let sample = Sample::of_counts(drawn, weights.iter().map(|weight| Weighed::one(*weight))).unwrap();
        let other = mean_of(&sample, &values, &vec![true; values.len()]).unwrap();
        prop_assert!(near(one.value, other.value) && near(one.error, other.error) && near(one.freedom, other.freedom));
        prop_assert!(near(one.variance.unwrap(), other.variance.unwrap()));
    }
}
