//! Rounding for print: half up on exact values, and nothing printed as 0 or 100 that is not.

/// `count` of `base` in whole percent, half up, from the exact ratio: 57 of 200 is 29. `None` without a base.
pub fn round_half_up(count: u64, base: u64) -> Option<u64> {
    if base == 0 {
        return None;
    }
    let (count, base) = (u128::from(count), u128::from(base));
    u64::try_from((200 * count + base) / (2 * base)).ok()
}

/// `count` of `base` as print shows it, without a sign: `0` only for nobody, `<1` below a half, `>99` from 99.5, `100` only
/// for all, `-` without a base.
pub fn format_percent(count: u64, base: u64) -> String {
    let (part, whole) = (u128::from(count), u128::from(base));
    if whole > 0 && part > 0 && 200 * part < whole {
        return "<1".to_owned();
    }
    if part < whole && 200 * (whole - part) <= whole {
        return ">99".to_owned();
    }
    round_half_up(count, base).map_or_else(|| "-".to_owned(), |percent| percent.to_string())
}

/// A share of 0..1 as print shows it, by the same rules. For weighted shares, which are no ratio of whole numbers: decimals
/// beyond the ninth are the noise of binary fractions and are dropped before rounding.
pub fn format_share(share: f64) -> String {
    if !share.is_finite() {
        return "-".to_owned();
    }
    let percent = (share * 100.0 * 1e9).round() / 1e9;
    if share > 0.0 && percent < 0.5 {
        return "<1".to_owned();
    }
    if (99.5..100.0).contains(&percent) {
        return ">99".to_owned();
    }
    format!("{:.0}", (percent + 0.5).floor())
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
        let cases = [(57, 200, 29), (1, 8, 13), (3, 8, 38), (115, 200, 58), (1, 200, 1), (201, 400, 50), (2, 3, 67)];
        for (count, base, percent) in cases {
            assert_eq!(round_half_up(count, base), Some(percent), "{count} of {base}");
        }
        assert_eq!(round_half_up(3, 0), None);
        assert_eq!(round_half_up(u64::MAX, u64::MAX), Some(100));
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
        let cases =
            [(0.285, "29"), (0.145, "15"), (0.0, "0"), (0.001, "<1"), (0.995, ">99"), (1.0, "100"), (0.994, "99")];
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
