//! Krippendorff's alpha: laws, and figures other tools gave.

use proptest::prelude::*;

use super::*;

const SCALES: [Scale; 4] = [Scale::Nominal, Scale::Ordinal, Scale::Interval, Scale::Ratio];

/// Units of up to four coders who choose among four codes or leave the unit out.
fn units() -> impl Strategy<Value = Vec<Vec<f64>>> {
    prop::collection::vec(prop::collection::vec((1_u8..5).prop_map(f64::from), 0..5), 1..25)
}

fn recoded(units: &[Vec<f64>], name: impl Fn(f64) -> f64) -> Vec<Vec<f64>> {
    units.iter().map(|unit| unit.iter().map(|code| name(*code)).collect()).collect()
}

fn assert_same(one: Defined, other: Defined) {
    match (one, other) {
        (Ok(one), Ok(other)) => assert!((one - other).abs() < 1e-12, "{one} and {other}"),
        (one, other) => assert_eq!(one, other),
    }
}

/// The example of Krippendorff (2011), with the figures the Python package `krippendorff` gives for it.
#[test]
fn the_published_example_comes_out() {
    const NONE: f64 = f64::NAN;
    let coders = [
        [NONE, NONE, NONE, NONE, NONE, 3.0, 4.0, 1.0, 2.0, 1.0, 1.0, 3.0, 3.0, NONE, 3.0],
        [1.0, NONE, 2.0, 1.0, 3.0, 3.0, 4.0, 3.0, NONE, NONE, NONE, NONE, NONE, NONE, NONE],
        [NONE, NONE, 2.0, 1.0, 3.0, 4.0, 4.0, NONE, 2.0, 1.0, 1.0, 3.0, 3.0, NONE, 4.0],
    ];
    let given = |unit: usize| coders.iter().map(|codes| codes[unit]).filter(|code| !code.is_nan()).collect();
    let units: Vec<Vec<f64>> = (0..15).map(given).collect();
    let known = [0.691_358_024_691_358, 0.806_721_419_941_315_3, 0.810_844_892_812_105_9];
    for (scale, known) in SCALES.into_iter().zip(known) {
        assert!((alpha(&units, scale).unwrap() - known).abs() < 1e-12);
    }
}

#[test]
fn what_cannot_be_measured_is_undefined() {
    assert_eq!(alpha(&[], Scale::Nominal), Err(Undefined::TooFew));
    assert_eq!(alpha(&[vec![1.0], vec![2.0]], Scale::Nominal), Err(Undefined::TooFew));
    assert_eq!(alpha(&[vec![1.0, 1.0], vec![2.0]], Scale::Interval), Err(Undefined::NoVariation));
    assert_eq!(alpha(&[vec![1.0, f64::NAN]], Scale::Nominal), Err(Undefined::BadInput));
    assert_eq!(alpha(&[vec![1e300, -1e300], vec![0.0, 0.0]], Scale::Interval), Err(Undefined::BadInput));
    assert!(alpha(&[vec![-1.0, 1.0], vec![0.0, 0.0]], Scale::Ratio).is_ok());
}

proptest! {
    #[test]
    fn neither_order_nor_lonely_codes_matter(mut units in units()) {
        let before = SCALES.map(|scale| alpha(&units, scale));
        units.reverse();
        for unit in &mut units {
            unit.reverse();
        }
        units.push(vec![3.0]);
        for (scale, before) in SCALES.into_iter().zip(before) {
            assert_same(alpha(&units, scale), before);
        }
    }

    #[test]
    fn each_scale_keeps_to_what_codes_mean(units in units()) {
        assert_same(alpha(&recoded(&units, |code| (code * 2.0) % 5.0), Scale::Nominal), alpha(&units, Scale::Nominal));
        assert_same(alpha(&recoded(&units, f64::exp), Scale::Ordinal), alpha(&units, Scale::Ordinal));
        assert_same(alpha(&recoded(&units, |code| 3.0 - code / 2.0), Scale::Interval), alpha(&units, Scale::Interval));
        assert_same(alpha(&recoded(&units, |code| code * 7.0), Scale::Ratio), alpha(&units, Scale::Ratio));
    }

    #[test]
    fn full_agreement_is_one_and_nothing_is_more(units in units(), codes in prop::collection::vec(1_u8..5, 2..20)) {
        let agreed: Vec<Vec<f64>> = codes.iter().map(|code| vec![f64::from(*code); 3]).collect();
        let varied = codes.iter().any(|code| *code != codes[0]);
        for scale in SCALES {
            let expected = if varied { Ok(1.0) } else { Err(Undefined::NoVariation) };
            prop_assert_eq!(alpha(&agreed, scale), expected);
            prop_assert!(alpha(&units, scale).is_ok_and(|alpha| alpha <= 1.0) || alpha(&units, scale).is_err());
        }
    }

    #[test]
    fn a_distance_of_ones_own_is_as_good(units in units()) {
        let names: Vec<Vec<String>> = units.iter().map(|unit| unit.iter().map(|code| format!("code {code}")).collect()).collect();
        assert_same(alpha_by(&names, |one, two| f64::from(u8::from(one != two))), alpha(&units, Scale::Nominal));
    }
}
