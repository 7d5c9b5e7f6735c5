//! A few names for each document of a segment, kept so that counting them needs no decision for each document: the same number of
//! places for all, those that are not needed filled with numbers that stand for nothing.

use std::collections::HashMap;

use tantivy::DocId;

use super::packed::Packed;

/// How many names of a document have their place at once; those of the few with more stand apart.
const PLACES: usize = 4;

/// A few names for each document of a segment, without repeats.
#[derive(Debug, Default)]
pub(super) struct NameLists {
    names: Vec<String>,
    /// Positions among the names. After them come the numbers that stand for nothing, one for each place, and then the one that
    /// says at the last place that there are more.
    first: Packed<PLACES>,
    /// The names that have no place, by document.
    more: HashMap<DocId, Vec<u16>>,
}

impl NameLists {
    /// No document yet; each will have some of `names`.
    pub(super) fn new(names: Vec<String>) -> Self {
        Self { first: Packed::below(names.len() + PLACES + 1), names, more: HashMap::new() }
    }

    /// The names there are.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Adds the next document with the positions of its names.
    pub(super) fn push(&mut self, positions: &[u16]) {
        let mut first: [u32; PLACES] = std::array::from_fn(|place| self.beyond(place));
        let fitting = if positions.len() > PLACES { PLACES - 1 } else { positions.len() };
        let (own, more) = positions.split_at(fitting);
        first.iter_mut().zip(own).for_each(|(place, position)| *place = u32::from(*position));
        if !more.is_empty() {
            first[PLACES - 1] = self.beyond(PLACES);
            self.more.insert(DocId::try_from(self.first.len()).unwrap_or(DocId::MAX), more.to_vec());
        }
        self.first.push(first);
    }

    /// A number that is no position among the names.
    fn beyond(&self, by: usize) -> u32 {
        u32::try_from(self.names.len() + by).unwrap_or(u32::MAX)
    }

    /// The positions among the names of those of a document.
    pub(super) fn of(&self, doc: DocId) -> impl Iterator<Item = u16> + '_ {
        let first = self.first.of(doc);
        let overflows = first.is_some_and(|first| first.last() == Some(&self.beyond(PLACES)));
        let more = overflows.then(|| self.more.get(&doc)).flatten().into_iter().flatten();
        let own = first.into_iter().flatten().filter(|position| *position < self.beyond(0));
        let own = own.filter_map(|position| u16::try_from(position).ok());
        own.chain(more.copied())
    }

    /// How often each name stands with `documents`, in the order of the names; what follows stands for nothing.
    pub(super) fn count(&self, documents: &[DocId], counts: &mut Vec<u64>) {
        counts.resize(self.names.len() + PLACES + 1, 0);
        let mut more = Vec::new();
        self.first.count(documents, counts, self.beyond(PLACES), |doc| more.push(doc));
        for position in more.iter().filter_map(|doc| self.more.get(doc)).flatten() {
            if let Some(count) = counts.get_mut(usize::from(*position)) {
                *count += 1;
            }
        }
    }

    /// The documents that have any of `wanted`, ascending.
    pub(super) fn documents(&self, wanted: &[String]) -> Vec<DocId> {
        let wanted: Vec<bool> = self.names.iter().map(|name| wanted.contains(name)).collect();
        let documents = DocId::try_from(self.first.len()).unwrap_or(DocId::MAX);
        let is_wanted = |position: u16| wanted.get(usize::from(position)).copied().unwrap_or_default();
        if wanted.contains(&true) {
            (0..documents).filter(|doc| self.of(*doc).any(is_wanted)).collect()
        } else {
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn names_are_kept_and_counted_however_many_there_are(
            lists in proptest::collection::vec(proptest::sample::subsequence((0_u16..9).collect::<Vec<_>>(), 0..=9), 0..20),
        ) {
            let mut names = NameLists::new((0..9).map(|name| name.to_string()).collect());
            for list in &lists {
                names.push(list);
            }
            let documents: Vec<DocId> = (0..).take(lists.len()).step_by(2).collect();
            let mut counts = Vec::new();
            names.count(&documents, &mut counts);
            let (mut expected, mut holding) = (vec![0_u64; 9], Vec::new());
            for (doc, list) in (0..).zip(&lists) {
                prop_assert_eq!(&names.of(doc).collect::<Vec<_>>(), list);
                list.iter().filter(|_| documents.contains(&doc)).for_each(|name| expected[usize::from(*name)] += 1);
                holding.extend((list.contains(&3) || list.contains(&8)).then_some(doc));
            }
            prop_assert_eq!(counts.get(..9).unwrap_or(&[0; 9]), expected);
            prop_assert_eq!(names.documents(&["3".to_owned(), "8".to_owned()]), holding);
        }
    }
}
