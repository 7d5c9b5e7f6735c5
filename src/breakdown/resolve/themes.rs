//! Whether the answers to a question can be counted by theme.

use super::{Resolver, field};
use crate::breakdown::themes::has_themes;
use crate::breakdown::{BaseRule, BreakdownRequest};
use crate::problem::Problem;
use crate::survey::{Question, QuestionKind};

impl<'a> Resolver<'a> {
    /// The question at `position`, fit to be counted by theme; `None` with the reason noted where it is not.
    pub(super) fn themed(&mut self, position: usize, request: &BreakdownRequest) -> Option<&'a Question> {
        let questionnaire = self.questionnaire;
        let question = questionnaire.questions.get(position)?;
        let id = &question.id;
        if request.base == Some(BaseRule::Ticks) {
            let message = "base `ticks` counts codes, and rows of themes count people".to_owned();
            let problem = Problem::error("bad_base", field("base"), message);
            return self.fault(problem.hint("use one of `answered`, `asked`, `all`, or `codes` as rows"));
        }
        if !request.nets.is_empty() {
            let message = "a net counts codes together, and rows of themes do that already".to_owned();
            return self.fault(Problem::error("bad_net", field("net"), message).hint("use nets with `codes` as rows"));
        }
        if has_themes(question) {
            return Some(question);
        }
        let (message, way) = match question.kind {
            QuestionKind::Open if question.codes.is_empty() => (
                format!("the answers to `{id}` are not coded, so they have no themes"),
                "list `codes` with their `themes` under the question in the survey's record, and the codes given in `codings.csv`",
            ),
            QuestionKind::Open => (
                format!("no code of `{id}` maps to a theme"),
                "name `themes` beside the `codes` of the question in the survey's record, or use `codes` as rows",
            ),
            _ => (
                format!("`{id}` is answered with options, not in words, so it has no themes"),
                "use `codes` as rows, which are its options",
            ),
        };
        let others = self.list("questions with themes", has_themes);
        self.fault(Problem::error("no_themes", field("rows"), message).hint(format!("{way}; {others}")))
    }
}
