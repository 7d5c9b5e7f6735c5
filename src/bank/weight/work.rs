//! Raking, capping and raking again, with the account of each.

use crate::bank::BankError;
use crate::bank::weight::WeightRequest;
use crate::bank::weight::margins::Margin;
use crate::bank::weight::people::People;
use crate::bank::weight::refusal::{percent, refused, too_tight};
use crate::bank::weight::report::{CapReport, CategoryReport, MarginReport, Spread, WeightReport};
use crate::corpus::Source;
use crate::problem::{Place, Problem};
use crate::stats::raking::{self, Limits, Raked, RakingRefusal, rake, rake_within};
use crate::stats::trimming::trim;
use crate::stats::weights::{category_shares, describe};
use crate::stats::{Defined, count};

/// Below this the effective base is told to be low, and below the other loudly.
const LOW: f64 = 0.7;
const VERY_LOW: f64 = 0.5;

/// Margins that move further than this by capping are told.
const MOVED: f64 = 0.01;

/// What is to be done.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) margins: Vec<Margin>,
    /// The id of the question to begin with.
    pub(super) start: Option<String>,
}

/// The weights and their account.
pub(super) struct Worked {
    pub(super) report: WeightReport,
    pub(super) weights: Vec<f64>,
}

/// The weights in the end, and what capping did.
struct Capped {
    weights: Vec<f64>,
    cap: Option<CapReport>,
}

/// Rakes the people to the margins, and keeps the weights within the bounds.
pub(super) fn work(
    request: &WeightRequest,
    source: &Source,
    plan: &Plan,
    people: &People,
) -> Result<Worked, BankError> {
    let margins: Vec<raking::Margin> = plan
        .margins
        .iter()
        .zip(&people.codes)
        .map(|(margin, codes)| raking::Margin {
            codes: codes.clone(),
            targets: margin.categories.iter().map(|category| category.target).collect(),
        })
        .collect();
    let raked = rake(&people.start, &margins, Limits::default())
        .map_err(|refusal| refused(&refusal, &plan.margins, odd_one(&refusal, people, plan, &margins)))?;
    let capped = capped(request, plan, people, &margins, &raked)?;
    let report = report(request, source, plan, people, &raked, &capped)
        .map_err(|reason| BankError::refused(Problem::error("absurd_weights", Place::default(), reason.to_string())))?;
    Ok(Worked { report, weights: capped.weights })
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

fn capped(
    request: &WeightRequest,
    plan: &Plan,
    people: &People,
    margins: &[raking::Margin],
    raked: &Raked,
) -> Result<Capped, BankError> {
    let Some([low, high]) = request.cap else {
        return Ok(Capped { weights: raked.weights.clone(), cap: None });
    };
    let trimmed = trim(&raked.weights, low, high).map_err(|_| too_tight([low, high]))?;
    let cut = trimmed.cut as u64;
    if !request.rerake || cut == 0 {
        if trimmed.lost.abs() > 1e-9 * count(raked.weights.len()) {
            return Err(too_tight([low, high]));
        }
        return Ok(Capped { weights: trimmed.weights, cap: Some(CapReport { low, high, cut, reraked: None }) });
    }
    let again = rake_within(&people.start, margins, [low, high], Limits::default())
        .map_err(|refusal| refused(&refusal, &plan.margins, None))?;
    let cap = CapReport { low, high, cut, reraked: Some(again.rounds as u64) };
    Ok(Capped { weights: again.weights, cap: Some(cap) })
}

fn report(
    request: &WeightRequest,
    source: &Source,
    plan: &Plan,
    people: &People,
    raked: &Raked,
    capped: &Capped,
) -> Defined<WeightReport> {
    let n = count(people.ids.len());
    let mean = people.start.iter().map(|weight| weight / n).sum::<f64>();
    let start: Vec<f64> = people.start.iter().map(|weight| weight / mean).collect();
    let spread = |weights: &[f64]| describe(weights).map(|summary| Spread::of(&summary, n));
    let mut margins = Vec::with_capacity(plan.margins.len());
    for (at, margin) in plan.margins.iter().enumerate() {
        margins.push(margin_report(at, margin, people, [&start, &raked.weights, &capped.weights])?);
    }
    let error = |of: fn(&CategoryReport) -> f64| {
        let categories = margins.iter().flat_map(|margin: &MarginReport| &margin.categories);
        categories.fold(0.0, |most: f64, category| most.max((of(category) - category.target).abs()))
    };
    let mut report = WeightReport {
        survey: source.id.to_string(),
        name: plan.name.clone(),
        made: request.today.to_string(),
        targets: request.targets.name.clone(),
        start: plan.start.clone(),
        respondents: people.ids.len() as u64,
        rounds: raked.rounds as u64,
        largest_error: error(|category| category.raked),
        final_error: error(|category| category.weighted),
        cap: capped.cap.clone(),
        before: spread(&start)?,
        raked: spread(&raked.weights)?,
        weights: spread(&capped.weights)?,
        margins,
        problems: Vec::new(),
    };
    report.problems = warnings(&report);
    Ok(report)
}

fn margin_report(at: usize, margin: &Margin, people: &People, weights: [&Vec<f64>; 3]) -> Defined<MarginReport> {
    // Everybody has a category: that was checked before.
    let codes: Vec<usize> = people.codes.get(at).into_iter().flatten().map(|code| code.unwrap_or(usize::MAX)).collect();
    let shares = |weights: &Vec<f64>| category_shares(weights, &codes, margin.categories.len());
    let [before, raked, weighted] = [shares(weights[0])?, shares(weights[1])?, shares(weights[2])?];
    let share = |shares: &[f64], category: usize| shares.get(category).copied().unwrap_or_default();
    let category = |(category, of): (usize, &crate::bank::weight::margins::Category)| CategoryReport {
        option: of.id.clone(),
        label: of.label.clone(),
        n: people.members(at, category),
        before: share(&before, category),
        target: of.target,
        raked: share(&raked, category),
        weighted: share(&weighted, category),
    };
    Ok(MarginReport {
        question: margin.question.clone(),
        text: margin.text.clone(),
        given_as: margin.unit,
        given_sum: margin.sum,
        categories: margin.categories.iter().enumerate().map(category).collect(),
    })
}

/// What the weights cost, and what capping took back.
fn warnings(report: &WeightReport) -> Vec<Problem> {
    let mut problems = Vec::new();
    let efficiency = report.weights.efficiency;
    let place = || Place::default().field(&report.name);
    let hint = "use fewer margins, join options of few people with `|`, or bound the weights more with `--cap`";
    if efficiency < VERY_LOW {
        let message = format!(
            "VERY LOW EFFICIENCY: the weighted answers are worth only {} as many unweighted ones; think again before using this weight",
            percent(efficiency)
        );
        problems.push(Problem::warning("very_low_efficiency", place(), message).hint(hint));
    } else if efficiency < LOW {
        let message =
            format!("low efficiency: the weighted answers are worth {} as many unweighted ones", percent(efficiency));
        problems.push(Problem::warning("low_efficiency", place(), message).hint(hint));
    }
    if report.final_error > MOVED {
        let message = format!(
            "capping moved a margin {} points from its target",
            percent(report.final_error).trim_end_matches('%')
        );
        problems.push(
            Problem::warning("margins_moved", place(), message)
                .hint("`--rerake` meets the targets within the bounds, where that can be done"),
        );
    }
    problems
}
