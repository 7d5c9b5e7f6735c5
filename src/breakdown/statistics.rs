//! Mean, spread, median and extremes of numbers, weighted where a weight is.

use crate::breakdown::rows::RowPlan;
use crate::breakdown::scale::Scale;
use crate::breakdown::table::Statistic;
use crate::engine::{CrosstabColumn, Distribution, Tally};
use crate::stats::design::Weighed;
use crate::stats::mean::{self, Mean, mean_of_tallies};
use crate::survey::{Question, QuestionKind};

/// The statistics of a question over the columns: of a number all of them, of a scale the mean and spread of its scores.
pub(super) fn statistics(question: &Question, columns: &[&CrosstabColumn]) -> Vec<Statistic> {
    if question.kind == QuestionKind::Number {
        let values: Vec<Vec<(f64, Tally)>> = columns.iter().map(|column| numbers(column)).collect();
        return measured(&NUMBER, "", &values);
    }
    let Some(scale) = Scale::of(question) else { return Vec::new() };
    let values: Vec<Vec<(f64, Tally)>> = columns.iter().map(|column| scores(&scale, column)).collect();
    measured(&SCALE, &format!(" ({})", scale.words(question)), &values)
}

type Measure = fn(&[(f64, Tally)]) -> Option<f64>;

const NUMBER: [(&str, &str, Measure); 5] = [
    ("mean", "Mean", mean),
    ("sd", "Standard deviation", deviation),
    ("median", "Median", median),
    ("min", "Lowest", |values| values.iter().map(|(value, _)| *value).reduce(f64::min)),
    ("max", "Highest", |values| values.iter().map(|(value, _)| *value).reduce(f64::max)),
];

const SCALE: [(&str, &str, Measure); 2] = [("mean", "Mean score", mean), ("sd", "Standard deviation", deviation)];

/// Each measure over the columns; `of` is added to the label of the first.
fn measured(measures: &[(&str, &str, Measure)], of: &str, columns: &[Vec<(f64, Tally)>]) -> Vec<Statistic> {
    let measured = measures.iter().enumerate().map(|(at, (id, label, measure))| Statistic {
        id: (*id).to_owned(),
        label: format!("{label}{}", if at == 0 { of } else { "" }),
        values: columns.iter().map(|values| measure(values).filter(|value| value.is_finite())).collect(),
    });
    measured.collect()
}

/// The number each row of a question counts as in its statistics; bands, words and nets count as none.
pub(super) fn row_scores(question: &Question, rows: &[RowPlan]) -> Vec<Option<f64>> {
    let scale = Scale::of(question);
    let number = |row: &RowPlan| row.span.as_ref().filter(|span| span.single).map(|span| span.low);
    let point = |row: &RowPlan| scale.as_ref().and_then(|scale| scale.score(row.code()?));
    rows.iter().map(|row| number(row).or_else(|| point(row))).collect()
}

/// The same statistics of other answers, by column. The lowest and the highest are nobody's any more.
pub(super) fn anew(statistics: &mut [Statistic], columns: Vec<Vec<(f64, Tally)>>) {
    let sorted: Vec<Vec<(f64, Tally)>> = columns.into_iter().map(ascending).collect();
    for statistic in statistics {
        let known = NUMBER.iter().find(|(id, ..)| *id == statistic.id && !["min", "max"].contains(id));
        let measured = |values: &Vec<(f64, Tally)>| known.and_then(|(_, _, measure)| measure(values));
        statistic.values = sorted.iter().map(|values| measured(values).filter(|value| value.is_finite())).collect();
    }
}

fn ascending(mut values: Vec<(f64, Tally)>) -> Vec<(f64, Tally)> {
    values.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    values
}

fn numbers(column: &CrosstabColumn) -> Vec<(f64, Tally)> {
    match &column.answers {
        Distribution::Values(values) => values.clone(),
        _ => Vec::new(),
    }
}

/// The scores of a scale with who gave them, ascending.
fn scores(scale: &Scale, column: &CrosstabColumn) -> Vec<(f64, Tally)> {
    let Distribution::Codes(codes) = &column.answers else { return Vec::new() };
    let scored = codes.iter().filter_map(|(code, tally)| Some((scale.score(*code)?, *tally)));
    ascending(scored.collect())
}

fn total(values: &[(f64, Tally)]) -> Tally {
    values.iter().fold(Tally::default(), |sum, (_, tally)| sum.plus(*tally))
}

/// The mean of those who gave these values, and their spread.
fn measure(values: &[(f64, Tally)]) -> Option<Mean> {
    let people = |tally: &Tally| Weighed { n: tally.n, weight: tally.weight, squared: tally.weight_squared };
    let tallies = values.iter().map(|(value, tally)| mean::Tally { value: *value, people: people(tally) });
    mean_of_tallies(total(values).n, &tallies.collect::<Vec<_>>()).ok()
}

fn mean(values: &[(f64, Tally)]) -> Option<f64> {
    measure(values).map(|mean| mean.value)
}

fn deviation(values: &[(f64, Tally)]) -> Option<f64> {
    measure(values)?.sd().ok()
}

/// The value half the weight lies below; the middle of two where it falls exactly between them. The quantiles of
/// [`crate::stats::quantile`] are those of R, which draws a line between weighted people or takes the second where the first weighs
/// more than half.
fn median(values: &[(f64, Tally)]) -> Option<f64> {
    let half = total(values).weight / 2.0;
    let mut below = 0.0;
    let mut weighing = values.iter().filter(|(_, tally)| tally.weight > 0.0).peekable();
    while let Some((value, tally)) = weighing.next() {
        below += tally.weight;
        if (below - half).abs() <= half * 1e-12 {
            return Some(weighing.peek().map_or(*value, |(next, _)| value.midpoint(*next)));
        }
        if below > half {
            return Some(*value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture::{number, values as column};

    fn measured(column: &CrosstabColumn) -> Vec<Option<f64>> {
        statistics(&number("q"), &[column]).into_iter().map(|statistic| statistic.values[0]).collect()
    }

    #[test]
    fn of_one_to_four_the_mean_and_the_median_are_in_the_middle() {
        let found = measured(&column(&[(1.0, 1), (2.0, 1), (3.0, 1), (4.0, 1)]));
        assert_eq!([found[0], found[2], found[3], found[4]], [Some(2.5), Some(2.5), Some(1.0), Some(4.0)]);
        assert!((found[1].unwrap() - (5.0_f64 / 3.0).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn a_weight_draws_the_mean() {
        let mut heavy = column(&[(1.0, 1), (4.0, 1)]);
        if let Distribution::Values(values) = &mut heavy.answers {
            values[1].1.weight = 3.0;
        }
        let found = measured(&heavy);
        assert_eq!((found[0], found[2]), (Some(3.25), Some(4.0)));
        if let Distribution::Values(values) = &mut heavy.answers {
            values[1].1 = Tally { n: 1, weight: 0.0, weight_squared: 0.0 };
        }
        let found = measured(&heavy);
        assert_eq!(found[..3], [Some(1.0), None, Some(1.0)], "one of two weighs nothing, so that there is no spread");
    }

    #[test]
    fn what_is_not_defined_is_not_given() {
        assert_eq!(measured(&column(&[])), [None; 5]);
        assert_eq!(measured(&column(&[(7.0, 1)])), [Some(7.0), None, Some(7.0), Some(7.0), Some(7.0)]);
    }
}
