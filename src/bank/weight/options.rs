//! What is asked for beside the targets: the name of the weight, its bounds, and where people begin.

use crate::bank::shelf::SurveyRecord;
use crate::bank::weight::WeightRequest;
use crate::id::{SLUG_MAX, Slug};
use crate::problem::{Place, Problem};
use crate::text::slug_of;

/// What a weight is called when nobody says.
const USUAL_NAME: &str = "weight";

/// The name of the weight, which no question may have but a weight that gives way.
pub(super) fn name(request: &WeightRequest, record: &SurveyRecord, problems: &mut Vec<Problem>) -> String {
    let text = request.name.as_deref().unwrap_or(USUAL_NAME).to_lowercase();
    if text == "none" || text.parse::<Slug>().is_err() {
        problems.push(bad_name(&text));
    }
    let is_own = record.weights.iter().any(|weight| weight.name == text);
    if record.questionnaire.find(&text).is_some() && !(is_own && request.replace) {
        problems.push(taken(&text, is_own));
    }
    text
}

fn bad_name(text: &str) -> Problem {
    let near = slug_of(text, SLUG_MAX);
    let usual = if near.is_empty() || near == "none" { USUAL_NAME } else { &near };
    let message = format!("a weight cannot be called `{text}`");
    let problem = Problem::error("bad_name", Place::default().field("name"), message);
    problem.expected("lower-case letters, digits and hyphens, and not `none`").hint(format!("call it `{usual}`"))
}

fn taken(name: &str, is_weight: bool) -> Problem {
    let (what, hint) = if is_weight {
        ("a weight", "replace it with `--replace`, or give another name with `--name`")
    } else {
        ("a question", "give another name with `--name`")
    };
    let message = format!("the survey has {what} called `{name}` already");
    Problem::error("name_taken", Place::default().field("name"), message).hint(hint)
}

/// Whether the bounds can be bounds.
pub(super) fn bad_bounds(request: &WeightRequest) -> Option<Problem> {
    let problem = |message: &str| Problem::error("bad_cap", Place::default().field("cap"), message);
    match request.cap {
        Some([low, high]) if !((0.0..1.0).contains(&low) && high > 1.0 && high.is_finite()) => Some(
            problem("the bounds do not lie around the mean weight")
                .found(format!("{low},{high}"))
                .expected("a lowest from 0 to below 1, and a highest above 1")
                .hint("`--cap 0.3,3` is usual; `--cap none` sets no bounds"),
        ),
        None if request.rerake => Some(
            problem("without bounds there is nothing to rake within")
                .hint("leave `--rerake` out, or give bounds with `--cap LOW,HIGH`"),
        ),
        _ => None,
    }
}

/// The name of the question to begin with: the one asked for, or the weight people were drawn with; none for equal ones.
pub(super) fn start<'r>(request: &'r WeightRequest, own: Option<&'r str>, record: &SurveyRecord) -> Option<&'r str> {
    let made = |name: &str| record.weights.iter().any(|weight| weight.name.eq_ignore_ascii_case(name));
    let known = |name: &str| record.questionnaire.find(name).is_some();
    request.start.as_deref().or_else(|| own.filter(|name| known(name) && !made(name)))
}
