//! Why a statistic has no value.

use std::fmt;

/// The reason a statistic has no value. It is data, not a failure: a table prints `[z]` and the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undefined {
    /// Nothing was counted: an empty base, or weights that sum to nothing.
    EmptyBase,
    /// A spread needs more observations, clusters or coders than there are.
    TooFew,
    /// Everything observed is the same, so there is no variation to measure against.
    NoVariation,
    /// A number given is not finite, or lies where the formula has no meaning.
    BadInput,
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EmptyBase => "nobody is in the base",
            Self::TooFew => "there are too few to measure a spread",
            Self::NoVariation => "everything observed is the same",
            Self::BadInput => "a number given has no meaning here",
        })
    }
}

impl std::error::Error for Undefined {}
