//! Hitting sets: the cheapest choice that takes at least one cell out of each of several sets, by branch and bound with a
//! bound from raising the sets' shares until the cells are paid for (dual ascent).

/// A set of up to 64 cells, the cheapest in the lowest place.
pub(super) type Set = u64;

/// Finds choices among cells of given costs, cheapest first.
#[derive(Debug)]
pub(super) struct Cover<'a> {
    costs: &'a [u64],
    /// How many choices may still be looked at.
    pub(super) steps: u64,
}

/// The search ran out of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exhausted;

/// The members of a set, the cheapest first.
pub(super) fn members(set: Set) -> impl Iterator<Item = usize> {
    (0..64).filter(move |at| set & (1 << at) != 0)
}

impl<'a> Cover<'a> {
    /// For cells of these costs, which must rise.
    pub(super) fn new(costs: &'a [u64], steps: u64) -> Self {
        Self { costs, steps }
    }

    pub(super) fn price(&self, set: Set) -> u64 {
        members(set).map(|at| self.costs.get(at).copied().unwrap_or_default()).sum()
    }

    /// The cheapest choice that meets every set and costs less than `ceiling`.
    pub(super) fn cheapest(&mut self, sets: &[Set], ceiling: u64) -> Result<Option<Set>, Exhausted> {
        let mut best = (ceiling, None);
        self.branch(sets, 0, 0, &mut best)?;
        Ok(best.1)
    }

    /// A choice that meets every set, taking each time the cell that meets most for its cost.
    pub(super) fn quick(&self, sets: &[Set]) -> Set {
        let mut open: Vec<Set> = sets.to_vec();
        let mut chosen = 0;
        while !open.is_empty() {
            let met = |at: usize| u64::try_from(open.iter().filter(|set| *set & (1 << at) != 0).count()).unwrap_or(0);
            let worth = |at: &usize| (u128::from(met(*at)) << 64) / u128::from(self.costs[*at].max(1));
            let Some(best) = (0..self.costs.len()).rev().max_by_key(worth).filter(|at| met(*at) > 0) else { break };
            chosen |= 1 << best;
            open.retain(|set| set & (1 << best) == 0);
        }
        chosen
    }

    fn branch(
        &mut self,
        open: &[Set],
        chosen: Set,
        spent: u64,
        best: &mut (u64, Option<Set>),
    ) -> Result<(), Exhausted> {
        self.steps = self.steps.checked_sub(1).ok_or(Exhausted)?;
        if spent + self.bound(open) >= best.0 {
            return Ok(());
        }
        let Some(tightest) = open.iter().min_by_key(|set| set.count_ones()) else {
            *best = (spent, Some(chosen));
            return Ok(());
        };
        let mut refused: Set = 0;
        for cell in members(*tightest) {
            let bit = 1 << cell;
            let left: Vec<Set> = open.iter().filter(|set| *set & bit == 0).map(|set| set & !refused).collect();
            self.branch(&left, chosen | bit, spent + self.costs[cell], best)?;
            refused |= bit;
        }
        Ok(())
    }

    /// No choice that meets every set costs less.
    fn bound(&self, open: &[Set]) -> u64 {
        let mut left = self.costs.to_vec();
        let mut order = open.to_vec();
        order.sort_by_key(|set| (set.count_ones(), *set));
        let mut bound: u64 = 0;
        for set in order {
            let share = members(set).map(|at| left[at]).min().unwrap_or(u64::MAX / 4);
            members(set).for_each(|at| left[at] -= share.min(left[at]));
            bound = bound.saturating_add(share);
        }
        bound
    }
}
