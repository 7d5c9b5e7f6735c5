//! Numbers as print shows them. How shares are rounded is in [`crate::stats::rounding`].

use crate::stats::rounding::{Share, print_share};

/// `count` of `base` as print shows it, without a sign, from the exact ratio: `0` only for nobody, `<1` below a half, `>99` from
/// 99.5, `100` only for all, `-` without a base.
pub fn format_percent(count: u64, base: u64) -> String {
    print_share(Share::of(u128::from(count), u128::from(base)), 0)
}

/// A share of 0..1 as print shows it, by the same rules; `-` for what is none. For weighted shares, which are no ratio of whole
/// numbers.
pub fn format_share(share: f64) -> String {
    print_share(Share::near(share), 0)
}

/// A number as print shows it: whole numbers without decimals, others with at most `decimals`.
pub fn format_number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A whole number with thousands separators.
pub(super) fn format_count(n: u64) -> String {
    let digits = n.to_string();
    let separated = digits.char_indices().map(|(at, digit)| {
        let starts_group = at > 0 && (digits.len() - at).is_multiple_of(3);
        if starts_group { format!(",{digit}") } else { digit.to_string() }
    });
    separated.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_go_up() {
        let cases = [(57, 200, "29"), (1, 8, "13"), (3, 8, "38"), (115, 200, "58"), (201, 400, "50"), (2, 3, "67")];
        for (count, base, percent) in cases {
            assert_eq!(format_percent(count, base), percent, "{count} of {base}");
        }
        assert_eq!(format_percent(u64::MAX, u64::MAX), "100");
    }

    #[test]
    fn nothing_prints_as_none_or_all_that_is_not() {
        let cases = [
            (0, 7, "0"),
            (1, 1000, "<1"),
            (1, 200, "1"),
            (199, 200, ">99"),
            (994, 1000, "99"),
            (999, 1000, ">99"),
            (7, 7, "100"),
            (0, 0, "-"),
        ];
        for (count, base, text) in cases {
            assert_eq!(format_percent(count, base), text, "{count} of {base}");
        }
    }

    #[test]
    fn a_share_prints_like_its_decimal() {
        let cases = [
            (0.285, "29"),
            (0.145, "15"),
            (0.0, "0"),
            (-0.0, "0"),
            (1e-300, "<1"),
            (0.001, "<1"),
            (0.005, "1"),
            (0.995, ">99"),
            (0.994, "99"),
            (1.0, "100"),
            (1.0 - 1e-15, "100"),
            (1.0 + 1e-15, "100"),
            (f64::NAN, "-"),
            (f64::INFINITY, "-"),
        ];
        for (share, text) in cases {
            assert_eq!(format_share(share), text, "{share}");
        }
    }

    #[test]
    fn whole_numbers_print_whole() {
        assert_eq!(format_number(3.0, 1), "3");
        assert_eq!(format_number(3.46, 1), "3.5");
        assert_eq!(format_number(20.0, 0), "20");
        assert_eq!(format_number(-0.04, 1), "0");
    }

    proptest! {
        #[test]
        fn counts_and_shares_print_alike(base in 1_u64..100_000, part in 0.0_f64..=1.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "small numbers")]
            let (count, share) = { let count = (part * base as f64) as u64; (count, count as f64 / base as f64) };
            prop_assert_eq!(format_percent(count, base), format_share(share));
        }
    }
}
