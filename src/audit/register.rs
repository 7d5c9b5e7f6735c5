//! The release register: sets of respondents whose counts have been published, and whether one more may be. Two sets of
//! which one lies within the other give away the count of the people between them by subtraction; several together can give
//! away more, which a linear programme over the smallest groups the sets cut out tells.

use std::collections::BTreeMap;

use super::Attacker;
use super::field::Field;
use super::interval::Interval;
use super::members::Members;
use super::part::Part;
use super::probe::Probe;
use super::system::{Cell, CellId, Fault, Standing, System, whole};

/// Sets of respondents whose counts have been published from one frozen snapshot.
#[derive(Debug, Clone)]
pub struct Register {
    sizes: Vec<u64>,
    threshold: u64,
    released: Vec<Members>,
}

/// One of the sets that together give something away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A set released before, by its place in the register.
    Earlier(usize),
    /// A set about to be released, by its place among the new ones.
    New(usize),
}

/// Why sets must not be released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// One set lies within the other, and too few people are between them.
    Between {
        /// The larger set.
        outer: Source,
        /// The set within it.
        inner: Source,
        /// How many people are in the one and not in the other.
        people: u64,
    },
    /// A small group that the sets cut out is pinned down too closely, and was not before.
    Group {
        /// The members of the group.
        members: Members,
        /// How many people they are.
        people: u64,
        /// What an attacker can tell about that number.
        interval: Interval,
    },
}

impl Register {
    /// A register over members of these sizes (1 each for respondents; the counts of classes of respondents who are alike in
    /// everything published), in which fewer than `threshold` people are too few.
    pub fn new(sizes: Vec<u64>, threshold: u64) -> Self {
        Self { sizes, threshold, released: Vec::new() }
    }

    /// How many people a set has.
    pub fn people(&self, set: &Members) -> u64 {
        set.iter().filter_map(|member| self.sizes.get(member)).fold(0, |sum, size| sum.saturating_add(*size))
    }

    /// The sets released so far.
    pub fn released(&self) -> &[Members] {
        &self.released
    }

    /// Notes sets as released.
    pub fn release(&mut self, sets: impl IntoIterator<Item = Members>) {
        self.released.extend(sets);
    }

    /// What releasing the counts of the `new` sets together would give away that has not been given away before: too few
    /// people between two sets, and small groups whose range becomes narrower than the threshold less one. Empty when they
    /// may be released.
    ///
    /// # Errors
    /// When a size is beyond what can be audited.
    pub fn check(&self, new: &[Members], attacker: Attacker) -> Result<Vec<Block>, Fault> {
        let mut blocks = self.between(new);
        blocks.extend(self.groups(new, attacker)?);
        Ok(blocks)
    }

    /// Which of the `hidden` sets, whose counts were withheld, could be counted exactly when those of the `new` sets are known too,
    /// and could not before; by position.
    ///
    /// # Errors
    /// When a size is beyond what can be audited.
    pub fn told(&self, new: &[Members], hidden: &[Members]) -> Result<Vec<usize>, Fault> {
        let all: Vec<&Members> = self.released.iter().chain(new).collect();
        let every: Vec<&Members> = all.iter().copied().chain(hidden).collect();
        let groups = self.cut_out(&every);
        let before = self.exact(&groups, &all[..self.released.len()], hidden)?;
        let mut after = self.exact(&groups, &all, hidden)?;
        after.retain(|at| !before.contains(at));
        Ok(after)
    }

    /// The hidden sets that the counts of `sets` leave no choice about.
    fn exact(&self, groups: &[Members], sets: &[&Members], hidden: &[Members]) -> Result<Vec<usize>, Fault> {
        let mut system = System::new();
        let mut cell =
            |count: u64, standing: Standing| system.cell(Cell { count, floor: 0, cost: 0, width: 1, standing });
        let ids: Vec<CellId> =
            groups.iter().map(|group| cell(self.people(group), Standing::Free)).collect::<Result<_, Fault>>()?;
        let sums: Vec<CellId> =
            hidden.iter().map(|set| cell(self.people(set), Standing::Primary)).collect::<Result<_, Fault>>()?;
        let inside = |set: &Members| {
            let within = |group: &Members| group.iter().next().is_some_and(|member| set.contains(member));
            groups.iter().zip(&ids).filter(move |(group, _)| within(group)).map(|(_, id)| (*id, 1)).collect::<Vec<_>>()
        };
        for set in sets {
            system.relate(&inside(set), whole(self.people(set)))?;
        }
        for (set, sum) in hidden.iter().zip(&sums) {
            let terms: Vec<(CellId, i64)> = inside(set).into_iter().chain([(*sum, -1)]).collect();
            system.relate(&terms, 0)?;
        }
        let mut found = Vec::new();
        for part in Part::of(&system, &vec![true; groups.len() + hidden.len()]) {
            let field = Field::new(part, Attacker::Whole);
            let narrow = field.narrow(&vec![true; field.part.len()]);
            found.extend(narrow.into_iter().filter_map(|at| field.part.cells[at].checked_sub(groups.len())));
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Pairs of sets, at least one of them new, with too few people between them.
    fn between(&self, new: &[Members]) -> Vec<Block> {
        let earlier = self.released.iter().enumerate().map(|(at, set)| (Source::Earlier(at), set));
        let mut sets: Vec<(u64, Source, &Members)> = earlier
            .chain(new.iter().enumerate().map(|(at, set)| (Source::New(at), set)))
            .map(|(source, set)| (self.people(set), source, set))
            .collect();
        sets.sort_by_key(|(people, source, _)| (*people, *source));
        let mut found = Vec::new();
        for (at, (fewer, inner, small)) in sets.iter().enumerate() {
            let near = sets.iter().skip(at + 1).take_while(|(more, _, _)| more - fewer < self.threshold);
            for (more, outer, large) in near.filter(|(more, _, _)| more > fewer) {
                let fresh = matches!(inner, Source::New(_)) || matches!(outer, Source::New(_));
                if fresh && *fewer > 0 && small.is_within(large) {
                    found.push(Block::Between { outer: *outer, inner: *inner, people: more - fewer });
                }
            }
        }
        found
    }

    /// Small groups that become too narrow by the new sets.
    fn groups(&self, new: &[Members], attacker: Attacker) -> Result<Vec<Block>, Fault> {
        let all: Vec<&Members> = self.released.iter().chain(new).collect();
        let groups = self.cut_out(&all);
        let before = self.narrow(&groups, &all[..self.released.len()], attacker)?;
        let mut after = self.narrow(&groups, &all, attacker)?;
        after.retain(|group, _| !before.contains_key(group));
        let block = |(group, interval): (usize, Interval)| {
            let members = groups.get(group).cloned().unwrap_or_default();
            Block::Group { people: self.people(&members), members, interval }
        };
        Ok(after.into_iter().map(block).collect())
    }

    /// The members of the sets, those together that are in the same sets.
    fn cut_out(&self, sets: &[&Members]) -> Vec<Members> {
        let mut groups: BTreeMap<Members, Members> = BTreeMap::new();
        for member in 0..self.sizes.len() {
            let within: Members = (0..sets.len()).filter(|at| sets[*at].contains(member)).collect();
            groups.entry(within).or_default().insert(member);
        }
        groups.remove(&Members::new());
        groups.into_values().collect()
    }

    /// The small groups whose range is too narrow when the counts of `sets` are known.
    fn narrow(
        &self,
        groups: &[Members],
        sets: &[&Members],
        attacker: Attacker,
    ) -> Result<BTreeMap<usize, Interval>, Fault> {
        let mut system = System::new();
        let ids: Vec<CellId> =
            groups.iter().map(|group| system.cell(self.cell(group))).collect::<Result<_, Fault>>()?;
        for set in sets {
            let inside = |group: &Members| group.iter().next().is_some_and(|member| set.contains(member));
            let terms = groups.iter().zip(&ids).filter(|(group, _)| inside(group)).map(|(_, id)| (*id, 1));
            system.relate(&terms.collect::<Vec<_>>(), whole(self.people(set)))?;
        }
        let mut found = BTreeMap::new();
        for part in Part::of(&system, &vec![true; groups.len()]) {
            let field = Field::new(part, attacker);
            let narrow = field.narrow(&vec![true; field.part.len()]);
            let mut probe = Probe::new(&field.part, attacker);
            found.extend(narrow.into_iter().map(|at| (field.part.cells[at], probe.interval(at))));
        }
        Ok(found)
    }

    /// A group as a hidden cell, which asks for width when it is small.
    fn cell(&self, group: &Members) -> Cell {
        let count = self.people(group);
        let small = count > 0 && count < self.threshold;
        let width = if small { self.threshold.saturating_sub(1) } else { 0 };
        Cell { count, floor: 0, cost: 0, width, standing: Standing::Primary }
    }
}
