//! The fast pass: an equation with one hidden cell gives it away, so its cheapest other cell is hidden too.

use super::part::Part;

/// Hides the cheapest partner of every cell that stands alone in an equation, until none does that can be helped.
pub(super) fn pair_up(part: &Part, mask: &mut [bool]) {
    let mut waiting: Vec<usize> = (0..part.rows.len()).rev().collect();
    while let Some(row) = waiting.pop() {
        let mut hidden = part.rows[row].iter().map(|(cell, _)| *cell).filter(|cell| mask[*cell]);
        let (Some(alone), None) = (hidden.next(), hidden.next()) else { continue };
        if part.primary[alone] && part.need[alone] == 0 {
            continue;
        }
        let partners = part.rows[row].iter().map(|(cell, _)| *cell).filter(|cell| !mask[*cell]);
        if let Some(partner) = partners.min_by_key(|cell| (part.cost[*cell], *cell)) {
            mask[partner] = true;
            waiting.extend(&part.rows_of[partner]);
        }
    }
}
