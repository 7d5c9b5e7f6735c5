//! The exact search for the cheapest safe pattern: hidden sets that are not safe are turned into sets of which one cell must
//! be hidden too, and the cheapest choice that meets all of these is tried next, until one is safe (implicit hitting set;
//! the sets are the cuts of Fischetti and Salazar 2001 in their plainest form).

use super::cover::{Cover, Exhausted, Set, members};
use super::field::Field;

/// What an audit by flows counts for among the steps.
const STEPS_OF_FLOW: u64 = 10;
/// What an audit by linear programmes counts for.
const STEPS_OF_PROGRAMME: u64 = 20;

/// What the search came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// No pattern is cheaper than this one.
    Best(Vec<bool>),
    /// The steps ran out; this one is the best known.
    Known(Vec<bool>),
}

/// The cheapest safe pattern, given one that is safe.
pub(super) fn cheapest(field: &Field, known: Vec<bool>, steps: u64) -> Found {
    let free = field.part.free();
    let costs: Vec<u64> = free.iter().map(|cell| field.part.cost[*cell]).collect();
    let mut search = Search {
        field,
        free: &free,
        cover: Cover::new(&costs, steps),
        cuts: Vec::new(),
        price: field.price(&known),
        known,
    };
    match search.run() {
        Ok(()) => Found::Best(search.known),
        Err(Exhausted) => Found::Known(search.known),
    }
}

struct Search<'a> {
    field: &'a Field,
    free: &'a [usize],
    cover: Cover<'a>,
    cuts: Vec<Set>,
    known: Vec<bool>,
    price: u64,
}

impl Search<'_> {
    fn run(&mut self) -> Result<(), Exhausted> {
        loop {
            let quick = self.cover.quick(&self.cuts);
            if self.is_safe(quick)? {
                break;
            }
        }
        while let Some(choice) = self.cover.cheapest(&self.cuts, self.price)? {
            self.is_safe(choice)?;
        }
        Ok(())
    }

    /// Whether a choice is safe; it is then the best known if it is cheaper, and else yields further cuts.
    fn is_safe(&mut self, choice: Set) -> Result<bool, Exhausted> {
        let mask = self.mask(choice);
        let narrow = self.field.narrow(&mask);
        let price = self.cover.price(choice);
        if narrow.is_empty() && price < self.price {
            self.price = price;
            self.known.clone_from(&mask);
        }
        for cell in &narrow {
            let cut = self.cut(*cell, mask.clone())?;
            if cut == 0 {
                // Nothing helps, although something did before: branching got less far this time. What is known stands.
                return Err(Exhausted);
            }
            self.cuts.retain(|other| other & cut != cut);
            self.cuts.push(cut);
        }
        Ok(narrow.is_empty())
    }

    fn mask(&self, choice: Set) -> Vec<bool> {
        let mut mask = self.field.part.primary_mask();
        members(choice).for_each(|at| mask[self.free[at]] = true);
        mask
    }

    fn hide(&self, group: &[usize], mask: &mut [bool], hidden: bool) {
        for at in group {
            mask[self.free[*at]] = hidden;
        }
    }

    /// A set of which one must be hidden for `cell` to be wide, as small as possible: all others may be hidden in vain. Cells
    /// that are in other cuts are left out first, so that the cuts overlap little.
    fn cut(&mut self, cell: usize, mut mask: Vec<bool>) -> Result<Set, Exhausted> {
        let shared = |at: usize| self.cuts.iter().filter(|cut| *cut & (1 << at) != 0).count();
        let mut order: Vec<(usize, usize)> = (0..self.free.len()).map(|at| (shared(at), at)).collect();
        order.sort_by_key(|(shared, at)| (std::cmp::Reverse(*shared), *at));
        let order: Vec<usize> = order.into_iter().map(|(_, at)| at).filter(|at| !mask[self.free[*at]]).collect();
        let mut cut: Set = 0;
        let mut groups = vec![order.as_slice()];
        let steps = if self.field.is_network() { STEPS_OF_FLOW } else { STEPS_OF_PROGRAMME };
        while let Some(group) = groups.pop() {
            self.cover.steps = self.cover.steps.checked_sub(steps).ok_or(Exhausted)?;
            self.hide(group, &mut mask, true);
            if self.field.is_wide(cell, &mask) {
                self.hide(group, &mut mask, false);
                let (first, second) = group.split_at(group.len() / 2);
                match second {
                    [only] if first.is_empty() => cut |= 1 << only,
                    _ => groups.extend([second, first]),
                }
            }
        }
        Ok(cut)
    }
}
