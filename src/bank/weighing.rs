//! Whether a question can be the weight of a table: what its numbers are, looked at once for each version of a survey.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::bank::release::SurveyRef;
use crate::bank::{BankError, InsightBank};
use crate::breakdown::{self, BreakdownRequest, Plan, View};
use crate::engine::{CrosstabColumn, Distribution};
use crate::problem::{Place, Problem};
use crate::stats::design::Weighed;
use crate::stats::{Undefined, people};

/// What is known of weights, by survey with its version and the position of the question.
pub(super) type WeighingCache = Mutex<BTreeMap<(String, usize), Weighing>>;

/// So many weights are remembered.
const REMEMBERED: usize = 256;

/// A weight of more than this times the mean is told of: few such make a table of a few people.
const FAR: f64 = 20.0;

/// The numbers of a weight.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Weighing {
    respondents: u64,
    /// Those without a number.
    missing: u64,
    zero: u64,
    negative: u64,
    /// Those above nought.
    positive: Weighed,
    largest: f64,
}

impl Weighing {
    fn of(column: &CrosstabColumn) -> Self {
        let mut weighing = Self { respondents: column.respondents.n, ..Self::default() };
        if let Distribution::Values(values) = &column.answers {
            for (value, tally) in values {
                weighing.add(*value, tally.n);
            }
        }
        let told = weighing.positive.n + weighing.zero + weighing.negative;
        weighing.missing = weighing.respondents.saturating_sub(told);
        weighing
    }

    fn add(&mut self, value: f64, n: u64) {
        if value > 0.0 {
            let all = people(n);
            self.positive = self.positive.plus(Weighed { n, weight: value * all, squared: value * value * all });
            self.largest = self.largest.max(value);
        } else if value < 0.0 {
            self.negative += n;
        } else {
            self.zero += n;
        }
    }

    /// Why nothing can be weighted with it. A release does not say of how few people.
    fn refusal(&self, name: &str, view: View) -> Option<Problem> {
        let (code, message) = match (self.negative, self.positive.kish()) {
            (1.., _) => {
                let who = if view == View::Release { "some people have" } else { &counted(self.negative) };
                let why = "and nobody can count less than nothing";
                ("negative_weights", format!("{who} a weight below nought in `{name}`, {why}"))
            }
            (_, Err(Undefined::EmptyBase)) if self.largest <= 0.0 => {
                ("no_weights", format!("nobody has a weight above nought in `{name}`"))
            }
            (0, Ok(kish)) if kish > 0.0 => return None,
            _ => ("absurd_weights", format!("the weights in `{name}` are too large or too small to be reckoned with")),
        };
        let problem = Problem::error(code, Place::default().field("weight"), message);
        Some(problem.hint("correct the column and load the survey again, or make a weight with `insight-bank weight`; the weight `none` counts everybody one"))
    }

    /// What a table must say of it. A release says of few people only that there are some.
    fn notes(&self, name: &str, view: View) -> Vec<String> {
        let who = |n: u64| match view {
            View::Release => "Some people have".to_owned(),
            View::Internal => format!("{} of {}", n, counted(self.respondents)),
        };
        let nothing = "they are counted as people and weigh nothing";
        let mut notes = Vec::new();
        if self.missing > 0 {
            notes.push(format!("{} no weight in `{name}`: {nothing}.", who(self.missing)));
        }
        if self.zero > 0 {
            notes.push(format!("{} the weight nought in `{name}`: {nothing}.", who(self.zero)));
        }
        let mean = self.positive.weight / people(self.positive.n);
        if self.largest > FAR * mean {
            notes.push(format!(
                "CHECK THE WEIGHT: somebody weighs more than {FAR} times the mean of `{name}`, so that few people speak for many."
            ));
        }
        notes
    }
}

/// `3 people have`.
fn counted(n: u64) -> String {
    if n == 1 { "1 person has".to_owned() } else { format!("{n} people have") }
}

impl InsightBank {
    /// The numbers of the weight of a plan; none where there is no weight.
    ///
    /// # Errors
    /// When nothing can be weighted with them, or the index cannot be read.
    pub(super) fn weight_notes(
        &self,
        survey: SurveyRef<'_>,
        request: &BreakdownRequest,
        plan: &Plan,
    ) -> Result<Vec<String>, BankError> {
        let Some(at) = plan.requests().find_map(|wanted| wanted.weight) else { return Ok(Vec::new()) };
        let name = survey.record.questionnaire.questions.get(at).map_or("", |question| question.id.as_str());
        let weighing = self.weighing(survey, at)?;
        match weighing.refusal(name, request.view) {
            Some(problem) => Err(BankError::refused(problem)),
            None => Ok(weighing.notes(name, request.view)),
        }
    }

    fn weighing(&self, survey: SurveyRef<'_>, at: usize) -> Result<Weighing, BankError> {
        let version = self.shelf().files.get(&survey.source.id).map(|files| files.fingerprint.clone());
        let key = (format!("{} {}", survey.source.id, version.unwrap_or_default()), at);
        let remembered = || self.weighings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = remembered().get(&key) {
            return Ok(*known);
        }
        let counted = self.engine.tabulate(&breakdown::whole_question(&survey.source.id, at))?;
        let weighing = counted.columns.first().map(Weighing::of).unwrap_or_default();
        let mut remembered = remembered();
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(key, weighing);
        Ok(weighing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64]) -> Weighing {
        let mut weighing = Weighing { respondents: values.len() as u64, ..Weighing::default() };
        for value in values {
            weighing.add(*value, 1);
        }
        weighing
    }

    #[test]
    fn what_cannot_weigh_is_refused_by_name() {
        let code = |values: &[f64]| of(values).refusal("w", View::Internal).map(|problem| problem.code);
        assert_eq!(code(&[1.0, -0.5]).as_deref(), Some("negative_weights"));
        assert_eq!(code(&[0.0, 0.0]).as_deref(), Some("no_weights"));
        assert_eq!(code(&[]).as_deref(), Some("no_weights"));
        assert_eq!(code(&[1e200, 1.0]).as_deref(), Some("absurd_weights"));
        assert_eq!(code(&[1e-200]).as_deref(), Some("absurd_weights"));
        assert_eq!(code(&[0.5, 1.5, 0.0]), None);
    }

    #[test]
    fn a_release_does_not_tell_how_few_have_no_weight() {
        let weighing = Weighing { missing: 3, ..of(&[1.0, 0.0, 2.0]) };
        let told = weighing.notes("w", View::Internal).join(" ");
        assert!(told.contains("3 of 3 people have no weight") && told.contains("1 of 3 people have the weight nought"));
        let released = weighing.notes("w", View::Release).join(" ");
        assert!(released.contains("Some people have no weight") && !released.contains(|c: char| c.is_ascii_digit()));
        assert!(of(&[1.0, 2.0]).notes("w", View::Internal).is_empty());
    }

    #[test]
    fn a_weight_far_above_the_others_is_told() {
        let mut values = vec![1.0; 99];
        values.push(1000.0);
        assert!(of(&values).notes("w", View::Release).concat().contains("CHECK THE WEIGHT"));
    }
}
