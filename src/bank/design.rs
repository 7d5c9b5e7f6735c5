//! Whether the questions a record names under `design` can say how people were drawn.

use crate::corpus::Source;
use crate::problem::{Place, Problem};
use crate::survey::{Question, Questionnaire};

/// The questions under `design` by which the survey cannot be counted; `file` is its record.
pub(super) fn design_problems(source: &Source, questionnaire: &Questionnaire, file: &str) -> Vec<Problem> {
    let design = &source.design;
    let problem = |key: &str, name: &Option<String>, fits: fn(&Question) -> bool, expected: &str| {
        let name = name.as_deref().filter(|name| !questionnaire.find(name).is_some_and(fits))?;
        let message = format!("`{key}` under `design` names `{name}`, by which the survey cannot be counted");
        let problem = Problem::error("unknown_design", Place::file(file).field("design"), message);
        Some(problem.expected(expected).hint("correct the name; `insight-bank questions SURVEY` lists them"))
    };
    let numbers = "a question with numbers, or a weight that was made";
    let options = "a question with options";
    let found = [
        problem("weight", &design.weight, Question::can_weigh, numbers),
        problem("strata", &design.strata, Question::is_coded, options),
        problem("cluster", &design.cluster, Question::is_coded, options),
    ];
    found.into_iter().flatten().collect()
}
