//! Which question of the new file is which of the recipe, and which option is which.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::{closeness, essence};
use super::slots::{Spot, slots};
use crate::survey::form::{Form, FormQuestion};
use crate::text::slug_of;

/// The questions of two forms that are the same: by id, else by a column they share.
pub(super) struct Pairs {
    new_of: Vec<Option<usize>>,
    old_of: BTreeMap<usize, usize>,
}

impl Pairs {
    pub(super) fn of(old: &Form, new: &Form) -> Self {
        let by_id: BTreeMap<String, usize> =
            new.questions.iter().enumerate().map(|(index, asked)| (asked.question.id.to_lowercase(), index)).collect();
        let mut by_column: BTreeMap<String, usize> = BTreeMap::new();
        for slot in slots(new).iter().filter(|slot| !matches!(slot.spot, Spot::Words(_) | Spot::Rank(_))) {
            for key in slot.keys() {
                by_column.entry(key).or_insert(slot.question.unwrap_or(usize::MAX));
            }
        }
        let mut pairs = Self { new_of: vec![None; old.questions.len()], old_of: BTreeMap::new() };
        for (index, asked) in old.questions.iter().enumerate() {
            pairs.join(index, by_id.get(&asked.question.id.to_lowercase()).copied());
        }
        for slot in slots(old) {
            if let Some(index) = slot.question.filter(|index| pairs.new_of(*index).is_none()) {
                let shared = slot.keys().find_map(|key| by_column.get(&key).copied());
                pairs.join(index, shared.filter(|new_index| *new_index < new.questions.len()));
            }
        }
        pairs
    }

    fn join(&mut self, old: usize, new: Option<usize>) {
        if let Some(new) = new.filter(|new| !self.old_of.contains_key(new))
            && let Some(place) = self.new_of.get_mut(old)
        {
            *place = Some(new);
            self.old_of.insert(new, old);
        }
    }

    /// The question of the new file that is question `old` of the recipe.
    pub(super) fn new_of(&self, old: usize) -> Option<usize> {
        self.new_of.get(old).copied().flatten()
    }

    /// The question of the recipe that is question `new` of the new file.
    pub(super) fn old_of(&self, new: usize) -> Option<usize> {
        self.old_of.get(&new).copied()
    }
}

/// How the options of a question have moved. Positions are in the recipe first, in the new file second.
#[derive(Default)]
pub(super) struct Moves {
    /// For each option of the new file the one of the recipe it is.
    pub(super) old_of: Vec<Option<usize>>,
    /// A code that stands for another label.
    pub(super) recoded: Vec<(usize, usize)>,
    /// A label that has another code.
    pub(super) new_code: Vec<(usize, usize)>,
    /// A code that stayed with a label that is near its old one.
    pub(super) renamed: Vec<(usize, usize)>,
}

/// Which option of `new` is which of `old`.
pub(super) fn moves(old: &FormQuestion, new: &FormQuestion) -> Moves {
    let names = Names::of(old);
    let labels: BTreeSet<String> = new.question.options.iter().map(|option| essence(&option.label)).collect();
    let mut moves = Moves::default();
    for (at, option) in new.question.options.iter().enumerate() {
        let by_id = names.ids.get(&option.id.to_lowercase()).copied();
        let by_label = names.by_label(old, &option.label, by_id);
        let is = match (by_label, by_id) {
            (Some(was), Some(code)) if was != code => {
                moves.recoded.push((code, at));
                Some(was)
            }
            (Some(was), None) => {
                let before = &old.question.options[was];
                let spelt = names.spellings.get(&essence(&option.id)).is_some_and(|all| all.contains(&was));
                if is_code(&before.id, &before.label) && is_code(&option.id, &option.label) && !spelt {
                    moves.new_code.push((was, at));
                }
                Some(was)
            }
            (None, Some(code)) => {
                let before = &old.question.options[code].label;
                let gone = !labels.contains(&essence(before));
                let near = gone && closeness(before, &option.label).is_some();
                if near { &mut moves.renamed } else { &mut moves.recoded }.push((code, at));
                near.then_some(code)
            }
            (was, _) => was,
        };
        moves.old_of.push(is);
    }
    moves
}

/// Whether an id was given and not made of the label.
fn is_code(id: &str, label: &str) -> bool {
    let slug = slug_of(label, id.len());
    !slug.eq_ignore_ascii_case(id) && essence(id) != essence(label)
}

/// The names of the options of the recipe.
struct Names {
    ids: BTreeMap<String, usize>,
    labels: BTreeMap<String, Vec<usize>>,
    spellings: BTreeMap<String, Vec<usize>>,
}

impl Names {
    fn of(asked: &FormQuestion) -> Self {
        let mut names = Self { ids: BTreeMap::new(), labels: BTreeMap::new(), spellings: BTreeMap::new() };
        for (at, option) in asked.question.options.iter().enumerate() {
            names.ids.entry(option.id.to_lowercase()).or_insert(at);
            names.labels.entry(essence(&option.label)).or_default().push(at);
        }
        for (spelling, at) in &asked.spellings {
            if asked.question.options.get(usize::from(*at)).is_some() {
                names.spellings.entry(essence(spelling)).or_default().push(usize::from(*at));
            }
        }
        names
    }

    /// The option called so, the one of the same id first. Where labels differ in punctuation only, the punctuation counts.
    fn by_label(&self, old: &FormQuestion, label: &str, by_id: Option<usize>) -> Option<usize> {
        let key = essence(label);
        let exact = |at: &&usize| old.question.options.get(**at).is_some_and(|option| option.label == label);
        let labelled = match self.labels.get(&key).map_or(&[][..], Vec::as_slice) {
            several @ [_, _, ..] if several.iter().any(|at| exact(&at)) => {
                several.iter().filter(exact).copied().collect()
            }
            any => any.to_vec(),
        };
        let spelt = self.spellings.get(&key).map_or(&[][..], Vec::as_slice);
        let same = by_id.filter(|id| labelled.contains(id) || spelt.contains(id));
        same.or_else(|| labelled.first().copied()).or_else(|| spelt.first().copied())
    }
}
