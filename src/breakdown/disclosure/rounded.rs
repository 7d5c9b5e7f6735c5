//! Tables of which every figure is of rounded counts, as NHS Digital's rule for hospital statistics has it: few people are hidden,
//! every other count and base goes to the nearest five, and percentages are of the rounded counts (NHS Digital, change to disclosure
//! control methodology for HES and ECDS, 2018).
//!
//! The table itself is rounded, before anything is inferred from it or shown of it, so that nothing downstream can be of exact
//! numbers: tables that round alike are shown alike. Few people become one, whose cell the policy hides. Weighted figures go to the
//! nearest five people's worth of weight, lest a sum of weights tell a count. Averages are worked out anew from the rounded counts.

use crate::breakdown::disclosure::Policy;
use crate::breakdown::disclosure::shown::ShownTable;
use crate::breakdown::disclosure::stub::is_too_few;
use crate::breakdown::rounding::format_number;
use crate::breakdown::statistics::anew;
use crate::breakdown::table::{Cell, Column, Table};
use crate::engine::Tally;
use crate::stats::people;

/// What few people become: some of them, which is hidden.
const SOME: u64 = 1;

/// How the note of a table of rounded counts begins.
const ROUNDED: &str = "Counts and bases are rounded to the nearest";

impl ShownTable {
    /// Whether its counts are rounded, and its percentages of rounded counts.
    pub fn is_rounded(&self) -> bool {
        self.notes.iter().any(|note| note.starts_with(ROUNDED))
    }
}

/// Whether claims would rest on exact counts that the rounded table does not have: who is in two columns, how people were drawn.
pub(super) fn is_silent(table: &Table, policy: &Policy) -> bool {
    policy.rounding.is_some() && table.evidence.is_of_people()
}

/// `table` as it is judged by: of rounded counts where the rounding stands in the place of further hiding, and exact where numbers
/// are hidden until even exact ones would be safe.
pub(super) fn judged(table: Table, policy: &Policy) -> Table {
    if policy.secondary { table } else { rounded(table, policy) }
}

/// `table` of rounded counts, where the policy rounds.
pub(super) fn rounded(mut table: Table, policy: &Policy) -> Table {
    let Some(step) = policy.rounding else { return table };
    let steps = Steps { policy, weight: table.weight.is_some().then(|| weight_step(&table, step)) };
    let Table { columns, rows, .. } = &mut table;
    for column in columns.iter_mut() {
        steps.column(column);
    }
    for (cell, column) in rows.iter_mut().flat_map(|row| row.cells.iter_mut().zip(&*columns)) {
        steps.cell(cell, column);
    }
    for n in table.base.excluded.values_mut() {
        *n = steps.count(*n, policy.few());
    }
    if table.evidence.is_of_people() {
        table.evidence.forget();
    }
    table.evidence.drawn = policy.rounded(table.evidence.drawn);
    measure(&mut table);
    table
}

/// What a table of rounded counts says of itself.
pub(super) fn notes(table: &Table, policy: &Policy, silent: bool) -> Vec<String> {
    let Some(step) = policy.rounding else { return Vec::new() };
    let mut notes = vec![format!(
        "{ROUNDED} {step}, and percentages are of the rounded counts, so that 100% may stand for nearly everybody. Fewer than {} people are hidden.",
        policy.cell_threshold
    )];
    // What few people weigh on average is not told, not even by the step it is rounded to.
    let tells = table.weight.is_some() && !is_too_few(table, policy);
    notes.extend(tells.then(|| {
        format!("Weighted counts and bases are rounded to the nearest {}.", format_number(weight_step(table, step), 9))
    }));
    notes.extend((!table.statistics.is_empty()).then(|| "Averages are of the rounded counts.".to_owned()));
    let silence = "No intervals or comparisons are given: they would rest on exact counts.";
    notes.extend(silent.then(|| silence.to_owned()));
    notes
}

/// So much weight is what `step` people weigh in the whole table: the next of 1, 2, 5 and their tenfolds to the mean weight, times
/// `step`.
fn weight_step(table: &Table, step: u64) -> f64 {
    let total = table.columns.first();
    let mean = total.map_or(1.0, |total| total.weighted_base / people(total.unweighted_base));
    if !(mean.is_finite() && mean > 0.0) {
        return people(step);
    }
    let ten = 10_f64.powf(mean.log10().floor());
    let next = [1.0, 2.0, 5.0, 10.0].map(f64::ln).into_iter();
    let near = next.min_by(|one, other| {
        let far = |ln: f64| ((mean / ten).ln() - ln).abs();
        far(*one).total_cmp(&far(*other))
    });
    people(step) * near.map_or(1.0, |ln| ln.exp().round()) * ten
}

struct Steps<'a> {
    policy: &'a Policy,
    /// What weighted figures are rounded to; `None` where everybody counts one.
    weight: Option<f64>,
}

impl Steps<'_> {
    fn count(&self, n: u64, few: u64) -> u64 {
        match n {
            0 => 0,
            n if n < few => SOME,
            n => self.policy.rounded(n),
        }
    }

    fn column(&self, column: &mut Column) {
        column.unweighted_base = self.count(column.unweighted_base, self.policy.base_threshold);
        column.people = self.count(column.people, self.policy.base_threshold);
        let base = people(column.unweighted_base);
        let Some(step) = self.weight else {
            (column.weighted_base, column.squared, column.effective_base) = (base, base, base);
            return;
        };
        column.weighted_base = weighted(column.weighted_base, step);
        let count = people(self.policy.rounding.unwrap_or(1));
        column.effective_base = weighted(column.effective_base, count).min(base);
        column.squared = match column.effective_base {
            effective if effective > 0.0 => column.weighted_base * column.weighted_base / effective,
            _ => 0.0,
        };
    }

    fn cell(&self, cell: &mut Cell, column: &Column) {
        let few = 1..self.policy.cell_threshold;
        let is_few = few.contains(&cell.count);
        cell.count = self.count(cell.count, self.policy.cell_threshold).min(column.unweighted_base);
        cell.weighted = match self.weight {
            None => people(cell.count),
            Some(step) if is_few => step,
            Some(step) => weighted(cell.weighted, step),
        }
        .min(column.weighted_base);
        let base = column.weighted_base;
        cell.squared = if base > 0.0 { cell.weighted * (column.squared / base) } else { 0.0 };
        cell.share = (base > 0.0).then(|| (cell.weighted / base).clamp(0.0, 1.0));
    }
}

/// A sum of weights to the nearest step, halves up; what is above nought is at least a step.
fn weighted(sum: f64, step: f64) -> f64 {
    if !(sum.is_finite() && sum > 0.0) {
        return 0.0;
    }
    // Beyond the ninth decimal is the noise of binary fractions.
    let steps = ((sum / step * 1e9).round() / 1e9 + 0.5).floor().max(1.0);
    let noise = 1e9;
    (steps * step * noise).round() / noise
}

/// The statistics of the rounded counts; none where rows have no numbers to reckon with.
fn measure(table: &mut Table) {
    let scored = |column: usize| {
        let cells = table.rows.iter().zip(&table.scores);
        let scores = cells.filter_map(|(row, score)| {
            let cell = row.cells.get(column)?;
            let tally = Tally { n: cell.count, weight: cell.weighted, weight_squared: cell.squared };
            (cell.count > 0).then_some(((*score)?, tally))
        });
        scores.collect::<Vec<_>>()
    };
    let columns: Vec<Vec<(f64, Tally)>> = (0..table.columns.len()).map(scored).collect();
    anew(&mut table.statistics, columns);
}
