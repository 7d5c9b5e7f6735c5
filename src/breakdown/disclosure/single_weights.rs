//! That no release tells what one person weighs.
//!
//! A shown cell of one person carries that person's weight, and so do the share with its base, a net less its members and the total
//! less its columns. Where few people can be reached so, what the weights enter into is rounded: sums of weights to whole numbers,
//! shares and the ends of their intervals to whole percents, statistics to one decimal. A table with columns or filters is a part of
//! others, so what is shown of few people in any public table of the question rounds it too: else one table less another would give
//! what neither does. The table of everybody is rounded for its own few people only.

use crate::breakdown::disclosure::links::links;
use crate::breakdown::disclosure::shown::{ShownCell, ShownColumn, ShownTable};
use crate::breakdown::table::Table;
use crate::stats::Interval;

/// So many people are few: what they weigh together comes near to what one of them weighs.
const FEW: std::ops::RangeInclusive<u64> = 1..=9;

/// What a rounded table says of itself.
const NOTE: &str = "Weighted figures are rounded, because some are of fewer than 10 people: weighted counts and bases to whole \
                    numbers, percentages to whole percents, averages to one decimal.";

/// Whether `people` are few.
pub(super) fn is_few(people: u64) -> bool {
    FEW.contains(&people)
}

/// Whether `table` is of a part of the people, or in parts.
pub(super) fn is_part(table: &Table) -> bool {
    table.columns.len() > 1 || !table.within.is_empty() || !table.filters.is_empty()
}

/// Whether few people can be told from the others in what `shown` shows of `table`: in a cell, in what a column, a net or a sum of
/// columns has more than its shown parts, or in a reason for no answer, which another base counts in.
pub(super) fn reaches_few(table: &Table, shown: &ShownTable) -> bool {
    let seen = Seen { table, shown };
    let columns = 0..table.columns.len();
    let excluded = table.base.excluded.values().any(|people| is_few(*people));
    excluded || columns.clone().any(|at| seen.few_in_column(at)) || seen.few_between_columns()
}

/// Rounds everything the weights enter into, and says so.
pub(super) fn round(shown: &mut ShownTable) {
    shown.columns.iter_mut().for_each(round_column);
    shown.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(round_cell);
    for value in shown.statistics.iter_mut().flat_map(|statistic| statistic.values.iter_mut().flatten()) {
        *value = half_up(*value, 10.0);
    }
    shown.notes.push(NOTE.to_owned());
}

fn round_column(column: &mut ShownColumn) {
    column.weighted_base = column.weighted_base.map(|base| half_up(base, 1.0));
    column.effective_base = column.effective_base.map(|base| half_up(base, 1.0));
}

fn round_cell(cell: &mut ShownCell) {
    let percent = |share: f64| half_up(share, 100.0);
    cell.weighted = cell.weighted.map(|weighted| half_up(weighted, 1.0));
    cell.share = cell.share.map(percent);
    cell.interval = cell.interval.map(|ends| Interval { low: percent(ends.low), high: percent(ends.high) });
}

/// `value` to the nearest `1 / parts`, halves up. Decimals beyond the ninth are the noise of binary fractions, as in print.
fn half_up(value: f64, parts: f64) -> f64 {
    let scaled = (value * parts * 1e9).round() / 1e9;
    (scaled + 0.5).floor() / parts
}

struct Seen<'a> {
    table: &'a Table,
    shown: &'a ShownTable,
}

impl Seen<'_> {
    fn count(&self, row: usize, column: usize) -> Option<u64> {
        self.shown.rows.get(row)?.cells.get(column)?.count
    }

    fn base(&self, column: usize) -> Option<u64> {
        self.shown.columns.get(column)?.unweighted_base
    }

    fn few_in_column(&self, column: usize) -> bool {
        let rows = || self.table.rows.iter().enumerate();
        let single = !self.table.several;
        let own = rows().filter(|(_, row)| !row.is_net()).map(|(at, _)| at);
        let all = self.base(column).filter(|_| single).map(|base| self.beyond(base, own, column));
        let nets = rows().filter(|(_, row)| row.is_net() && single).filter_map(|(at, net)| {
            self.count(at, column).map(|count| self.beyond(count, net.members.iter().copied(), column))
        });
        let apart = rows().filter_map(|(at, row)| {
            let bounds = row.cells.get(column).and_then(|cell| cell.bounds);
            bounds.filter(|_| self.count(at, column).is_some()).map(|bounds| bounds.gap)
        });
        rows().filter_map(|(at, _)| self.count(at, column)).chain(all).chain(nets).chain(apart).any(is_few)
    }

    /// How many of `whole` are in none of the shown `rows`.
    fn beyond(&self, whole: u64, rows: impl Iterator<Item = usize>, column: usize) -> u64 {
        whole.saturating_sub(rows.filter_map(|row| self.count(row, column)).sum())
    }

    fn few_between_columns(&self) -> bool {
        let rest = |number: &dyn Fn(usize) -> Option<u64>, whole: usize, parts: &[usize]| {
            let shown: u64 = parts.iter().filter_map(|part| number(*part)).sum();
            number(whole).map_or(0, |all| all.saturating_sub(shown))
        };
        links(self.table).iter().any(|link| {
            let rows = 0..self.table.rows.len();
            let cells = rows.map(|row| rest(&|column| self.count(row, column), link.whole, &link.parts));
            cells.chain([rest(&|column| self.base(column), link.whole, &link.parts)]).any(is_few)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::half_up;
    use crate::breakdown::disclosure::{Hidden, Policy, ReleasedTable, release, release_within};
    use crate::breakdown::fixture::table;
    use crate::breakdown::table::{Row, Statistic, Table};
    use crate::survey::Class;

    /// A weighted question of opinion in which everybody weighs `weight`.
    fn weighted(counts: &[&[u64]], weight: f64) -> Table {
        let mut made = table(counts);
        (made.class, made.weight) = (Class::Opinion, Some("w".to_owned()));
        for column in &mut made.columns {
            column.weighted_base *= weight;
            column.squared *= weight * weight;
        }
        for cell in made.rows.iter_mut().flat_map(|row| &mut row.cells) {
            cell.weighted *= weight;
            cell.squared *= weight * weight;
        }
        made.statistics =
            vec![Statistic { id: "mean".to_owned(), label: "Mean".to_owned(), values: vec![Some(2.6176)] }];
        made
    }

    fn is_rounded(released: &ReleasedTable) -> bool {
        released.shown().notes.iter().any(|note| note.starts_with("Weighted figures are rounded"))
    }

    #[test]
    fn what_one_person_weighs_is_not_told() {
        let released = release(weighted(&[&[1], &[99]], 0.6176), &Policy::default());
        let cell = &released.shown().rows[0].cells[0];
        assert_eq!(
            (cell.count, cell.weighted, cell.share, cell.printed.as_str()),
            (Some(1), Some(1.0), Some(0.01), "1%")
        );
        assert_eq!(released.shown().columns[0].weighted_base, Some(62.0));
        assert_eq!(released.shown().statistics[0].values, [Some(2.6)]);
        assert!(is_rounded(&released));
    }

    #[test]
    fn figures_of_many_people_are_as_they_are() {
        let released = release(weighted(&[&[10], &[90]], 0.6176), &Policy::default());
        assert_eq!(released.shown().rows[0].cells[0].weighted, Some(6.176));
        assert!(!is_rounded(&released));
        let mut unweighted = weighted(&[&[1], &[99]], 1.0);
        unweighted.weight = None;
        assert!(!is_rounded(&release(unweighted, &Policy::default())));
    }

    #[test]
    fn a_reason_of_few_rounds_because_another_base_counts_it() {
        let mut made = weighted(&[&[50], &[50]], 0.6176);
        made.base.excluded = [(crate::survey::Missing::Blank, 1)].into();
        assert!(is_rounded(&release(made, &Policy::default())));
    }

    #[test]
    fn a_net_less_its_members_tells_nobody() {
        // The reason hides its small count and takes a partner; the net over one member more stays.
        let mut made = weighted(&[&[60], &[40], &[1]], 0.6176);
        made.rows[2].reason = Some(crate::survey::Missing::PreferNotToSay);
        let cells = made.rows[0].cells.clone();
        made.rows.push(Row {
            id: "net".to_owned(),
            label: "Net".to_owned(),
            code: None,
            members: vec![0],
            reason: None,
            span: None,
            cells,
            filed: None,
        });
        let hidden = Hidden::of(vec![made.clone()], &[], &Policy::default());
        let shown = release_within(made, &[&hidden], &Policy::default());
        let weights: Vec<f64> = shown.shown().rows.iter().filter_map(|row| row.cells[0].weighted).collect();
        let told = weights.iter().any(|one| weights.iter().any(|two| (one - two - 0.6176).abs() < 1e-9));
        assert!(!told, "{weights:?}");
    }

    #[test]
    fn a_table_in_parts_is_rounded_for_few_people_in_any_other() {
        let (parts, other) =
            (weighted(&[&[100, 60, 40], &[100, 50, 50]], 0.6176), weighted(&[&[100, 99, 1], &[100, 50, 50]], 0.6176));
        let hidden = Hidden::of(vec![parts.clone(), other], &[], &Policy::default());
        assert!(is_rounded(&release_within(parts.clone(), &[&hidden], &Policy::default())));
        let total = weighted(&[&[100], &[100]], 0.6176);
        assert!(!is_rounded(&release_within(total, &[&hidden], &Policy::default())));
        let alone = Hidden::of(vec![parts.clone()], &[], &Policy::default());
        assert!(!is_rounded(&release_within(parts, &[&alone], &Policy::default())));
    }

    #[test]
    fn halves_go_up_past_the_noise_of_binary_fractions() {
        for (value, parts, rounded) in
            [(0.285, 100.0, 0.29), (2.5, 1.0, 3.0), (2.449_999, 10.0, 2.4), (-0.25, 10.0, -0.2)]
        {
            assert!((half_up(value, parts) - rounded).abs() < 1e-12, "{value}");
        }
    }

    proptest! {
        #[test]
        fn one_person_s_weight_moves_no_figure_by_less_than_a_unit(few in 1_u64..10, many in 90_u64..400, weight in 0.05_f64..4.0) {
            let released = release(weighted(&[&[few], &[many]], weight), &Policy::default());
            for figure in released.shown().rows.iter().filter_map(|row| row.cells[0].weighted) {
                prop_assert!((figure - figure.round()).abs() < 1e-12, "{figure}");
            }
            for share in released.shown().rows.iter().filter_map(|row| row.cells[0].share) {
                prop_assert!((share * 100.0 - (share * 100.0).round()).abs() < 1e-9, "{share}");
            }
        }
    }
}
