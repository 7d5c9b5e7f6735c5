//! The regularised incomplete beta function: the continued fraction of Press et al., Numerical Recipes, 6.4.

use super::lentz::Fraction;
use super::saddle::beta_density;
use super::{Defined, NEARLY_ALL, Tails, Undefined, positive};

/// More steps than parameters of a thousand million take.
const MOST_STEPS: u32 = 200_000;

/// So near 0 the fraction from the other side does not settle. One tail is nearly all there only where a parameter is
/// well below a half, which no base of people leads to.
const TINY: f64 = 1e-3;

/// Both tails of the beta distribution at x; `y` is 1 - x, given apart so that neither end loses digits.
///
/// # Errors
/// [`Undefined::BadInput`] for parameters that are not above 0, or too large to be summed.
pub(super) fn tails(a: f64, b: f64, x: f64, y: f64) -> Defined<Tails> {
    let (a, b) = (positive(a)?, positive(b)?);
    if x.is_nan() || y.is_nan() {
        return Err(Undefined::BadInput);
    }
    if x <= 0.0 {
        return Ok(Tails { lower: 0.0, upper: 1.0 });
    }
    if y <= 0.0 {
        return Ok(Tails { lower: 1.0, upper: 0.0 });
    }
    if x * (a + b + 2.0) < a + 1.0 {
        return nearer_first(a, b, x, y);
    }
    let turned = nearer_first(b, a, y, x)?;
    Ok(Tails { lower: turned.upper, upper: turned.lower })
}

/// The tails where the fraction settles fast for the lower one.
fn nearer_first(a: f64, b: f64, x: f64, y: f64) -> Defined<Tails> {
    let density = beta_density(a, b, x, y);
    let lower = (density * fraction(a, b, x)? / a).min(1.0);
    let direct = lower >= NEARLY_ALL && x * (a + b) > TINY;
    let upper = if direct { density * fraction(b, a, y)? / b } else { 1.0 - lower };
    Ok(Tails { lower, upper })
}

/// The continued fraction of the incomplete beta function.
fn fraction(a: f64, b: f64, x: f64) -> Defined {
    let mut fraction = Fraction::start(1.0, 1.0 - (a + b) * x / (a + 1.0));
    for step in 1..=MOST_STEPS {
        let (step, reached) = (f64::from(step), a + 2.0 * f64::from(step));
        let even = step * (b - step) * x / ((reached - 1.0) * reached);
        let odd = -(a + step) * (a + b + step) * x / (reached * (reached + 1.0));
        fraction.extend(even, 1.0);
        let change = fraction.extend(odd, 1.0);
        if let Some(value) = fraction.settled(change) {
            return Ok(value);
        }
    }
    Err(Undefined::BadInput)
}
