//! Systems that are networks: every cell is in at most two equations, which can be signed so that it enters one and leaves
//! the other. One-way and two-way tables with margins are, and so are hierarchies whose totals are published. Changes of the
//! cells are then flows, and the bounds are whole numbers found by maximum flows (Ford and Fulkerson 1956, shortest
//! augmenting paths after Edmonds and Karp 1972).

use std::collections::VecDeque;

use super::part::Part;

/// Without limit.
pub(super) const ENDLESS: i64 = i64::MAX / 4;

/// A cell as a way from one equation to another; a cell in one equation leads from or to the open, the last node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    pub(super) tail: usize,
    pub(super) head: usize,
}

/// A part as a network: its equations are the nodes, its cells the arcs.
#[derive(Debug, Clone)]
pub(super) struct Net {
    /// One arc a cell.
    pub(super) arcs: Vec<Arc>,
    /// The arcs at each node.
    pub(super) at: Vec<Vec<usize>>,
    /// How far each cell can fall.
    pub(super) slack: Vec<i64>,
}

/// How much could be sent, and what that does to the cells.
#[derive(Debug, Clone)]
pub(super) struct Flow {
    /// The amount; [`ENDLESS`] or more when there is no limit.
    pub(super) amount: i64,
    /// The change of each cell.
    pub(super) change: Vec<i64>,
}

impl Net {
    /// The part as a network, if it is one.
    pub(super) fn of(part: &Part) -> Option<Self> {
        let (net, held) = Self::within(part);
        (!held.contains(&true)).then_some(net)
    }

    /// As much of the part as is a network, and the cells that have to be held fast for it to be one.
    pub(super) fn within(part: &Part) -> (Self, Vec<bool>) {
        let open = part.rows.len();
        let plain = |cell: usize| part.rows_of[cell].len() <= 2 && part.factors(cell).all(|factor| factor.abs() == 1);
        let mut held: Vec<bool> = (0..part.len()).map(|cell| !plain(cell)).collect();
        let sides = sides(part, &mut held);
        let arcs: Vec<Arc> = (0..part.len())
            .map(|cell| if held[cell] { Arc { tail: open, head: open } } else { arc(part, &sides, cell, open) })
            .collect();
        let mut at = vec![Vec::new(); open + 1];
        for (number, arc) in arcs.iter().enumerate().filter(|(number, _)| !held[*number]) {
            at[arc.tail].push(number);
            at[arc.head].push(number);
        }
        (Self { arcs, at, slack: part.slack.clone() }, held)
    }

    /// Sends as much as possible, and no more than `limit`, from node to node through the cells of `mask` except `cell`
    /// itself. Going along an arc raises its cell, which has no limit; going against it lowers the cell.
    pub(super) fn send(&self, route: (usize, usize), cell: usize, mask: &[bool], limit: i64) -> Flow {
        let mut flow = Flow { amount: 0, change: vec![0; self.arcs.len()] };
        while flow.amount < limit {
            let Some(path) = self.path(route, cell, mask, &flow.change) else { break };
            let room = path.iter().map(|(arc, along)| self.room(*arc, *along, &flow.change)).min().unwrap_or(ENDLESS);
            let amount = room.min(limit - flow.amount);
            for (arc, along) in path {
                flow.change[arc] += if along { amount } else { -amount };
            }
            flow.amount += amount;
            if room >= ENDLESS {
                flow.amount = limit;
            }
        }
        flow
    }

    /// How much more an arc can take in a direction.
    pub(super) fn room(&self, arc: usize, along: bool, change: &[i64]) -> i64 {
        if along { ENDLESS } else { self.slack[arc] + change[arc] }
    }

    /// The node an arc leads to from `node`, and whether that goes along it.
    pub(super) fn beyond(&self, arc: usize, node: usize) -> (usize, bool) {
        let Arc { tail, head } = self.arcs[arc];
        if tail == node { (head, true) } else { (tail, false) }
    }

    /// A way with the fewest arcs that still has room.
    fn path(&self, route: (usize, usize), cell: usize, mask: &[bool], change: &[i64]) -> Option<Vec<(usize, bool)>> {
        let (from, to) = route;
        let mut came: Vec<Option<(usize, usize, bool)>> = vec![None; self.at.len()];
        let mut waiting = VecDeque::from([from]);
        while let Some(node) = waiting.pop_front() {
            if node == to {
                return Some(self.traced(from, to, &came));
            }
            for arc in self.at[node].iter().filter(|arc| **arc != cell && mask[**arc]) {
                let (next, along) = self.beyond(*arc, node);
                if next != from && came[next].is_none() && self.room(*arc, along, change) > 0 {
                    came[next] = Some((*arc, node, along));
                    waiting.push_back(next);
                }
            }
        }
        None
    }

    /// The arcs from `from` to `to` by where each node was reached from.
    pub(super) fn traced(&self, from: usize, to: usize, came: &[Option<(usize, usize, bool)>]) -> Vec<(usize, bool)> {
        let mut path = Vec::new();
        let mut node = to;
        while let Some((arc, before, along)) = came[node].filter(|_| node != from && path.len() <= self.at.len()) {
            path.push((arc, along));
            node = before;
        }
        path
    }

    /// How far a cell can rise and fall when the cells of `mask` are hidden, each up to `limit`, with the changes that do it.
    pub(super) fn reach(&self, cell: usize, mask: &[bool], limit: i64) -> (Flow, Flow) {
        let Arc { tail, head } = self.arcs[cell];
        let fall = self.send((tail, head), cell, mask, limit.min(self.slack[cell]));
        let rise = self.send((head, tail), cell, mask, limit);
        (fall, rise)
    }
}

/// For each equation whether its signs are turned, so that every cell enters one and leaves the other. Cells for which
/// that cannot be are added to those held fast.
fn sides(part: &Part, held: &mut [bool]) -> Vec<bool> {
    let mut sides: Vec<Option<bool>> = vec![None; part.rows.len()];
    for first in 0..part.rows.len() {
        let mut waiting = vec![first];
        sides[first] = sides[first].or(Some(false));
        while let Some(row) = waiting.pop() {
            for (cell, factor) in &part.rows[row] {
                let Some((other, there)) = part.crossing(*cell, row).filter(|_| !held[*cell]) else { continue };
                let wanted = sides[row].map(|side| side != (there == *factor));
                match sides[other] {
                    None => {
                        sides[other] = wanted;
                        waiting.push(other);
                    }
                    known => held[*cell] = known != wanted,
                }
            }
        }
    }
    sides.into_iter().map(|side| side == Some(true)).collect()
}

/// A cell as an arc: from the equation it leaves to the one it enters.
fn arc(part: &Part, sides: &[bool], cell: usize, open: usize) -> Arc {
    let mut arc = Arc { tail: open, head: open };
    for (row, factor) in part.rows_of[cell].iter().zip(part.factors(cell)) {
        if (factor > 0) == sides[*row] {
            arc.tail = *row;
        } else {
            arc.head = *row;
        }
    }
    arc
}
