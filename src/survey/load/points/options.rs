//! Options that are not certain.

use super::{Points, beneath, counted, listed};
use crate::corpus::quoted;
use crate::problem::{Place, Problem};
use crate::survey::load::plan::{From, Plan};
use crate::survey::load::profile::Column;
use crate::text::normalise;

impl Points {
    pub(in super::super) fn looks_multiple(&mut self, id: &str, delimiter: char) {
        let message =
            format!("the answers to `{id}` may be lists divided by `{delimiter}`, and the options are not certain");
        let settle = beneath(
            &format!("`kind = \"multiple\"`, `divided_by = \"{delimiter}\"` and its `options`"),
            "if they are lists",
        );
        self.push("looks_multiple", Some(id), message, "every cell kept whole", settle);
    }

    pub(in super::super) fn words_beside(&mut self, id: &str, count: u64, delimiter: char) {
        let message = format!(
            "in {} to `{id}` a part between `{delimiter}` is no option that comes back",
            counted(count, "answer", "answers")
        );
        let settle =
            beneath("it as one of the `options`, or as `also` of one", "where such a part is an option after all");
        let meanwhile = "counted as one option, with the words kept beside it";
        self.push("words_beside", Some(id), message, meanwhile, settle);
    }

    pub(in super::super) fn joined_options(&mut self, id: &str, options: &[String]) {
        let message = format!("in `{id}` parts that never go apart were taken for one option: {}", listed(options));
        let settle = beneath("them as `options` of their own", "if they are");
        self.push("joined_options", Some(id), message, "one option each", settle);
    }

    pub(in super::super) fn own_words(&mut self, id: &str, count: u64) {
        let verb = if count == 1 { "is" } else { "are" };
        let message = format!("{} to `{id}` {verb} given by hardly anybody else", counted(count, "answer", "answers"));
        let settle =
            beneath("it as one of the `options`, or as `also` of one", "where such an answer is an option after all");
        self.push("own_words", Some(id), message, "counted as one option, with the words kept beside it", settle);
    }

    pub(in super::super) fn merged_labels(&mut self, id: &str, count: usize) {
        self.merged.push((id.to_owned(), count));
    }

    /// One note for all questions with options that were taken for one.
    pub(in super::super) fn tell_merged_labels(&mut self) {
        let merged = std::mem::take(&mut self.merged);
        let count: usize = merged.iter().map(|(_, count)| count).sum();
        if count > 0 {
            let ids: Vec<String> = merged.into_iter().map(|(id, _)| id).collect();
            let message =
                format!("options that differ in case or spacing only were taken for one: {count}, in {}", listed(&ids));
            self.problems.push(Problem::note("merged_labels", Place::file(&self.file), message));
        }
    }

    /// Neighbours that only repeat their own headings are likely the options of one question that the file does not name.
    pub(in super::super) fn own_headings(&mut self, plans: &[Plan], columns: &[Column]) {
        let own = |plan: &Plan| match plan.from {
            From::Column { column, .. } => repeats_heading(columns.get(column)?).then_some(column),
            _ => None,
        };
        let found: Vec<usize> = plans.iter().filter_map(own).collect();
        for run in found.chunk_by(|before, after| before + 1 == *after).filter(|run| run.len() > 1) {
            let named = run.iter().filter_map(|index| columns.get(*index));
            let named: Vec<String> = named.map(|column| column.heading.name.clone()).collect();
            let Some(name) = named.first().map(|first| quoted(first)) else { continue };
            let message = format!(
                "neighbouring columns that each hold only their own heading look like the options of one question: {}",
                listed(&named)
            );
            let settle = format!(
                "if so, put one `[[question]]` with `kind = \"multiple\"`, `columns = [{{ name = {name}, option = \"1\" }}, ...]` and `options = [{{ id = \"1\", label = {name} }}, ...]` in place of theirs in the recipe, and load again with `--recipe` and `--replace`"
            );
            let question = plans.iter().find(|plan| plan.from.columns().first() == run.first());
            let question = question.map(|plan| plan.question.id.clone());
            self.push("looks_like_options", question.as_deref(), message, "a question each", settle);
        }
    }

    pub(in super::super) fn none_or_skipped(&mut self, id: &str) {
        self.none_or_skipped.push(id.to_owned());
    }

    /// One point for all questions with a column per option that only say when something was ticked.
    pub(in super::super) fn tell_none_or_skipped(&mut self) {
        let ids = std::mem::take(&mut self.none_or_skipped);
        let who = "a respondent without any tick may have chosen none or skipped the question";
        let (question, message) = match ids.as_slice() {
            [] => return,
            [id] => (Some(id.clone()), format!("in `{id}` {who}")),
            many => (None, format!("in {} questions {who}: {}", many.len(), listed(many))),
        };
        let settle = beneath("`empty_is_answer = true`", "if nothing ticked means none of them");
        self.push("none_or_skipped", question.as_deref(), message, "counted as skipped: left out of the base", settle);
    }

    pub(in super::super) fn not_all_numbers(&mut self, id: &str, count: u64) {
        let verb = if count == 1 { "is no number" } else { "are not numbers" };
        let message = format!("{} to `{id}` {verb}, and the others are", counted(count, "answer", "answers"));
        let settle = beneath("`kind = \"single\"` and its `options`", "if they are answers to choose from");
        self.push("not_all_numbers", Some(id), message, "invalid as numbers, their words kept beside", settle);
    }
}

/// Whether the column holds its own heading and nothing else, and not in every row.
fn repeats_heading(column: &Column) -> bool {
    let mut filled = column.filled();
    let only = filled.next().filter(|_| filled.next().is_none() && column.is_whole());
    only.is_some_and(|(text, count)| count < column.rows && normalise(text) == normalise(&column.heading.text))
}
