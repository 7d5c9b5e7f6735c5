//! Change between waves: laws, and figures other tools gave.

use proptest::prelude::*;

use super::*;
use crate::stats::design::{Estimate, Plan, trend_over};

const CLUSTERS: [usize; 8] = [1, 1, 2, 2, 3, 3, 4, 4];
const LATER: [bool; 8] = [false, true, false, true, false, true, false, true];

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

/// R 4.2.2, survey 4.1-1: `svyby(covmat = TRUE)` and `svycontrast` of eight people in four clusters, each in both waves.
#[test]
fn change_is_that_of_r() {
    let plan = Plan { clusters: Some(&CLUSTERS), ..Plan::default() };
    let sample = Sample::of_records(&[1.0, 2.0, 1.0, 1.5, 1.0, 1.0, 2.0, 1.0], plan).unwrap();
    let values = [1.0, 3.0, 2.0, 5.0, 4.0, 6.0, 2.0, 8.0];
    let change = Change::between(&sample, &values, &LATER.map(|later| !later), &LATER).unwrap();
    assert!(near(change.values[0], 2.2) && near(change.values[1], 5.0));
    assert!(near(change.errors[0], 0.510_163_372_525_573) && near(change.errors[1], 1.070_516_468_645_8));
    assert!(near(change.covariance, 0.261_818_181_818_182) && near(change.contrast.difference, 2.8));
    assert!(near(change.contrast.error, 0.939_486_994_413_534));
}

#[test]
fn a_trend_needs_waves_scores_and_covariances() {
    let square = |n: usize| vec![vec![0.0; n]; n];
    assert_eq!(trend(&[1.0], &[1.0], &square(1)), Err(Undefined::TooFew));
    assert_eq!(trend(&[1.0, 1.0], &[1.0, 2.0], &square(2)), Err(Undefined::NoVariation));
    assert_eq!(trend(&[1.0, 2.0], &[1.0, 2.0], &square(1)), Err(Undefined::BadInput));
    assert_eq!(trend(&[1.0, 2.0], &[1.0, f64::NAN], &square(2)), Err(Undefined::BadInput));
    assert_eq!(Change::of([1.0, f64::INFINITY], [0.1, 0.1], 0.0), Err(Undefined::BadInput));
    assert_eq!(Change::of([1.0, 2.0], [0.0, 0.0], 0.0).unwrap().contrast.z(), Err(Undefined::NoVariation));
}

proptest! {
    #[test]
    fn going_back_in_time_turns_the_sign(values in [-9.0_f64..9.0, -9.0..9.0], errors in [0.1_f64..2.0, 0.1..2.0], shared in -1.0_f64..1.0) {
        let covariance = shared * errors[0] * errors[1];
        let there = Change::of(values, errors, covariance).unwrap();
        let back = Change::of([values[1], values[0]], [errors[1], errors[0]], covariance).unwrap();
        prop_assert!(near(there.contrast.difference, -back.contrast.difference) && near(there.contrast.error, back.contrast.error));
        let (one, other) = (there.interval(0.9).unwrap(), back.interval(0.9).unwrap());
        prop_assert!(near(one.low, -other.high) && one.high - one.low > 0.0);
    }

    #[test]
    fn what_waves_share_makes_change_surer(values in prop::collection::vec(0.0_f64..10.0, 4)) {
        let paired: Vec<f64> = values.iter().flat_map(|value| [*value, value + 1.0]).collect();
        let plan = Plan { clusters: Some(&CLUSTERS), ..Plan::default() };
        let sample = Sample::of_records(&[1.0; 8], plan).unwrap();
        let change = Change::between(&sample, &paired, &LATER.map(|later| !later), &LATER).unwrap();
        prop_assert!(near(change.contrast.difference, 1.0) && change.contrast.error < 1e-6);
    }

    #[test]
    fn a_trend_over_two_waves_is_half_their_change_times_the_time_between(
        values in [-9.0_f64..9.0, -9.0..9.0], errors in [0.1_f64..2.0, 0.1..2.0], shared in -0.9_f64..0.9, years in 1.0_f64..9.0
    ) {
        let covariance = shared * errors[0] * errors[1];
        let change = Change::of(values, errors, covariance).unwrap().contrast;
        let covariances = [vec![errors[0].powi(2), covariance], vec![covariance, errors[1].powi(2)]];
        let trend = trend(&[2000.0, 2000.0 + years], &values, &covariances).unwrap();
        prop_assert!(near(trend.difference, change.difference * years / 2.0) && near(trend.error, change.error * years / 2.0));
    }

    #[test]
    fn a_trend_from_figures_is_that_from_the_sample(values in prop::collection::vec(0.0_f64..10.0, 9), weights in prop::collection::vec(0.5_f64..2.0, 9)) {
        let sample = Sample::of_records(&weights, Plan::default()).unwrap();
        let wave = |wave: usize| (0..9).map(|at| at % 3 == wave).collect::<Vec<bool>>();
        let estimates: Vec<_> = (0..3).map(|at| sample.mean(&values, &wave(at)).unwrap()).collect();
        let row = |one| estimates.iter().map(|other| sample.covariance(one, other).unwrap()).collect();
        let covariances: Vec<Vec<f64>> = estimates.iter().map(row).collect();
        let means: Vec<f64> = estimates.iter().map(Estimate::value).collect();
        let (one, other) = (trend(&[1.0, 2.0, 4.0], &means, &covariances).unwrap(), trend_over(&sample, &estimates, &[1.0, 2.0, 4.0]).unwrap());
        prop_assert!(near(one.difference, other.difference) && near(one.error, other.error));
    }
}
