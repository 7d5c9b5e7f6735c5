//! Tests of two means: laws, and figures other tools gave.

use proptest::prelude::*;

use super::*;
use crate::stats::design::Plan;

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

fn assert_test(test: TTest, t: f64, freedom: f64, p: f64, ends: [f64; 2]) {
    let interval = test.interval(0.95).unwrap();
    assert!(near(test.t().unwrap(), t) && near(test.freedom, freedom) && near(test.p().unwrap(), p), "{test:?}");
    assert!(near(interval.low, ends[0]) && near(interval.high, ends[1]), "{interval:?}");
}

/// R 4.2.2: `t.test` of 5 7 7 9 4 6 and 8 9 6 10 7.
#[test]
fn plain_tests_are_those_of_r() {
    let one = Group { n: 6.0, mean: 38.0 / 6.0, variance: 46.0 / 15.0 };
    let other = Group { n: 5.0, mean: 8.0, variance: 2.5 };
    let ends = [-3.944_880_878_044_195, 0.611_547_544_710_861];
    assert_test(welch(one, other).unwrap(), -1.657_483_860_329_49, 8.909_570_175_910_488, 0.132_142_503_256_304, ends);
    let ends = [-3.964_843_293_454_578, 0.631_509_960_121_244];
    assert_test(pooled(one, other).unwrap(), -1.640_544_897_224_277, 9.0, 0.135_311_436_620_685, ends);
}

/// R 4.2.2, survey 4.1-1: `svyttest` of eight people in four clusters, two waves taking turns.
#[test]
fn the_test_by_design_is_that_of_r() {
    let plan = Plan { clusters: Some(&[1, 1, 2, 2, 3, 3, 4, 4]), ..Plan::default() };
    let sample = Sample::of_records(&[1.0, 2.0, 1.0, 1.5, 1.0, 1.0, 2.0, 1.0], plan).unwrap();
    let later = [false, true, false, true, false, true, false, true];
    let test =
        by_design(&sample, &[1.0, 3.0, 2.0, 5.0, 4.0, 6.0, 2.0, 8.0], &later, &later.map(|later| !later)).unwrap();
    let ends = [-1.242_286_281_077_19, 6.842_286_281_077_19];
    assert_test(test, 2.980_349_932_090_195, 2.0, 0.096_551_906_000_810_6, ends);
}

#[test]
fn what_cannot_be_tested_is_undefined() {
    let group = |n, variance| Group { n, mean: 3.0, variance };
    assert_eq!(welch(group(1.0, 0.0), group(5.0, 1.0)), Err(Undefined::TooFew));
    assert_eq!(pooled(group(1.0, f64::NAN), group(1.0, f64::NAN)), Err(Undefined::TooFew));
    assert!(pooled(group(1.0, f64::NAN), group(4.0, 1.0)).is_ok());
    assert_eq!(welch(group(5.0, 0.0), group(5.0, 0.0)), Err(Undefined::NoVariation));
    assert_eq!(welch(group(5.0, f64::NAN), group(5.0, 0.0)), Err(Undefined::BadInput));
    let test = TTest { difference: 1.0, error: 0.5, freedom: 0.0 };
    assert_eq!((test.t(), test.p(), test.interval(0.95)), (Ok(2.0), Err(Undefined::TooFew), Err(Undefined::TooFew)));
    assert_eq!(TTest { error: 0.0, ..test }.t(), Err(Undefined::NoVariation));
}

proptest! {
    #[test]
    fn exchanging_the_groups_turns_the_sign(
        n in 2_u8..60, m in 2_u8..60, means in [-9.0_f64..9.0, -9.0..9.0], spread in [0.1_f64..9.0, 0.1..9.0]
    ) {
        let one = Group { n: n.into(), mean: means[0], variance: spread[0] };
        let other = Group { n: m.into(), mean: means[1], variance: spread[1] };
        for test in [welch, pooled] {
            let (there, back) = (test(one, other).unwrap(), test(other, one).unwrap());
            prop_assert!(near(there.t().unwrap(), -back.t().unwrap()) && near(there.p().unwrap(), back.p().unwrap()));
            prop_assert!(there.freedom <= f64::from(n) + f64::from(m) - 2.0 + 1e-9);
        }
    }

    #[test]
    fn groups_of_one_size_are_as_far_apart_by_both_tests(n in 2_u8..60, spread in [0.1_f64..9.0, 0.1..9.0]) {
        let group = |mean, variance| Group { n: n.into(), mean, variance };
        let (one, other) = (group(1.0, spread[0]), group(2.0, spread[1]));
        prop_assert!(near(welch(one, other).unwrap().error, pooled(one, other).unwrap().error));
    }
}
