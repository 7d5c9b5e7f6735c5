//! The rules by which a table is let out.

/// A disclosure policy. The preset is named on every table it was applied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub preset: &'static str,
    /// On sensitive questions, counts of people from one up to below this are hidden.
    pub cell_threshold: u64,
    /// Columns with fewer people in their base are hidden, whatever the question.
    pub base_threshold: u64,
    /// Whether nobody is as telling as few: then nought is hidden like one.
    pub hides_nought: bool,
    /// What shown counts are rounded to; percentages are then of the rounded counts.
    pub rounding: Option<u64>,
    /// Whether cells are hidden beside the small ones, so that these cannot be worked out.
    pub secondary: bool,
    /// Below this base nobody is told that everybody, or nobody, said one thing.
    pub unanimity_base: u64,
    /// Below this base no percentage is shown, because it says too little.
    pub reliable_base: u64,
}

impl Policy {
    /// The default: fewer than ten people are hidden, unanimity below thirty.
    pub const ICS_PUBLIC: Self = Self {
        preset: "ics-public",
        cell_threshold: 10,
        base_threshold: 10,
        hides_nought: false,
        rounding: None,
        secondary: true,
        unanimity_base: 30,
        reliable_base: 30,
    };

    /// As the GP Patient Survey: results of fewer than ten people are hidden, and counts below five of who people are.
    pub const GPPS: Self = Self { preset: "gpps", cell_threshold: 5, ..Self::ICS_PUBLIC };

    /// As NHS Digital's hospital statistics: one to seven are hidden, other counts rounded to five, percentages of the rounded
    /// counts. The rounding stands in the place of further hiding.
    pub const NHSD_HES: Self = Self {
        preset: "nhsd-hes",
        cell_threshold: 8,
        base_threshold: 8,
        rounding: Some(5),
        secondary: false,
        ..Self::ICS_PUBLIC
    };

    /// As trusted research environments: fewer than ten are hidden, nought among them.
    pub const TRE_10: Self = Self { preset: "tre-10", hides_nought: true, ..Self::ICS_PUBLIC };

    /// Every preset.
    pub const ALL: [Self; 4] = [Self::ICS_PUBLIC, Self::GPPS, Self::NHSD_HES, Self::TRE_10];

    /// The preset of a name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.preset == word)
    }

    /// Whether so many people behind a column are few enough to be hidden: at least one, and fewer than the threshold.
    pub(super) fn is_small(&self, people: u64) -> bool {
        (1..self.base_threshold).contains(&people)
    }

    /// Whether so many people in a cell are few enough to be hidden.
    pub(super) fn is_small_cell(&self, people: u64) -> bool {
        people < self.cell_threshold && (people > 0 || self.hides_nought)
    }

    /// How wide the range of values must stay that a hidden number could have.
    pub(super) fn slack(&self) -> u64 {
        self.cell_threshold.saturating_sub(1)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::ICS_PUBLIC
    }
}
