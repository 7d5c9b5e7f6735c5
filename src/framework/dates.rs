//! Dates as the corpus writes them: a year, a month or a day.

/// Whether `text` is `2022`, `2022-12` or `2022-12-31`, and that month and day exist.
pub(crate) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] => number(year, 4).is_some(),
        [year, month] => number(year, 4).is_some() && number(month, 2).is_some_and(|month| (1..=12).contains(&month)),
        [year, month, day] => is_day(number(year, 4), number(month, 2), number(day, 2)),
        _ => false,
    }
}

/// The year of a date.
pub(crate) fn year_of(date: &str) -> Option<i32> {
    date.get(..4)?.parse().ok()
}

/// A number of exactly `digits` digits.
fn number(text: &str, digits: usize) -> Option<i16> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn is_day(year: Option<i16>, month: Option<i16>, day: Option<i16>) -> bool {
    let (Some(year), Some(month), Some(day)) = (year, month, day) else {
        return false;
    };
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
        return false;
    };
    jiff::civil::Date::new(year, month, day).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_months_and_days_that_exist_are_dates() {
        for good in ["2022", "2022-12", "2022-12-31", "2024-02-29"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["", "22", "2022-13", "2022-00", "2023-02-29", "2022-1-1", "2022-12-31T00:00", "+202", "not stated"]
        {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn every_date_has_its_year() {
        assert_eq!(year_of("2022-12"), Some(2022));
    }
}
