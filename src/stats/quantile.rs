//! Quantiles of weighted values, as R `survey::svyquantile` has them.

use super::design::Weighed;
use super::mean::Tally;
use super::{Defined, Undefined, people};

/// What lies between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantileRule {
    /// Nothing: the lowest value that has the share at or below it (R `qrule = "math"`). As there, a share below that of the
    /// lowest value's first person gives the value of the second person.
    Math,
    /// A straight line, from the lowest value at 0 to the highest at 1 (Hyndman and Fan, 1996, type 7; R `qrule = "hf7"`).
    Line,
}

/// The quantile at the share `p` of values and who has them. People of one tally are taken to weigh the same, and of equal values
/// in different tallies the later tally comes later, as R's order of records does.
///
/// # Errors
/// [`Undefined::EmptyBase`] when nobody weighs anything, [`Undefined::TooFew`] for a line through one person,
/// [`Undefined::BadInput`] unless `p` is a share and all values and weights are finite.
pub fn quantile(tallies: &[Tally], p: f64, rule: QuantileRule) -> Defined {
    if !(0.0..=1.0).contains(&p) || tallies.iter().any(|tally| !is_sound(tally)) {
        return Err(Undefined::BadInput);
    }
    let mut sorted: Vec<&Tally> =
        tallies.iter().filter(|tally| tally.people.n > 0 && tally.people.weight > 0.0).collect();
    sorted.sort_by(|one, other| one.value.total_cmp(&other.value));
    let mut sum = Exact::default();
    let steps: Vec<Step> = sorted.iter().map(|tally| Step::after(&mut sum, tally)).collect();
    match rule {
        QuantileRule::Math => at_or_below(&steps, p, sum.value()),
        QuantileRule::Line => on_the_line(&steps, p),
    }
}

/// The people of one value, in the order of values.
struct Step {
    value: f64,
    /// How many.
    n: u64,
    /// The weights up to before them.
    before: f64,
    /// The weights up to before the last of them.
    last: f64,
    /// The weights up to and with the first of them.
    first: f64,
    /// The weights up to and with the last of them.
    after: f64,
}

impl Step {
    fn after(sum: &mut Exact, tally: &Tally) -> Self {
        let Weighed { n, weight, .. } = tally.people;
        let each = weight / people(n);
        let before = sum.value();
        let (first, last) = (sum.plus(each), sum.plus(weight - each));
        *sum = sum.plus(weight);
        let (first, last) = if n == 1 { (sum.value(), before) } else { (first.value(), last.value()) };
        Self { value: tally.value, n, before, last, first, after: sum.value() }
    }
}

fn at_or_below(steps: &[Step], p: f64, total: f64) -> Defined {
    let lowest = steps.first().ok_or(Undefined::EmptyBase)?;
    let reach = p * total;
    if lowest.first > reach {
        let second = if lowest.n > 1 { lowest } else { steps.get(1).unwrap_or(lowest) };
        return Ok(second.value);
    }
    let Some(at) = steps.iter().rposition(|step| step.after <= reach) else { return Ok(lowest.value) };
    let reached = steps.get(at).unwrap_or(lowest);
    let inside = steps.get(at + 1).unwrap_or(reached);
    // Whoever is exactly at the share has it; beyond, the next person does.
    let exactly = is_same(p, reached.after / total);
    Ok(if exactly { reached.value } else { inside.value })
}

fn on_the_line(steps: &[Step], p: f64) -> Defined {
    let highest = steps.last().ok_or(Undefined::EmptyBase)?;
    if steps.iter().map(|step| step.n).sum::<u64>() < 2 {
        return Err(Undefined::TooFew);
    }
    let total = highest.last;
    let Some(at) = steps.iter().rposition(|step| step.before / total <= p) else { return Ok(highest.value) };
    let (Some(low), next) = (steps.get(at), steps.get(at + 1)) else { return Ok(highest.value) };
    let begin = low.last / total;
    match next {
        Some(next) if p > begin => {
            let end = next.before / total;
            Ok(low.value + (next.value - low.value) * ((p - begin) / (end - begin)))
        }
        _ => Ok(low.value),
    }
}

/// A sum that keeps what rounding drops, so that shares that are equal compare equal (Knuth's two-sum).
#[derive(Debug, Clone, Copy, Default)]
struct Exact {
    sum: f64,
    dropped: f64,
}

impl Exact {
    fn plus(self, term: f64) -> Self {
        let sum = self.sum + term;
        let part = sum - self.sum;
        let dropped = (self.sum - (sum - part)) + (term - part);
        Self { sum, dropped: self.dropped + dropped }
    }

    fn value(self) -> f64 {
        self.sum + self.dropped
    }
}

fn is_sound(tally: &Tally) -> bool {
    tally.value.is_finite() && tally.people.weight.is_finite() && tally.people.weight >= 0.0
}

#[expect(clippy::float_cmp, reason = "only the very share counts as reached")]
fn is_same(one: f64, other: f64) -> bool {
    one == other
}

#[cfg(test)]
mod tests;
