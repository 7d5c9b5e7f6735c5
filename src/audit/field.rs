//! A part together with the way it is attacked: all cells that are or may be hidden, of which a mask says which are.

use super::Attacker;
use super::network::Net;
use super::part::Part;
use super::probe::Probe;

/// All cells that may be hidden together, and hang together.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) part: Part,
    pub(super) attacker: Attacker,
    /// As much of the part as is a network.
    pub(super) net: Net,
    /// The cells to be held fast for the network to say the truth, though not the whole of it.
    held: Vec<bool>,
    /// Whether the network is the whole truth.
    plain: bool,
}

/// The cells a cell's freedom rests on: as long as these stay hidden it stays wide. `None` when it is too narrow.
pub(super) type Support = Option<Vec<usize>>;

impl Field {
    pub(super) fn new(part: Part, attacker: Attacker) -> Self {
        let part = if Net::of(&part).is_some() { part } else { part.trimmed() };
        let (net, held) = Net::within(&part);
        Self { plain: !held.contains(&true), part, attacker, net, held }
    }

    /// Whether flows answer every question.
    pub(super) fn is_network(&self) -> bool {
        self.plain
    }

    /// Whether a cell is part of the network.
    pub(super) fn flows(&self, cell: usize) -> bool {
        !self.held[cell]
    }

    /// Whether a cell is wide enough when the cells of `mask` are hidden.
    pub(super) fn is_wide(&self, cell: usize, mask: &[bool]) -> bool {
        self.narrow_among(&[cell], mask).is_empty()
    }

    /// The cells that ask for width and do not have it when the cells of `mask` are hidden.
    pub(super) fn narrow(&self, mask: &[bool]) -> Vec<usize> {
        self.narrow_among(&self.part.needy(), mask)
    }

    /// Those of `cells` that do not have the width they ask for when the cells of `mask` are hidden.
    pub(super) fn narrow_among(&self, cells: &[usize], mask: &[bool]) -> Vec<usize> {
        let mut narrow: Vec<usize> = cells.to_vec();
        narrow.retain(|cell| self.flow_support(*cell, mask).is_none());
        if self.plain {
            return narrow;
        }
        let mask = self.part.peeled(mask);
        let mut known = Vec::new();
        narrow.retain(|cell| !self.is_programme_wide(*cell, &mask, &mut known));
        narrow
    }

    fn is_programme_wide(&self, cell: usize, mask: &[bool], known: &mut Vec<(Vec<usize>, Probe)>) -> bool {
        if !mask[cell] {
            return self.part.need[cell] <= 0;
        }
        let at = known.iter().position(|(piece, _)| piece.binary_search(&cell).is_ok());
        let at = at.unwrap_or_else(|| {
            let piece = self.part.piece(cell, mask);
            let probe = Probe::by_programmes(&self.part.cut(&piece, false), self.attacker);
            known.push((piece, probe));
            known.len() - 1
        });
        let (piece, probe) = &mut known[at];
        let place = piece.binary_search(&cell);
        place.is_ok_and(|place| probe.is_wide(place, self.part.need[cell], self.attacker))
    }

    /// The support of each of `cells` when the cells of `mask` are hidden.
    pub(super) fn supports(&self, cells: &[usize], mask: &[bool]) -> Vec<Support> {
        let mut supports: Vec<Support> = cells.iter().map(|cell| self.flow_support(*cell, mask)).collect();
        if self.plain || supports.iter().all(Option::is_some) {
            return supports;
        }
        let mask = self.part.peeled(mask);
        let mut known = Vec::new();
        for (cell, support) in cells.iter().zip(&mut supports).filter(|(_, support)| support.is_none()) {
            let wide = self.is_programme_wide(*cell, &mask, &mut known);
            *support = wide.then(|| self.part.piece(*cell, &mask));
        }
        supports
    }

    fn flow_support(&self, cell: usize, mask: &[bool]) -> Support {
        let need = self.part.need[cell];
        if !self.flows(cell) {
            return (need <= 0).then(Vec::new);
        }
        let (fall, rise) = self.net.reach(cell, mask, need);
        let change = |cell: &usize| fall.change[*cell] != 0 || rise.change[*cell] != 0;
        (fall.amount + rise.amount >= need).then(|| (0..mask.len()).filter(change).collect())
    }

    /// What hiding the cells of `mask` costs beyond those that must be hidden anyway.
    pub(super) fn price(&self, mask: &[bool]) -> u64 {
        (0..mask.len()).filter(|cell| mask[*cell] && !self.part.primary[*cell]).map(|cell| self.part.cost[cell]).sum()
    }
}
