//! Quantiles: laws, and figures other tools gave.

use proptest::prelude::*;

use super::*;

fn records(values: &[f64], weights: &[f64]) -> Vec<Tally> {
    values.iter().zip(weights).map(|(value, weight)| Tally { value: *value, people: Weighed::one(*weight) }).collect()
}

/// R 4.2.2, survey 4.1-1: `svyquantile` of six people. The 10% quantile is 2 by R's rule although a quarter have 1.
#[test]
fn quantiles_are_those_of_r() {
    let six = records(&[1.0, 2.0, 3.0, 4.0, 5.0, 5.0], &[2.5, 1.0, 1.0, 3.0, 0.5, 2.0]);
    let shares = [0.1, 0.25, 0.5, 0.75, 0.9];
    let known = [(QuantileRule::Math, [2.0, 1.0, 4.0, 4.0, 5.0]), (QuantileRule::Line, [1.32, 1.8, 3.5, 4.5, 4.9])];
    for (rule, known) in known {
        for (p, known) in shares.into_iter().zip(known) {
            assert!((quantile(&six, p, rule).unwrap() - known).abs() < 1e-12, "{p}");
        }
    }
}

#[test]
fn what_has_no_quantile_is_undefined() {
    for rule in [QuantileRule::Math, QuantileRule::Line] {
        assert_eq!(quantile(&[], 0.5, rule), Err(Undefined::EmptyBase));
        assert_eq!(quantile(&records(&[1.0, 2.0], &[1.0, 0.0]), 1.5, rule), Err(Undefined::BadInput));
        assert_eq!(quantile(&records(&[f64::NAN], &[1.0]), 0.5, rule), Err(Undefined::BadInput));
        assert_eq!(quantile(&records(&[1.0], &[-1.0]), 0.5, rule), Err(Undefined::BadInput));
    }
    assert_eq!(quantile(&records(&[3.0], &[2.0]), 0.5, QuantileRule::Math), Ok(3.0));
    assert_eq!(quantile(&records(&[3.0], &[2.0]), 0.5, QuantileRule::Line), Err(Undefined::TooFew));
}

proptest! {
    #[test]
    fn equal_weights_give_the_plain_quantiles(
        values in prop::collection::vec(0_u8..9, 2..30), p in 0.0_f64..=1.0, weight in prop::sample::select(vec![1.0, 1.1, 0.3])
    ) {
        let mut values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let given = records(&values, &vec![weight; values.len()]);
        values.sort_by(f64::total_cmp);
        let n = people(values.len() as u64);
        let reached = (1_u64..).zip(&values).find(|(place, _)| people(*place) >= p * n).map(|(_, value)| *value);
        if p * n >= 1.0 && (p * n).fract() > 1e-9 {
            prop_assert_eq!(quantile(&given, p, QuantileRule::Math).ok(), reached);
        }
        let place = p * (n - 1.0);
        let at = |place: f64| values.iter().zip(0_u32..).find(|(_, at)| f64::from(*at) >= place - 1e-9).map(|(value, _)| *value).unwrap();
        let line = at(place.floor()) + (at(place.floor() + 1.0_f64.min(n - 1.0 - place.floor())) - at(place.floor())) * place.fract();
        prop_assert!((quantile(&given, p, QuantileRule::Line).unwrap() - line).abs() < 1e-9);
    }

    #[test]
    fn people_counted_together_are_as_good(counts in prop::collection::vec(0_u64..4, 3..8), p in 0.0_f64..=1.0) {
        prop_assume!(counts.iter().sum::<u64>() > 1);
        let valued = || counts.iter().zip(0_u32..).map(|(n, value)| (*n, f64::from(value)));
        let together: Vec<Tally> = valued()
            .map(|(n, value)| Tally { value, people: Weighed { n, weight: 2.0 * people(n), squared: 4.0 * people(n) } })
            .collect();
        let apart: Vec<Tally> = valued()
            .flat_map(|(n, value)| (0..n).map(move |_| Tally { value, people: Weighed::one(2.0) }))
            .collect();
        for rule in [QuantileRule::Math, QuantileRule::Line] {
            let (one, other) = (quantile(&together, p, rule).unwrap(), quantile(&apart, p, rule).unwrap());
            prop_assert!((one - other).abs() < 1e-9, "{} {}", one, other);
        }
    }

    #[test]
    fn quantiles_rise_and_stay_within_the_values(
        held in prop::collection::vec((-9_i8..9, 0.1_f64..5.0), 2..20), low in 0.0_f64..=1.0, high in 0.0_f64..=1.0
    ) {
        let (values, weights): (Vec<f64>, Vec<f64>) = held.into_iter().map(|(value, weight)| (f64::from(value), weight)).unzip();
        let tallies = records(&values, &weights);
        let (low, high) = (low.min(high), low.max(high));
        let (one, other) = (quantile(&tallies, low, QuantileRule::Line).unwrap(), quantile(&tallies, high, QuantileRule::Line).unwrap());
        prop_assert!(one <= other + 1e-9);
        for found in [one, other, quantile(&tallies, low, QuantileRule::Math).unwrap()] {
            prop_assert!(values.iter().any(|value| *value <= found + 1e-9) && values.iter().any(|value| *value >= found - 1e-9));
        }
    }
}
