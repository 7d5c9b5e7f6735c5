//! Why weights cannot be made although the targets can be read, in the words of the survey.

use crate::bank::BankError;
use crate::bank::weight::margins::Margin;
use crate::breakdown::format_number;
use crate::problem::{Place, Problem};
use crate::stats::raking::{Miss, RakingRefusal};

/// How to go on when the bounds are too narrow.
const WIDEN: &str = "widen the bounds with `--cap LOW,HIGH`, or leave `--rerake` out and see how far the margins move";

/// What raking refuses, with the margins as people know them; `without` is one without which the others can be met.
pub(super) fn refused(refusal: &RakingRefusal, margins: &[Margin], without: Option<&str>) -> BankError {
    BankError::refused(match refusal {
        RakingRefusal::NoConvergence { rounds, worst } => {
            let why = format!("the targets contradict each other in this survey: after {rounds} rounds");
            let join = "join options of few people with `|`";
            let hint = without.map_or_else(
                || format!("leave a margin out, or {join}"),
                |question| format!("without `{question}` the others can be met; leave it out, or {join}"),
            );
            missed(&why, worst, margins).hint(hint)
        }
        // What its own words add is somebody's weight.
        RakingRefusal::BadStart { rows, .. } => {
            let message = format!("{rows} of the numbers to begin with are nothing beside the largest");
            Problem::error("bad_start", Place::default().field("start"), message)
                .hint("check the numbers people begin with, or leave `--start` out")
        }
        other => Problem::error("cannot_rake", Place::default(), other.to_string())
            .hint("check the targets and the numbers people begin with"),
    })
}

/// What raking within bounds refuses of targets that raking without them meets.
pub(super) fn refused_within(refusal: &RakingRefusal, margins: &[Margin], [low, high]: [f64; 2]) -> BankError {
    match refusal {
        RakingRefusal::NoConvergence { worst, .. } => {
            let why = format!("the targets cannot all be met with weights within {low} to {high} times the mean: then");
            BankError::refused(missed(&why, worst, margins).hint(WIDEN))
        }
        RakingRefusal::OutOfReach { margin, category, target, least, most } => {
            let (what, [least, most, target]) =
                (named(margins, *margin, *category), [least, most, target].map(|share| percent(*share)));
            let message = format!("within the bounds {what} can have {least} to {most}, and its target is {target}");
            BankError::refused(Problem::error("out_of_reach", place_of(margins, *margin), message).hint(WIDEN))
        }
        _ => refused(refusal, margins, None),
    }
}

/// The category that is furthest from its target.
fn missed(why: &str, worst: &Miss, margins: &[Margin]) -> Problem {
    let what = named(margins, worst.margin, worst.category);
    let [achieved, target] = [worst.achieved, worst.target].map(percent);
    let message = format!("{why} {what} is at {achieved} and not at {target}");
    Problem::error("no_convergence", place_of(margins, worst.margin), message)
}

fn place_of(margins: &[Margin], margin: usize) -> Place {
    margins.get(margin).map(|margin| margin.place.clone().field(&margin.question)).unwrap_or_default()
}

/// A category as people know it.
fn named(margins: &[Margin], margin: usize, category: usize) -> String {
    let found = margins.get(margin).and_then(|margin| Some((margin, margin.categories.get(category)?)));
    found.map(|(margin, category)| format!("`{}` of `{}`", category.label, margin.question)).unwrap_or_default()
}

/// All weights are at a bound, and their sum is not what it was.
pub(super) fn too_tight([low, high]: [f64; 2]) -> BankError {
    let message = format!("within {low} to {high} times the mean not all weights find room");
    let problem = Problem::error("cap_too_tight", Place::default().field("cap"), message);
    BankError::refused(problem.hint("widen the bounds with `--cap LOW,HIGH`, or set none with `--cap none`"))
}

/// The numbers are beyond what can be counted with.
pub(super) fn absurd() -> BankError {
    let message = "the numbers to begin with are too large or too small to be reckoned with";
    let problem = Problem::error("absurd_weights", Place::default().field("start"), message);
    BankError::refused(problem.hint("check the numbers people begin with, or leave `--start` out"))
}

/// A share as a percentage with a decimal.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", format_number(share * 100.0, 1))
}
