//! Which question people are weighted by: the one asked for, or the survey's own.

use super::{Resolver, field, with_guess};
use crate::problem::Problem;
use crate::survey::{Question, Role};
use crate::text::nearest;

impl Resolver<'_> {
    /// The question that holds the weight: the one asked for, or when nothing is said the one the survey's record names. `none`
    /// is no weight.
    pub(super) fn weight(&mut self, asked: Option<&str>, own: Option<&str>) -> Option<usize> {
        match (asked, own) {
            (Some(name), _) if name.eq_ignore_ascii_case("none") => None,
            (Some(name), _) => self.weight_called(name),
            (None, Some(name)) => self.own_weight(name),
            (None, None) => None,
        }
    }

    fn weight_called(&mut self, name: &str) -> Option<usize> {
        let found = self.usable_weight(name);
        if found.is_some() {
            return found;
        }
        if self.questionnaire.position(name).is_some() {
            let message = format!("`{name}` holds no numbers, so it cannot be a weight");
            let hint = "if they are numbers, say `kind = \"number\"` of it in the recipe and load the survey again";
            return self.fault(Problem::error("unknown_weight", field("weight"), message).hint(hint));
        }
        let message = format!("there is no weight `{name}`");
        let known = self.questionnaire.questions.iter().filter(|question| question.can_weigh());
        let guess = nearest(name, known.map(|question| question.id.as_str()));
        let list = self.list("weights", |question: &Question| question.role == Some(Role::Weight));
        let hint = format!("{}; `none` counts everybody one", with_guess(guess, &list));
        self.fault(Problem::error("unknown_weight", field("weight"), message).hint(hint))
    }

    fn own_weight(&mut self, name: &str) -> Option<usize> {
        let found = self.usable_weight(name);
        if found.is_some() {
            return found;
        }
        let message =
            format!("the record of the survey names the weight `{name}`, and the survey has no numbers of that name");
        let hint = "correct `weight` under `design` in the record; the weight `none` counts everybody one";
        self.fault(Problem::error("unknown_weight", field("weight"), message).hint(hint))
    }

    fn usable_weight(&self, name: &str) -> Option<usize> {
        let found = self.questionnaire.position(name)?;
        self.questionnaire.questions.get(found).filter(|question| question.can_weigh()).map(|_| found)
    }
}
