//! Telling dates, and in which order a column writes them.

use jiff::civil::Date;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The order in which a column writes day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateOrder {
    /// `2022-12-31`, or the month in words: nothing to choose.
    Plain,
    /// `31/12/2022`.
    DayFirst,
    /// `12/31/2022`.
    MonthFirst,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateColumn {
    /// Days, in this order.
    Days(DateOrder),
    /// Days, and day and month could be either way round.
    Ambiguous,
    /// Days with a time of day.
    WithTime,
    /// Something else.
    Other,
}

/// What the distinct cells of a column are. All of them have to be days for a column of days.
pub(super) fn recognise<'v>(values: &(impl Iterator<Item = &'v str> + Clone)) -> DateColumn {
    use DateOrder::{DayFirst, MonthFirst, Plain};
    let all = |order| {
        let mut some = false;
        values.clone().all(|value| {
            some = true;
            parse(value, order).is_some()
        }) && some
    };
    match (all(Plain), all(DayFirst), all(MonthFirst)) {
        (true, _, _) => DateColumn::Days(Plain),
        (false, true, false) => DateColumn::Days(DayFirst),
        (false, false, true) => DateColumn::Days(MonthFirst),
        (false, true, true) => DateColumn::Ambiguous,
        (false, false, false) => {
            let mut some = false;
            let timed = values.clone().all(|value| {
                some = true;
                has_time(value)
            });
            if timed && some { DateColumn::WithTime } else { DateColumn::Other }
        }
    }
}

/// The day `text` says.
pub(super) fn parse(text: &str, order: DateOrder) -> Option<Date> {
    let text = without_midnight(text);
    if text.len() > 24 {
        return None;
    }
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts[..] else {
        return None;
    };
    if first.len() == 4 && second.len() <= 2 {
        return date(first, second, third);
    }
    if let Some(month) = month_word(second) {
        return date(third, &month, first);
    }
    if let Some(month) = month_word(first) {
        return date(third, &month, second);
    }
    match order {
        DateOrder::Plain => None,
        DateOrder::DayFirst => date(third, second, first),
        DateOrder::MonthFirst => date(third, first, second),
    }
}

/// A day that a spreadsheet writes with the midnight it begins with.
fn without_midnight(text: &str) -> &str {
    let endings = [" 00:00:00", "T00:00:00", " 0:00:00", " 00:00", " 0:00"];
    endings.iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text)
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if year.len() != 4 || month.is_empty() || month.len() > 2 || day.is_empty() || day.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn month_word(word: &str) -> Option<String> {
    let start = word.get(..3)?.to_ascii_lowercase();
    let letters = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let index = MONTHS.iter().position(|month| *month == start).filter(|_| letters)?;
    Some((index + 1).to_string())
}

/// Whether `text` is a day with a time of day after it.
pub(super) fn has_time(text: &str) -> bool {
    let Some((day, time)) = text.split_once(['T', ' ']) else {
        return false;
    };
    let orders = [DateOrder::DayFirst, DateOrder::MonthFirst];
    let clock = time.trim().split(':').collect::<Vec<_>>();
    let digits = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty();
    let timed = matches!(clock[..], [hour, minute, ..] if digits(hour) && minute.get(..2).is_some_and(digits));
    timed && orders.into_iter().any(|order| parse(day, order).is_some())
}

/// Whether the text is a day, whatever the order it is written in.
pub(super) fn is_day(value: &str) -> bool {
    [DateOrder::DayFirst, DateOrder::MonthFirst].into_iter().any(|order| parse(value, order).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(values: &[&str]) -> DateColumn {
        recognise(&values.iter().copied())
    }

    #[test]
    fn the_order_of_day_and_month_is_taken_from_the_whole_column() {
        assert_eq!(column(&["2022-12-31", "2023-01-02"]), DateColumn::Days(DateOrder::Plain));
        assert_eq!(column(&["01/02/2022", "31/12/2022"]), DateColumn::Days(DateOrder::DayFirst));
        assert_eq!(column(&["01/02/2022", "12/31/2022"]), DateColumn::Days(DateOrder::MonthFirst));
        assert_eq!(column(&["01/02/2022"]), DateColumn::Ambiguous);
        assert_eq!(column(&["3 March 2022", "Mar 4, 2022"]), DateColumn::Days(DateOrder::Plain));
        assert_eq!(column(&["12/14/2019 12:29:47"]), DateColumn::WithTime);
        assert_eq!(column(&["2022-12-31", "soon"]), DateColumn::Other);
        assert_eq!(column(&[]), DateColumn::Other);
    }
}
