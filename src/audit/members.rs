//! Sets of respondents, or of classes of respondents, as bits.

/// A set of numbered members.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Members {
    words: Vec<u64>,
}

impl Members {
    /// The empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a member.
    pub fn insert(&mut self, member: usize) {
        let word = member / 64;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        if let Some(word) = self.words.get_mut(word) {
            *word |= 1 << (member % 64);
        }
    }

    /// Whether a member is in the set.
    pub fn contains(&self, member: usize) -> bool {
        self.words.get(member / 64).is_some_and(|word| word & (1 << (member % 64)) != 0)
    }

    /// Whether every member is also in `other`.
    pub fn is_within(&self, other: &Self) -> bool {
        let theirs = other.words.iter().copied().chain(std::iter::repeat(0));
        self.words.iter().zip(theirs).all(|(ours, theirs)| ours & !theirs == 0)
    }

    /// The members in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        let bits = |word: u64| (0..64).filter(move |bit| word & (1 << bit) != 0);
        self.words.iter().enumerate().flat_map(move |(at, word)| bits(*word).map(move |bit| at * 64 + bit))
    }
}

impl FromIterator<usize> for Members {
    fn from_iter<T: IntoIterator<Item = usize>>(members: T) -> Self {
        let mut set = Self::new();
        members.into_iter().for_each(|member| set.insert(member));
        set
    }
}
