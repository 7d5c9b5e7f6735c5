//! Widening one cell of a network: the cheapest way round it (a shortest path, Dijkstra 1959) through cells that are hidden
//! already, at no cost, and cells that would have to be.

use super::field::Field;
use super::network::{Flow, Net};
use super::part::Part;

/// More than any way that avoids a shunned cell costs.
const DEAR: u64 = 1 << 56;

/// A way that was found: how much it carries and the cells it takes.
#[derive(Debug)]
struct Way {
    room: i64,
    price: u64,
    cells: Vec<usize>,
}

/// The cells to hide so that `cell` gains width, or `None` when nothing helps. It may take several calls to gain all.
/// A `shunned` cell is hidden only when there is no other way.
pub(super) fn way_round(field: &Field, mask: &[bool], cell: usize, shunned: Option<usize>) -> Option<Vec<usize>> {
    let Field { part, net, .. } = field;
    let need = part.need[cell];
    let (fall, rise) = net.reach(cell, mask, need);
    let gap = need - fall.amount - rise.amount;
    let arc = net.arcs[cell];
    let deeper = gap.min(part.slack[cell] - fall.amount);
    let search = Search { net, part, mask, cell, shunned };
    let ways = [search.way((arc.tail, arc.head), &fall, deeper), search.way((arc.head, arc.tail), &rise, gap)];
    let best = ways.into_iter().flatten().min_by_key(|way| (-way.room.min(gap), way.price))?;
    (!best.cells.is_empty()).then_some(best.cells)
}

struct Search<'a> {
    net: &'a Net,
    part: &'a Part,
    mask: &'a [bool],
    cell: usize,
    shunned: Option<usize>,
}

impl Search<'_> {
    /// The cheapest way that carries `wanted` beyond `flow`, or failing that half as much, and so on.
    fn way(&self, route: (usize, usize), flow: &Flow, wanted: i64) -> Option<Way> {
        let mut wanted = wanted;
        while wanted > 0 {
            if let Some(cells) = self.shortest(route, flow, wanted) {
                let price = cells.iter().map(|cell| self.toll(*cell)).sum();
                return Some(Way { room: wanted, price, cells });
            }
            wanted /= 2;
        }
        None
    }

    /// The cells to be hidden along the cheapest way on which every arc carries `wanted`.
    fn shortest(&self, (from, to): (usize, usize), flow: &Flow, wanted: i64) -> Option<Vec<usize>> {
        let nodes = self.net.at.len();
        let mut price: Vec<Option<u64>> = vec![None; nodes];
        let mut came: Vec<Option<(usize, usize, bool)>> = vec![None; nodes];
        let mut done = vec![false; nodes];
        price[from] = Some(0);
        while let Some((sofar, node)) =
            (0..nodes).filter(|node| !done[*node]).filter_map(|node| Some((price[node]?, node))).min()
        {
            done[node] = true;
            for arc in self.net.at[node].iter().copied().filter(|arc| *arc != self.cell) {
                let (next, along) = self.net.beyond(arc, node);
                let sum = sofar + self.toll(arc);
                if self.net.room(arc, along, &flow.change) >= wanted && price[next].is_none_or(|known| sum < known) {
                    price[next] = Some(sum);
                    came[next] = Some((arc, node, along));
                }
            }
        }
        price[to]?;
        let taken = self.net.traced(from, to, &came).into_iter().map(|(arc, _)| arc);
        Some(taken.filter(|arc| !self.mask[*arc]).collect())
    }

    /// What it costs to go by a cell: something even when it is hidden already, so that short ways come first.
    fn toll(&self, arc: usize) -> u64 {
        match arc {
            arc if self.mask[arc] => 1,
            arc if self.shunned == Some(arc) => DEAR,
            _ => self.part.cost[arc] + 1,
        }
    }
}
