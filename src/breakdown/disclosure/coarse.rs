//! Numbers and days of sensitive questions: rows that no few people's own answers can be read from.

use std::ops::Range;

use crate::breakdown::bands::number_bands;
use crate::breakdown::disclosure::Policy;
use crate::breakdown::table::{Cell, Column, Row, Span, Table};
use crate::survey::{Class, QuestionKind};

/// `table`; where it is of a sensitive number or day that few people gave, in bands that each hold nobody or enough people,
/// the first and the last without an end.
pub(super) fn without_single_answers(mut table: Table, policy: &Policy) -> Table {
    let ordered = matches!(table.kind, QuestionKind::Number | QuestionKind::Date);
    let few = |row: &Row| policy.is_small(total(row));
    if table.class != Class::Sensitive || !ordered || !table.rows.iter().any(few) {
        return table;
    }
    let spans: Option<Vec<Span>> = table.rows.iter().map(|row| row.span.clone()).collect();
    let Some(spans) = spans else {
        return table;
    };
    // What is known of people in two columns, or by how they were drawn, is known of the rows as they were.
    table.evidence.shared.clear();
    table.evidence.units.clear();
    table.evidence.estimates = false;
    table.scores.clear();
    if spans.iter().any(|span| span.single) {
        table.rows = banded(&table.rows, &spans, &table.columns);
    }
    let counts: Vec<u64> = table.rows.iter().map(total).collect();
    let groups = groups(&counts, policy.base_threshold);
    table.rows = groups.iter().map(|group| joined(&table, group)).collect();
    table
}

/// How many people of the whole table are in a row; the total is the first column.
fn total(row: &Row) -> u64 {
    row.cells.first().map_or(0, |cell| cell.count)
}

/// Distinct numbers in bands of round width.
fn banded(rows: &[Row], spans: &[Span], columns: &[Column]) -> Vec<Row> {
    let values: Vec<f64> = spans.iter().map(|span| span.low).collect();
    let bands = number_bands(&values).into_iter().map(|band| {
        let within = rows.iter().zip(&values).filter(|(_, value)| band.low <= **value && **value < band.high);
        let cells = sum(within.map(|(row, _)| row), columns);
        Row {
            id: band.id,
            label: band.label,
            code: None,
            members: Vec::new(),
            reason: None,
            span: Some(band.span),
            cells,
            filed: None,
        }
    });
    bands.collect()
}

/// Runs of neighbours that each hold nobody or at least `threshold`, the first and the last somebody.
fn groups(counts: &[u64], threshold: u64) -> Vec<Range<usize>> {
    let sum = |range: Range<usize>| counts.get(range).unwrap_or_default().iter().sum::<u64>();
    let (mut groups, mut start) = (Vec::<Range<usize>>::new(), 0);
    for end in 1..=counts.len() {
        let people = sum(start..end);
        if people >= threshold || (people == 0 && !groups.is_empty()) {
            groups.push(start..end);
            start = end;
        }
    }
    while start == counts.len() || sum(start..counts.len()) < threshold {
        match groups.pop() {
            Some(last) => start = last.start,
            None => break,
        }
    }
    if start < counts.len() {
        groups.push(start..counts.len());
    }
    groups
}

fn joined(table: &Table, group: &Range<usize>) -> Row {
    let rows = table.rows.get(group.clone()).unwrap_or_default();
    let (id, label) = match rows {
        [one] => (one.id.clone(), one.label.clone()),
        _ => name(table, group),
    };
    let cells = sum(rows.iter(), &table.columns);
    Row { id, label, code: None, members: Vec::new(), reason: None, span: None, cells, filed: None }
}

/// What several rows are called together. The ends of all are somebody's own answers, or near them, and are not told.
fn name(table: &Table, group: &Range<usize>) -> (String, String) {
    let span = |at: usize| table.rows.get(at).and_then(|row| row.span.as_ref());
    let days = table.kind == QuestionKind::Date;
    let first = span(group.start).filter(|_| group.start > 0);
    match (first, span(group.end)) {
        (None, None) => ("any".to_owned(), if days { "Any day" } else { "Any number" }.to_owned()),
        (None, Some(next)) => {
            let word = if days { "Before" } else { "Under" };
            (format!("..{}", next.start), format!("{word} {}", next.from))
        }
        (Some(first), None) => {
            let word = if days { "later" } else { "more" };
            (format!("{}..", first.start), format!("{} or {word}", first.from))
        }
        (Some(first), Some(next)) => {
            let to = span(group.end.saturating_sub(1)).map_or("", |last| last.to.as_str());
            (format!("{}..{}", first.start, next.start), format!("{} to {to}", first.from))
        }
    }
}

fn sum<'a>(rows: impl Iterator<Item = &'a Row>, columns: &[Column]) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); columns.len()];
    for row in rows {
        for (cell, more) in cells.iter_mut().zip(&row.cells) {
            cell.count += more.count;
            cell.weighted += more.weighted;
            cell.squared += more.squared;
        }
    }
    for (cell, column) in cells.iter_mut().zip(columns) {
        let base = column.weighted_base;
        cell.share = (base > 0.0).then(|| (cell.weighted / base).clamp(0.0, 1.0));
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::bands::{date_bands, days_since_epoch};
    use crate::breakdown::fixture;
    use proptest::prelude::*;

    fn numbers(values: &[(i32, u64)]) -> Table {
        let counts: Vec<[u64; 1]> = values.iter().map(|(_, n)| [*n]).collect();
        let mut table = fixture::table(&counts.iter().map(<[u64; 1]>::as_slice).collect::<Vec<_>>());
        table.kind = QuestionKind::Number;
        for (row, (value, _)) in table.rows.iter_mut().zip(values) {
            let name = value.to_string();
            (row.id, row.label) = (name.clone(), name.clone());
            let (from, to) = (name.clone(), name.clone());
            row.span = Some(Span { low: f64::from(*value), single: true, start: name, from, to });
        }
        table
    }

    fn shown(table: Table) -> Vec<(String, u64)> {
        let table = without_single_answers(table, &Policy::default());
        table.rows.iter().map(|row| (row.label.clone(), total(row))).collect()
    }

    fn wanted(rows: &[(&str, u64)]) -> Vec<(String, u64)> {
        rows.iter().map(|(label, n)| ((*label).to_owned(), *n)).collect()
    }

    #[test]
    fn incomes_are_in_bands_without_ends() {
        let incomes = numbers(&[(18_123, 1), (21_500, 8), (23_451, 4), (31_000, 12), (38_200, 7), (61_872, 5)]);
        assert_eq!(
            shown(incomes),
            wanted(&[("Under 25000", 13), ("25000 to 29999", 0), ("30000 to 34999", 12), ("35000 or more", 12)])
        );
    }

    #[test]
    fn numbers_that_enough_people_gave_stay() {
        let children = || numbers(&[(0, 40), (1, 30), (2, 10)]);
        assert_eq!(shown(children()), wanted(&[("0", 40), ("1", 30), ("2", 10)]));
        let mut opinion = numbers(&[(0, 40), (9, 1)]);
        opinion.class = Class::Opinion;
        assert_eq!(shown(opinion).len(), 2);
    }

    #[test]
    fn months_of_birth_are_joined() {
        let mut table = fixture::table(&[&[3], &[4], &[30], &[2]]);
        table.kind = QuestionKind::Date;
        let day = |text: &str| days_since_epoch(text.parse().unwrap());
        for (row, band) in table.rows.iter_mut().zip(date_bands(&[day("2026-01-05"), day("2026-04-05")])) {
            row.span = Some(band.span);
        }
        assert_eq!(shown(table), wanted(&[("Any day", 39)]));
    }

    proptest! {
        #[test]
        fn every_row_has_nobody_or_enough_and_nobody_is_lost(
            values in prop::collection::btree_map(-500_i32..500, 1_u64..15, 1..40)
        ) {
            let values: Vec<(i32, u64)> = values.into_iter().collect();
            let people: u64 = values.iter().map(|(_, n)| n).sum();
            let rows = shown(numbers(&values));
            prop_assert_eq!(rows.iter().map(|(_, n)| n).sum::<u64>(), people);
            prop_assert!(people < 10 || rows.iter().all(|(_, n)| *n == 0 || *n >= 10), "{rows:?}");
        }
    }
}
