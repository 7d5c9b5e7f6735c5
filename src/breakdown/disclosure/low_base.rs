//! Notes on small bases: how far figures can be relied on, which is another matter than confidentiality. Made from what is
//! shown, so that no note tells of a base that is hidden.

use crate::breakdown::disclosure::Policy;
use crate::breakdown::disclosure::shown::{ShownColumn, ShownTable};
use crate::breakdown::table::Marker;
use crate::stats::people;

/// The lower and the upper end of a step of smallness, and what is said of it.
type Step = (f64, f64, &'static str);

/// The steps where a table says `[u]`, in a cell or instead of it.
const MARKED: [Step; 4] = [
    (1.0, 10.0, "[u] Fewer than 10 people, too few to show to anybody else"),
    (10.0, 30.0, "[u] Fewer than 30 people, too few to rely on"),
    (30.0, 50.0, "Very small base, treat with great caution"),
    (50.0, 100.0, "Small base, treat with caution"),
];

/// The steps where every figure is shown plain.
const PLAIN: [Step; 3] = [
    (1.0, 30.0, "Small base, too few people to rely on"),
    (30.0, 50.0, "Very small base, treat with great caution"),
    (50.0, 100.0, "Small base, treat with caution"),
];

/// One note per step of smallness that any column is on.
pub(super) fn notes(shown: &ShownTable) -> Vec<String> {
    steps(shown, &MARKED)
}

/// The same for a table that has no `[u]`.
pub(super) fn notes_without_marks(shown: &ShownTable) -> Vec<String> {
    steps(shown, &PLAIN)
}

/// Puts `[u]` behind the percentages that cannot be relied on.
pub(super) fn mark(shown: &mut ShownTable) {
    let least = people(Policy::default().reliable_base);
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
    let note = |&(low, high, words): &Step| {
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
