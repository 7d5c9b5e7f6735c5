//! What has changed between the file a recipe was made for and a new one.

mod alike;
mod arrivals;
mod codes;
mod columns;
#[cfg(test)]
mod fixture;
mod layout;
mod options;
mod pairs;
mod questions;
mod renames;
mod settle;
mod slots;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod yearly;

use std::collections::BTreeMap;
use std::fmt;

use super::Recipe;
use pairs::Pairs;

pub(in crate::survey) use alike::closeness;

/// How many points of one kind are listed each for itself.
const LISTED: usize = 20;

/// Something that has changed since the recipe was made, and that a person should settle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// A stable name, such as `drift_renamed_option`.
    pub code: String,
    /// The question of the recipe, or of the new file where the recipe has none.
    pub question: Option<String>,
    /// What has changed, in one sentence.
    pub message: String,
    /// What was done meanwhile.
    pub meanwhile: String,
    /// The lines of the recipe that settle it. A comment says where they belong.
    pub settle: String,
}

/// What the cells of the new file held for one question of the recipe, read as the recipe says.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// The id of the question in the recipe.
    pub question: String,
    /// How many answers were read: as options, numbers, days or words.
    pub read: u64,
    /// The cells (or parts of cells, where they list several options) that name nothing the recipe knows, and how many people
    /// gave each. Words written beside an option are none of them.
    pub unknown: Vec<(String, u64)>,
    /// How many chose each option, in the order the question has in the new file's recipe.
    pub chosen: Vec<u64>,
    /// Whether the new file (or a questionnaire that came with it) itself lists the options, so that one it lacks is gone and
    /// its order counts.
    pub told: bool,
}

/// The shape only: what people said never reaches a log.
impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seen({} read, {} unknown, {} options)", self.read, self.unknown.len(), self.chosen.len())
    }
}

/// What has changed from `recipe` to `now`, in the order of the recipe.
///
/// `now` is what the new file came to when it was read with the help of the recipe: a question keeps the id of the recipe, and
/// everything the file does not itself tell (mostly wordings, kinds and options) is as the recipe has it. Its columns are those
/// in which the answers were found, under the headings of the new file; `Columns::One` without a name where none was. Questions
/// the recipe does not know come under the ids they were given. `seen` has an entry for each question of the recipe.
///
/// A file and its own recipe have no drift.
pub fn compare(recipe: &Recipe, now: &Recipe, seen: &[Seen]) -> Vec<Drift> {
    let pairs = Pairs::of(&recipe.form, &now.form);
    let seen: BTreeMap<String, &Seen> = seen.iter().map(|one| (one.question.to_lowercase(), one)).collect();
    let mut found = Found::default();
    layout::compare(&recipe.file, &now.file, &mut found);
    let changes = columns::changes(&recipe.form, &now.form, &pairs);
    for (index, old) in recipe.form.questions.iter().enumerate() {
        let seen = seen.get(&old.question.id.to_lowercase()).copied();
        let new = pairs.new_of(index).and_then(|new| now.form.questions.get(new));
        if let Some(new) = new {
            questions::compare(old, new, &changes.reworded(index), &mut found);
        }
        if !questions::changed_in_cells(old, seen, &mut found) {
            options::compare(old, new.unwrap_or(old), seen, &mut found);
        }
    }
    arrivals::tell(&recipe.form, &now.form, changes, &mut found);
    found.bounded()
}

/// The points found so far.
#[derive(Default)]
struct Found(Vec<Drift>);

impl Found {
    fn push(&mut self, code: &str, question: Option<&str>, message: String, meanwhile: &str, settle: String) {
        let (code, question, meanwhile) = (code.to_owned(), question.map(str::to_owned), meanwhile.to_owned());
        self.0.push(Drift { code, question, message, meanwhile, settle });
    }

    /// No more points of one kind than anybody reads.
    fn bounded(self) -> Vec<Drift> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut kept = Vec::new();
        for drift in self.0 {
            let count = counts.entry(drift.code.clone()).or_default();
            *count += 1;
            if *count <= LISTED {
                kept.push(drift);
            }
        }
        for (code, count) in counts.into_iter().filter(|(_, count)| *count > LISTED) {
            let message = format!("{} more points of this kind are not listed", count - LISTED);
            let settle = "settle those above, and load the file again".to_owned();
            kept.push(Drift { code, question: None, message, meanwhile: "as above".to_owned(), settle });
        }
        kept
    }
}
