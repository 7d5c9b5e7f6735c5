//! Bands of numbers, months and years: the rows of what has no options.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan};

use crate::breakdown::rounding::format_number;
use crate::breakdown::table::Span;

/// As many bands as a reader can take in.
const BANDS: f64 = 10.0;

/// Above so many months a date is shown by year.
const MONTHS: usize = 36;

/// Values from `low` up to but not including `high`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Band {
    /// The lowest value in it.
    pub(super) low: f64,
    /// The lowest value above it.
    pub(super) high: f64,
    /// An id that stays when the data grow within their range.
    pub(super) id: String,
    /// What it says at its head.
    pub(super) label: String,
    /// Its ends in words.
    pub(super) span: Span,
}

/// Cuts the values, in any order, into at most a dozen bands of one round width.
pub(super) fn number_bands(values: &[f64]) -> Vec<Band> {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let whole = values.iter().all(|value| value.fract() == 0.0);
    // Not so narrow that the edges could not be told apart.
    let finest = low.abs().max(high.abs()) * 1e-9;
    let width = round_width(((high - low) / BANDS).max(finest), whole);
    if !width.is_finite() || low > high {
        return vec![any_number()];
    }
    let first = (low / width).floor();
    let edge = |step: u8| tidy((first + f64::from(step)) * width);
    let bands = (0_u8..32).map(|step| number_band(edge(step), edge(step + 1), whole));
    let mut bands: Vec<Band> = bands.take_while(|band| band.low <= high).collect();
    if let Some(first) = bands.first_mut() {
        // An edge is rounded, and must not be rounded past the lowest value.
        first.low = first.low.min(low);
    }
    bands
}

fn number_band(low: f64, high: f64, whole: bool) -> Band {
    let (from, end) = (format_number(low, 9), format_number(high, 9));
    let to = if whole { format_number(high - 1.0, 9) } else { format!("under {end}") };
    let one = whole && high - low <= 1.0;
    let label = if one { from.clone() } else { format!("{from} to {to}") };
    let span = Span { low, single: false, start: from.clone(), from: from.clone(), to };
    Band { low, high, id: format!("{from}..{end}"), label, span }
}

fn any_number() -> Band {
    let low = f64::NEG_INFINITY;
    let (id, label) = ("any".to_owned(), "Any number".to_owned());
    let span = Span { low, single: false, start: id.clone(), from: label.clone(), to: label.clone() };
    Band { low, high: f64::INFINITY, id, label, span }
}

/// The next of 1, 2, 5, 10, 20, 50, ... that is not below `width`; at least one for whole numbers.
fn round_width(width: f64, whole: bool) -> f64 {
    let width = if whole { width.max(1.0) } else { width.max(f64::MIN_POSITIVE) };
    let power = 10_f64.powf(width.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
    steps.into_iter().find(|step| *step >= width * (1.0 - 1e-12)).unwrap_or(f64::INFINITY)
}

/// Without the noise of binary fractions beyond the ninth decimal, so that 3 x 0.1 is 0.3.
fn tidy(value: f64) -> f64 {
    if value.abs() < 1e6 { (value * 1e9).round() / 1e9 } else { value }
}

/// The months, or where there would be too many the years, from the first to the last of `days`.
pub(super) fn date_bands(days: &[f64]) -> Vec<Band> {
    let dates: BTreeSet<Date> = days.iter().filter_map(|day| date_of(*day)).collect();
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else {
        return Vec::new();
    };
    let months: Vec<Band> = periods(first.first_of_month(), *last, Period::Month).take(MONTHS + 1).collect();
    if months.len() <= MONTHS {
        return months;
    }
    let years = periods(first.first_of_year(), *last, Period::Year);
    let kept = years.filter(|year| days.iter().any(|day| year.low <= *day && *day < year.high));
    kept.collect()
}

#[derive(Clone, Copy)]
enum Period {
    Month,
    Year,
}

/// The periods from the one that begins at `first` to the one that holds `last`.
fn periods(first: Date, last: Date, period: Period) -> impl Iterator<Item = Band> {
    let step = match period {
        Period::Month => 1.month(),
        Period::Year => 1.year(),
    };
    let starts = std::iter::successors(Some(first), move |start| start.checked_add(step).ok());
    starts.take_while(move |start| *start <= last).map(move |start| {
        let high = start.checked_add(step).map_or(f64::INFINITY, days_since_epoch);
        let (id, label) = match period {
            Period::Month => (start.strftime("%Y-%m").to_string(), start.strftime("%B %Y").to_string()),
            Period::Year => (start.strftime("%Y").to_string(), start.strftime("%Y").to_string()),
        };
        let low = days_since_epoch(start);
        let span = Span { low, single: false, start: id.clone(), from: label.clone(), to: label.clone() };
        Band { low, high, id, label, span }
    })
}

/// The day in days since 1970-01-01, as the engine counts them.
pub(super) fn days_since_epoch(day: Date) -> f64 {
    let days = day.duration_since(date(1970, 1, 1)).as_hours() / 24;
    // Dates span less than eight million days, well within 32 bits.
    i32::try_from(days).map_or(f64::NAN, f64::from)
}

/// The day so many days after 1970-01-01; `None` beyond the calendar.
pub(super) fn date_of(days: f64) -> Option<Date> {
    if !days.is_finite() || days.abs() > 4_000_000.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "within four million, and days are whole")]
    let days = days.floor() as i64;
    date(1970, 1, 1).checked_add(SignedDuration::from_hours(days * 24)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels(bands: &[Band]) -> Vec<&str> {
        bands.iter().map(|band| band.label.as_str()).collect()
    }

    #[test]
    fn whole_numbers_band_by_round_widths() {
        let ages: Vec<f64> = (18..=97).map(f64::from).collect();
        let bands = number_bands(&ages);
        assert_eq!(labels(&bands)[..3], ["10 to 19", "20 to 29", "30 to 39"]);
        assert_eq!(bands.last().map(|band| band.label.as_str()), Some("90 to 99"));
    }

    #[test]
    fn other_numbers_say_where_a_band_ends() {
        let values: Vec<f64> = (0_i32..60).map(|step| f64::from(step) / 60.0).collect();
        assert_eq!(labels(&number_bands(&values))[..2], ["0 to under 0.1", "0.1 to under 0.2"]);
    }

    #[test]
    fn a_short_time_shows_every_month_and_a_long_one_years() {
        let at = |text: &str| days_since_epoch(text.parse().unwrap());
        let months = date_bands(&[at("2025-12-31"), at("2026-02-01")]);
        assert_eq!(labels(&months), ["December 2025", "January 2026", "February 2026"]);
        let years = date_bands(&[at("1990-05-01"), at("2026-02-01")]);
        assert_eq!(labels(&years), ["1990", "2026"]);
        assert!(date_bands(&[f64::NAN, 1e300]).is_empty());
    }

    proptest! {
        #[test]
        fn every_number_is_in_exactly_one_band(values in prop::collection::vec(-1e5_f64..1e5, 1..80)) {
            let bands = number_bands(&values);
            prop_assert!(bands.len() <= 12, "{}", bands.len());
            for value in values {
                prop_assert_eq!(bands.iter().filter(|band| band.low <= value && value < band.high).count(), 1);
            }
        }

        #[test]
        fn a_day_counts_there_and_back(days in -700_000_i32..2_900_000) {
            let days = f64::from(days);
            prop_assert_eq!(date_of(days).map(days_since_epoch), Some(days));
        }
    }
}
