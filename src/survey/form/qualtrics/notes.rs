//! What is worth knowing about a survey, bounded.

use std::collections::BTreeMap;

use crate::problem::{Place, Problem};

/// How many problems of one kind are told one by one.
const EACH: usize = 20;

/// The problems of a survey as they are found.
pub(super) struct Notes {
    file: String,
    problems: Vec<Problem>,
    counts: BTreeMap<&'static str, usize>,
}

impl Notes {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), problems: Vec::new(), counts: BTreeMap::new() }
    }

    /// Something worth knowing about the question `field`.
    pub(super) fn note(&mut self, field: &str, code: &'static str, message: impl Into<String>, hint: &str) {
        let place = self.place(Some(field));
        self.push(code, Problem::note(code, place, message).hint(hint));
    }

    /// Something worth knowing about the whole survey.
    pub(super) fn survey(&mut self, code: &'static str, message: &str, hint: &str) {
        let place = self.place(None);
        self.push(code, Problem::note(code, place, message).hint(hint));
    }

    /// A question that is left to the load.
    pub(super) fn not_read(&mut self, field: &str, message: impl Into<String>) {
        self.note(field, "question_not_read", message, "its columns are recognised by what they hold");
    }

    /// Something somebody should look at.
    pub(super) fn warn(&mut self, field: Option<&str>, code: &'static str, message: impl Into<String>, hint: &str) {
        let place = self.place(field);
        self.push(code, Problem::warning(code, place, message).hint(hint));
    }

    fn place(&self, field: Option<&str>) -> Place {
        Place { field: field.map(str::to_owned), ..Place::file(&self.file) }
    }

    fn push(&mut self, code: &'static str, problem: Problem) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count <= EACH {
            self.problems.push(problem);
        }
    }

    /// All of them, with a count of those that were too many to tell.
    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        for (code, count) in &self.counts {
            if let Some(more) = count.checked_sub(EACH).filter(|more| *more > 0) {
                let message = format!("the same is so of {more} more questions");
                self.problems.push(Problem::note(code, Place::file(&self.file), message));
            }
        }
        self.problems
    }
}
