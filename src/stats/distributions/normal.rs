//! The standard normal distribution.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use super::root::{Slope, crossing};
use super::{Defined, chance};
use crate::stats::interval::finite;

/// Beyond this no number is small enough to be the tail.
const FARTHEST: f64 = 38.5;

/// The chance of less than `z`.
///
/// # Errors
/// [`Undefined::BadInput`](crate::stats::Undefined) when `z` is not finite.
pub fn cdf(z: f64) -> Defined {
    Ok(above(-finite(z)?))
}

/// The chance of more than `z`.
///
/// # Errors
/// As [`cdf`].
pub fn sf(z: f64) -> Defined {
    Ok(above(finite(z)?))
}

/// The chance of being at least as far from 0 as `z`, either way: the two-sided p of a z.
///
/// # Errors
/// As [`cdf`].
pub fn two_sided(z: f64) -> Defined {
    Ok(libm::erfc(finite(z)?.abs() * FRAC_1_SQRT_2))
}

/// The point that `p` lies below.
///
/// # Errors
/// [`Undefined::BadInput`](crate::stats::Undefined) unless `p` lies between 0 and 1.
pub fn quantile(p: f64) -> Defined {
    if p > 0.5 { upper(1.0 - p) } else { upper(p).map(|z| -z) }
}

/// The point that `p` lies above: the critical value 1.96 for 0.025.
///
/// # Errors
/// As [`quantile`].
pub fn upper(p: f64) -> Defined {
    let p = chance(p)?;
    if p > 0.5 {
        return upper(1.0 - p).map(|z| -z);
    }
    let target = p.ln();
    crossing((0.0, FARTHEST), (-2.0 * target).sqrt(), |z| {
        let tail = above(z);
        let density = (-0.5 * z * z).exp() / (2.0 * PI).sqrt();
        Ok(Slope { value: target - tail.ln(), rise: density / tail })
    })
}

fn above(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}
