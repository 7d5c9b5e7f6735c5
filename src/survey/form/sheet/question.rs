//! Rows of question sheets as questions.

use super::heading::Role;
use super::kind::{is_yes, kind_of};
use super::names::{AnswerHeadings, Ids, column_of, letters_of, wanted_id};
use super::options::{Listed, listed};
use super::page::Page;
use crate::problem::{Place, Problem};
use crate::survey::form::{Columns, Form, FormQuestion};
use crate::survey::{Class, Question, QuestionKind};

/// Warnings of one kind after this many are only counted by their absence.
const MOST_PROBLEMS: usize = 20;

/// This many words where a letter should be explain what is to be written there.
const INSTRUCTION_WORDS: usize = 3;

/// The questions read so far.
pub(super) struct Reading<'a> {
    file: &'a str,
    answers: &'a AnswerHeadings,
    ids: Ids,
    /// The questions, each with the position of its column where a letter gives one.
    questions: Vec<(Option<usize>, FormQuestion)>,
    problems: Vec<Problem>,
    by_letter: bool,
}

/// One part of a question: what it asks, and the column of its answers.
struct Part<'r> {
    kind: QuestionKind,
    letter: &'r str,
    id: String,
    /// Whether the wording of the row is that of this part alone.
    own: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn new(file: &'a str, answers: &'a AnswerHeadings) -> Self {
        let (questions, problems) = (Vec::new(), Vec::new());
        Self { file, answers, ids: Ids::default(), questions, problems, by_letter: false }
    }

    /// Reads the questions of a sheet.
    pub(super) fn read(&mut self, page: &Page) {
        self.problems.extend(page.problems.iter().cloned());
        for (line, row) in &page.rows {
            let place = Place::file(self.file).line(*line).field(&page.name);
            let letters =
                [Role::Letter, Role::OpenLetter, Role::ChoiceLetter].map(|role| page.headings.cell(role, row));
            let is_blank = page.headings.cell(Role::Text, row).is_empty();
            if letters.iter().any(|letter| letter.split_whitespace().count() >= INSTRUCTION_WORDS) {
                self.add(Problem::note("instruction_row", place, "the row explains the sheet and is no question"));
            } else if !is_blank {
                self.read_row(page, row, &place);
            } else if row.iter().any(|cell| !cell.trim().is_empty()) {
                self.add(Problem::warning("question_without_text", place, "the row has no wording of a question"));
            }
        }
    }

    fn read_row(&mut self, page: &Page, row: &[String], place: &Place) {
        let cell = |role: Role| page.headings.cell(role, row);
        let list = listed(page.headings.cells(Role::Options, row).chain(page.headings.cells(Role::Option, row)));
        if list.by_comma {
            let message = "the options are divided by commas only; an option that holds a comma comes apart";
            self.add(
                Problem::warning("options_by_comma", place.clone(), message)
                    .found(format!("{} options", list.options.len()))
                    .hint("write each option on a line of its own"),
            );
        }
        let kind = self.kind(page, row, &list, place);
        let id = wanted_id(cell(Role::Number), cell(Role::Short), cell(Role::Text));
        let (open, choice) = (cell(Role::OpenLetter), cell(Role::ChoiceLetter));
        if open.is_empty() && choice.is_empty() {
            let part = Part { kind, letter: cell(Role::Letter), id, own: true };
            return self.push(page, row, &part, list, place);
        }
        let (both, open_id) = (!open.is_empty() && !choice.is_empty(), format!("{id}-text"));
        if !choice.is_empty() {
            let kind = if is_choice(kind) { kind } else { QuestionKind::Single };
            // Without the headings of the answers, the wording is more likely that of the choice.
            let own = !both || self.answers.is_empty();
            self.push(page, row, &Part { kind, letter: choice, id, own }, list, place);
        }
        if !open.is_empty() {
            let part = Part { kind: QuestionKind::Open, letter: open, id: open_id, own: !both };
            self.push(page, row, &part, Listed::default(), place);
        }
    }

    fn kind(&mut self, page: &Page, row: &[String], list: &Listed, place: &Place) -> QuestionKind {
        let words = page.headings.cell(Role::Kind, row);
        let told = kind_of(words);
        if told.is_none() && !words.is_empty() {
            let problem =
                Problem::warning("unknown_question_type", place.clone(), "the type of the question is not known");
            let short: String = words.chars().take(40).collect();
            self.add(
                problem.found(format!("`{short}`")).expected("open, closed, single, multiple, scale, number or date"),
            );
        }
        let unlisted = if list.options.is_empty() { QuestionKind::Open } else { QuestionKind::Single };
        let kind = told.or(page.kind).unwrap_or(unlisted);
        let several = page.headings.cells(Role::Several, row).any(is_yes);
        if several && kind != QuestionKind::Open { QuestionKind::Multiple } else { kind }
    }

    fn push(&mut self, page: &Page, row: &[String], part: &Part<'_>, list: Listed, place: &Place) {
        let column = column_of(part.letter);
        self.by_letter |= column.is_some();
        let heading = column.and_then(|column| self.answers.at(column));
        if (column.is_none() && !part.letter.is_empty())
            || (column.is_some() && heading.is_none() && !self.answers.is_empty())
        {
            let problem = Problem::warning("no_such_column", place.clone(), "the responses have no such column");
            self.add(
                problem
                    .found(format!("column `{}`", part.letter.chars().take(40).collect::<String>()))
                    .hint("correct the letter in the question sheet"),
            );
        }
        let wording = page.headings.cell(Role::Text, row);
        let text = heading.filter(|_| !part.own).unwrap_or(wording).to_owned();
        let id = self.ids.unique(&part.id);
        let mut names: Vec<String> = heading.into_iter().map(str::to_owned).collect();
        names.extend(page.headings.cells(Role::Column, row).map(str::to_owned));
        if part.own {
            names.extend([Role::Text, Role::Short, Role::Number].map(|role| page.headings.cell(role, row).to_owned()));
        }
        names.push(id.clone());
        names.extend(column.map(|_| format!("column {}", letters_of(part.letter).to_uppercase())));
        let question = question(id, text, part.kind, list.options.clone());
        let mut form = FormQuestion::new(question, Columns::One(distinct(names)));
        form.letter = column.filter(|_| self.answers.is_empty());
        if is_choice(part.kind) {
            form.spellings = list.spellings;
        }
        self.questions.push((column, form));
    }

    fn add(&mut self, problem: Problem) {
        let same = self.problems.iter().filter(|known| known.code == problem.code).count();
        if same < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }

    /// The form, its questions in the order of their columns where letters tell it.
    pub(super) fn finish(mut self, mut problems: Vec<Problem>) -> (Form, Vec<Problem>) {
        if self.questions.iter().all(|(column, _)| column.is_some()) {
            self.questions.sort_by_key(|(column, _)| *column);
        }
        let questions: Vec<FormQuestion> = self.questions.into_iter().map(|(_, question)| question).collect();
        let unlisted =
            questions.iter().filter(|form| is_choice(form.question.kind) && form.question.options.is_empty());
        problems.append(&mut self.problems);
        problems.extend(options_not_listed(self.file, unlisted.count()));
        if self.by_letter && self.answers.is_empty() {
            let message =
                "columns are named by their letters: one is taken where its heading has most words of the question";
            let problem = Problem::note("columns_by_letter", Place::file(self.file), message);
            problems.push(problem.hint("name the columns by their headings where they are not found so"));
        }
        let maker = if self.by_letter { "UK government consultation template" } else { "question sheet" };
        (Form { maker: maker.to_owned(), questions, ..Form::default() }, problems)
    }
}

fn options_not_listed(file: &str, count: usize) -> Option<Problem> {
    let message = "questions with a choice do not list their options; they are taken from the answers";
    let problem = Problem::note("options_not_listed", Place::file(file), message);
    (count > 0).then(|| problem.found(format!("{count} questions")))
}

fn is_choice(kind: QuestionKind) -> bool {
    matches!(kind, QuestionKind::Single | QuestionKind::Multiple | QuestionKind::Scale)
}

fn distinct(names: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names.into_iter().filter(|name| !name.is_empty() && !name.bytes().all(|byte| byte.is_ascii_digit())) {
        if !kept.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
            kept.push(name);
        }
    }
    kept
}

fn question(id: String, text: String, kind: QuestionKind, options: Vec<crate::survey::AnswerOption>) -> Question {
    let options = if is_choice(kind) { options } else { Vec::new() };
    Question {
        id,
        text,
        kind,
        // Nothing in such a sheet tells views from facts about people, so the stricter rule holds for all.
        class: Class::Sensitive,
        options,
        grid: None,
        asked_if: None,
        codes: Vec::new(),
        role: None,
        empty_is_answer: false,
    }
}
