//! One proportion and the difference of two: intervals, margins, and what a survey can hope to see.
//!
//! Numbers of people need not be whole: an effective base and the share of it are as good.

mod difference;
mod margin;
mod one;
#[cfg(test)]
mod tests;

pub use difference::{agresti_caffo, newcombe, wald_difference};
pub use margin::{detectable, half_width};
pub use one::{agresti_coull, clopper_pearson, jeffreys, wald, wilson};

use super::{Defined, Undefined};

/// So many of so many: `x` of `n`, neither of which need be whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    x: f64,
    n: f64,
}

impl Part {
    /// `x` of `n`.
    ///
    /// # Errors
    /// [`Undefined::EmptyBase`] when `n` is 0, [`Undefined::BadInput`] unless 0 <= `x` <= `n`.
    pub fn of(x: f64, n: f64) -> Defined<Self> {
        match () {
            () if n == 0.0 => Err(Undefined::EmptyBase),
            () if n.is_finite() && x >= 0.0 && x <= n => Ok(Self { x, n }),
            () => Err(Undefined::BadInput),
        }
    }

    /// A share of an effective base.
    ///
    /// # Errors
    /// As [`Part::of`].
    pub fn share_of(share: f64, base: f64) -> Defined<Self> {
        Self::of(share * base, base)
    }

    /// How many.
    pub fn x(self) -> f64 {
        self.x
    }

    /// Of how many.
    pub fn n(self) -> f64 {
        self.n
    }

    /// The share.
    pub fn share(self) -> f64 {
        self.x / self.n
    }

    /// Whether it is all or nothing.
    pub fn is_extreme(self) -> bool {
        self.x <= 0.0 || self.x >= self.n
    }

    /// p (1 - p) / n.
    fn variance(self) -> f64 {
        self.share() * (1.0 - self.share()) / self.n
    }
}
