//! Groups of people that public tables may tell apart: merged until none of them, nor any sum and difference of them, is of few.

use std::collections::{BTreeMap, BTreeSet};

use crate::breakdown::cube::cut::{Thread, thin_cut};

/// An answer to a question by position; `None` stands for everybody who did not state any.
pub(super) type Atom = Option<u16>;

/// How many people gave each combination of answers to some questions.
pub(super) type Counts = BTreeMap<Vec<Atom>, u64>;

/// A question that may divide people, and the groups it divides them into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Division {
    /// The position of the question.
    pub(super) question: usize,
    /// Whether its answers stand in an order, so that neighbours belong together.
    pub(super) is_ordered: bool,
    /// Whether its answers may be merged.
    pub(super) may_merge: bool,
    /// The answers of each group.
    pub(super) groups: Vec<Vec<Atom>>,
    /// How many people gave each answer.
    sizes: BTreeMap<Atom, u64>,
}

impl Division {
    /// A question whose answers are groups by themselves.
    pub(super) fn of(question: usize, is_ordered: bool, may_merge: bool, sizes: BTreeMap<Atom, u64>) -> Self {
        let mut groups: Vec<Vec<Atom>> = sizes.keys().map(|atom| vec![*atom]).collect();
        // Those who stated nothing stand last.
        groups.sort_by_key(|group| group[0].map_or(u32::MAX, u32::from));
        Self { question, is_ordered, may_merge, groups, sizes }
    }

    /// The same people in the groups of `known`.
    pub(super) fn in_groups_of(&self, known: &Self) -> Self {
        let mut groups = known.groups.clone();
        // Who answers may be silent where nobody else was.
        groups.extend(self.sizes.keys().filter(|atom| known.group_of(**atom).is_none()).map(|atom| vec![*atom]));
        Self { groups, sizes: self.sizes.clone(), ..*self }
    }

    /// How many people are in a group.
    fn size(&self, group: usize) -> u64 {
        self.groups[group].iter().filter_map(|atom| self.sizes.get(atom)).sum()
    }

    /// The group of an answer.
    pub(super) fn group_of(&self, atom: Atom) -> Option<usize> {
        self.groups.iter().position(|group| group.contains(&atom))
    }

    /// Makes one of two groups.
    fn merge(&mut self, one: usize, other: usize) {
        let (into, from) = (one.min(other), one.max(other));
        let more = self.groups.remove(from);
        self.groups[into].extend(more);
        self.groups[into].sort_by_key(|atom| atom.map_or(u32::MAX, u32::from));
    }

    /// Makes one group of all.
    fn join(&mut self) {
        while self.groups.len() > 1 {
            self.merge(0, 1);
        }
    }

    /// The smallest group of few people.
    fn small(&self, few: u64) -> Option<usize> {
        let small = (0..self.groups.len()).filter(|group| (1..few).contains(&self.size(*group)));
        small.min_by_key(|group| (self.is_silent(*group), self.size(*group)))
    }

    /// Whether a group is of those alone who stated nothing.
    fn is_silent(&self, group: usize) -> bool {
        self.groups[group] == [None]
    }

    /// Whether two groups could be one without leaving out what lies between them.
    fn are_neighbours(&self, one: usize, other: usize) -> bool {
        !self.is_ordered || one.abs_diff(other) == 1 || self.is_silent(one) || self.is_silent(other)
    }
}

/// Divisions with everybody counted by every two of them.
pub(super) struct Divisions {
    pub(super) all: Vec<Division>,
    /// By the places of two divisions, ascending.
    crossed: BTreeMap<(usize, usize), Counts>,
    few: u64,
}

impl Divisions {
    /// Divisions whose people were counted by each two of them.
    pub(super) fn of(all: Vec<Division>, crossed: BTreeMap<(usize, usize), Counts>, few: u64) -> Self {
        Self { all, crossed, few }
    }

    /// Merges until no group, nor what is left when groups of one division are taken from those of another, is of few people. A
    /// division for which that cannot be had is one group.
    pub(super) fn settle(&mut self) {
        loop {
            if let Some((at, group)) = self.small() {
                self.merge_small(at, group);
            } else if let Some((one, other, side)) = self.thin() {
                self.mend(one, other, &side);
            } else {
                return;
            }
        }
    }

    fn small(&self) -> Option<(usize, usize)> {
        let divided = self.all.iter().enumerate().filter(|(_, division)| division.groups.len() > 1);
        divided.into_iter().find_map(|(at, division)| Some((at, division.small(self.few)?)))
    }

    /// A small group joins one that lies within the same groups of other divisions, if it can; of those the smallest, so that the
    /// fewest answers are told apart no more. Those who stated nothing join the largest, whose shares they move least.
    fn merge_small(&mut self, at: usize, small: usize) {
        let division = &self.all[at];
        let silent = division.is_silent(small);
        let others = (0..division.groups.len()).filter(|other| *other != small);
        let fits = others.filter(|other| division.may_merge && division.are_neighbours(small, *other));
        let price = |other: &usize| {
            let size = division.size(*other);
            let size = if silent { u64::MAX - size } else { size };
            (size == 0, division.is_silent(*other), self.parted(at, small, *other), size)
        };
        match fits.min_by_key(price) {
            Some(other) => self.all[at].merge(small, other),
            None => self.all[at].join(),
        }
    }

    /// How many other divisions have nothing in common between two groups of one, so that making one of them mixes what is apart.
    fn parted(&self, at: usize, one: usize, other: usize) -> usize {
        let parts = |with: &usize| {
            let (_, threads) = self.graph(at, *with);
            let own = |node: usize| if at < *with { node } else { self.all[*with].groups.len() + node };
            !hang_together(&threads, own(one), own(other))
        };
        (0..self.all.len()).filter(|with| *with != at).filter(parts).count()
    }

    /// Two divisions by one another as a graph: the groups of the one that stands first, then those of the other.
    fn graph(&self, one: usize, other: usize) -> (usize, Vec<Thread>) {
        let (first, second) = (one.min(other), one.max(other));
        let (a, b) = (&self.all[first], &self.all[second]);
        let mut threads: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for (atoms, people) in self.crossed.get(&(first, second)).into_iter().flatten() {
            if let (Some(one), Some(other)) = (a.group_of(atoms[0]), b.group_of(atoms[1])) {
                *threads.entry((one, a.groups.len() + other)).or_default() += people;
            }
        }
        let threads = threads.into_iter().filter(|(_, people)| *people > 0);
        (a.groups.len() + b.groups.len(), threads.map(|((one, other), people)| (one, other, people)).collect())
    }

    /// Two divisions between which few people can be singled out, and the groups on one side of them.
    fn thin(&self) -> Option<(usize, usize, Vec<usize>)> {
        let pairs = (0..self.all.len()).flat_map(|one| (one + 1..self.all.len()).map(move |other| (one, other)));
        let divide = |at: usize| self.all[at].groups.len() > 1;
        pairs.into_iter().filter(|(one, other)| divide(*one) && divide(*other)).find_map(|(one, other)| {
            let (nodes, threads) = self.graph(one, other);
            Some((one, other, thin_cut(nodes, &threads, self.few)?))
        })
    }

    /// Makes one of two groups on either side of a thin cut, so that the few are among enough; where that does not help, all
    /// groups of the division that has more.
    fn mend(&mut self, one: usize, other: usize, side: &[usize]) {
        let (_, threads) = self.graph(one, other);
        let cut = threads.iter().filter(|thread| side.contains(&thread.0) != side.contains(&thread.1));
        let ends: BTreeSet<usize> = cut.flat_map(|thread| [thread.0, thread.1]).collect();
        let mut best: Option<(Price, (usize, usize, usize))> = None;
        for (at, offset) in [(one, 0), (other, self.all[one].groups.len())] {
            let division = self.all[at].clone();
            let on_side = |group: &usize| side.contains(&(group + offset));
            let (inside, outside): (Vec<usize>, Vec<usize>) = (0..division.groups.len()).partition(on_side);
            let pairs = inside.iter().flat_map(|inside| outside.iter().map(move |outside| (*inside, *outside)));
            for (inside, outside) in pairs.filter(|_| division.may_merge) {
                self.all[at].merge(inside, outside);
                let (nodes, threads) = self.graph(one, other);
                let helps = self.all[at].groups.len() > 1 && thin_cut(nodes, &threads, self.few).is_none();
                self.all[at] = division.clone();
                let strays = [inside, outside].iter().any(|group| ends.contains(&(group + offset)));
                let size = division.size(inside) + division.size(outside);
                let price = (!division.are_neighbours(inside, outside), !strays, size);
                if helps && best.is_none_or(|(known, _)| price < known) {
                    best = Some((price, (at, inside, outside)));
                }
            }
        }
        if let Some((_, (at, inside, outside))) = best {
            self.all[at].merge(inside, outside);
        } else {
            let finer = if self.all[one].groups.len() > self.all[other].groups.len() { one } else { other };
            self.all[finer].join();
        }
    }

    /// Of every two divisions the groups of the one that are made of whole groups of the other: the places of both divisions, the
    /// group, and its parts.
    pub(super) fn nests(&self) -> Vec<Nest> {
        let mut nests = Vec::new();
        let pairs = (0..self.all.len()).flat_map(|one| (0..self.all.len()).map(move |other| (one, other)));
        for (outer, inner) in pairs.filter(|(one, other)| one != other) {
            let (_, threads) = self.graph(outer, inner);
            let (outer_at, inner_at) =
                if outer < inner { (0, self.all[outer].groups.len()) } else { (self.all[inner].groups.len(), 0) };
            let ends = |thread: &Thread| {
                if outer < inner { (thread.0 - outer_at, thread.1 - inner_at) } else { (thread.1 - outer_at, thread.0) }
            };
            let ends: Vec<(usize, usize)> = threads.iter().map(ends).collect();
            for group in 0..self.all[outer].groups.len() {
                let parts: BTreeSet<usize> =
                    ends.iter().filter(|(own, _)| *own == group).map(|(_, part)| *part).collect();
                let whole = ends.iter().all(|(own, part)| *own == group || !parts.contains(part));
                // Two groups of the same people are a nest once.
                let once = parts.len() > 1 || outer < inner;
                if whole && once && !parts.is_empty() {
                    nests.push(Nest { outer, group, inner, parts: parts.into_iter().collect() });
                }
            }
        }
        nests
    }

    /// Whether everybody, counted by three divisions, can be divided as two of them are together without singling out few people
    /// beside what `others` tell. `places` are those of the divisions in the counts, and each of `others` a list of places in them.
    pub(super) fn is_safe(&self, counts: &Counts, places: &[usize], pair: &[usize], others: &[Vec<usize>]) -> bool {
        let project = |atoms: &Vec<Atom>, among: &[usize]| -> Option<Vec<usize>> {
            let group = |at: &usize| self.all.get(*places.get(*at)?)?.group_of(*atoms.get(*at)?);
            among.iter().map(group).collect()
        };
        others.iter().all(|other| {
            let mut nodes: BTreeMap<(bool, Vec<usize>), usize> = BTreeMap::new();
            let mut threads: Vec<Thread> = Vec::new();
            for (atoms, people) in counts.iter().filter(|(_, people)| **people > 0) {
                let (Some(one), Some(two)) = (project(atoms, pair), project(atoms, other)) else { continue };
                let mut node = |key| {
                    let next = nodes.len();
                    *nodes.entry(key).or_insert(next)
                };
                threads.push((node((false, one)), node((true, two)), *people));
            }
            thin_cut(nodes.len(), &threads, self.few).is_none()
        })
    }

    /// Whether each group that two divisions make together is of nobody or of enough people.
    pub(super) fn are_large(&self, one: usize, other: usize) -> bool {
        self.graph(one, other).1.iter().all(|thread| thread.2 >= self.few)
    }
}

/// What it costs to merge: whether others lie between, whether neither group has the few in it, how many people are told apart
/// no more.
type Price = (bool, bool, u64);

/// A group of one division that is made of whole groups of another.
pub(super) struct Nest {
    pub(super) outer: usize,
    pub(super) group: usize,
    pub(super) inner: usize,
    pub(super) parts: Vec<usize>,
}

fn hang_together(threads: &[Thread], one: usize, other: usize) -> bool {
    let mut reached = BTreeSet::from([one]);
    loop {
        let touched = threads.iter().filter(|thread| reached.contains(&thread.0) != reached.contains(&thread.1));
        let new: Vec<usize> = touched.flat_map(|thread| [thread.0, thread.1]).collect();
        if new.is_empty() {
            return reached.contains(&other);
        }
        reached.extend(new);
    }
}
