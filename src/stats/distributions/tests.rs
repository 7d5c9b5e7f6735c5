//! Laws of the distributions, and figures of mpmath 1.4.1 at 40 digits.

use proptest::prelude::*;

use super::{beta, chi_squared, f_ratio, normal, student};
use crate::stats::{Defined, Undefined};

/// As good as the exact figure to this many parts of it.
fn agrees(found: Defined, exact: f64, parts: f64) {
    let found = found.unwrap();
    assert!(((found - exact) / exact).abs() <= parts, "{found} is not {exact}");
}

#[test]
fn tails_of_the_normal_distribution_are_right_however_far_out() {
    agrees(normal::sf(1.96), 0.024_997_895_148_220_436, 1e-15);
    agrees(normal::sf(6.5), 4.016_000_583_859_118e-11, 1e-14);
    agrees(normal::sf(11.5), 6.595_771_446_113_675e-31, 1e-13);
    agrees(normal::sf(37.0), 5.725_571_222_524_577e-300, 1e-12);
    agrees(normal::upper(6.595_771_446_113_675e-31), 11.5, 1e-14);
}

#[test]
fn tails_of_students_distribution_are_right_however_far_out() {
    agrees(student::sf(2.0, 3.0), 0.069_662_984_279_421_6, 1e-14);
    agrees(student::sf(12.0, 29.0), 4.530_354_166_568_59e-13, 1e-13);
    agrees(student::sf(40.0, 5.5), 2.705_254_994_523_05e-8, 1e-13);
    agrees(student::sf(11.5, 1000.0), 3.914_644_367_955_282e-29, 1e-13);
}

#[test]
fn both_tails_of_chi_squared_are_right_however_far_out() {
    agrees(chi_squared::sf(3.84, 1.0), 0.050_043_521_248_705_1, 1e-14);
    agrees(chi_squared::sf(200.0, 12.0), 3.261_456_366_720_47e-36, 1e-13);
    agrees(chi_squared::cdf(0.001, 12.0), 2.169_209_032_785_463e-23, 1e-13);
    agrees(chi_squared::sf(1000.0, 331.0), 2.402_879_572_899_493_3e-68, 1e-12);
}

#[test]
fn tails_of_f_and_beta_are_right_however_far_out() {
    agrees(f_ratio::sf(1.3866, 11.95, 3956.8), 0.164_610_167_189_682_9, 1e-13);
    agrees(f_ratio::sf(30.0, 4.0, 60.0), 1.019_956_507_419_960_8e-13, 1e-13);
    agrees(f_ratio::sf(12.0, 11.95, 3956.8), 3.464_836_771_281_812e-24, 1e-12);
    agrees(beta::cdf(0.25, 71.0, 241.5), 0.832_573_610_355_149_5, 1e-13);
    agrees(beta::cdf(0.01, 71.0, 241.5), 2.045_184_702_682_037_2e-72, 1e-12);
    agrees(beta::sf(0.5, 1000.0, 1200.0), 9.871_816_925_786_807e-6, 1e-13);
}

#[test]
fn parameters_of_a_million_lose_few_digits() {
    agrees(beta::cdf(0.33, 1e6, 2e6), 6.731_946_441_629_844e-35, 1e-11);
    agrees(beta::cdf(0.3333, 1e6, 2e6), 0.451_314_704_978_406, 1e-12);
    agrees(chi_squared::sf(2.02e6, 2e6), 1.060_699_747_758_69e-23, 1e-11);
    agrees(chi_squared::sf(2e6, 2e6), 0.499_867_019_239_127_4, 1e-12);
}

#[test]
fn what_has_no_meaning_has_no_value() {
    let nowhere = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    for x in nowhere {
        assert_eq!(normal::cdf(x), Err(Undefined::BadInput));
        assert_eq!(student::sf(1.0, x), Err(Undefined::BadInput));
        assert_eq!(normal::quantile(x), Err(Undefined::BadInput));
    }
    assert_eq!(normal::quantile(0.0), Err(Undefined::BadInput));
    assert_eq!(beta::quantile(0.5, 0.0, 1.0), Err(Undefined::BadInput));
    assert_eq!(chi_squared::sf(1.0, -1.0), Err(Undefined::BadInput));
    assert_eq!(f_ratio::sf(f64::NAN, 1.0, 1.0), Err(Undefined::BadInput));
    assert_eq!(f_ratio::quantile(1.0, 1.0, 1.0), Err(Undefined::BadInput));
}

#[test]
fn ends_of_a_distribution_hold_nothing_beyond_them() {
    assert_eq!((beta::cdf(0.0, 2.0, 3.0), beta::sf(1.0, 2.0, 3.0)), (Ok(0.0), Ok(0.0)));
    assert_eq!((chi_squared::sf(-1.0, 2.0), f_ratio::sf(0.0, 2.0, 3.0)), (Ok(1.0), Ok(1.0)));
    assert_eq!((f_ratio::sf(f64::INFINITY, 2.0, 3.0), chi_squared::cdf(f64::INFINITY, 2.0)), (Ok(0.0), Ok(1.0)));
}

/// Parameters from small to large, as likely of every size.
fn parameter() -> impl Strategy<Value = f64> {
    (-0.7..5.0_f64).prop_map(|power| 10.0_f64.powf(power))
}

/// Chances from tiny on.
fn chance() -> impl Strategy<Value = f64> {
    (-30.0..-0.01_f64).prop_map(|power| 10.0_f64.powf(power))
}

proptest! {
    #[test]
    fn both_tails_together_are_everything(x in 0.0..1.0_f64, a in parameter(), b in parameter()) {
        let odds = x / (1.0 - x);
        let sums = [
            beta::cdf(x, a, b).unwrap() + beta::sf(x, a, b).unwrap(),
            f_ratio::cdf(odds, a, b).unwrap() + f_ratio::sf(odds, a, b).unwrap(),
            chi_squared::cdf(odds * a, a).unwrap() + chi_squared::sf(odds * a, a).unwrap(),
            student::cdf(odds, a).unwrap() + student::sf(odds, a).unwrap(),
            normal::cdf(odds).unwrap() + normal::sf(odds).unwrap(),
        ];
        prop_assert!(sums.iter().all(|sum| (sum - 1.0).abs() < 1e-10), "{sums:?}");
    }

    #[test]
    fn a_quantile_has_its_chance_below_it(p in chance(), a in parameter(), b in parameter()) {
        let found = [
            (normal::cdf(normal::quantile(p).unwrap()), 1e-12),
            (student::cdf(student::quantile(p, a + 2.0).unwrap(), a + 2.0), 1e-10),
            (chi_squared::cdf(chi_squared::quantile(p, a + 2.0).unwrap(), a + 2.0), 1e-10),
            (f_ratio::cdf(f_ratio::quantile(p, a + 2.0, b + 2.0).unwrap(), a + 2.0, b + 2.0), 1e-10),
            (beta::cdf(beta::quantile(p, a + 2.0, b + 2.0).unwrap(), a + 2.0, b + 2.0), 1e-10),
        ];
        for (found, parts) in found {
            prop_assert!((found.unwrap() / p - 1.0).abs() < parts, "{found:?} is not {p}");
        }
    }

    #[test]
    fn the_beta_distribution_turned_round_is_one_too(x in 0.01..0.99_f64, a in parameter(), b in parameter()) {
        let (one, turned) = (beta::cdf(x, a, b).unwrap(), beta::sf(1.0 - x, b, a).unwrap());
        prop_assert!((one - turned).abs() <= 1e-9 * one.max(1e-290), "{one} is not {turned}");
    }

    #[test]
    fn a_square_of_a_normal_is_chi_squared_and_of_a_t_is_f(x in 0.01..20.0_f64, freedom in parameter()) {
        let (square, chi) = (normal::two_sided(x).unwrap(), chi_squared::sf(x * x, 1.0).unwrap());
        prop_assert!((square / chi - 1.0).abs() < 1e-11);
        let (t, f) = (student::two_sided(x, freedom).unwrap(), f_ratio::sf(x * x, 1.0, freedom).unwrap());
        prop_assert!((t / f - 1.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_goes_back_as_the_point_moves_on(
        x in 0.0..1.0_f64,
        step in 0.0..0.2_f64,
        a in parameter(),
        b in parameter(),
    ) {
        let on = (x + step).min(1.0);
        prop_assert!(beta::cdf(x, a, b).unwrap() <= beta::cdf(on, a, b).unwrap() + 1e-13);
        prop_assert!(beta::sf(on, a, b).unwrap() <= beta::sf(x, a, b).unwrap() + 1e-13);
    }
}
