//! Notes on small bases: how far figures can be relied on, which is another matter than confidentiality. Made from what is
//! shown, so that no note tells of a base that is hidden.

use crate::breakdown::disclosure::shown::{ShownColumn, ShownTable};

/// One note per step of smallness that any column is on.
pub(super) fn notes(shown: &ShownTable) -> Vec<String> {
    let steps = [
        (1.0, 10.0, "Fewer than 10 people, too few to show to anybody else"),
        (10.0, 30.0, "[u] Fewer than 30 people, too few to rely on"),
        (30.0, 50.0, "Very small base, treat with great caution"),
        (50.0, 100.0, "Small base, treat with caution"),
    ];
    let note = |(low, high, words): (f64, f64, &str)| {
        let small =
            shown.columns.iter().filter(|column| column.reliable_base().is_some_and(|base| low <= base && base < high));
        let columns: Vec<String> = small.map(name).collect();
        (!columns.is_empty()).then(|| format!("{words}: {}.", columns.join(", ")))
    };
    steps.into_iter().filter_map(note).collect()
}

fn name(column: &ShownColumn) -> String {
    let base = column.unweighted_base.map(|base| format!(" ({base})")).unwrap_or_default();
    format!("{}{base}", column.label)
}
