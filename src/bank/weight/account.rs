//! The account of a weight: every margin before and after, what the weights cost, and what to be warned of.

use crate::bank::weight::WeightRequest;
use crate::bank::weight::margins::{Category, Margin};
use crate::bank::weight::people::People;
use crate::bank::weight::refusal::percent;
use crate::bank::weight::report::{CategoryReport, MarginReport, Spread, WeightReport};
use crate::bank::weight::work::{Plan, Worked};
use crate::problem::{Place, Problem};
use crate::stats::weights::{LOW_EFFICIENCY, VERY_LOW_EFFICIENCY, describe};
use crate::stats::{Defined, count};

/// Margins that move further than this by capping are told.
const MOVED: f64 = 0.01;

/// What was done to the people of the survey `survey`.
///
/// # Errors
/// When the weights are too large or too small to be reckoned with.
pub(super) fn report(
    request: &WeightRequest,
    survey: &str,
    plan: &Plan,
    people: &People,
    worked: &Worked,
) -> Defined<WeightReport> {
    let (raked, weights) = (&worked.raked.weights, &worked.weights);
    let start = scaled(&people.start)?;
    let margins = plan.margins.iter().enumerate();
    let margins: Vec<MarginReport> = margins
        .map(|(at, margin)| margin_report(at, margin, people, [&start, raked, weights]))
        .collect::<Defined<_>>()?;
    let error = |of: fn(&CategoryReport) -> f64| {
        let categories = margins.iter().flat_map(|margin| &margin.categories);
        categories.fold(0.0, |most: f64, category| most.max((of(category) - category.target).abs()))
    };
    let (largest_error, final_error) = (error(|category| category.raked), error(|category| category.weighted));
    let mut report = WeightReport {
        survey: survey.to_owned(),
        name: plan.name.clone(),
        made: request.caller.at.day().to_owned(),
        targets: request.targets.name.clone(),
        start: plan.start.clone(),
        respondents: people.ids.len() as u64,
        rounds: worked.raked.rounds as u64,
        largest_error,
        final_error,
        cap: worked.cap.clone(),
        before: spread(&start)?,
        raked: spread(raked)?,
        weights: spread(weights)?,
        margins,
        problems: Vec::new(),
    };
    report.problems = warnings(&report);
    Ok(report)
}

/// The weights with a mean of 1.
fn scaled(weights: &[f64]) -> Defined<Vec<f64>> {
    let mean = describe(weights)?.sum / count(weights.len());
    Ok(weights.iter().map(|weight| weight / mean).collect())
}

fn spread(weights: &[f64]) -> Defined<Spread> {
    describe(weights).map(|summary| Spread::of(&summary, count(weights.len())))
}

fn margin_report(at: usize, margin: &Margin, people: &People, weights: [&[f64]; 3]) -> Defined<MarginReport> {
    let shares = |weights: &[f64]| people.shares(at, weights, margin.categories.len());
    let [before, raked, weighted] = weights;
    let (before, raked, weighted) = (shares(before)?, shares(raked)?, shares(weighted)?);
    let share = |shares: &[f64], category: usize| shares.get(category).copied().unwrap_or_default();
    let category = |(category, of): (usize, &Category)| CategoryReport {
        option: of.id.clone(),
        label: of.label.clone(),
        n: people.members(at, category),
        before: share(&before, category),
        target: of.target,
        kept: of.kept,
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

/// What the weights cost, and how far capping moved the margins.
fn warnings(report: &WeightReport) -> Vec<Problem> {
    let place = || Place::default().field(&report.name);
    let worth = percent(report.weights.efficiency);
    let told = match report.weights.efficiency {
        low if low < VERY_LOW_EFFICIENCY => Some((
            "very_low_efficiency",
            format!(
                "VERY LOW EFFICIENCY: the weighted answers are worth only {worth} as many unweighted ones; think again before using this weight"
            ),
        )),
        low if low < LOW_EFFICIENCY => Some((
            "low_efficiency",
            format!("low efficiency: the weighted answers are worth {worth} as many unweighted ones"),
        )),
        _ => None,
    };
    let costly = told.map(|(code, message)| {
        Problem::warning(code, place(), message)
            .hint("use fewer margins, join options of few people with `|`, or bound the weights more with `--cap`")
    });
    let moved = (report.final_error > MOVED).then(|| {
        let points = percent(report.final_error);
        let message = format!("capping moved a margin {} points from its target", points.trim_end_matches('%'));
        Problem::warning("margins_moved", place(), message)
            .hint("`--rerake` meets the targets within the bounds, where that can be done")
    });
    costly.into_iter().chain(moved).collect()
}
