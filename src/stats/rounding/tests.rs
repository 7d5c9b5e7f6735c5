//! Rounding: laws, and figures other tools gave.

use proptest::prelude::*;

use super::*;

fn share(part: u128, whole: u128) -> Share {
    Share::of(part, whole).unwrap()
}

#[test]
fn halves_go_up_or_to_the_even_neighbour() {
    let cases = [(57, 200, 29, 28), (1, 8, 13, 12), (3, 8, 38, 38), (115, 200, 58, 58), (2, 3, 67, 67), (1, 3, 33, 33)];
    for (part, whole, up, even) in cases {
        assert_eq!(share(part, whole).half_up(0).unwrap().steps(), up, "{part} of {whole}");
        assert_eq!(share(part, whole).half_even(0).unwrap().steps(), even, "{part} of {whole}");
    }
    assert_eq!(share(23, 160).half_up(2).unwrap().to_string(), "14.38");
    assert_eq!(share(1, 2000).half_up(1).unwrap().to_string(), "0.1");
}

#[test]
fn nothing_prints_as_none_or_all_that_is_not() {
    let cases = [
        (0, 7, "0", "0"),
        (1, 1000, "<1", "0.1"),
        (1, 2001, "<1", "<0.1"),
        (1, 200, "1", "0.5"),
        (199, 200, ">99", "99.5"),
        (994, 1000, "99", "99.4"),
        (1999, 2000, ">99", ">99.9"),
        (7, 7, "100", "100"),
        (3, 2, "150", "150.0"),
    ];
    for (part, whole, none, one) in cases {
        assert_eq!(share(part, whole).print(0), none, "{part} of {whole}");
        assert_eq!(share(part, whole).print(1), one, "{part} of {whole}");
    }
    assert_eq!(print_share(Share::of(1, 0), 0), "-");
}

#[test]
fn weights_round_as_they_are_written() {
    let decimal = |text| Decimal::parse(text).unwrap();
    let weighted = Share::of_decimals(decimal("0.285"), decimal("1.0000")).unwrap();
    assert_eq!(weighted.half_up(0).unwrap().steps(), 29);
    assert_eq!(Share::of_decimals(decimal("1"), decimal("0.00")), Err(Undefined::EmptyBase));
}

#[test]
fn the_largest_numbers_are_exact_or_refused() {
    assert_eq!(share(u128::MAX, u128::MAX).print(0), "100");
    assert_eq!(share(u128::MAX - 1, u128::MAX).half_up(0), Err(Undefined::BadInput));
    assert_eq!(share(u128::MAX - 1, u128::MAX).print(0), "-");
    assert_eq!(share(u128::from(u64::MAX) - 1, u128::from(u64::MAX)).print(1), ">99.9");
}

#[test]
fn a_binary_fraction_is_taken_for_its_decimal() {
    for (binary, text) in [(0.285, "29"), (0.145, "15"), (0.0, "0"), (1e-14, "<1"), (0.995, ">99"), (1.0, "100")] {
        assert_eq!(Share::near(binary).unwrap().print(0), text, "{binary}");
    }
    for hair in [f64::EPSILON, -f64::EPSILON] {
        assert_eq!(Share::near(1.0 + hair).unwrap().print(0), "100");
    }
    for nonsense in [f64::NAN, f64::INFINITY, -0.1, 1.1] {
        assert_eq!(Share::near(nonsense), Err(Undefined::BadInput));
    }
}

proptest! {
    #[test]
    fn half_up_is_the_least_whole_number_not_passed_by_more_than_a_half(
        part in 0_u64.., whole in 1_u64.., decimals in 0_u32..4
    ) {
        let (part, whole) = (u128::from(part % 1_000_000_000), u128::from(whole % 1_000_000_000 + 1));
        let steps = share(part, whole).half_up(decimals).unwrap().steps();
        let exact = part * 10_u128.pow(decimals + 2);
        prop_assert!(2 * exact < (2 * steps + 1) * whole);
        prop_assert!(steps == 0 || 2 * exact >= (2 * steps - 1) * whole);
    }

    #[test]
    fn the_two_rules_differ_only_at_a_half(part in 0_u128..5000, whole in 1_u128..5000, decimals in 0_u32..3) {
        let (up, even) = (share(part, whole).half_up(decimals).unwrap(), share(part, whole).half_even(decimals).unwrap());
        let half = (2 * part * 10_u128.pow(decimals + 2)) % (2 * whole) == whole;
        prop_assert_eq!(even.steps() % 2 == 0 || !half, true);
        prop_assert_eq!(up.steps() - even.steps(), u128::from(half && up.steps() % 2 == 1));
    }

    #[test]
    fn counts_weights_and_binary_fractions_print_alike(part in 0_u32..100_000, more in 0_u32..100_000) {
        let whole = part + more + 1;
        let counted = share(part.into(), whole.into()).print(0);
        let tenths = |n: u32| Decimal::parse(&format!("{}.{}", n / 10, n % 10)).unwrap();
        prop_assert_eq!(&counted, &Share::of_decimals(tenths(part), tenths(whole)).unwrap().print(0));
        prop_assert_eq!(&counted, &Share::near(f64::from(part) / f64::from(whole)).unwrap().print(0));
    }
}
