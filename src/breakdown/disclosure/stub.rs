//! Tables of too few people: the same for nobody as for nine.

use crate::breakdown::disclosure::Policy;
use crate::breakdown::table::Table;
use crate::survey::QuestionKind;

/// The note of a table that shows nothing; it does not tell whether there is anybody.
const TOO_FEW: &str = "Too few people to show; not available for confidentiality.";

/// `table`; where its total is of fewer people than the threshold, only what is known without any answer: the options as
/// rows, and the total alone as a column.
pub(super) fn where_too_few(mut table: Table, policy: &Policy) -> Table {
    if !is_too_few(&table, policy) {
        return table;
    }
    table.columns.truncate(1);
    table.rows.iter_mut().for_each(|row| row.cells.truncate(1));
    if rows_are_answers(&table) {
        table.rows.clear();
    }
    table.statistics.clear();
    table.base.excluded.clear();
    table.notes.push(TOO_FEW.to_owned());
    table
}

/// Whether the total, with which a table begins, is of fewer people than the threshold, or of none.
pub(super) fn is_too_few(table: &Table, policy: &Policy) -> bool {
    table.columns.first().is_none_or(|total| total.people.min(total.unweighted_base) < policy.base_threshold)
}

/// Whether the rows are what people answered, and not what they could.
fn rows_are_answers(table: &Table) -> bool {
    let words = table.kind == QuestionKind::Open && table.rows.len() == 1;
    words || matches!(table.kind, QuestionKind::Number | QuestionKind::Date | QuestionKind::Ranking)
}
