//! The share as a logistic regression on nothing: R's `svyciprop(method = "logit")`, which is the default there.
//!
//! It says what the interval of the log odds says, save that the fit is stopped when the deviance hardly changes, as
//! R's `glm` stops, so that the figures agree with R's to more digits than the fit itself has.

use super::intervals::critical;
use super::{Defined, Estimate, Sample, Undefined};
use crate::stats::count::people;
use crate::stats::distributions::normal;
use crate::stats::interval::{Interval, finite};

/// R's `glm.control(maxit)`.
const MOST_STEPS: usize = 25;

/// R's `glm.control(epsilon)`.
const SETTLED: f64 = 1e-8;

/// The people of a cell of the base.
#[derive(Debug, Clone, Copy)]
struct Alike {
    /// Which cell.
    cell: usize,
    /// How many.
    n: f64,
    /// Whether they are counted: 1 or 0.
    y: f64,
    /// What each weighs, the mean of the base being 1.
    weight: f64,
    /// The same, as given.
    raw: f64,
}

/// The interval of the share of a base that is counted, one flag a cell in both lists: R's
/// `svyciprop(method = "logit")`; also for shares of 0 and 1, where it is as narrow as the fit gets. People of one cell
/// are taken to weigh the same, so that it is R's to the last step of the fit for records, and within 1e-7 for cells of
/// different weights.
///
/// # Errors
/// [`Undefined::EmptyBase`] when nobody in the base weighs anything, [`Undefined::TooFew`] with no more than one degree
/// of freedom, where R has no upper end, [`Undefined::BadInput`] when a list is not as long as there are cells or
/// `level` does not lie between 0 and 1.
pub fn fitted_logit(sample: &Sample, counted: &[bool], base: &[bool], level: f64) -> Defined<Interval> {
    let odds = fitted_odds(sample, counted, base)?;
    let beyond = normal::sf(critical(sample.freedom(base), level)?)?;
    let side = (1.0 - (1.0 - 2.0 * beyond)) / 2.0;
    if side <= 0.0 {
        return Err(Undefined::TooFew);
    }
    let reach = normal::upper(side)? * sample.standard_error(&odds)?;
    Interval::between(expit(odds.value() - reach), expit(odds.value() + reach))
}

/// The log odds of a share as R fits them, and how much each cell moves them.
pub(super) fn fitted_odds(sample: &Sample, counted: &[bool], base: &[bool]) -> Defined<Estimate> {
    let cells = sample.cells().len();
    if counted.len() != cells || base.len() != cells {
        return Err(Undefined::BadInput);
    }
    let alike = alike(sample, counted, base)?;
    let (odds, weights) = fit(&alike);
    let all: f64 = alike.iter().zip(&weights).map(|(some, weight)| some.n * weight).sum();
    let mut moved = vec![0.0; cells];
    for (some, weight) in alike.iter().zip(&weights) {
        if let Some(place) = moved.get_mut(some.cell) {
            *place = weight * (some.y - share(odds)) / steepness(odds) / all / some.raw;
        }
    }
    Ok(Estimate::linear(finite(odds)?, moved))
}

/// Who is in the base and weighs something.
fn alike(sample: &Sample, counted: &[bool], base: &[bool]) -> Defined<Vec<Alike>> {
    let all = sample.total(base);
    let mean = all.weight / people(all.n);
    let flags = counted.iter().zip(base);
    let within = sample
        .cells()
        .iter()
        .zip(flags)
        .enumerate()
        .filter(|(_, (held, (_, within)))| **within && held.people.weight > 0.0);
    let alike: Vec<Alike> = within
        .map(|(cell, (held, (counted, _)))| {
            let n = people(held.people.n);
            let raw = held.people.weight / n;
            Alike { cell, n, y: f64::from(u8::from(*counted)), weight: raw / mean, raw }
        })
        .collect();
    if alike.is_empty() { Err(Undefined::EmptyBase) } else { Ok(alike) }
}

/// Iteratively reweighted least squares from R's starting values: the log odds, and the working weights of the last
/// step.
fn fit(alike: &[Alike]) -> (f64, Vec<f64>) {
    let mut at: Vec<f64> =
        alike.iter().map(|some| log_odds((some.weight * some.y + 0.5) / (some.weight + 1.0))).collect();
    let mut before = misfit(alike, &at);
    let (mut odds, mut weights) = (0.0, Vec::new());
    for _ in 0..MOST_STEPS {
        weights = alike.iter().zip(&at).map(|(some, odds)| working(some.weight, *odds)).collect();
        let (mut top, mut bottom) = (0.0, 0.0);
        for ((some, weight), odds) in alike.iter().zip(&weights).zip(&at) {
            top += some.n * weight * (odds + (some.y - share(*odds)) / steepness(*odds));
            bottom += some.n * weight;
        }
        odds = top / bottom;
        at.fill(odds);
        let now = misfit(alike, &at);
        if (now - before).abs() / (now.abs() + 0.1) < SETTLED {
            break;
        }
        before = now;
    }
    (odds, weights)
}

/// The deviance of the fit.
fn misfit(alike: &[Alike], at: &[f64]) -> f64 {
    let each = alike.iter().zip(at).map(|(some, odds)| {
        let likely = if some.y > 0.5 { share(*odds) } else { 1.0 - share(*odds) };
        -2.0 * some.n * some.weight * likely.ln()
    });
    each.sum()
}

fn working(weight: f64, odds: f64) -> f64 {
    let (share, steepness) = (share(odds), steepness(odds));
    weight * steepness * steepness / (share * (1.0 - share))
}

fn log_odds(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}

/// The share at these log odds, held off 0 and 1 beyond 30 as in R.
fn share(odds: f64) -> f64 {
    let ratio = match odds {
        low if low < -30.0 => f64::EPSILON,
        high if high > 30.0 => 1.0 / f64::EPSILON,
        odds => odds.exp(),
    };
    ratio / (1.0 + ratio)
}

/// How fast the share rises there.
fn steepness(odds: f64) -> f64 {
    if odds.abs() > 30.0 { f64::EPSILON } else { odds.exp() / (1.0 + odds.exp()).powi(2) }
}

fn expit(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}
