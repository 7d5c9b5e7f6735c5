//! Dates, numbers and shares as people write them.

use jiff::civil::Date;

/// What stands where a record says nothing.
pub(super) const NOT_STATED: &str = "not stated";

/// A whole number with thousands separators.
pub(super) fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count of things held in memory.
pub(super) fn size(value: usize) -> String {
    number(u64::try_from(value).unwrap_or(u64::MAX))
}

/// Any number, with thousands separators and its decimals as they are.
pub(super) fn decimal(value: f64) -> String {
    let text = format!("{}", value.abs());
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), number);
    let sign = if value < 0.0 { "\u{2212}" } else { "" };
    rest.map_or_else(|| format!("{sign}{whole}"), |rest| format!("{sign}{whole}.{rest}"))
}

/// `1 insight`, `2 insights`.
pub(super) fn count(value: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(value), if value == 1 { one } else { many })
}

/// `part` of `whole` as a whole percentage. Something is never shown as nothing.
pub(super) fn percent_of(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "0%".to_owned();
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    match (part * 200 + whole) / (whole * 2) {
        0 if part > 0 => "under 1%".to_owned(),
        percent => format!("{percent}%"),
    }
}

/// `2022-11-04` as `4 November 2022`, `2022-11` as `November 2022`; anything else as it stands.
pub(super) fn date(text: &str) -> String {
    if let Ok(day) = text.parse::<Date>() {
        return format!("{} {} {}", day.day(), month(day), day.year());
    }
    match format!("{text}-01").parse::<Date>() {
        Ok(day) if text.len() == 7 => format!("{} {}", month(day), day.year()),
        _ => text.to_owned(),
    }
}

/// A span of time in words; `None` where neither end is stated.
pub(super) fn span(from: Option<&str>, to: Option<&str>) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) if from == to => Some(date(from)),
        (Some(from), Some(to)) => Some(format!("{} to {}", date(from), date(to))),
        (Some(from), None) => Some(format!("from {}", date(from))),
        (None, Some(to)) => Some(format!("until {}", date(to))),
        (None, None) => None,
    }
}

fn month(day: Date) -> &'static str {
    match day.month() {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

/// The beginning of `text`, cut after a word near `length` characters, with a mark where something is left out.
pub(super) fn excerpt(text: &str, length: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(length) else {
        return text.to_owned();
    };
    let head = text.get(..end).unwrap_or(text);
    let cut = head.rfind(char::is_whitespace).unwrap_or(end);
    format!("{} \u{2026}", head.get(..cut).unwrap_or(head).trim_end())
}

/// The same sentence with a capital at its start and a full stop at its end, for print.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let mut out: String = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    out.push_str(letters.as_str());
    if !out.ends_with(['.', '?', '!']) {
        out.push('.');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_groups_of_three() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(number), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(decimal(1234.5), "1,234.5");
        assert_eq!(decimal(-3.0), "\u{2212}3");
    }

    #[test]
    fn shares_are_whole_and_never_hide_that_there_is_something() {
        assert_eq!(percent_of(441, 750), "59%");
        assert_eq!(percent_of(1, 200), "1%");
        assert_eq!(percent_of(1, 1_000), "under 1%");
        assert_eq!(percent_of(0, 10), "0%");
        assert_eq!(percent_of(0, 0), "0%");
    }

    #[test]
    fn dates_are_written_out_as_far_as_they_are_known() {
        assert_eq!(
            ["2022-11-04", "2022-11", "2022", "spring 2022"].map(date),
            ["4 November 2022", "November 2022", "2022", "spring 2022"]
        );
        assert_eq!(span(Some("2022-01"), Some("2022-02")).as_deref(), Some("January 2022 to February 2022"));
        assert_eq!(span(None, None), None);
    }

    #[test]
    fn an_excerpt_ends_after_a_word_and_says_that_more_follows() {
        assert_eq!(excerpt("one two three", 9), "one two \u{2026}");
        assert_eq!(excerpt("short", 9), "short");
    }

    #[test]
    fn a_message_becomes_a_sentence() {
        assert_eq!(sentence("there is no theme `x`"), "There is no theme `x`.");
    }
}
