//! A choice of hidden cells on its way to being safe: widened where a cell is too narrow, thinned where a cell is hidden for
//! nothing, and refined by trying to do without each one.

use super::field::{Field, Support};
use super::{detour, exchange};

/// Which cells are hidden, and for each cell that asks for width what its width rests on.
#[derive(Debug, Clone)]
pub(super) struct Pattern<'a> {
    field: &'a Field,
    pub(super) mask: Vec<bool>,
    needy: Vec<usize>,
    supports: Vec<Support>,
    /// A cell to be hidden only when nothing else will do.
    shunned: Option<usize>,
}

impl<'a> Pattern<'a> {
    /// The cells of `mask` hidden, whether that is safe or not.
    pub(super) fn new(field: &'a Field, mask: Vec<bool>) -> Self {
        let needy = field.part.needy();
        let supports = field.supports(&needy, &mask);
        Self { field, mask, needy, supports, shunned: None }
    }

    pub(super) fn is_safe(&self) -> bool {
        self.supports.iter().all(Option::is_some)
    }

    /// What is hidden beyond what must be.
    pub(super) fn price(&self) -> u64 {
        self.field.price(&self.mask)
    }

    /// Hides cells until every cell is wide enough, then publishes again what turned out not to be needed. Everything is
    /// hidden if nothing less is found.
    pub(super) fn settled(mut self) -> Self {
        while let Some(narrow) = self.supports.iter().position(Option::is_none) {
            let Some(more) = self.more(self.needy[narrow]) else { break };
            for cell in more {
                self.mask[cell] = true;
            }
            self.look_again();
        }
        if !self.is_safe() {
            self.mask.fill(true);
            self.look_again();
        }
        self.thin_out();
        self
    }

    /// Works out the supports that are missing.
    fn look_again(&mut self) {
        let missing: Vec<usize> = (0..self.needy.len()).filter(|at| self.supports[*at].is_none()).collect();
        let found = self.supports_of(&missing);
        missing.into_iter().zip(found).for_each(|(at, support)| self.supports[at] = support);
    }

    fn supports_of(&self, places: &[usize]) -> Vec<Support> {
        let cells: Vec<usize> = places.iter().map(|at| self.needy[*at]).collect();
        self.field.supports(&cells, &self.mask)
    }

    /// Cells that give `cell` more room when they are hidden too.
    fn more(&self, cell: usize) -> Option<Vec<usize>> {
        let field = self.field;
        let round = || detour::way_round(field, &self.mask, cell, self.shunned);
        let along = field.flows(cell).then(round).flatten();
        if field.is_network() {
            return along;
        }
        along
            .or_else(|| exchange::exchange(&field.part, &self.mask, cell))
            .or_else(|| exchange::neighbour(&field.part, &self.mask, cell).map(|cell| vec![cell]))
    }

    /// The cells hidden beyond those that must be, the dearest first.
    fn added(&self) -> Vec<usize> {
        self.field.part.free().into_iter().rev().filter(|cell| self.mask[*cell]).collect()
    }

    /// Publishes the dearest cells as long as every other keeps its width.
    fn thin_out(&mut self) {
        if !self.is_safe() {
            return;
        }
        for cell in self.added() {
            let leaning = self.leaning(cell);
            self.mask[cell] = false;
            let fresh = self.supports_of(&leaning);
            if fresh.iter().any(Option::is_none) {
                self.mask[cell] = true;
            } else {
                leaning.into_iter().zip(fresh).for_each(|(at, support)| self.supports[at] = support);
            }
        }
    }

    /// The places of the needy cells whose width may rest on `cell`.
    fn leaning(&self, cell: usize) -> Vec<usize> {
        let leans = |support: &Support| support.as_ref().is_none_or(|cells| cells.binary_search(&cell).is_ok());
        (0..self.needy.len()).filter(|at| leans(&self.supports[*at])).collect()
    }

    /// Tries to do without each added cell in turn, and keeps what is cheaper.
    pub(super) fn refined(mut self) -> Self {
        for cell in self.added() {
            if self.mask[cell] {
                let other = self.without(cell).settled();
                if other.is_safe() && other.price() < self.price() {
                    self = Self { shunned: None, ..other };
                }
            }
        }
        self
    }

    /// The same with one cell published, to be hidden again only when nothing else will do.
    fn without(&self, cell: usize) -> Self {
        let mut other = Self { shunned: Some(cell), ..self.clone() };
        other.mask[cell] = false;
        self.leaning(cell).into_iter().for_each(|at| other.supports[at] = None);
        other.look_again();
        other
    }
}
