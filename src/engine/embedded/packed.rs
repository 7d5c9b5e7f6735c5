//! Numbers for every document of a segment in as few bytes as they need: what a count reads is what it takes.

/// So many numbers for each document.
#[derive(Debug)]
pub(super) enum Packed<const N: usize> {
    /// All are nothing; so many documents.
    Zero(usize),
    /// None is above 255.
    Small(Vec<[u8; N]>),
    /// Any.
    Wide(Vec<[u32; N]>),
}

impl<const N: usize> Default for Packed<N> {
    fn default() -> Self {
        Self::Zero(0)
    }
}

impl<const N: usize> Packed<N> {
    /// No document yet, of those whose numbers are all below `end`.
    pub(super) fn below(end: usize) -> Self {
        if end <= usize::from(u8::MAX) + 1 { Self::Small(Vec::new()) } else { Self::Wide(Vec::new()) }
    }

    /// How many documents there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Zero(documents) => *documents,
            Self::Small(numbers) => numbers.len(),
            Self::Wide(numbers) => numbers.len(),
        }
    }

    /// Adds the next document.
    pub(super) fn push(&mut self, own: [u32; N]) {
        match self {
            Self::Zero(documents) => *documents += 1,
            Self::Small(numbers) => numbers.push(own.map(|number| u8::try_from(number).unwrap_or(u8::MAX))),
            Self::Wide(numbers) => numbers.push(own),
        }
    }

    /// The numbers of a document.
    pub(super) fn of(&self, doc: u32) -> Option<[u32; N]> {
        match self {
            Self::Zero(documents) => ((doc as usize) < *documents).then_some([0; N]),
            Self::Small(numbers) => numbers.get(doc as usize).map(|own| own.map(u32::from)),
            Self::Wide(numbers) => numbers.get(doc as usize).copied(),
        }
    }

    /// Adds how often each number stands with `documents` to `counts`, which has a place for each; tells of each document in whose
    /// last place `mark` stands.
    pub(super) fn count(&self, documents: &[u32], counts: &mut [u64], mark: u32, marked: impl FnMut(u32)) {
        match self {
            Self::Zero(_) => {
                if let Some(count) = counts.first_mut() {
                    *count += documents.len() as u64 * N as u64;
                }
            }
            Self::Small(numbers) => count(numbers, documents, counts, mark, marked),
            Self::Wide(numbers) => count(numbers, documents, counts, mark, marked),
        }
    }
}

fn count<T: Copy + Into<u32>, const N: usize>(
    numbers: &[[T; N]],
    documents: &[u32],
    counts: &mut [u64],
    mark: u32,
    mut marked: impl FnMut(u32),
) {
    for doc in documents {
        let Some(own) = numbers.get(*doc as usize) else { continue };
        for number in own {
            if let Some(count) = counts.get_mut((*number).into() as usize) {
                *count += 1;
            }
        }
        if own.last().is_some_and(|last| (*last).into() == mark) {
            marked(*doc);
        }
    }
}
