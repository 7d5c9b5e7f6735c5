//! The change of each row between two neighbouring waves.

use crate::breakdown::ShownCell;
use crate::breakdown::inference::{ALPHA, EXPECTED, TESTED_BASE, gap};
use crate::breakdown::table::Against;
use crate::breakdown::trend::{TrendCell, TrendChange, TrendRow, WaveTable};
use crate::corpus::SurveyKind;
use crate::stats::change::Change;
use crate::stats::comparison::Adjustment;
use crate::stats::proportion::Part;

/// A change of less than this is not called one, however sure it is: two points.
const LEAST: f64 = 0.02;

/// What is lost when binary fractions are subtracted.
const NOISE: f64 = 1e-12;

/// Puts the changes into `rows`, except across breaks.
pub(super) fn mark(waves: &[WaveTable], breaks: &[Vec<String>], rows: &mut [TrendRow]) {
    for (at, pair) in waves.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        if breaks.get(at + 1).is_none_or(|reasons| !reasons.is_empty()) {
            continue;
        }
        let mut changes: Vec<Option<TrendChange>> =
            rows.iter().map(|row| between(before, after, row.cells.get(at)?, row.cells.get(at + 1)?)).collect();
        correct(&mut changes);
        for (row, change) in rows.iter_mut().zip(changes) {
            if let Some(cell) = row.cells.get_mut(at + 1) {
                cell.change = change;
            }
        }
    }
}

/// The change of one row; its p is not yet corrected, and a tested change not yet marked.
fn between(before: &WaveTable, after: &WaveTable, old: &TrendCell, new: &TrendCell) -> Option<TrendChange> {
    let (old, new) = (old.cell.as_ref()?, new.cell.as_ref()?);
    let values = [old.share?, new.share?];
    let bases = [base(before)?, base(after)?];
    if bases.iter().any(|base| *base < TESTED_BASE) {
        return None;
    }
    let difference = values[1] - values[0];
    let mut change = TrendChange { difference, interval: None, p: None, marked: None };
    if !is_estimate(after.kind()) {
        let wide = difference.abs() >= gap::POINTS - NOISE && bases.iter().all(|base| *base >= gap::BASE - 1e-9);
        change.marked = wide.then(|| direction(difference));
    } else if let (Some(_), Some(_), Some(first), Some(second)) =
        (tested(before, old), tested(after, new), old.error, new.error)
        // The people of two waves are taken to be others: nothing in the files says who was in both.
        && let Ok(found) = Change::of(values, [first, second], 0.0)
    {
        change.interval = found.interval(1.0 - ALPHA).ok();
        change.p = found.contrast.p().ok();
    }
    Some(change)
}

/// Corrects the p by Holm over the rows and marks what may be called a change.
fn correct(changes: &mut [Option<TrendChange>]) {
    let raw: Vec<Option<f64>> = changes.iter().map(|change| change.and_then(|change| change.p)).collect();
    for (change, p) in changes.iter_mut().zip(Adjustment::Holm.adjust(&raw)) {
        if let (Some(change), Some(p)) = (change, p) {
            change.p = Some(p);
            change.marked = called(change.difference, p);
        }
    }
}

/// The direction of a difference that is beyond chance and large enough to matter.
pub(super) fn called(difference: f64, p: f64) -> Option<Against> {
    (p < ALPHA && difference.abs() >= LEAST - NOISE).then(|| direction(difference))
}

fn direction(difference: f64) -> Against {
    if difference > 0.0 { Against::Higher } else { Against::Lower }
}

/// Whether the figures of a survey are estimates, so that chance can be reckoned with.
pub(super) fn is_estimate(kind: SurveyKind) -> bool {
    matches!(kind, SurveyKind::Probability | SurveyKind::Census)
}

/// The smaller of people and effective base of the total, where it is shown.
fn base(wave: &WaveTable) -> Option<f64> {
    wave.total()?.reliable_base()
}

/// A shown share as a part of its effective base, where it has enough people to be tested.
pub(super) fn tested(wave: &WaveTable, cell: &ShownCell) -> Option<Part> {
    let part = Part::share_of(cell.share?, wave.total()?.effective_base?).ok()?;
    let few = base(wave)? < TESTED_BASE || part.x() < EXPECTED || part.n() - part.x() < EXPECTED;
    (!few).then_some(part)
}

/// A difference of shares in whole points with its sign, halves away from nought: `+5`, `-12`, `0`. Decimals beyond the ninth are
/// the noise of binary fractions and are dropped before rounding.
pub fn format_points(difference: f64) -> String {
    if !difference.is_finite() {
        return "-".to_owned();
    }
    let points = (difference.abs() * 100.0 * 1e9).round() / 1e9;
    let whole = (points + 0.5).floor();
    match (whole < 0.5, difference > 0.0) {
        (true, _) => "0".to_owned(),
        (false, true) => format!("+{whole:.0}"),
        (false, false) => format!("-{whole:.0}"),
    }
}
