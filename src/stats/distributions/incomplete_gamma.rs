//! The regularised incomplete gamma function: a series below the mean, a continued fraction above (Numerical Recipes,
//! 6.2).

use super::lentz::Fraction;
use super::saddle::gamma_density;
use super::{Defined, NEARLY_ALL, Tails, Undefined, positive};

/// More steps than parameters of a thousand million take.
const MOST_STEPS: u32 = 200_000;

/// So near 0 the fraction does not settle; the lower tail is nearly all there only for shapes far below a half.
const TINY: f64 = 1e-3;

/// Both tails of the gamma distribution with shape `a` at `x`.
///
/// # Errors
/// [`Undefined::BadInput`] for a shape that is not above 0, or too large to be summed.
pub(super) fn tails(a: f64, x: f64) -> Defined<Tails> {
    let a = positive(a)?;
    if x.is_nan() {
        return Err(Undefined::BadInput);
    }
    if x <= 0.0 {
        return Ok(Tails { lower: 0.0, upper: 1.0 });
    }
    if x.is_infinite() {
        return Ok(Tails { lower: 1.0, upper: 0.0 });
    }
    let density = gamma_density(a, x);
    if x < a + 1.0 {
        let lower = (density * series(a, x)?).min(1.0);
        let direct = lower >= NEARLY_ALL && x > TINY;
        let upper = if direct { density * fraction(a, x)? } else { 1.0 - lower };
        return Ok(Tails { lower, upper });
    }
    let upper = (density * fraction(a, x)?).min(1.0);
    let lower = if upper < NEARLY_ALL { 1.0 - upper } else { density * series(a, x)? };
    Ok(Tails { lower, upper })
}

/// 1/a + x/(a(a+1)) + x^2/(a(a+1)(a+2)) + ...
fn series(a: f64, x: f64) -> Defined {
    let (mut term, mut sum) = (1.0 / a, 1.0 / a);
    for step in 1..=MOST_STEPS {
        term *= x / (a + f64::from(step));
        sum += term;
        if term < sum * f64::EPSILON / 8.0 {
            return Ok(sum);
        }
    }
    Err(Undefined::BadInput)
}

/// The continued fraction of the upper tail.
fn fraction(a: f64, x: f64) -> Defined {
    let mut fraction = Fraction::start(1e300, x + 1.0 - a);
    for step in 1..=MOST_STEPS {
        let step = f64::from(step);
        let change = fraction.extend(step * (a - step), x + 1.0 - a + 2.0 * step);
        if let Some(value) = fraction.settled(change) {
            return Ok(value);
        }
    }
    Err(Undefined::BadInput)
}
