//! What was tested, and how, in words for the foot of a table.

use crate::breakdown::inference::gap;
use crate::breakdown::inference::method::Method;
use crate::breakdown::table::Table;

/// The notes on intervals, letters and gaps; none where nothing is claimed.
pub(in crate::breakdown) fn notes(table: &Table) -> Vec<String> {
    let mut notes = Vec::new();
    let weighted = table.weight.is_some();
    if table.evidence.intervals {
        let base = match (table.evidence.units.is_empty(), weighted) {
            (false, _) => "the effective base of the sample design",
            (true, true) => "the effective base (Kish)",
            (true, false) => "the base",
        };
        let caution = if table.evidence.estimates {
            ""
        } else {
            " They would hold for a random sample, which this survey is not."
        };
        notes.push(format!("Low and high are the ends of 95% intervals by Wilson's method on {base}.{caution}"));
    }
    if table.columns.iter().all(|column| column.block.is_none()) {
        return notes;
    }
    let is_marked = || table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.against_rest.is_some());
    if !table.evidence.estimates && !is_marked() {
        return notes;
    }
    if !table.evidence.estimates {
        notes.push(format!(
            "“Higher” and “lower” mark gaps of {:.0} points or more from everybody else who answered, where both bases are {:.0} or more. They are no test of significance: people chose whether to take part.",
            gap::POINTS * 100.0,
            gap::BASE,
        ));
        return notes;
    }
    let method = match (Method::of(table), weighted) {
        (Method::Pooled, false) => "pooled z test",
        (Method::Pooled, true) => "pooled z test on the effective base",
        (Method::Linearised, _) => {
            "linearised z test, which allows for the sample design and for people who are in two columns"
        }
    };
    notes.push(format!(
        "Letters name columns of the same block that are lower, and “higher” and “lower” compare a column with everybody else: 95% level, {method}, Holm's correction within each row. Columns with a base below 30, and figures of fewer than 5 people, are not tested."
    ));
    notes
}
