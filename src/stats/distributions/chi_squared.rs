//! The chi-squared distribution; the degrees of freedom need not be whole.

use super::incomplete_gamma::tails;
use super::root::{Slope, crossing};
use super::saddle::gamma_density;
use super::{Defined, chance, positive};

/// The chance of less than `x` with `freedom` degrees of freedom.
///
/// # Errors
/// [`Undefined::BadInput`](crate::stats::Undefined) unless `x` is a number and `freedom` above 0.
pub fn cdf(x: f64, freedom: f64) -> Defined {
    tails(freedom / 2.0, x / 2.0).map(|tails| tails.lower)
}

/// The chance of more than `x`.
///
/// # Errors
/// As [`cdf`].
pub fn sf(x: f64, freedom: f64) -> Defined {
    tails(freedom / 2.0, x / 2.0).map(|tails| tails.upper)
}

/// The point that `p` lies below.
///
/// # Errors
/// [`Undefined::BadInput`](crate::stats::Undefined) unless `p` lies between 0 and 1 and `freedom` is above 0.
pub fn quantile(p: f64, freedom: f64) -> Defined {
    let (p, shape) = (chance(p)?, positive(freedom)? / 2.0);
    let rest = 1.0 - p;
    let logarithm = crossing((-700.0, 700.0), shape.ln(), |logarithm| {
        let x = logarithm.exp();
        let (found, density) = (tails(shape, x)?, gamma_density(shape, x));
        Ok(if p <= 0.5 {
            Slope { value: (found.lower / p).ln(), rise: density / found.lower }
        } else {
            Slope { value: (rest / found.upper).ln(), rise: density / found.upper }
        })
    })?;
    Ok(2.0 * logarithm.exp())
}
