//! Numbers, days and times as they are written in cells.

use std::fmt::Write as _;

use super::format::Format;

/// SPSS counts seconds from the start of 14 October 1582; this many days before the first of 1970.
const DAYS_TO_1970: i64 = 141_428;
const DAY: i64 = 86_400;
/// Whole numbers up to here are exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Writes `number` as `format` has it; what no calendar holds is written as a number. An infinite number and one that is none
/// write nothing.
pub(super) fn write(number: f64, format: Format, out: &mut String) {
    if !number.is_finite() {
        return;
    }
    let written = match format {
        Format::Plain => None,
        Format::Time => write_time(number, out),
        Format::Moment => write_moment(number, out),
        Format::Day | Format::Month | Format::Quarter | Format::Week => write_day(number, format, out),
    };
    if written.is_none() {
        write_plain(number, out);
    }
}

/// Writes a whole number without a point, any other with the fewest digits that tell it from its neighbours.
fn write_plain(number: f64, out: &mut String) {
    let size = number.abs();
    // Writing into a text cannot fail.
    _ = if let Some(whole) = whole(number) {
        write!(out, "{whole}")
    } else if (1e-7..1e21).contains(&size) {
        write!(out, "{number}")
    } else {
        write!(out, "{number:e}")
    };
}

/// `number` as a whole number, if it is one that is exact.
pub(super) fn whole(number: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "the number is whole and below 2^53")]
    (number.abs() <= EXACT && number.fract() == 0.0).then_some(number as i64)
}

/// The whole seconds and the millionths of a number of seconds, for any time span a calendar may hold.
fn seconds(number: f64) -> Option<(i64, i64)> {
    if number.abs() > 1e12 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the number is below 10^18")]
    let millionths = (number * 1e6).round() as i64;
    Some((millionths.div_euclid(1_000_000), millionths.rem_euclid(1_000_000)))
}

fn write_day(number: f64, format: Format, out: &mut String) -> Option<()> {
    let (seconds, _) = seconds(number)?;
    let days = seconds.div_euclid(DAY);
    let (year, month, day) = civil(days)?;
    _ = match format {
        Format::Month => write!(out, "{year:04}-{month:02}"),
        Format::Quarter => write!(out, "{year:04} Q{}", (month + 2) / 3),
        Format::Week => {
            let day_of_year = days - first_of_year(year);
            write!(out, "{year:04} W{:02}", day_of_year / 7 + 1)
        }
        _ => write!(out, "{year:04}-{month:02}-{day:02}"),
    };
    Some(())
}

fn write_moment(number: f64, out: &mut String) -> Option<()> {
    let (seconds, millionths) = seconds(number)?;
    let (year, month, day) = civil(seconds.div_euclid(DAY))?;
    _ = write!(out, "{year:04}-{month:02}-{day:02}T");
    write_clock(seconds.rem_euclid(DAY), millionths, out);
    Some(())
}

fn write_time(number: f64, out: &mut String) -> Option<()> {
    let (seconds, millionths) = seconds(number.abs())?;
    if number < 0.0 {
        out.push('-');
    }
    write_clock(seconds, millionths, out);
    Some(())
}

fn write_clock(seconds: i64, millionths: i64, out: &mut String) {
    _ = write!(out, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if millionths > 0 {
        _ = write!(out, ".{millionths:06}");
        out.truncate(out.trim_end_matches('0').len());
    }
}

/// The year, month and day that lie `days` after 14 October 1582, from year 1 to year 9999; by the reckoning in which years
/// begin with March, so that the day that is sometimes missing comes last.
fn civil(days: i64) -> Option<(i64, i64, i64)> {
    let days = days - DAYS_TO_1970 + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (1..=9999).contains(&year).then_some((year, month, day))
}

/// The days from 14 October 1582 to the first of January of `year`.
fn first_of_year(year: i64) -> i64 {
    let before = year - 1;
    before * 365 + before / 4 - before / 100 + before / 400 - 719_162 + DAYS_TO_1970
}
