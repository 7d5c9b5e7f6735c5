//! The laws of designs, and what happens where there is nothing to estimate.

mod against_r;

use proptest::prelude::*;

use super::{
    Cell, Contrast, Estimate, Plan, Precise, Sample, Stratum, Weighed, fitted_logit, interval_base, korn_graubard,
    linearised_pairs, logit, overlapping_columns, plain, rao_scott, trend_over,
};
use crate::stats::comparison::pearson;
use crate::stats::{Undefined, people};

const PLAIN: Plan<'_> = Plan { strata: None, clusters: None, population: None };

fn close(found: f64, exact: f64) {
    assert!((found - exact).abs() < 1e-14 * exact.abs().max(1.0), "{found} is not {exact}");
}

/// Respondents: stratum, cluster within it, weight, answer, two groups that may overlap.
#[derive(Debug, Clone)]
struct People(Vec<(usize, usize, f64, bool, bool, bool)>);

impl People {
    fn sample(&self, clustered: bool) -> Sample {
        let strata: Vec<usize> = self.0.iter().map(|one| one.0).collect();
        let clusters: Vec<usize> = self.0.iter().map(|one| one.1).collect();
        let weights: Vec<f64> = self.0.iter().map(|one| one.2).collect();
        let plan = Plan {
            strata: Some(&strata),
            clusters: clustered.then_some(&clusters),
            population: Some(&[99.0, 80.0, 70.0]),
        };
        Sample::of_records(&weights, plan).unwrap()
    }

    fn columns(&self) -> [Vec<bool>; 3] {
        [
            self.0.iter().map(|one| one.3).collect(),
            self.0.iter().map(|one| one.4).collect(),
            self.0.iter().map(|one| one.5).collect(),
        ]
    }

    /// The same people, those alike counted together; those in neither group are left out.
    fn tallied(&self, clustered: bool) -> (Sample, [Vec<bool>; 3]) {
        let mut tallies = std::collections::BTreeMap::<_, Weighed>::new();
        for (stratum, cluster, weight, answer, one, other) in self.0.iter().filter(|one| one.4 || one.5) {
            let key = (*stratum, clustered.then_some(*cluster), *answer, *one, *other);
            let tally = tallies.entry(key).or_default();
            *tally = tally.plus(Weighed::one(*weight));
        }
        let records = self.sample(clustered);
        let cells = tallies.iter().map(|(key, people)| Cell { stratum: key.0, cluster: key.1, people: *people });
        let sample = Sample::of_cells(records.strata().to_vec(), cells.collect()).unwrap();
        let columns = [
            tallies.keys().map(|key| key.2).collect(),
            tallies.keys().map(|key| key.3).collect(),
            tallies.keys().map(|key| key.4).collect(),
        ];
        (sample, columns)
    }
}

fn crowd() -> impl Strategy<Value = People> {
    let one = (0..3_usize, 0..4_usize, 0.1..5.0_f64, any::<bool>(), any::<bool>(), any::<bool>());
    proptest::collection::vec(one, 1..60).prop_map(People)
}

proptest! {
    #[test]
    fn counted_people_give_what_the_records_give(people in crowd(), clustered: bool) {
        let (records, [counted, one, other]) = (people.sample(clustered), people.columns());
        let exact = overlapping_columns(&records, &counted, &one, &other);
        let (sample, [counted, one, other]) = people.tallied(clustered);
        let found = overlapping_columns(&sample, &counted, &one, &other);
        prop_assert_eq!(exact.as_ref().err(), found.as_ref().err());
        if let (Ok(exact), Ok(found)) = (exact, found) {
            prop_assert!((exact.covariance - found.covariance).abs() < 1e-12);
            prop_assert!((exact.contrast.error - found.contrast.error).abs() < 1e-7);
            prop_assert!((exact.error[0].powi(2) - found.error[0].powi(2)).abs() < 1e-12);
        }
        prop_assert!((records.freedom(&people.columns()[1]) - sample.freedom(&one)).abs() < 0.5);
    }

    #[test]
    fn the_fitted_interval_is_that_of_the_log_odds_but_for_where_the_fit_stops(people in crowd(), clustered: bool) {
        let (records, [counted, one, _]) = (people.sample(clustered), people.columns());
        let share = records.share(&counted, &one);
        if let Ok(exact) = share.and_then(|share| logit(Precise::of(&records, &share, &one)?, 0.9)) {
            let (sample, [yes, within, _]) = people.tallied(clustered);
            let fits = [fitted_logit(&records, &counted, &one, 0.9), fitted_logit(&sample, &yes, &within, 0.9)];
            for fit in fits.into_iter().flatten() {
                prop_assert!((fit.low - exact.low).abs() < 1e-7 && (fit.high - exact.high).abs() < 1e-7);
            }
        }
    }

    #[test]
    fn scaling_every_weight_changes_nothing(people in crowd(), clustered: bool, times in 0.01..100.0_f64) {
        let mut heavy = people.clone();
        heavy.0.iter_mut().for_each(|one| one.2 *= times);
        let [counted, one, other] = people.columns();
        let columns = |people: &People| overlapping_columns(&people.sample(clustered), &counted, &one, &other);
        let found = [&people, &heavy].map(columns);
        if let [Ok(light), Ok(heavy)] = found {
            prop_assert!((light.share[0] - heavy.share[0]).abs() < 1e-12);
            prop_assert!((light.error[1].powi(2) - heavy.error[1].powi(2)).abs() < 1e-12);
            prop_assert!((light.covariance - heavy.covariance).abs() < 1e-12);
        }
    }

    #[test]
    fn equal_weights_give_the_simple_variance_and_kish_the_number_of_people(people in crowd(), weight in 0.1..9.0_f64) {
        let (n, [counted, ..]) = (people.0.len(), people.columns());
        let sample = Sample::of_records(&vec![weight; n], PLAIN).unwrap();
        let share = sample.share(&counted, &vec![true; n]).unwrap();
        let (all, p) = (sample.total(&vec![true; n]), share.value());
        prop_assert!((all.kish().unwrap() - people_of(n)).abs() < 1e-9);
        if n > 1 {
            prop_assert!((sample.variance(&share).unwrap() - p * (1.0 - p) / (people_of(n) - 1.0)).abs() < 1e-12);
        }
    }

    #[test]
    fn kish_is_never_more_than_the_people(people in crowd()) {
        let all = vec![true; people.0.len()];
        let kish = people.sample(false).total(&all).kish().unwrap();
        prop_assert!(kish >= 1.0 - 1e-12 && kish <= people_of(people.0.len()) + 1e-9);
    }

    #[test]
    fn columns_that_share_nobody_in_a_simple_sample_are_independent(people in crowd()) {
        let weights: Vec<f64> = people.0.iter().map(|one| one.2).collect();
        let (sample, [counted, one, _]) = (Sample::of_records(&weights, PLAIN).unwrap(), people.columns());
        let rest: Vec<bool> = one.iter().map(|within| !within).collect();
        if let Ok(found) = overlapping_columns(&sample, &counted, &one, &rest) {
            prop_assert!(found.covariance.abs() < 1e-12);
            let (apart, exact) = (found.z_apart(), found.contrast.z());
            prop_assert!(apart.is_err() || (apart.unwrap() - exact.unwrap()).abs() < 1e-8);
        }
    }

    #[test]
    fn a_column_differs_from_itself_by_nothing(people in crowd(), clustered: bool) {
        let [counted, one, _] = people.columns();
        if let Ok(found) = overlapping_columns(&people.sample(clustered), &counted, &one, &one) {
            prop_assert_eq!((found.contrast.difference, found.contrast.error), (0.0, 0.0));
            prop_assert_eq!(found.contrast.z(), Err(Undefined::NoVariation));
        }
    }

    #[test]
    fn without_weights_rao_scott_is_pearsons_test_on_f(people in crowd()) {
        let weights = vec![1.0; people.0.len()];
        let (sample, [counted, one, _]) = (Sample::of_records(&weights, PLAIN).unwrap(), people.columns());
        let place = |flags: &[bool]| flags.iter().map(|flag| usize::from(*flag)).collect::<Vec<_>>();
        let all = vec![true; weights.len()];
        if let Ok(found) = rao_scott(&sample, &place(&counted), &place(&one), &all) {
            let all_in = |row: bool, column: bool| people.0.iter().filter(move |who| who.3 == row && who.4 == column);
            let row = |row: bool| [true, false].map(|column| people_of(all_in(row, column).count())).to_vec();
            let simple = pearson(&[row(true), row(false)]);
            prop_assert!((found.chi_squared - simple.unwrap().statistic).abs() < 1e-9);
        }
    }
}

fn people_of(n: usize) -> f64 {
    people(u64::try_from(n).unwrap())
}

#[test]
fn a_trend_over_two_waves_is_their_difference_and_over_three_the_last_less_the_first() {
    let sample = Sample::of_records(&[1.5, 2.0, 1.0, 3.0, 2.5, 1.0, 0.5, 2.0], PLAIN).unwrap();
    let (wave, yes) = ([0, 0, 0, 1, 1, 1, 2, 2], [true, false, true, false, false, true, true, false]);
    let waves: Vec<Estimate> = (0..3).map(|of| sample.share(&yes, &wave.map(|wave| wave == of)).unwrap()).collect();
    let found = trend_over(&sample, &waves, &[1.0, 2.0, 3.0]).unwrap();
    close(found.z().unwrap(), Contrast::between(&sample, &waves[2], &waves[0]).unwrap().z().unwrap());
    let two = trend_over(&sample, &waves[..2], &[0.0, 1.0]).unwrap();
    close(two.z().unwrap(), Contrast::between(&sample, &waves[1], &waves[0]).unwrap().z().unwrap());
    assert_eq!(trend_over(&sample, &waves, &[1.0, 1.0, 1.0]), Err(Undefined::NoVariation));
    assert_eq!(trend_over(&sample, &waves, &[1.0]), Err(Undefined::BadInput));
}

#[test]
fn nobody_against_everybody_is_certain_and_nobody_against_nobody_is_no_test() {
    let sample = Sample::of_records(&[1.0, 2.0, 1.5, 1.0], PLAIN).unwrap();
    let (column, counted) = ([0, 0, 1, 2], [false, false, true, false]);
    let columns: Vec<_> = (0..4).map(|of| sample.share(&counted, &column.map(|at| at == of))).collect();
    let pairs = linearised_pairs(&sample, &columns, false);
    let found: Vec<_> = pairs.iter().map(|pair| (pair.left, pair.right, pair.z.is_ok(), pair.p.ok())).collect();
    assert_eq!(found[0], (0, 1, false, Some(0.0)));
    assert_eq!(found[1], (0, 2, false, None));
    assert!(found.iter().filter(|pair| pair.1 == 3).all(|pair| pair.3.is_none()));
    assert!(linearised_pairs(&sample, &columns, true).iter().all(|pair| pair.p.is_err()));
}

#[test]
fn the_fit_of_nobody_and_of_everybody_ends_near_0_and_1_and_their_interval_is_built_on_kish() {
    let sample = Sample::of_records(&[1.0, 2.0, 1.5, 1.0], PLAIN).unwrap();
    for (counted, end) in [([false; 4], 0.0), ([true; 4], 1.0)] {
        let found = fitted_logit(&sample, &counted, &[true; 4], 0.95).unwrap();
        assert!((found.low - end).abs() < 1e-8 && (found.high - end).abs() < 1e-8);
        let share = sample.share(&counted, &[true; 4]).unwrap();
        let base = sample.total(&[true; 4]);
        assert_eq!(interval_base(share.value(), sample.variance(&share).unwrap(), base), base.kish());
    }
}

#[test]
fn nobody_in_the_base_one_person_or_one_answer_has_no_value_and_is_no_failure() {
    let sample = Sample::of_records(&[2.0], PLAIN).unwrap();
    assert_eq!(sample.share(&[true], &[false]), Err(Undefined::EmptyBase));
    assert_eq!(sample.share(&[true], &[]), Err(Undefined::BadInput));
    let share = sample.share(&[true], &[true]).unwrap();
    assert_eq!((share.value(), sample.variance(&share)), (1.0, Ok(0.0)));
    let figure = Precise::of(&sample, &share, &[true]).unwrap();
    assert_eq!(plain(figure, 0.95), Err(Undefined::TooFew));
    assert_eq!(logit(figure, 0.95), Err(Undefined::NoVariation));
    assert_eq!(korn_graubard(figure, 0.95), Err(Undefined::TooFew));
    assert_eq!(rao_scott(&sample, &[0], &[0], &[true]), Err(Undefined::NoVariation));
}

#[test]
fn a_design_that_cannot_be_is_refused() {
    let person = |stratum, cluster| Cell { stratum, cluster, people: Weighed::one(1.0) };
    let stratum = |drawn, population| Stratum { drawn, population };
    let refused = [
        Sample::of_cells(vec![stratum(5, None)], vec![person(1, None)]),
        Sample::of_cells(vec![stratum(5, None)], vec![person(0, None), person(0, Some(1))]),
        Sample::of_cells(vec![stratum(5, Some(4.0))], vec![person(0, None)]),
        Sample::of_cells(vec![stratum(1, None)], vec![person(0, None), person(0, None)]),
        Sample::of_records(&[1.0, -1.0], PLAIN),
        Sample::of_records(&[1.0, f64::NAN], PLAIN),
        Sample::of_records(&[1.0, 1.0], Plan { strata: Some(&[0]), ..PLAIN }),
        Sample::of_records(&[1.0], Plan { strata: Some(&[usize::MAX - 1]), ..PLAIN }),
    ];
    assert!(refused.iter().all(|sample| *sample == Err(Undefined::BadInput)), "{refused:?}");
}
