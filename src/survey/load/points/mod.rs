//! What a person should settle: the open points of a load, and its smaller problems.

mod meanings;
mod options;
mod questionnaire;

use std::collections::BTreeMap;

use super::labels::{looks_not_applicable, looks_prefer_not_to_say};
use meanings::is_weight;

use super::plan::Plan;
use super::profile::Column;
use super::technical::Technical;
use super::{OpenPoint, class};
use crate::problem::{Place, Problem, shortened};
use crate::survey::Class;

/// How many names a message lists.
const LISTED: usize = 8;

/// The points and problems found so far.
pub(super) struct Points {
    file: String,
    pub(super) open: Vec<OpenPoint>,
    pub(super) problems: Vec<Problem>,
    /// For each question, the answers its questionnaire does not know.
    pub(super) strange: BTreeMap<String, Vec<(String, u64)>>,
    none_or_skipped: Vec<String>,
    merged: Vec<(String, usize)>,
    differing: Vec<String>,
}

impl Points {
    pub(super) fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            open: Vec::new(),
            problems: Vec::new(),
            strange: BTreeMap::new(),
            none_or_skipped: Vec::new(),
            merged: Vec::new(),
            differing: Vec::new(),
        }
    }

    pub(super) fn push(
        &mut self,
        code: &str,
        question: Option<&str>,
        message: String,
        meanwhile: &str,
        settle: String,
    ) {
        let question = question.map(str::to_owned);
        let (message, settle) = (shortened(message), shortened(settle));
        self.open.push(OpenPoint { code: code.to_owned(), question, message, meanwhile: meanwhile.to_owned(), settle });
    }

    /// A warning about a question.
    pub(super) fn warn(&mut self, code: &str, question: &str, message: String, hint: &str) {
        let place = Place::file(&self.file).field(question);
        self.problems.push(Problem::warning(code, place, message).hint(hint));
    }

    /// Columns that are no answers: which, and why.
    pub(super) fn left_out(&mut self, columns: &[Column], technical: &[Option<Technical>]) {
        let told = columns.iter().zip(technical).filter(|(column, _)| column.answered() > 0);
        let told = told.filter_map(|(column, technical)| Some((column.heading.name.as_str(), (*technical)?)));
        let told: Vec<String> = told.map(|(name, technical)| format!("`{name}` ({})", technical.label())).collect();
        if told.is_empty() {
            return;
        }
        let more = told.len().saturating_sub(4 * LISTED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let shown: Vec<String> = told.into_iter().take(4 * LISTED).collect();
        let message = format!("left out, as they hold no answers: {}{more}", shown.join(", "));
        let hint = "if one is an answer, take it from `technical` in the recipe, give it a `[[question]]` there, and load again";
        self.problems.push(Problem::note("columns_left_out", Place::file(&self.file), message).hint(hint));
    }

    /// Nothing but columns that are no answers.
    fn no_questions(&mut self) {
        let message =
            "no question was found: every column looks like an id, a name, an address or a note of the survey tool";
        let hint = "if one is an answer, take it from `technical` in the recipe, give it a `[[question]]` there, and load again";
        self.problems.push(Problem::warning("no_questions", Place::file(&self.file), message).hint(hint));
    }

    fn looks_like_weight(&mut self, id: &str) {
        let message = format!("`{id}` looks like a weight for each respondent");
        self.push(
            "looks_like_weight",
            Some(id),
            message,
            "an ordinary number",
            beneath("`role = \"weight\"`", "if so"),
        );
    }

    pub(super) fn date_order(&mut self, id: &str) {
        let message = format!("the days in `{id}` could have the day first or the month first");
        let settle =
            beneath("`kind = \"date\"` and `days = \"day-first\"` or `days = \"month-first\"`", "to read them as days");
        self.push("date_order", Some(id), message, "kept as words", settle);
    }

    pub(super) fn date_with_time(&mut self, id: &str) {
        let message = format!("`{id}` holds days with a time of day, and its heading does not say what for");
        let settle = "if it is a time stamp, put its heading among `technical` in the recipe, and load again with `--recipe` and `--replace`".to_owned();
        self.push("date_with_time", Some(id), message, "kept as words", settle);
    }

    pub(super) fn empty_column(&mut self, id: &str, name: &str) {
        let place = Place::file(&self.file).field(name);
        self.problems.push(Problem::note("empty_column", place, format!("nobody answered `{id}`")));
    }

    /// The points that the finished questions raise.
    pub(super) fn questions(&mut self, plans: &[Plan], columns: &[Column], settled: bool) {
        if plans.is_empty() {
            self.no_questions();
        }
        self.tell_none_or_skipped();
        if !settled {
            self.own_headings(plans, columns);
        }
        self.tell_merged_labels();
        self.tell_differing();
        self.meanings("looks_not_applicable", "not_applicable", "does not apply", plans, looks_not_applicable);
        self.meanings(
            "looks_prefer_not_to_say",
            "prefer_not_to_say",
            "would rather not say",
            plans,
            looks_prefer_not_to_say,
        );
        self.texts_not_applicable(plans, columns);
        self.contacts(plans, columns);
        if !settled {
            plans
                .iter()
                .filter(|plan| is_weight(plan, columns))
                .for_each(|plan| self.looks_like_weight(&plan.question.id));
        }
        let unclear = |plan: &&Plan| {
            let question = &plan.question;
            let wording = format!("{} {}", question.id, question.text);
            question.class == Class::Sensitive && question.grid.is_none() && class::infer(&wording, false).is_none()
        };
        let names: Vec<String> = plans.iter().filter(unclear).map(|plan| plan.question.id.clone()).collect();
        if !names.is_empty() && !settled {
            let questions = counted(names.len(), "question asks", "questions ask");
            let message =
                format!("it is not certain whether {questions} for views or for personal facts: {}", listed(&names));
            self.push(
                "class_unclear",
                None,
                message,
                "taken for personal facts: their small numbers are hidden in releases",
                beneath("`class = \"opinion\"`", "where no more than views are asked for"),
            );
        }
        let message = "how people came to take part is not known".to_owned();
        let settle =
            "load again with `--survey-kind probability`, `census` or `self-selected`, and `--replace`".to_owned();
        self.push("survey_kind", None, message, "treated as self-selected", settle);
    }
}

/// What to write under a question of the recipe, and when.
pub(super) fn beneath(what: &str, when: &str) -> String {
    format!("{when}, write {what} under the question in the recipe, and load again with `--recipe` and `--replace`")
}

pub(super) fn counted<N: std::fmt::Display + Copy + PartialEq + std::convert::From<u8>>(
    count: N,
    one: &str,
    many: &str,
) -> String {
    let noun = if count == N::from(1) { one } else { many };
    format!("{count} {noun}")
}

pub(super) fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(LISTED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    shown.join(", ") + &more
}
