//! Why weights cannot be made although the targets can be read, in the words of the survey.

use crate::bank::BankError;
use crate::bank::weight::margins::{Category, Margin};
use crate::breakdown::format_number;
use crate::problem::{Place, Problem};
use crate::stats::raking::RakingRefusal;

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
