//! The names of the groups of people by words, so that a group is recognised in what a person types.

use std::collections::HashMap;

use super::words::{Word, cut, is_stop_word};
use crate::framework::{Framework, Group};

/// Which group a run of words names.
#[derive(Debug, Default)]
pub(super) struct GroupNames {
    by_words: HashMap<Vec<String>, Named>,
    longest: usize,
}

/// A group that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The id of the group.
    pub(super) id: String,
    /// Its label.
    pub(super) label: String,
}

impl GroupNames {
    /// The names of the groups of a framework.
    pub(super) fn new(framework: &Framework) -> Self {
        let mut names = Self::default();
        // Labels go first, so that an alias never hides a group.
        for group in framework.groups.values() {
            names.add(&group.label, group);
        }
        for group in framework.groups.values() {
            for name in group.short.iter().chain(&group.aliases) {
                names.add(name, group);
            }
        }
        names
    }

    fn add(&mut self, name: &str, group: &Group) {
        let words = stems(&cut(name));
        // A name of words without meaning of their own would be met in nearly every search.
        if !words.iter().all(|word| is_stop_word(word)) {
            self.longest = self.longest.max(words.len());
            let named = || Named { id: group.id.to_string(), label: group.label.clone() };
            self.by_words.entry(words).or_insert_with(named);
        }
    }

    /// How many words the longest name has.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// The group these words name, in any of their forms and cases.
    pub(super) fn of(&self, words: &[Word]) -> Option<&Named> {
        if words.len() > self.longest { None } else { self.by_words.get(&stems(words)) }
    }
}

fn stems(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.stem.clone()).collect()
}
