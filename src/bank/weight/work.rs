//! Raking, capping and raking again: all of it the arithmetic of `stats`.

use crate::bank::BankError;
use crate::bank::weight::WeightRequest;
use crate::bank::weight::margins::Margin;
use crate::bank::weight::people::People;
use crate::bank::weight::refusal::{refused, refused_within, too_tight};
use crate::bank::weight::report::CapReport;
use crate::stats::count;
use crate::stats::raking::{self, Limits, Raked, RakingRefusal, rake, rake_within};
use crate::stats::trimming::trim;

/// What is to be done.
#[derive(Debug)]
pub(super) struct Plan {
    /// What the weight is called.
    pub(super) name: String,
    pub(super) margins: Vec<Margin>,
    /// The id of the question to begin with.
    pub(super) start: Option<String>,
}

/// The weights as they were raked and in the end.
pub(super) struct Worked {
    pub(super) raked: Raked,
    /// In the order of the people, with a mean of 1.
    pub(super) weights: Vec<f64>,
    /// What capping did; none where there are no bounds.
    pub(super) cap: Option<CapReport>,
}

/// Rakes the people to the margins, and keeps the weights within the bounds.
pub(super) fn work(request: &WeightRequest, plan: &Plan, people: &People) -> Result<Worked, BankError> {
    let targets = |margin: &Margin| margin.categories.iter().map(|category| category.target).collect();
    let margin = |(margin, codes): (&Margin, &Vec<Option<usize>>)| raking::Margin {
        codes: codes.clone(),
        targets: targets(margin),
    };
    let margins: Vec<raking::Margin> = plan.margins.iter().zip(&people.codes).map(margin).collect();
    let raked = rake(&people.start, &margins, Limits::default())
        .map_err(|refusal| refused(&refusal, &plan.margins, odd_one(&refusal, people, plan, &margins)))?;
    let (weights, cap) = capped(request, plan, people, &margins, &raked)?;
    Ok(Worked { raked, weights, cap })
}

/// The one margin without which the others can be met, where margins contradict each other.
fn odd_one<'p>(
    refusal: &RakingRefusal,
    people: &People,
    plan: &'p Plan,
    margins: &[raking::Margin],
) -> Option<&'p str> {
    if !matches!(refusal, RakingRefusal::NoConvergence { .. }) || margins.len() < 2 {
        return None;
    }
    let without = |at: usize| -> Vec<raking::Margin> {
        margins.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, margin)| margin.clone()).collect()
    };
    let odd = (0..margins.len()).rev().find(|at| rake(&people.start, &without(*at), Limits::default()).is_ok())?;
    plan.margins.get(odd).map(|margin| margin.question.as_str())
}

/// The weights within the bounds, and what keeping them there did.
fn capped(
    request: &WeightRequest,
    plan: &Plan,
    people: &People,
    margins: &[raking::Margin],
    raked: &Raked,
) -> Result<(Vec<f64>, Option<CapReport>), BankError> {
    let Some([low, high]) = request.cap else { return Ok((raked.weights.clone(), None)) };
    let trimmed = trim(&raked.weights, low, high).map_err(|_| too_tight([low, high]))?;
    let cap = CapReport { low, high, cut: trimmed.cut as u64, reraked: None };
    if request.rerake && cap.cut > 0 {
        let again = rake_within(&people.start, margins, [low, high], Limits::default())
            .map_err(|refusal| refused_within(&refusal, &plan.margins, [low, high]))?;
        return Ok((again.weights, Some(CapReport { reraked: Some(again.rounds as u64), ..cap })));
    }
    if trimmed.lost.abs() > 1e-9 * count(raked.weights.len()) {
        return Err(too_tight([low, high]));
    }
    Ok((trimmed.weights, Some(cap)))
}
