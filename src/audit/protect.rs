//! Secondary suppression: which further cells to hide so that every primary cell is safe, at the least cost.

use super::field::Field;
use super::part::Part;
use super::pattern::Pattern;
use super::search::{Found, cheapest};
use super::system::{CellId, System};
use super::{Attacker, partners};

/// How hard to look for the cheapest pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Up to how many cells that may be hidden, hanging together, the cheapest pattern is searched for exactly. Not beyond 64.
    pub exact_cells: usize,
    /// How many steps such a search may take before the pattern found so far has to do.
    pub steps: u64,
}

impl Default for Effort {
    fn default() -> Self {
        Self { exact_cells: 60, steps: 200_000 }
    }
}

/// What protects the primary cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Protection {
    /// The cells to hide beside the primary ones, in their order.
    pub secondary: Vec<CellId>,
    /// The primary cells that stay too narrow even when everything that may be hidden is: categories must be merged, or a
    /// fixed cell (a column, a total) must go.
    pub unprotectable: Vec<CellId>,
    /// Whether no cheaper pattern exists, as far as whole solutions could be followed.
    pub cheapest: bool,
}

impl Protection {
    /// All hidden cells, primary and secondary, in their order.
    pub fn hidden(&self, system: &System) -> Vec<CellId> {
        let mut hidden: Vec<CellId> = system.primary().into_iter().chain(self.secondary.iter().copied()).collect();
        hidden.sort_unstable();
        hidden
    }
}

/// Finds cells to hide so that every primary cell that can be is as wide as it asks for. The same system always gives the
/// same answer.
pub fn protect(system: &System, attacker: Attacker, effort: Effort) -> Protection {
    let mask: Vec<bool> = system.cells().iter().map(super::system::Cell::can_hide).collect();
    let mut whole = Protection { cheapest: true, ..Protection::default() };
    for part in Part::of(system, &mask).into_iter().filter(|part| part.need.iter().any(|need| *need > 0)) {
        let (field, hopeless) = hopeful(part, attacker);
        whole.unprotectable.extend(hopeless.iter().map(|cell| CellId(field.part.cells[*cell])));
        let (mask, cheapest) = pattern(&field, effort);
        whole.cheapest &= cheapest;
        let secondary = (0..mask.len()).filter(|cell| mask[*cell] && !field.part.primary[*cell]);
        whole.secondary.extend(secondary.map(|cell| CellId(field.part.cells[cell])));
    }
    whole.secondary.sort_unstable();
    whole.unprotectable.sort_unstable();
    whole
}

/// A safe pattern for a field in which every need can be met, and whether it is known to be the cheapest.
fn pattern(field: &Field, effort: Effort) -> (Vec<bool>, bool) {
    let start = Pattern::new(field, field.part.primary_mask());
    if start.is_safe() {
        return (start.mask, true);
    }
    let exact = field.part.free().len() <= effort.exact_cells.min(64);
    let known = if field.is_network() { greedy(field, start, exact) } else { joined(field, effort) };
    match exact.then(|| cheapest(field, known.clone(), effort.steps)) {
        Some(Found::Best(mask)) => (mask, true),
        Some(Found::Known(mask)) => (mask, false),
        None => (known, false),
    }
}

/// A safe pattern for a network, found by widening one cell after another.
fn greedy(field: &Field, start: Pattern<'_>, exact: bool) -> Vec<bool> {
    let mut paired = start.mask.clone();
    partners::pair_up(&field.part, &mut paired);
    let tries = [start.settled(), Pattern::new(field, paired).settled()];
    let best = tries.into_iter().min_by_key(Pattern::price);
    best.map(|best| if exact { best } else { best.refined() }).map_or_else(Vec::new, |best| best.mask)
}

/// A safe pattern for a field that is no network: what protects the networks in it while the cells that join them stay
/// published, and from there what is still missing.
fn joined(field: &Field, effort: Effort) -> Vec<bool> {
    let mut mask = field.part.primary_mask();
    let flowing: Vec<bool> = (0..field.part.len()).map(|cell| field.flows(cell)).collect();
    for part in field.part.split(&flowing) {
        let (field_of_piece, _) = hopeful(part, field.attacker);
        let (found, _) = pattern(&field_of_piece, effort);
        for (name, hidden) in field_of_piece.part.cells.iter().zip(found) {
            if let Ok(at) = field.part.cells.binary_search(name) {
                mask[at] |= hidden;
            }
        }
    }
    Pattern::new(field, mask).settled().mask
}

/// The field of a part with nothing asked for cells that stay too narrow whatever is hidden, and those cells.
fn hopeful(part: Part, attacker: Attacker) -> (Field, Vec<usize>) {
    let mut field = Field::new(part, attacker);
    let hopeless = field.narrow(&vec![true; field.part.len()]);
    for cell in &hopeless {
        field.part.need[*cell] = 0;
    }
    (field, hopeless)
}
