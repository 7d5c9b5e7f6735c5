//! Where a rising function crosses nought: Newton's steps, kept inside a bracket that is halved when a step leaves it.

use super::Defined;

/// A value of the function and its slope there.
pub(super) struct Slope {
    /// The value.
    pub(super) value: f64,
    /// How fast it rises.
    pub(super) rise: f64,
}

/// More steps than halving a bracket down to neighbouring numbers takes.
const MOST_STEPS: u32 = 300;

/// The point between `low` and `high` where `function` is nought, or the end nearer to it.
pub(super) fn crossing(ends: (f64, f64), start: f64, function: impl Fn(f64) -> Defined<Slope>) -> Defined {
    let (mut low, mut high) = ends;
    let mut at = start.clamp(low, high);
    for _ in 0..MOST_STEPS {
        let found = function(at)?;
        if found.value > 0.0 {
            high = at;
        } else if found.value < 0.0 {
            low = at;
        } else {
            return Ok(at);
        }
        let step = at - found.value / found.rise;
        let next = if step > low && step < high { step } else { low.midpoint(high) };
        if (next - at).abs() <= f64::EPSILON / 2.0 * at.abs().max(1.0) {
            return Ok(next);
        }
        at = next;
    }
    Ok(at)
}
