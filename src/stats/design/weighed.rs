//! Counts of people with weights.

use super::{Defined, Undefined};
use crate::stats::interval::finite;

/// People and their weights.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Weighed {
    /// How many people.
    pub n: u64,
    /// The sum of their weights.
    pub weight: f64,
    /// The sum of the squares of their weights.
    pub squared: f64,
}

impl Weighed {
    /// One person.
    pub fn one(weight: f64) -> Self {
        Self { n: 1, weight, squared: weight * weight }
    }

    /// The two together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            n: self.n.saturating_add(other.n),
            weight: self.weight + other.weight,
            squared: self.squared + other.squared,
        }
    }

    /// The effective base after Kish (1965): (sum of weights)^2 / sum of squared weights.
    ///
    /// # Errors
    /// [`Undefined::EmptyBase`] when nobody weighs anything.
    pub fn kish(self) -> Defined {
        if self.squared > 0.0 { finite(self.weight * (self.weight / self.squared)) } else { Err(Undefined::EmptyBase) }
    }

    /// Whether the sums can be those of people with weights of 0 and more.
    pub(super) fn is_sound(self) -> bool {
        let numbers = [self.weight, self.squared];
        numbers.iter().all(|number| number.is_finite() && *number >= 0.0) && (self.n > 0 || self.weight <= 0.0)
    }
}
