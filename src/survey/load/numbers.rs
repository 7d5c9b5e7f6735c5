//! Telling numbers from codes that look like them.

/// Digits beyond which a number is an id, and would not come through as it is.
const DIGITS_MAX: usize = 15;

/// The most digits a program writes so that a fraction comes back as it was.
const DIGITS_WRITTEN: usize = 17;
/// The most decimals, noughts included.
const DECIMALS_MAX: usize = 40;

/// Longer texts are no numbers, and are not looked through.
const LONGEST: usize = 200;

/// The number `text` says, a percentage without its sign.
pub(super) fn parse_measure(text: &str) -> Option<f64> {
    parse(text.strip_suffix('%').map_or(text, str::trim_end))
}

/// The number `text` says. Digits with a leading nought are codes; commas may part thousands.
pub(super) fn parse(text: &str) -> Option<f64> {
    if text.len() > LONGEST {
        return None;
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (digits, None),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let plain = ungrouped(whole)?;
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let leading_nought = plain.len() > 1 && plain.starts_with('0');
    if plain.is_empty() || leading_nought || !all_digits(&plain) || !all_digits(decimals) {
        return None;
    }
    let significant = format!("{plain}{}", decimals.trim_end_matches('0'));
    let significant = significant.trim_start_matches('0').len();
    let too_long = plain.len() > DIGITS_MAX || significant > DIGITS_WRITTEN || decimals.len() > DECIMALS_MAX;
    let exponent_ok = exponent.is_none_or(|exponent| {
        let power = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        (1..=2).contains(&power.len()) && all_digits(power)
    });
    if too_long || !exponent_ok {
        return None;
    }
    let sign = if text.starts_with('-') { "-" } else { "" };
    let power = exponent.map(|exponent| format!("e{exponent}")).unwrap_or_default();
    let decimals = if decimals.is_empty() { "0" } else { decimals };
    format!("{sign}{plain}.{decimals}{power}").parse().ok().filter(|number: &f64| number.is_finite())
}

/// The digits of `whole` without the commas that part thousands.
fn ungrouped(whole: &str) -> Option<String> {
    if !whole.contains(',') {
        return Some(whole.to_owned());
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let even = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    even.then(|| whole.replace(',', ""))
}

/// The whole number `text` says, `1.0` included, as it is written for people.
pub(super) fn whole(text: &str) -> Option<String> {
    let number = parse(text)?;
    let is_whole = number.fract().abs() < f64::EPSILON && number.abs() < 1e15;
    is_whole.then(|| if number.abs() < 0.5 { "0".to_owned() } else { format!("{number:.0}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_codes() {
        assert_eq!(parse("1.0"), Some(1.0));
        assert_eq!(parse("-2.5"), Some(-2.5));
        assert_eq!(parse("1,234"), Some(1234.0));
        assert_eq!(parse("1e3"), Some(1000.0));
        for code in ["007", "", ".", "-", "1,23", "12345678901234567", "1 2", "nan", "inf", "é", "1e999"] {
            assert_eq!(parse(code), None, "{code}");
        }
        assert_eq!(parse(&"1".repeat(LONGEST + 1)), None);
    }

    #[test]
    fn decimals_that_are_whole_are_written_whole() {
        assert_eq!(whole("16.0").as_deref(), Some("16"));
        assert_eq!(whole("-0").as_deref(), Some("0"));
        assert_eq!(whole("1.5"), None);
    }
}
