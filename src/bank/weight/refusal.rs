//! Why weights cannot be made although the targets can be read, in the words of the survey.

use crate::bank::BankError;
use crate::bank::weight::WeightRequest;
use crate::bank::weight::margins::{Category, Margin};
use crate::breakdown::format_number;
use crate::problem::{Place, Problem};
use crate::stats::raking::RakingRefusal;

/// Whether the bounds can be bounds.
pub(super) fn bad_options(request: &WeightRequest) -> Vec<Problem> {
    let mut problems = Vec::new();
    let place = || Place::default().field("cap");
    if let Some([low, high]) = request.cap
        && !((0.0..1.0).contains(&low) && high > 1.0 && high.is_finite())
    {
        let problem = Problem::error("bad_cap", place(), "the bounds do not lie around the mean weight");
        let problem =
            problem.found(format!("{low},{high}")).expected("a lowest from 0 to below 1, and a highest above 1");
        problems.push(problem.hint("`--cap 0.3,3` is usual; `--cap none` sets no bounds"));
    }
    if request.cap.is_none() && request.rerake {
        let problem = Problem::error("bad_cap", place(), "without bounds there is nothing to rake within");
        problems.push(problem.hint("leave `--rerake` out, or give bounds with `--cap LOW,HIGH`"));
    }
    problems
}

/// The margins as people know them, for what raking refuses.
pub(super) fn refused(refusal: &RakingRefusal, margins: &[Margin], without: Option<&str>) -> BankError {
    let field = |margin: usize| {
        let place = margins.get(margin).map(|margin| margin.place.clone()).unwrap_or_default();
        place.field(margins.get(margin).map_or("", |margin| margin.question.as_str()))
    };
    let named = |margin: usize, category: usize| {
        let found = margins.get(margin).and_then(|margin| Some((margin, margin.categories.get(category)?)));
        found.map(|(margin, Category { label, .. })| format!("`{label}` of `{}`", margin.question)).unwrap_or_default()
    };
    BankError::refused(match refusal {
        RakingRefusal::NoConvergence { rounds, worst } => {
            let message = format!(
                "the targets contradict each other in this survey: after {rounds} rounds {} is at {} and not at {}",
                named(worst.margin, worst.category),
                percent(worst.achieved),
                percent(worst.target)
            );
            let hint = match without {
                Some(question) => format!(
                    "without `{question}` the others can be met; leave it out, or join options of few people with `|`"
                ),
                None => "leave a margin out, join options of few people with `|`, or widen `--cap`".to_owned(),
            };
            Problem::error("no_convergence", field(worst.margin), message).hint(hint)
        }
        RakingRefusal::OutOfReach { margin, category, target, least, most } => {
            let message = format!(
                "within the bounds {} can have {} to {}, and its target is {}",
                named(*margin, *category),
                percent(*least),
                percent(*most),
                percent(*target)
            );
            let hint =
                "widen the bounds with `--cap LOW,HIGH`, or leave `--rerake` out and see how far the margins move";
            Problem::error("out_of_reach", field(*margin), message).hint(hint)
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

/// All weights are at a bound, and their sum is not what it was.
pub(super) fn too_tight([low, high]: [f64; 2]) -> BankError {
    let message = format!("within {low} to {high} times the mean not all weights find room");
    let problem = Problem::error("cap_too_tight", Place::default().field("cap"), message);
    BankError::refused(problem.hint("widen the bounds with `--cap LOW,HIGH`, or set none with `--cap none`"))
}

/// A share as a percentage with a decimal.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", format_number(share * 100.0, 1))
}
