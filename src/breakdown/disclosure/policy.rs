//! The rules by which a table is let out.

/// The name of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preset {
    /// The default.
    IcsPublic,
    /// As the GP Patient Survey.
    Gpps,
    /// As NHS Digital's hospital statistics.
    NhsdHes,
    /// As trusted research environments.
    Tre10,
    /// The bank's own numbers.
    Custom,
}

impl Preset {
    /// Every name.
    pub const ALL: [Self; 5] = [Self::IcsPublic, Self::Gpps, Self::NhsdHes, Self::Tre10, Self::Custom];

    /// The name at the command line, in JSON and in `bank.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::IcsPublic => "ics-public",
            Self::Gpps => "gpps",
            Self::NhsdHes => "nhsd-hes",
            Self::Tre10 => "tre-10",
            Self::Custom => "custom",
        }
    }

    /// The name a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == word)
    }

    /// The rules of that name; `None` for those a bank sets itself.
    pub fn policy(self) -> Option<Policy> {
        Policy::ALL.into_iter().find(|policy| policy.preset == self)
    }
}

/// A disclosure policy. The preset is named on every table it was applied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Policy {
    /// Its name.
    pub preset: Preset,
    /// On sensitive questions, and on all where counts are rounded, counts of people from one up to below this are hidden.
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
        preset: Preset::IcsPublic,
        cell_threshold: 10,
        base_threshold: 10,
        hides_nought: false,
        rounding: None,
        secondary: true,
        unanimity_base: 30,
        reliable_base: 30,
    };

    /// As the GP Patient Survey: results of fewer than ten people are hidden, and counts below five of who people are.
    pub const GPPS: Self = Self { preset: Preset::Gpps, cell_threshold: 5, ..Self::ICS_PUBLIC };

    /// As NHS Digital's hospital statistics: one to seven are hidden, other counts rounded to five, percentages of the rounded
    /// counts. The rounding stands in the place of further hiding.
    pub const NHSD_HES: Self = Self {
        preset: Preset::NhsdHes,
        cell_threshold: 8,
        base_threshold: 8,
        rounding: Some(5),
        secondary: false,
        ..Self::ICS_PUBLIC
    };

    /// As trusted research environments: fewer than ten are hidden, nought among them.
    pub const TRE_10: Self = Self { preset: Preset::Tre10, hides_nought: true, ..Self::ICS_PUBLIC };

    /// The policies every bank knows.
    pub const ALL: [Self; 4] = [Self::ICS_PUBLIC, Self::GPPS, Self::NHSD_HES, Self::TRE_10];

    /// How many people may be told of, as they may be told: `None` of few.
    pub fn told(&self, people: u64) -> Option<u64> {
        (people >= self.base_threshold).then(|| self.rounded(people))
    }

    /// Fewer people than this are few, in a cell or a base: two released numbers must not differ by so few.
    pub fn few(&self) -> u64 {
        self.cell_threshold.max(self.base_threshold)
    }

    /// A number of people as it is shown: to the nearest step where counts are rounded, halves up.
    pub(super) fn rounded(&self, people: u64) -> u64 {
        let Some(step) = self.rounding.filter(|step| *step > 0) else { return people };
        people.saturating_add(step / 2) / step * step
    }

    /// The numbers of a policy that has no name of its own, in words; nothing for one that every bank knows.
    pub(super) fn words(&self) -> Option<String> {
        let (cell, base) = (self.cell_threshold, self.base_threshold);
        let few = if cell == base {
            format!("fewer than {cell} people hidden")
        } else {
            format!("counts of fewer than {cell} people and columns of fewer than {base} hidden")
        };
        let mut words = vec![few];
        words.extend(self.hides_nought.then(|| "nobody hidden like few".to_owned()));
        words.extend(self.rounding.map(|step| format!("counts rounded to {step}")));
        words.extend((!self.secondary).then(|| "nothing hidden beside them".to_owned()));
        words.push(format!("unanimity not told below {} people", self.unanimity_base));
        words.push(format!("no percentages below {} people", self.reliable_base));
        (self.preset == Preset::Custom).then(|| words.join(", "))
    }

    /// Whether so many people behind a column are few enough to be hidden: at least one, and fewer than the threshold.
    pub(super) fn is_small(&self, people: u64) -> bool {
        (1..self.base_threshold).contains(&people)
    }

    /// Whether so many people in a cell are few enough to be hidden.
    pub(in crate::breakdown) fn is_small_cell(&self, people: u64) -> bool {
        people < self.cell_threshold && (people > 0 || self.hides_nought)
    }

    /// How wide the range of values must stay that a hidden number could have.
    pub(in crate::breakdown) fn slack(&self) -> u64 {
        self.cell_threshold.saturating_sub(1)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::ICS_PUBLIC
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_has_its_name_and_all_but_the_bank_s_own_have_rules() {
        for preset in Preset::ALL {
            assert_eq!(Preset::from_word(preset.as_str()), Some(preset));
            assert_eq!(preset.policy().map(|policy| policy.preset), Some(preset).filter(|it| *it != Preset::Custom));
        }
        assert!(Policy::ALL.iter().all(|policy| policy.words().is_none()));
    }

    #[test]
    fn people_are_told_of_by_the_nearest_step() {
        let told = [0, 7, 8, 12, 13, 302].map(|people| Policy::NHSD_HES.told(people));
        assert_eq!(told, [None, None, Some(10), Some(10), Some(15), Some(300)]);
        assert_eq!(Policy::ICS_PUBLIC.told(302), Some(302));
        assert_eq!((Policy::GPPS.few(), Policy::NHSD_HES.few()), (10, 8));
    }

    #[test]
    fn numbers_without_a_name_are_said() {
        let own = Policy { preset: Preset::Custom, cell_threshold: 12, base_threshold: 12, ..Policy::ICS_PUBLIC };
        let words = "fewer than 12 people hidden, unanimity not told below 30 people, no percentages below 30 people";
        assert_eq!(own.words().as_deref(), Some(words));
        let rounded = Policy { rounding: Some(5), secondary: false, hides_nought: true, cell_threshold: 8, ..own };
        let words = rounded.words().unwrap();
        for part in
            ["fewer than 8 people and columns of fewer than 12", "nobody hidden", "rounded to 5", "nothing hidden"]
        {
            assert!(words.contains(part), "{words}");
        }
    }
}
