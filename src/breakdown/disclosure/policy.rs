//! The rules by which a table is let out.

/// A disclosure policy. The preset is named on every table it was applied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub preset: &'static str,
    /// Counts of people from one up to below this are small.
    pub threshold: u64,
    /// Below this base nobody is told that everybody, or nobody, said one thing.
    pub unanimity_base: u64,
    /// Below this base no percentage is shown, because it says too little.
    pub reliable_base: u64,
}

impl Policy {
    /// The default: fewer than ten people are hidden, unanimity below thirty.
    pub const ICS_PUBLIC: Self = Self { preset: "ics-public", threshold: 10, unanimity_base: 30, reliable_base: 30 };

    /// Every preset.
    pub const ALL: [Self; 1] = [Self::ICS_PUBLIC];

    /// The preset of a name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.preset == word)
    }

    /// Whether so many people are few enough to be hidden: at least one, and fewer than the threshold.
    pub(super) fn is_small(&self, people: u64) -> bool {
        (1..self.threshold).contains(&people)
    }

    /// How wide the range of values must stay that a hidden number could have.
    pub(super) fn slack(&self) -> u64 {
        self.threshold.saturating_sub(1)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::ICS_PUBLIC
    }
}
