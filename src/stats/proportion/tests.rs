//! Laws of the intervals. Their figures are held against statsmodels 0.15.0 by the vectors.

use proptest::prelude::*;

use super::{
    Part, agresti_caffo, agresti_coull, clopper_pearson, detectable, half_width, jeffreys, newcombe, wald,
    wald_difference, wilson,
};
use crate::stats::distributions::{beta, normal};
use crate::stats::{Defined, Interval, Undefined};

type One = fn(Part, f64) -> Defined<Interval>;
type Two = fn(Part, Part, f64) -> Defined<Interval>;

const KINDS: [One; 5] = [wilson, agresti_coull, clopper_pearson, jeffreys, wald];
const DIFFERENCES: [Two; 3] = [newcombe, wald_difference, agresti_caffo];

fn part() -> impl Strategy<Value = Part> {
    (0.5..2000.0_f64, prop_oneof![Just(0.0), Just(1.0), 0.0..=1.0_f64])
        .prop_map(|(n, share)| Part::share_of(share, n).unwrap())
}

/// Neither few people nor an extreme share.
fn inner() -> impl Strategy<Value = Part> {
    (5.0..500.0_f64, 0.05..0.95_f64).prop_map(|(n, share)| Part::share_of(share, n).unwrap())
}

fn level() -> impl Strategy<Value = f64> {
    0.5..0.9999_f64
}

fn complement(part: Part) -> Part {
    Part::of(part.n() - part.x(), part.n()).unwrap()
}

fn apart(one: Interval, other: Interval) -> f64 {
    (one.low - other.low).abs().max((one.high - other.high).abs())
}

proptest! {
    #[test]
    fn an_interval_lies_within_0_and_1_and_all_but_jeffreys_hold_the_share(part in part(), level in level()) {
        for (kind, interval) in KINDS.iter().enumerate() {
            let found = interval(part, level).unwrap();
            prop_assert!(0.0 <= found.low && found.low <= found.high && found.high <= 1.0, "{kind}: {found:?}");
            let share = part.share();
            prop_assert!(kind == 3 || (found.low <= share + 1e-12 && share <= found.high + 1e-12), "{kind}: {found:?}");
        }
    }

    #[test]
    fn the_interval_of_the_others_is_the_interval_turned_round(part in part(), level in level()) {
        for interval in KINDS {
            let (found, others) = (interval(part, level).unwrap(), interval(complement(part), level).unwrap());
            let turned = Interval { low: 1.0 - others.high, high: 1.0 - others.low };
            prop_assert!(apart(found, turned) < 1e-9);
        }
    }

    #[test]
    fn more_confidence_is_wider(part in part(), level in level()) {
        for interval in KINDS {
            let (sure, surer) = (interval(part, level).unwrap(), interval(part, level.midpoint(1.0)).unwrap());
            prop_assert!(surer.low <= sure.low + 1e-12 && sure.high <= surer.high + 1e-12);
        }
    }

    #[test]
    fn the_wilson_interval_is_where_the_score_test_does_not_reject(part in inner(), level in level()) {
        let (share, n) = (part.share(), part.n());
        let (found, z) = (wilson(part, level).unwrap(), normal::upper((1.0 - level) / 2.0).unwrap());
        for end in [found.low, found.high] {
            prop_assert!(((share - end).abs() / (end * (1.0 - end) / n).sqrt() - z).abs() < 1e-8);
        }
    }

    #[test]
    fn the_exact_interval_leaves_half_of_what_is_left_on_each_side(part in inner(), level in level()) {
        let (found, side, n) = (clopper_pearson(part, level).unwrap(), (1.0 - level) / 2.0, part.n());
        let below = beta::cdf(found.low, part.x(), n - part.x() + 1.0).unwrap();
        let above = beta::sf(found.high, part.x() + 1.0, n - part.x()).unwrap();
        prop_assert!((below / side - 1.0).abs() < 1e-9 && (above / side - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_difference_the_other_way_is_the_interval_turned_round(first in part(), second in part(), level in level()) {
        for interval in DIFFERENCES {
            let (found, other) = (interval(first, second, level).unwrap(), interval(second, first, level).unwrap());
            prop_assert!(found.low <= found.high);
            let turned = Interval { low: -other.high, high: -other.low };
            prop_assert!(apart(found, turned) < 1e-12);
        }
        let found = newcombe(first, second, level).unwrap();
        let gap = first.share() - second.share();
        prop_assert!(found.low <= gap + 1e-12 && gap <= found.high + 1e-12);
    }

    #[test]
    fn a_detectable_rise_is_detected_with_just_that_power(share in 0.02..0.6_f64, n in 200.0..5000.0_f64) {
        let rise = detectable(share, n, 0.05, 0.8).unwrap();
        let (p, q) = (share, share + rise);
        let middle = p.midpoint(q);
        let pooled = (2.0 * middle * (1.0 - middle) / n).sqrt();
        let apart = (p * (1.0 - p) / n + q * (1.0 - q) / n).sqrt();
        let reached = (rise - normal::upper(0.025).unwrap() * pooled) / apart;
        prop_assert!((normal::cdf(reached).unwrap() - 0.8).abs() < 1e-9);
        prop_assert!(detectable(share, 2.0 * n, 0.05, 0.8).unwrap() < rise);
    }
}

#[test]
fn the_margin_is_half_of_walds_interval() {
    let found = wald(Part::of(120.0, 400.0).unwrap(), 0.95).unwrap();
    let margin = half_width(0.3, 400.0, 0.95).unwrap();
    assert!(((found.high - found.low) / 2.0 - margin).abs() < 1e-15);
}

#[test]
fn what_has_no_meaning_has_no_value() {
    assert_eq!(Part::of(0.0, 0.0), Err(Undefined::EmptyBase));
    assert_eq!(Part::of(3.0, 2.0), Err(Undefined::BadInput));
    assert_eq!(Part::of(f64::NAN, 2.0), Err(Undefined::BadInput));
    assert_eq!(Part::of(1.0, f64::INFINITY), Err(Undefined::BadInput));
    let part = Part::of(1.0, 2.0).unwrap();
    for level in [0.0, 1.0, -0.5, 95.0, f64::NAN] {
        assert_eq!(wilson(part, level), Err(Undefined::BadInput));
        assert_eq!(newcombe(part, part, level), Err(Undefined::BadInput));
    }
    assert_eq!(detectable(0.5, 3.0, 0.05, 0.8), Err(Undefined::TooFew));
    assert_eq!(detectable(0.5, 300.0, 0.05, 0.001), Err(Undefined::BadInput));
}
