//! Whether a row rises or falls over three waves or more: Cochran and Armitage's test where everybody counts one, a linear contrast of
//! the shares where they are weighted or drawn by a design.

use crate::breakdown::table::Against;
use crate::breakdown::trend::change::{called, is_estimate, tested};
use crate::breakdown::trend::{TrendRow, TrendTest, WaveTable};
use crate::stats::change::trend;
use crate::stats::comparison::{Adjustment, cochran_armitage};
use crate::stats::count;
use crate::stats::proportion::Part;

/// The fewest waves that have a trend.
const FEWEST: usize = 3;

/// What the test of one row found.
struct Leaning {
    rises: bool,
    p: f64,
}

/// Tests each row over the latest waves without a break between them, and says how; nothing where they are fewer than three, or
/// where the kind of survey allows no test.
pub(super) fn mark(waves: &[WaveTable], breaks: &[Vec<String>], rows: &mut [TrendRow]) -> Option<TrendTest> {
    let from = breaks.iter().rposition(|reasons| !reasons.is_empty()).unwrap_or(0);
    let run = waves.get(from..).filter(|run| run.len() >= FEWEST)?;
    if !run.iter().all(|wave| is_estimate(wave.kind())) {
        return None;
    }
    let (scores, by_year) = scores(run);
    let plain = run.iter().all(|wave| wave.shown().weight.is_none() && !wave.is_drawn());
    let found: Vec<Option<Leaning>> = rows.iter().map(|row| leaning(run, row, from, &scores, plain)).collect();
    let raw: Vec<Option<f64>> = found.iter().map(|found| found.as_ref().map(|found| found.p)).collect();
    if raw.iter().all(Option::is_none) {
        return None;
    }
    for ((row, found), p) in rows.iter_mut().zip(found).zip(Adjustment::Holm.adjust(&raw)) {
        row.trend_p = p;
        row.trend = found.zip(p).and_then(|(found, p)| direction(row, from, found.rises, p));
    }
    Some(TrendTest { from, plain, by_year })
}

/// The years of the waves where every one is later than the one before, else one step each.
fn scores(run: &[WaveTable]) -> (Vec<f64>, bool) {
    let years: Option<Vec<i32>> = run.iter().map(|wave| wave.source.year).collect();
    match years.filter(|years| years.windows(2).all(|pair| pair.first() < pair.last())) {
        Some(years) => (years.into_iter().map(f64::from).collect(), true),
        None => ((0..run.len()).map(count).collect(), false),
    }
}

fn leaning(run: &[WaveTable], row: &TrendRow, from: usize, scores: &[f64], plain: bool) -> Option<Leaning> {
    let cells = row.cells.get(from..)?;
    let cells = run.iter().zip(cells).map(|(wave, cell)| Some((wave, cell.cell.as_ref()?)));
    let cells = cells.collect::<Option<Vec<_>>>()?;
    let parts = cells.iter().map(|(wave, cell)| tested(wave, cell)).collect::<Option<Vec<Part>>>()?;
    let errors = cells.iter().map(|(_, cell)| cell.error).collect::<Option<Vec<f64>>>()?;
    let shares: Vec<f64> = parts.iter().map(|part| part.share()).collect();
    let line = trend(scores, &shares, &independent(&errors)).ok()?;
    let p = if plain { cochran_armitage(&parts, scores).ok()?.p } else { line.p().ok()? };
    let rises = if plain { pull(&parts, scores) > 0.0 } else { line.difference > 0.0 };
    Some(Leaning { rises, p })
}

/// What Cochran and Armitage's test squares: which way the shares lean.
fn pull(parts: &[Part], scores: &[f64]) -> f64 {
    let (x, n) = parts.iter().fold((0.0, 0.0), |(x, n), part| (x + part.x(), n + part.n()));
    parts.iter().zip(scores).map(|(part, score)| score * (part.x() - part.n() * x / n)).sum()
}

/// The covariances of waves of separate samples.
fn independent(errors: &[f64]) -> Vec<Vec<f64>> {
    let row = |at: usize| {
        errors.iter().enumerate().map(|(other, error)| if other == at { error * error } else { 0.0 }).collect()
    };
    (0..errors.len()).map(row).collect()
}

/// The direction of a trend that is beyond chance, where the last share is two points or more beyond the first the same way.
fn direction(row: &TrendRow, from: usize, rises: bool, p: f64) -> Option<Against> {
    let share = |at: usize| row.cells.get(at)?.cell.as_ref()?.share;
    let difference = share(row.cells.len().checked_sub(1)?)? - share(from)?;
    let way = if rises { Against::Higher } else { Against::Lower };
    called(difference, p).filter(|found| *found == way)
}
