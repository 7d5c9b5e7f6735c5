//! Merged cells: those of the headings are filled, those among the answers are left and told of.

use super::cells::{Area, Cells, Room};

/// Headings end within this many rows of the first one.
const HEADING_ROWS: u32 = 10;
/// Headings over more cells than this are nobody's headings.
const MOST_PLACES: usize = 200_000;

/// Repeats the value of each merged heading in all cells of its area, and gives the merged areas that hold a value and were left
/// as they are. `cells` is settled before and after.
pub(super) fn fill(cells: &mut Cells, merged: &[Area], bounds: Area, room: &mut Room) -> Vec<Area> {
    let merged: Vec<Area> = merged.iter().filter_map(|area| within(*area, bounds)).collect();
    let end = headings_end(cells, &merged, bounds);
    let (mut headings, mut others): (Vec<Area>, Vec<Area>) = merged.into_iter().partition(|area| area.bottom < end);
    headings.retain(|area| !is_title(*area, bounds));
    spread(cells, &headings, room);
    others.retain(|area| !is_title(*area, bounds) && cells.find(area.top, area.left).is_some());
    others
}

/// The part of an area that lies where the sheet holds something, where that is more than one cell.
fn within(area: Area, bounds: Area) -> Option<Area> {
    let bottom = area.bottom.min(bounds.bottom);
    let right = area.right.min(bounds.right);
    let outside = area.top < bounds.top || area.left < bounds.left || area.top > bottom || area.left > right;
    let single = area.top == bottom && area.left == right;
    (!outside && !single).then_some(Area { bottom, right, ..area })
}

/// An area over the whole width is a title of the sheet rather than a heading over some columns.
fn is_title(area: Area, bounds: Area) -> bool {
    area.left == bounds.left && area.right == bounds.right
}

/// The row after the last one of the headings: the first row, and those that merged cells starting there reach down to. A row
/// in which cells are merged across columns has another row of headings below it. Lines of one cell above are a preamble.
fn headings_end(cells: &Cells, merged: &[Area], bounds: Area) -> u32 {
    let last = bounds.top.saturating_add(HEADING_ROWS);
    let mut rows = bounds.top..last.min(bounds.bottom);
    let first = rows.find(|row| cells.is_wide(*row)).unwrap_or(bounds.top);
    let mut end = first.saturating_add(1);
    loop {
        let started = merged.iter().filter(|area| area.top < end && area.bottom < last);
        let below = |area: &Area| area.bottom + 1 + u32::from(area.right > area.left && !is_title(*area, bounds));
        let reached = started.map(below).max().unwrap_or(end).min(last);
        if reached <= end {
            return end;
        }
        end = reached;
    }
}

fn spread(cells: &mut Cells, headings: &[Area], room: &mut Room) {
    let places = headings.iter().flat_map(|area| {
        let rows = area.top..=area.bottom;
        rows.flat_map(move |row| (area.left..=area.right).map(move |column| (*area, row, column)))
    });
    let empty = places.take(MOST_PLACES).filter(|(_, row, column)| cells.find(*row, *column).is_none());
    let filled: Vec<_> =
        empty.filter_map(|(area, row, column)| Some((row, column, cells.find(area.top, area.left)?))).collect();
    for (row, column, kept) in filled {
        // Where there is no room left, the heading stays in its first cell only.
        if cells.put(row, column, kept, room).is_err() {
            break;
        }
    }
    cells.settle();
}
