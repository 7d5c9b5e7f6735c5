//! What is said of a questionnaire that came with the answers.

use super::{Points, counted, listed};
use crate::problem::{Place, Problem};
use crate::survey::Question;
use crate::survey::form::Form;
use crate::survey::load::profile::Column;

impl Points {
    /// A question of the questionnaire whose column holds other answers than it has options for.
    pub(in super::super) fn questionnaire_differs(&mut self, id: &str) {
        self.differing.push(id.to_owned());
    }

    /// Answers to a known question that it has no option for: how many, and those that come back.
    pub(in super::super) fn unknown_options(&mut self, question: &Question, strange: &[(String, u64)]) {
        let count: u64 = strange.iter().map(|(_, count)| count).sum();
        if count == 0 {
            return;
        }
        self.strange.insert(question.id.to_lowercase(), strange.to_vec());
        let is_label = |(text, count): &&(String, u64)| *count > 2 && text.chars().count() <= 60;
        let names: Vec<String> = strange.iter().filter(is_label).map(|(text, _)| text.clone()).collect();
        let which = if names.is_empty() { String::new() } else { format!(", among them {}", listed(&names)) };
        let message = format!("answers to `{}` that the questionnaire does not know: {count}{which}", question.id);
        let hint = "each became an option of its own, or words kept beside \"other\"; where it is another wording of an option, add it in the recipe as `also`";
        self.warn("unknown_option", &question.id, message, hint);
    }

    /// Questions of the questionnaire that the file has no column for, of `all`.
    pub(in super::super) fn missing_columns(&mut self, missing: &[String], all: usize) {
        if missing.is_empty() {
            return;
        }
        let message = format!(
            "{} of {all} questions of the questionnaire have no column in the file: {}",
            missing.len(),
            listed(missing)
        );
        let place = Place::file(&self.file).field(missing[0].clone());
        self.problems
            .push(Problem::warning("missing_column", place, message).hint("everybody counts as not asked these"));
    }

    /// Questions that the file words otherwise than the questionnaire does.
    pub(in super::super) fn reworded(&mut self, ids: &[String]) {
        if let Some(first) = ids.first() {
            let message = format!(
                "{} are worded otherwise in the file and in the questionnaire: {}",
                counted(ids.len(), "question", "questions"),
                listed(ids)
            );
            let hint =
                "the wording of the questionnaire was taken; check that it is the one these answers were given to";
            self.warn("wording_differs", first, message, hint);
        }
    }

    /// A questionnaire that is not that of these answers.
    pub(in super::super) fn another_questionnaire(&mut self, form: &Form, columns: &[Column]) {
        let message = format!(
            "hardly any of the {} of the questionnaire is in the file, so it was not used",
            counted(form.questions.len(), "question", "questions")
        );
        let problem = Problem::warning("another_questionnaire", Place::file(&self.file), message)
            .found(format!(
                "headings such as {}",
                listed(&columns.iter().take(3).map(|column| column.heading.name.clone()).collect::<Vec<_>>())
            ))
            .expected(format!(
                "columns such as {}",
                listed(&form.questions.iter().take(3).map(|asked| asked.question.id.clone()).collect::<Vec<_>>())
            ));
        self.problems.push(problem.hint("check that the questionnaire is the one these answers were given to"));
    }

    /// One warning for all questions of the questionnaire whose columns hold other answers.
    pub(in super::super) fn tell_differing(&mut self) {
        let ids = std::mem::take(&mut self.differing);
        if let Some(first) = ids.first().cloned() {
            let message = format!(
                "the questionnaire knows less than half of the answers to {}, so they were read without it: {}",
                counted(ids.len(), "question", "questions"),
                listed(&ids)
            );
            let hint = "check that the questionnaire is the one these answers were given to";
            self.warn("questionnaire_differs", &first, message, hint);
        }
    }
}
