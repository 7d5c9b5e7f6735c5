//! Typed cells written as text: days and times as ISO, numbers as short as they can be told apart.

use std::fmt::Write as _;

use calamine::{Data, DataRef, ExcelDateTime, ExcelDateTimeType};

const DAY_SECONDS: u64 = 86_400;
/// One past the last day a workbook knows, 31 December 9999.
const DAYS_END: f64 = 2_958_466.0;
/// Numbers within these are written out; others with an exponent.
const PLAIN: std::ops::Range<f64> = 1e-7..1e17;

/// What a cell turned out to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// The text that was written.
    Text,
    /// An error such as `#N/A`; nothing was written.
    Error,
}

/// Writes the value of a cell at the end of `out`.
pub(super) fn write(value: &DataRef<'_>, is_1904: bool, out: &mut String) -> Held {
    match value {
        DataRef::Empty => {}
        DataRef::Error(_) => return Held::Error,
        DataRef::String(text) => out.push_str(text),
        DataRef::SharedString(text) => out.push_str(text),
        DataRef::Int(number) => push(out, number),
        DataRef::Float(number) => write_number(*number, out),
        DataRef::Bool(truth) => out.push_str(if *truth { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(moment) if moment.is_duration() => write_duration(moment.as_f64(), out),
        DataRef::DateTime(moment) => write_moment(moment.as_f64(), is_1904, out),
        DataRef::DateTimeIso(text) => write_iso_moment(text, out),
        DataRef::DurationIso(text) => write_iso_duration(text, out),
    }
    Held::Text
}

/// The same value as a reader of old workbooks gives it.
pub(super) fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::String(text) => DataRef::SharedString(text),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn push(out: &mut String, value: impl std::fmt::Display) {
    // Writing to a text cannot fail.
    let _ = write!(out, "{value}");
}

/// Writes a number: whole numbers without a point, others as the shortest text that reads back the same.
pub(super) fn write_number(number: f64, out: &mut String) {
    if number == 0.0 {
        out.push('0');
    } else if PLAIN.contains(&number.abs()) {
        push(out, number);
    } else {
        push(out, format_args!("{number:e}"));
    }
}

/// Days since the epoch of the workbook, its fraction the time of the day. The day nought stands for a time without a day.
fn write_moment(days: f64, is_1904: bool, out: &mut String) {
    if !(0.0..DAYS_END).contains(&days) {
        return write_number(days, out);
    }
    let seconds = whole_seconds(days);
    let (day, time) = (seconds / DAY_SECONDS, seconds % DAY_SECONDS);
    if day > 0 {
        let day = u32::try_from(day).map_or(0.0, f64::from);
        let midnight = ExcelDateTime::new(day, ExcelDateTimeType::DateTime, is_1904);
        let (year, month, date, ..) = midnight.to_ymd_hms_milli();
        push(out, format_args!("{year:04}-{month:02}-{date:02}"));
        if time == 0 {
            return;
        }
        out.push(' ');
    }
    write_time(time, out);
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the days are checked to lie between nought and three million, and a cast would only go to the nearest end"
)]
fn whole_seconds(days: f64) -> u64 {
    (days * 86_400.0).round() as u64
}

fn write_time(seconds: u64, out: &mut String) {
    push(out, format_args!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60));
}

fn write_duration(days: f64, out: &mut String) {
    if days.is_nan() || days.abs() >= DAYS_END {
        return write_number(days, out);
    }
    let seconds = whole_seconds(days.abs());
    if days < 0.0 && seconds > 0 {
        out.push('-');
    }
    push(out, format_args!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60));
}

/// `2024-05-17T20:53:11.5Z` as `2024-05-17 20:53:11`; midnight is left out.
pub(super) fn write_iso_moment(text: &str, out: &mut String) {
    let Some((day, time)) = text.split_once('T') else {
        return out.push_str(text);
    };
    out.push_str(day);
    let time = time.trim_end_matches('Z');
    let time = time.split_once('.').map_or(time, |(whole, _)| whole);
    if !matches!(time, "" | "00:00:00" | "00:00") {
        out.push(' ');
        out.push_str(time);
    }
}

/// `PT07H38M33S` as `07:38:33`; what is not of that form as it stands.
pub(super) fn write_iso_duration(text: &str, out: &mut String) {
    match iso_seconds(text) {
        Some(seconds) => write_time(seconds, out),
        None => out.push_str(text),
    }
}

fn iso_seconds(text: &str) -> Option<u64> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?;
    let seconds = seconds.split_once(['.', ',']).map_or(seconds, |(whole, _)| whole);
    let [hours, minutes, seconds] = [hours, minutes, seconds].map(|part| part.parse::<u32>().ok().map(u64::from));
    Some(hours? * 3600 + minutes? * 60 + seconds?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moment(days: f64, is_1904: bool) -> String {
        let value = DataRef::DateTime(ExcelDateTime::new(days, ExcelDateTimeType::DateTime, is_1904));
        let mut out = String::new();
        write(&value, is_1904, &mut out);
        out
    }

    fn number(number: f64) -> String {
        let mut out = String::new();
        write_number(number, &mut out);
        out
    }

    #[test]
    fn days_and_times_are_written_as_iso() {
        assert_eq!(moment(45429.0, false), "2024-05-17");
        assert_eq!(moment(45_429.870_266_203_7, false), "2024-05-17 20:53:11");
        assert_eq!(moment(45_429.870_266_203_7 - 1462.0, true), "2024-05-17 20:53:11");
        assert_eq!(moment(0.318_437_5, false), "07:38:33");
        assert_eq!(moment(-3.0, false), "-3");
        assert_eq!(moment(3e9, false), "3000000000");
    }

    #[test]
    fn numbers_are_written_as_short_as_they_can_be() {
        let written = [3.0, 0.1, -2.50, 1e21, 1e-9, -0.0, 123_456_789_012.0].map(number);
        assert_eq!(written, ["3", "0.1", "-2.5", "1e21", "1e-9", "0", "123456789012"]);
    }

    #[test]
    fn iso_forms_of_other_programs_lose_their_letters() {
        let mut out = String::new();
        write_iso_moment("2024-05-17T20:53:11.5", &mut out);
        out.push(';');
        write_iso_moment("2024-05-17T00:00:00Z", &mut out);
        out.push(';');
        write_iso_duration("PT07H38M33S", &mut out);
        assert_eq!(out, "2024-05-17 20:53:11;2024-05-17;07:38:33");
    }

    proptest! {
        #[test]
        fn a_number_reads_back_the_same(value in any::<f64>()) {
            let back: f64 = number(value).parse().unwrap();
            prop_assert!(back.to_bits() == value.to_bits() || value == 0.0 || value.is_nan());
        }

        #[test]
        fn any_value_is_written(days in any::<f64>(), is_1904 in any::<bool>(), text in "\\PC{0,20}") {
            let mut out = moment(days, is_1904);
            write_duration(days, &mut out);
            write_iso_moment(&text, &mut out);
            write_iso_duration(&text, &mut out);
            prop_assert!(!out.is_empty());
        }
    }
}
