//! Who was asked what: as a questionnaire says, where the answers bear it out, and as the answers suggest.

mod inferred;
#[cfg(test)]
mod tests;

pub(super) use inferred::tell as tell_inferred;

use super::plan::Plan;
use super::points::{Points, counted, listed};
use crate::survey::form::Form;
use crate::survey::{Condition, Question};
use crate::text::normalise;

/// Makes the routing of the questionnaire name the options that were found in the file. Where it names one that is not there,
/// nobody knows who was asked: the routing goes, and that is said.
pub(super) fn settle(plans: &mut [Plan], form: Option<&Form>, points: &mut Points) {
    let questions: Vec<Question> = plans.iter().map(|plan| plan.question.clone()).collect();
    let mut lost = Vec::new();
    for plan in plans {
        let Some(condition) = plan.question.asked_if.take() else { continue };
        match settled(&condition, &questions, form) {
            Some(condition) if !condition.question.eq_ignore_ascii_case(&plan.question.id) => {
                plan.question.asked_if = Some(condition);
            }
            _ => lost.push(plan.question.id.clone()),
        }
    }
    if let Some(first) = lost.first() {
        let message = format!(
            "who was asked {} depends on answers that are not in the file, so everybody counts as asked: {}",
            counted(lost.len(), "question", "questions"),
            listed(&lost)
        );
        let hint = "answers left empty count as blank; to say who was asked, write `asked_if = \"question=option\"` under the question in the recipe";
        points.warn("routing_lost", first, message, hint);
    }
}

/// `condition` with the options of `questions`, found by their id, else by the label they have in the form.
fn settled(condition: &Condition, questions: &[Question], form: Option<&Form>) -> Option<Condition> {
    let same = |question: &&Question| question.id.eq_ignore_ascii_case(&condition.question);
    let deciding = questions.iter().find(same)?;
    let asked = form.and_then(|form| form.questions.iter().map(|asked| &asked.question).find(same));
    let option = |id: &String| {
        let by_id = |option: &&crate::survey::AnswerOption| option.id.eq_ignore_ascii_case(id);
        let label = asked.and_then(|asked| asked.options.iter().find(by_id)).map(|option| normalise(&option.label));
        let by_label = |option: &&crate::survey::AnswerOption| Some(normalise(&option.label)) == label;
        let found = deciding.options.iter().find(by_label).or_else(|| deciding.options.iter().find(by_id));
        found.map(|option| option.id.clone())
    };
    let options = condition.options.iter().map(option).collect::<Option<Vec<String>>>()?;
    Some(Condition { question: deciding.id.clone(), options })
}
