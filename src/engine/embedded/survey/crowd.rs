//! A few respondents on their way through a count, in arrays that stay in the nearest cache: every step is one plain loop over
//! all of them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::build::ANSWERED;
use super::coded::{Coded, Entries};
use crate::engine::Tally;

/// Which respondents.
#[derive(Debug)]
pub(super) enum People {
    /// All from one position up to another.
    Run(Range<u32>),
    /// These positions.
    Listed(Vec<u32>),
}

impl People {
    fn len(&self) -> usize {
        match self {
            Self::Run(run) => run.len(),
            Self::Listed(people) => people.len(),
        }
    }

    fn each(&self, mut visit: impl FnMut(u32)) {
        match self {
            Self::Run(run) => run.clone().for_each(visit),
            Self::Listed(people) => people.iter().for_each(|person| visit(*person)),
        }
    }

    /// Leaves out who does not pass.
    pub(super) fn retain(&mut self, mut passes: impl FnMut(u32) -> bool) {
        match self {
            Self::Run(run) => *self = Self::Listed(run.clone().filter(|person| passes(*person)).collect()),
            Self::Listed(people) => people.retain(|person| passes(*person)),
        }
    }

    /// Takes each of `numbers`, one for each of them, a step on by the slot they are in.
    fn step<T: Copy + Into<u32>>(&self, slots: &[T], none: u32, numbers: &mut [u32], step: impl Fn(u32, u32) -> u32) {
        match self {
            Self::Run(run) => {
                let slots = slots.get(run.start as usize..run.end as usize).unwrap_or_default();
                numbers.iter_mut().zip(slots).for_each(|(number, slot)| *number = step(*number, (*slot).into()));
            }
            Self::Listed(people) => {
                let slot = |person: &u32| slots.get(*person as usize).map_or(none, |slot| (*slot).into());
                numbers.iter_mut().zip(people).for_each(|(number, person)| *number = step(*number, slot(person)));
            }
        }
    }

    /// [`Self::step`] by answers of one slot each.
    fn step_by(&self, answers: &Coded, numbers: &mut [u32], step: impl Fn(u32, u32) -> u32) {
        let none = answers.slots().none(ANSWERED);
        match answers.entries() {
            Entries::Small(slots) => self.step(slots, none, numbers, step),
            Entries::Wide(slots) => self.step(slots, none, numbers, step),
        }
    }

    /// The weight of each of them.
    fn weights<'w>(&self, all: &'w [f64]) -> Cow<'w, [f64]> {
        let weight = |person: u32| all.get(person as usize).copied().unwrap_or_default();
        match self {
            Self::Run(run) => match all.get(run.start as usize..run.end as usize) {
                Some(weights) => Cow::Borrowed(weights),
                None => Cow::Owned(run.clone().map(weight).collect()),
            },
            Self::Listed(people) => Cow::Owned(people.iter().map(|person| weight(*person)).collect()),
        }
    }
}

/// Respondents and what each weighs. Who stands in several columns of a banner is in it as often.
#[derive(Debug)]
pub(super) struct Crowd<'w> {
    people: People,
    /// Everybody weighs one when `None`.
    weights: Option<Cow<'w, [f64]>>,
}

impl<'w> Crowd<'w> {
    /// `people`, and what they weigh among the weights of all.
    pub(super) fn new(people: People, weights: Option<&'w [f64]>) -> Self {
        let weights = weights.map(|all| people.weights(all));
        Self { people, weights }
    }

    /// Puts all into the same column.
    pub(super) fn begin(&self, columns: &mut Vec<u32>) {
        columns.clear();
        columns.resize(self.people.len(), 0);
    }

    /// Divides each column by the answers to one more question and "not stated". Where people gave several answers the crowd that
    /// comes of it is returned.
    pub(super) fn place(&self, answers: &Coded, columns: &mut Vec<u32>) -> Option<Crowd<'static>> {
        let codes = answers.slots().codes();
        let Some(offsets) = answers.offsets() else {
            // Whatever is no code is not stated.
            self.people.step_by(answers, columns, |column, slot| column * (codes + 1) + slot.min(codes));
            return None;
        };
        Some(match answers.entries() {
            Entries::Small(entries) => self.spread(codes, offsets, entries, columns),
            Entries::Wide(entries) => self.spread(codes, offsets, entries, columns),
        })
    }

    fn spread<T: Copy + Into<u32>>(
        &self,
        codes: u32,
        offsets: &[u32],
        entries: &[T],
        columns: &mut Vec<u32>,
    ) -> Crowd<'static> {
        let (mut people, mut weights, mut spread) = (Vec::new(), Vec::new(), Vec::new());
        self.each_placed(columns, |person, column, weight| {
            let before = spread.len();
            let given = slots_of(person, offsets, entries).iter().skip(1).map(|slot| (*slot).into());
            spread.extend(given.filter(|slot| *slot < codes).map(|slot| column * (codes + 1) + slot));
            if spread.len() == before {
                spread.push(column * (codes + 1) + codes);
            }
            people.resize(spread.len(), person);
            weights.resize(spread.len(), weight);
        });
        *columns = spread;
        Crowd { people: People::Listed(people), weights: Some(Cow::Owned(weights)) }
    }

    /// Counts the answers to the question of the rows, by column and slot. What `columns` held is used up.
    pub(super) fn count(&self, answers: &Coded, columns: &mut [u32], cells: &mut [Tally]) {
        let width = u32::try_from(answers.slots().width()).unwrap_or(u32::MAX);
        match (answers.offsets(), answers.entries()) {
            (None, _) => {
                self.people.step_by(answers, columns, |column, slot| column * width + slot);
                self.count_cells(columns, cells);
            }
            (Some(offsets), Entries::Small(entries)) => self.count_several(width, offsets, entries, columns, cells),
            (Some(offsets), Entries::Wide(entries)) => self.count_several(width, offsets, entries, columns, cells),
        }
    }

    fn count_cells(&self, at: &[u32], cells: &mut [Tally]) {
        let mut add = |at: &u32, weight: f64| {
            if let Some(tally) = cells.get_mut(*at as usize) {
                tally.add(weight);
            }
        };
        match &self.weights {
            None => at.iter().for_each(|at| add(at, 1.0)),
            Some(weights) => at.iter().zip(weights.iter()).for_each(|(at, weight)| add(at, counted(*weight))),
        }
    }

    fn count_several<T: Copy + Into<u32>>(
        &self,
        width: u32,
        offsets: &[u32],
        entries: &[T],
        columns: &[u32],
        cells: &mut [Tally],
    ) {
        self.each_placed(columns, |person, column, weight| {
            let first = column as usize * width as usize;
            let Some(cells) = cells.get_mut(first..first + width as usize) else { return };
            for slot in slots_of(person, offsets, entries) {
                if let Some(tally) = cells.get_mut((*slot).into() as usize) {
                    tally.add(weight);
                }
            }
        });
    }

    /// Counts numbers, by column and number.
    pub(super) fn count_numbers(&self, numbers: &[f64], columns: &[u32], values: &mut BTreeMap<(u32, u64), Tally>) {
        self.each_placed(columns, |person, column, weight| {
            if let Some(number) = numbers.get(person as usize).filter(|number| !number.is_nan()) {
                // Zero is the same number with either sign.
                values.entry((column, tantivy::f64_to_u64(number + 0.0))).or_default().add(weight);
            }
        });
    }

    /// Each with the column they stand in and what they weigh.
    pub(super) fn each_placed(&self, columns: &[u32], mut visit: impl FnMut(u32, u32, f64)) {
        let mut columns = columns.iter();
        let mut weights = self.weights.as_deref().map(<[f64]>::iter);
        self.people.each(|person| {
            let weight = weights.as_mut().map_or(Some(1.0), |weights| weights.next().map(|weight| counted(*weight)));
            if let Some((column, weight)) = columns.next().zip(weight) {
                visit(person, *column, weight);
            }
        });
    }
}

/// What a weight counts: who has none counts as a person and weighs nothing. A comparison with what is no number is false.
fn counted(weight: f64) -> f64 {
    if weight > 0.0 { weight } else { 0.0 }
}

/// The slots of a respondent among answers of several.
pub(super) fn slots_of<'e, T>(person: u32, offsets: &[u32], entries: &'e [T]) -> &'e [T] {
    let person = person as usize;
    let range = offsets.get(person).zip(offsets.get(person + 1));
    range.and_then(|(begin, end)| entries.get(*begin as usize..*end as usize)).unwrap_or_default()
}
