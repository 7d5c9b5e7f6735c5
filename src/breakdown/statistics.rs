//! Mean, spread, median and extremes of numbers, weighted where a weight is.

use crate::breakdown::table::Statistic;
use crate::engine::{CrosstabColumn, Distribution, Tally};

/// The statistics of a number over the columns.
pub(super) fn statistics(columns: &[&CrosstabColumn]) -> Vec<Statistic> {
    type Measure = fn(&[(f64, Tally)]) -> Option<f64>;
    let measures: [(&str, &str, Measure); 5] = [
        ("mean", "Mean", mean),
        ("sd", "Standard deviation", deviation),
        ("median", "Median", median),
        ("min", "Lowest", |values| values.iter().map(|(value, _)| *value).reduce(f64::min)),
        ("max", "Highest", |values| values.iter().map(|(value, _)| *value).reduce(f64::max)),
    ];
    let measured = measures.map(|(id, label, measure)| Statistic {
        id: id.to_owned(),
        label: label.to_owned(),
        values: columns.iter().map(|column| measure(values(column)).filter(|value| value.is_finite())).collect(),
    });
    measured.into()
}

fn values(column: &CrosstabColumn) -> &[(f64, Tally)] {
    match &column.answers {
        Distribution::Values(values) => values,
        _ => &[],
    }
}

fn total(values: &[(f64, Tally)]) -> Tally {
    values.iter().fold(Tally::default(), |sum, (_, tally)| sum.plus(*tally))
}

fn mean(values: &[(f64, Tally)]) -> Option<f64> {
    let weight = total(values).weight;
    (weight > 0.0).then(|| values.iter().map(|(value, tally)| value * tally.weight).sum::<f64>() / weight)
}

/// The weighted mean square about the mean, times n / (n - 1): the sample's own when everybody counts one.
fn deviation(values: &[(f64, Tally)]) -> Option<f64> {
    let (all, centre) = (total(values), mean(values)?);
    let n = people(all.n);
    let squares: f64 = values.iter().map(|(value, tally)| tally.weight * (value - centre).powi(2)).sum();
    (all.n > 1).then(|| (squares / all.weight * n / (n - 1.0)).sqrt())
}

/// The value half the weight lies below; the middle of two where it falls exactly between them.
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

/// A number of people as a number to reckon with; exact up to nine thousand million million.
#[expect(clippy::cast_precision_loss, reason = "no survey has so many people")]
pub(super) fn people(n: u64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::fixture::values as column;

    fn measured(column: &CrosstabColumn) -> Vec<Option<f64>> {
        statistics(&[column]).into_iter().map(|statistic| statistic.values[0]).collect()
    }

    #[test]
    fn of_one_to_four_the_mean_and_the_median_are_in_the_middle() {
        let found = measured(&column(&[(1.0, 1), (2.0, 1), (3.0, 1), (4.0, 1)]));
        let deviation = (5.0_f64 / 3.0).sqrt();
        assert_eq!(found, [Some(2.5), Some(deviation), Some(2.5), Some(1.0), Some(4.0)]);
    }

    #[test]
    fn a_weight_draws_the_mean() {
        let mut heavy = column(&[(1.0, 1), (4.0, 1)]);
        if let Distribution::Values(values) = &mut heavy.answers {
            values[1].1.weight = 3.0;
        }
        let found = measured(&heavy);
        assert_eq!((found[0], found[2]), (Some(3.25), Some(4.0)));
    }

    #[test]
    fn what_is_not_defined_is_not_given() {
        assert_eq!(measured(&column(&[])), [None; 5]);
        assert_eq!(measured(&column(&[(7.0, 1)])), [Some(7.0), None, Some(7.0), Some(7.0), Some(7.0)]);
    }
}
