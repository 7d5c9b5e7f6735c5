//! The distributions that intervals and tests are read from, built from nothing but the logarithm of the gamma
//! function.
//!
//! Every tail is computed directly, never as one less the other where that would lose digits, so that a tail of 1e-30
//! is as good as one of a half. Parameters may go up to about a thousand million.

pub mod beta;
pub mod chi_squared;
pub mod f_ratio;
mod incomplete_beta;
mod incomplete_gamma;
mod lentz;
pub mod normal;
mod root;
mod saddle;
pub mod student;

#[cfg(test)]
mod tests;

use super::{Defined, Undefined};

/// Both sides of a point of a distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Tails {
    /// The chance of less.
    lower: f64,
    /// The chance of more.
    upper: f64,
}

/// From here on one tail is too near 1 for the other to be what is left.
const NEARLY_ALL: f64 = 0.9;

/// A chance that is neither impossible nor certain.
fn chance(p: f64) -> Defined {
    if p > 0.0 && p < 1.0 { Ok(p) } else { Err(Undefined::BadInput) }
}

/// A parameter that has to be more than nothing.
fn positive(parameter: f64) -> Defined {
    if parameter > 0.0 && parameter.is_finite() { Ok(parameter) } else { Err(Undefined::BadInput) }
}
