//! Options and texts that look as if they meant more than they say.

use super::{Points, beneath, counted, listed};
use crate::survey::load::labels::heading_says;
use crate::survey::load::labels::looks_not_applicable;
use crate::survey::load::numbers;
use crate::survey::load::outcome::Outcome;
use crate::survey::load::person::mentions_contact;
use crate::survey::load::plan::{From, Plan};
use crate::survey::load::profile::Column;
use crate::survey::{Answer, AnswerOption, QuestionKind};

impl Points {
    /// One point for all questions whose words hold e-mail addresses or telephone numbers.
    pub(super) fn contacts(&mut self, plans: &[Plan], columns: &[Column]) {
        let mentioning = |index: usize| -> u64 {
            columns[index].filled().filter(|(value, _)| mentions_contact(value)).map(|(_, count)| count).sum()
        };
        let worded = |plan: &Plan| -> Vec<usize> {
            let own = plan.question.kind != QuestionKind::Ranking;
            plan.from.columns().into_iter().filter(|_| own).chain(plan.words).collect()
        };
        let counts = plans.iter().map(|plan| (plan, worded(plan).into_iter().map(mentioning).sum::<u64>()));
        let found: Vec<(&str, u64)> =
            counts.filter(|(_, count)| *count > 0).map(|(plan, count)| (plan.question.id.as_str(), count)).collect();
        if found.is_empty() {
            return;
        }
        let ids: Vec<String> = found.iter().map(|(id, _)| (*id).to_owned()).collect();
        let rows: u64 = found.iter().map(|(_, count)| count).sum();
        let message = format!(
            "{} with an e-mail address or a telephone number among the words: {}",
            counted(usize::try_from(rows).unwrap_or(usize::MAX), "answer", "answers"),
            listed(&ids)
        );
        let settle = "where a column asks how to reach people, put its heading among `technical` in the recipe, and load again with `--recipe` and `--replace`";
        self.push("contact_details", None, message, "kept as they were written", settle.to_owned());
    }

    /// One point for all options that look as if they meant `meaning`, so that a long questionnaire does not bury the others.
    pub(super) fn meanings(
        &mut self,
        code: &str,
        meaning: &str,
        what: &str,
        plans: &[Plan],
        looks: impl Fn(&str) -> bool,
    ) {
        let chosen_from = |plan: &&Plan| {
            matches!(plan.question.kind, QuestionKind::Single | QuestionKind::Multiple | QuestionKind::Scale)
        };
        let is_open = |option: &&AnswerOption| option.meaning.is_none() && looks(&option.label);
        let mut questions: Vec<(&str, &str)> = Vec::new();
        for plan in plans.iter().filter(chosen_from) {
            let found = plan.question.options.iter().filter(is_open);
            questions.extend(found.map(|option| (plan.question.id.as_str(), option.id.as_str())));
        }
        let settle = beneath(&format!("`meaning = \"{meaning}\"` beside the option"), "if so");
        let meanwhile = "an ordinary option, in the base";
        match questions.as_slice() {
            [] => {}
            [(question, option)] => {
                let message = format!("option `{option}` of `{question}` looks like \"{what}\"");
                self.push(code, Some(question), message, meanwhile, settle);
            }
            many => {
                let names: Vec<String> = many.iter().map(|(question, option)| format!("{question}={option}")).collect();
                let message = format!("{} options look like \"{what}\": {}", names.len(), listed(&names));
                self.push(code, None, message, meanwhile, settle);
            }
        }
    }

    /// Texts such as "N/A" that come back among words, or stand among numbers.
    pub(super) fn texts_not_applicable(&mut self, plans: &[Plan], columns: &[Column]) {
        let found: Vec<(&Plan, u64)> = plans
            .iter()
            .map(|plan| (plan, not_applicable_texts(plan, columns)))
            .filter(|(plan, count)| *count > u64::from(plan.question.kind == QuestionKind::Open))
            .collect();
        let answers = counted(found.iter().map(|(_, count)| count).sum::<u64>(), "answer", "answers");
        let question = match found.as_slice() {
            [] => return,
            [(plan, _)] => Some(plan.question.id.as_str()),
            _ => None,
        };
        let names: Vec<String> = found.iter().map(|(plan, _)| plan.question.id.clone()).collect();
        let message = format!("{answers} in words or among numbers may mean \"does not apply\": in {}", listed(&names));
        let settle = beneath("an option with that label and `meaning = \"not_applicable\"`", "if so");
        let meanwhile = "kept as words, and invalid where numbers are asked for";
        self.push("looks_not_applicable", question, message, meanwhile, settle);
    }
}

/// Whether a question holds numbers that its heading calls a weight, not all of them whole.
pub(super) fn is_weight(plan: &Plan, columns: &[Column]) -> bool {
    let From::Column { column, .. } = &plan.from else { return false };
    let Some(column) = columns.get(*column) else { return false };
    let question = &plan.question;
    let wording = format!("{} {} {}", question.id, question.text, column.heading.full).replace('_', " ");
    let mut values = column.filled().map(|(value, _)| value);
    question.kind == QuestionKind::Number
        && question.role.is_none()
        && heading_says(&wording, &["weight", "weights", "weighting", "wt"])
        && values.any(|value| numbers::parse(value).is_some() && numbers::whole(value).is_none())
}

/// How many answers to an open or number question are a text that looks like "does not apply".
fn not_applicable_texts(plan: &Plan, columns: &[Column]) -> u64 {
    let From::Column { column, reader } = &plan.from else {
        return 0;
    };
    let is_one = |outcome: &Outcome| match (plan.question.kind, &outcome.answer, &outcome.words) {
        (QuestionKind::Open, Answer::Text(text), _) => looks_not_applicable(text),
        (QuestionKind::Number, Answer::Missing(_), Some(words)) => looks_not_applicable(&words.0),
        _ => false,
    };
    let cells = columns.get(*column).into_iter().flat_map(Column::filled);
    cells.filter(|(text, _)| looks_not_applicable(text) && is_one(&reader.read(text))).map(|(_, count)| count).sum()
}
