//! Notes on small bases: how far figures can be relied on, which is another matter than confidentiality. Made from what is
//! shown, so that no note tells of a base that is hidden.

use crate::breakdown::disclosure::Policy;
use crate::breakdown::disclosure::shown::{ShownColumn, ShownTable};
use crate::breakdown::table::Marker;
use crate::stats::people;

/// The lower and the upper end of a step of smallness, and what is said of it.
type Step = (u64, u64, String);

/// A base this small is told of with great caution, though it has percentages.
const VERY_SMALL: u64 = 50;
/// And one this small with caution.
const SMALL: u64 = 100;

/// The steps where a table says `[u]`, in a cell or instead of it, and those above.
fn marked(policy: &Policy) -> [Step; 4] {
    let (few, least) = (policy.base_threshold, policy.reliable_base.max(policy.base_threshold));
    [
        (1, few, format!("[u] Fewer than {few} people, too few to show to anybody else")),
        (few, least, format!("[u] Fewer than {least} people, too few to rely on")),
        very_small(least),
        small(least),
    ]
}

/// The steps where every figure is shown plain.
fn plain(policy: &Policy) -> [Step; 3] {
    let least = policy.reliable_base;
    [(1, least, "Small base, too few people to rely on".to_owned()), very_small(least), small(least)]
}

fn very_small(least: u64) -> Step {
    (least, VERY_SMALL, "Very small base, treat with great caution".to_owned())
}

fn small(least: u64) -> Step {
    (least.max(VERY_SMALL), SMALL, "Small base, treat with caution".to_owned())
}

/// One note per step of smallness that any column is on.
pub(super) fn notes(shown: &ShownTable, policy: &Policy) -> Vec<String> {
    steps(shown, &marked(policy))
}

/// The same for a table that has no `[u]`.
pub(super) fn notes_without_marks(shown: &ShownTable) -> Vec<String> {
    steps(shown, &plain(&Policy::default()))
}

/// Puts `[u]` behind the percentages that cannot be relied on.
pub(super) fn mark(shown: &mut ShownTable, policy: &Policy) {
    let least = people(policy.reliable_base);
    let weak = |column: &ShownColumn| column.reliable_base().is_some_and(|base| base < least);
    let weak: Vec<bool> = shown.columns.iter().map(weak).collect();
    for cell in shown.rows.iter_mut().flat_map(|row| row.cells.iter_mut().zip(&weak)) {
        if let (cell, true) = cell
            && cell.share.is_some()
        {
            cell.printed = format!("{} [{}]", cell.printed, Marker::Unreliable.as_str());
        }
    }
}

fn steps(shown: &ShownTable, steps: &[Step]) -> Vec<String> {
    let note = |(low, high, words): &Step| {
        let (low, high) = (people(*low), people(*high));
        let small =
            shown.columns.iter().filter(|column| column.reliable_base().is_some_and(|base| low <= base && base < high));
        let columns: Vec<String> = small.map(name).collect();
        (!columns.is_empty()).then(|| format!("{words}: {}.", columns.join(", ")))
    };
    steps.iter().filter_map(note).collect()
}

fn name(column: &ShownColumn) -> String {
    let base = column.unweighted_base.map(|base| format!(" ({base})")).unwrap_or_default();
    format!("{}{base}", column.label)
}
