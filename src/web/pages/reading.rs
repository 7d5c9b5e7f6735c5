//! The first row of a table said as a sentence, so that nobody has to guess how to read the rest.

use crate::breakdown::{BaseRule, ShownTable};

/// `How to read this: 59% of the 750 people in the base (everyone asked) answered "Workforce".`
pub(super) fn first_row(shown: &ShownTable) -> Option<String> {
    let row = shown.rows.first()?;
    let (cell, column) = (row.cells.first()?, shown.columns.first()?);
    if cell.share.is_none() {
        return Some(format!(
            "\u{201c}{}\u{201d} is not shown for everybody: see the meaning of {} above the table.",
            row.label, cell.printed
        ));
    }
    let base = super::wording::number(column.unweighted_base?);
    let (of, did) = match shown.base.rule {
        BaseRule::Ticks => ("answers ticked".to_owned(), "were"),
        _ => (format!("people in the base ({})", shown.base.definition), "are counted under"),
    };
    Some(format!("{} of the {base} {of} {did} \u{201c}{}\u{201d}.", cell.printed, row.label))
}
