//! How the columns of two files differ: which were found, under which heading, which are gone and which are new.

use std::collections::{BTreeMap, BTreeSet};

use super::pairs::{Moves, Pairs, moves};
use super::questions::Reworded;
use super::renames;
use super::slots::{Slot, Spot, slots};
use crate::survey::form::{Columns, Form, FormQuestion};

/// How the columns of two forms differ.
pub(super) struct Changes<'f> {
    /// Columns that were found under another heading.
    reworded: Vec<(Slot<'f>, Slot<'f>)>,
    /// Columns that are gone, with those they may have become.
    pub(super) renamed: Vec<(Slot<'f>, Slot<'f>)>,
    /// The others that are gone.
    pub(super) gone: Vec<Slot<'f>>,
    /// The others that are new.
    pub(super) new: Vec<Slot<'f>>,
}

impl Changes<'_> {
    /// The columns of a question of the recipe that were found under other headings.
    pub(super) fn reworded(&self, question: usize) -> Vec<Reworded> {
        let own = self.reworded.iter().filter(|(old, _)| old.question == Some(question));
        own.map(|(old, new)| (old.spot, old.name().to_owned(), new.name().to_owned())).collect()
    }
}

/// Finds what differs.
pub(super) fn changes<'f>(old: &'f Form, new: &'f Form, pairs: &Pairs) -> Changes<'f> {
    let (before, after) = (slots(old), slots(new));
    let keys = |slots: &[Slot<'_>]| -> BTreeSet<String> { slots.iter().flat_map(Slot::keys).collect() };
    let (had, has) = (keys(&before), keys(&after));
    let lacks = |slot: &&Slot<'f>| slot.spot != Spot::Technical && !slot.keys().any(|key| has.contains(&key));
    let is_new = |slot: &&Slot<'f>| !slot.keys().any(|key| had.contains(&key));
    let mut gone: Vec<Slot<'f>> = before.iter().filter(lacks).copied().collect();
    let mut fresh: Vec<Slot<'f>> = after.iter().filter(is_new).copied().collect();
    once(&mut gone);
    once(&mut fresh);
    let paired = Paired::of(old, new, pairs);
    let places: BTreeMap<Place, Slot<'f>> =
        fresh.iter().filter_map(|slot| Some((paired.place_of_new(slot)?, *slot))).collect();
    let mut changes = Changes { reworded: Vec::new(), renamed: Vec::new(), gone: Vec::new(), new: Vec::new() };
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for slot in gone {
        match slot.question.and_then(|index| places.get(&(index, slot.spot))) {
            Some(other) => {
                taken.insert(other.name().to_owned());
                changes.reworded.push((slot, *other));
            }
            None => changes.gone.push(slot),
        }
    }
    fresh.retain(|slot| !taken.contains(slot.name()) && !paired.is_new_option(slot));
    changes.new = fresh;
    changes.renamed = renames::find(&mut changes.gone, &mut changes.new, old, new);
    changes
}

/// A question of the recipe, and what a column of it holds.
type Place = (usize, Spot);

/// The questions of the new file with those of the recipe that they are.
struct Paired<'p> {
    pairs: &'p Pairs,
    /// For each question of the new file that has columns per option, which option is which.
    moves: BTreeMap<usize, Moves>,
}

impl<'p> Paired<'p> {
    fn of(old: &Form, new: &Form, pairs: &'p Pairs) -> Self {
        let per_option = |(index, asked): (usize, &FormQuestion)| {
            let was = old.questions.get(pairs.old_of(index)?)?;
            matches!(asked.columns, Columns::PerOption(_)).then(|| (index, moves(was, asked)))
        };
        Self { pairs, moves: new.questions.iter().enumerate().filter_map(per_option).collect() }
    }

    /// Where the recipe would have a column of the new file.
    fn place_of_new(&self, slot: &Slot<'_>) -> Option<Place> {
        let index = slot.question?;
        let spot = match slot.spot {
            Spot::Option(now) => Spot::Option(u16::try_from(self.option(index, now)?).ok()?),
            spot => spot,
        };
        Some((self.pairs.old_of(index)?, spot))
    }

    fn option(&self, new: usize, option: u16) -> Option<usize> {
        self.moves.get(&new)?.old_of.get(usize::from(option)).copied().flatten()
    }

    /// A column of a new option is told with the option.
    fn is_new_option(&self, slot: &Slot<'_>) -> bool {
        let known = slot.question.filter(|index| self.moves.contains_key(index));
        matches!((slot.spot, known), (Spot::Option(now), Some(index)) if self.option(index, now).is_none())
    }
}

/// Each column once, though it be named by several questions.
fn once(slots: &mut Vec<Slot<'_>>) {
    let mut names = BTreeSet::new();
    slots.retain(|slot| names.insert((slot.keys().next(), matches!(slot.spot, Spot::Technical))));
}
