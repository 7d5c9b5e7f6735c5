//! Recognising a column that stands alone: numbers, days, lists, options or words.

use super::cell::CellReader;
use super::choice;
use super::dates::{self, DateColumn};
use super::labels;
use super::multiple::{self, Found, Lists};
use super::numbers;
use super::points::Points;
use super::profile::Column;
use crate::survey::{AnswerOption, QuestionKind};

/// Words in a heading that say its whole numbers measure something rather than stand for options.
const UNITS: [&str; 40] = [
    "age",
    "years",
    "year",
    "months",
    "month",
    "weeks",
    "days",
    "day",
    "hours",
    "minutes",
    "percent",
    "percentage",
    "count",
    "number",
    "total",
    "amount",
    "cost",
    "price",
    "weight",
    "height",
    "kg",
    "cm",
    "miles",
    "km",
    "duration",
    "times",
    "many",
    "population",
    "visits",
    "id",
    "code",
    "postcode",
    "zip",
    "phone",
    "size",
    "old",
    "score",
    "distance",
    "salary",
    "income",
];
/// Words in a heading that say its digits are no number at all.
const CODES: [&str; 6] = ["zip", "postcode", "postcodes", "postal", "phone", "telephone"];

/// The kind of a column that stands alone, and what its cells become.
pub(super) struct Reading {
    pub(super) kind: QuestionKind,
    pub(super) options: Vec<AnswerOption>,
    pub(super) reader: CellReader,
    pub(super) views: bool,
}

impl Reading {
    /// The reading of a column whose options are those of `choice`.
    pub(super) fn of(choice: &choice::Choice) -> Self {
        let reader = CellReader::Choice(choice.wordings.clone());
        Self { kind: choice.kind, options: choice.options.clone(), reader, views: choice.views }
    }
}

/// What a column that stands alone is.
pub(super) fn read_column(column: &Column, id: &str, points: &mut Points) -> Reading {
    if column.answered() == 0 {
        points.empty_column(id, &column.heading.name);
        return words();
    }
    if let Some(reading) = read_numbers(column, id, points) {
        return reading;
    }
    if let Some(reading) = read_dates(column, id, points) {
        return reading;
    }
    let mut unsure = None;
    for delimiter in [';', '|'] {
        match multiple::recognise(column, delimiter) {
            Found::Lists(lists) => return read_lists(*lists, id, points),
            Found::Unsure(delimiter) => unsure = Some(delimiter),
            Found::Nothing => {}
        }
    }
    if let Some(choice) = choice::recognise(&[column]).filter(|choice| choice.kind == QuestionKind::Scale) {
        return read_choice(choice, id, points);
    }
    match multiple::recognise(column, ',') {
        Found::Lists(lists) => return read_lists(*lists, id, points),
        Found::Unsure(delimiter) => unsure = unsure.or(Some(delimiter)),
        Found::Nothing => {}
    }
    if let Some(delimiter) = unsure {
        points.looks_multiple(id, delimiter);
    }
    match choice::recognise(&[column]) {
        Some(choice) => read_choice(choice, id, points),
        None => words(),
    }
}

fn words() -> Reading {
    Reading { kind: QuestionKind::Open, options: Vec::new(), reader: CellReader::Words, views: false }
}

fn read_choice(choice: choice::Choice, id: &str, points: &mut Points) -> Reading {
    if choice.own_words > 0 {
        points.own_words(id, choice.own_words);
    }
    if choice.merged > 0 {
        points.merged_labels(id, choice.merged);
    }
    let reader = CellReader::Choice(choice.wordings);
    Reading { kind: choice.kind, options: choice.options, reader, views: choice.views }
}

fn read_lists(lists: Lists, id: &str, points: &mut Points) -> Reading {
    if lists.with_words > 0 {
        points.words_beside(id, lists.with_words, lists.delimiter);
    }
    if !lists.joined.is_empty() {
        points.joined_options(id, &lists.joined);
    }
    if lists.merged > 0 {
        points.merged_labels(id, lists.merged);
    }
    Reading { kind: QuestionKind::Multiple, options: lists.options, reader: lists.reader, views: false }
}

/// Whether the heading says that numbers below it measure something.
pub(super) fn is_measure(text: &str) -> bool {
    labels::heading_says(text, &UNITS) || text.contains(['%', '£', '$', '€'])
}

pub(super) fn all_numbers(column: &Column) -> bool {
    column.unseen == column.unseen_numbers && column.filled().all(|(value, _)| numbers::parse(value).is_some())
}

/// Numbers: when (nearly) all cells are numbers and they are not codes of a few options.
fn read_numbers(column: &Column, id: &str, points: &mut Points) -> Option<Reading> {
    let (mut whole, mut distinct, mut numeric, mut other) = (true, std::collections::BTreeSet::new(), 0_u64, 0_u64);
    let (mut customary, mut not_applicable, mut percent) = (true, 0_u64, false);
    for (value, count) in column.filled() {
        if let Some(number) = numbers::parse_measure(value) {
            whole &= numbers::whole(value.trim_end_matches('%')).is_some();
            percent |= value.ends_with('%');
            distinct.insert(number.to_bits());
            numeric += count;
        } else {
            customary = customary && labels::comes_last(value);
            // Texts that may mean "does not apply" are told of by a point of their own.
            not_applicable += if labels::looks_not_applicable(value) { count } else { 0 };
            other += count;
        }
    }
    numeric += column.unseen_numbers;
    other += column.unseen - column.unseen_numbers;
    let nearly = other == 0 || (distinct.len() > 15 && (numeric >= other * 9 || (customary && numeric >= other)));
    let wording = format!("{id} {}", column.heading.text).replace('_', " ");
    // Percentages that are few may be options to choose from; they are no codes.
    let few = distinct.len() <= 15;
    let coded = column.is_whole() && few && ((whole && !is_measure(&wording)) || (percent && other == 0));
    if numeric == 0 || !nearly || coded || labels::heading_says(&wording, &CODES) {
        return None;
    }
    if other > not_applicable {
        points.not_all_numbers(id, other - not_applicable);
    }
    Some(Reading { kind: QuestionKind::Number, options: Vec::new(), reader: CellReader::Numbers, views: false })
}

fn read_dates(column: &Column, id: &str, points: &mut Points) -> Option<Reading> {
    match dates::recognise(&column.filled().map(|(value, _)| value)) {
        DateColumn::Days(order) => {
            let reader = CellReader::Days(order);
            Some(Reading { kind: QuestionKind::Date, options: Vec::new(), reader, views: false })
        }
        DateColumn::Ambiguous => {
            points.date_order(id);
            Some(words())
        }
        DateColumn::WithTime => {
            points.date_with_time(id);
            Some(words())
        }
        DateColumn::Other => None,
    }
}
