//! That no sum of weights tells a hidden count.
//!
//! Where people of a column weigh alike, as after weighting by the very question of the columns, the weighted number of an answer is
//! one more equation about its hidden cells: eighteen people in two hidden columns who weigh 14.6 together are told apart by it. A
//! whole percentage is as telling. So where any number of an answer is hidden, in any table that is public together, that answer
//! has no weighted figures at all; its counts stay in the unweighted table.

use crate::breakdown::disclosure::Hidden;
use crate::breakdown::disclosure::shown::{ShownCell, ShownTable};
use crate::breakdown::table::{Marker, Table};

/// What a table says of it.
const NOTE: &str = "Answers of which some number is hidden have no weighted figures, because sums of weights would tell it; \
                    the weight `none` shows what may be seen of them.";

/// Takes the weighted figures out of the rows of which `hidden` hides some number, and of the nets they are in; whether there are
/// any.
pub(super) fn hide(table: &Table, shown: &mut ShownTable, hidden: &[&Hidden]) -> bool {
    let told = |row: usize| hidden.iter().any(|hidden| hidden.hides_some_of(table, row));
    let part = |row: usize| {
        let members = table.rows.get(row).map_or(&[][..], |row| &row.members);
        told(row) || members.iter().any(|member| told(*member))
    };
    let rows: Vec<usize> = (0..shown.rows.len()).filter(|row| part(*row)).collect();
    for row in &rows {
        shown.rows.get_mut(*row).into_iter().flat_map(|row| &mut row.cells).for_each(blank);
    }
    if !rows.is_empty() {
        shown.statistics.iter_mut().flat_map(|statistic| &mut statistic.values).for_each(|value| *value = None);
        shown.notes.push(NOTE.to_owned());
    }
    !rows.is_empty()
}

fn blank(cell: &mut ShownCell) {
    if cell.weighted.is_some() {
        *cell = ShownCell::marked(Marker::Confidential);
    }
}
