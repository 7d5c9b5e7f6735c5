//! Questions of a form as they are made, before it is known who was asked.

use super::names::{FreeIds, id_of, option_id_of};
use super::outline::Asked;
use crate::survey::form::{Columns, FormQuestion};
use crate::survey::{AnswerOption, Class, Grid, Question, QuestionKind};

/// The most text all questions together may take: an array repeats its wording and its answers for each of its items.
const MOST_TEXT: usize = 64 * 1024 * 1024;

/// A question of the form.
pub(super) struct Draft {
    /// The question and its columns.
    pub(super) question: FormQuestion,
    /// The columns of words beside its options, each by all its names.
    pub(super) words: Vec<Vec<String>>,
    /// The equation that shows this item of its question.
    pub(super) shown_if: String,
}

/// The questions and technical columns of a form.
pub(super) struct Drafts {
    /// The questions of the question that is being read.
    pub(super) list: Vec<Draft>,
    /// Columns that hold no answers, each by all its names.
    pub(super) technical: Vec<Vec<String>>,
    left: usize,
}

impl Default for Drafts {
    fn default() -> Self {
        Self { list: Vec::new(), technical: Vec::new(), left: MOST_TEXT }
    }
}

impl Drafts {
    /// Adds a question as long as there is room.
    pub(super) fn add(&mut self, draft: Draft) {
        self.left = self.left.saturating_sub(draft.size());
        if !self.is_full() {
            self.list.push(draft);
        }
    }

    /// Whether nothing more is taken.
    pub(super) fn is_full(&self) -> bool {
        self.left == 0
    }
}

impl Draft {
    /// A question `asked` alone, in `columns`.
    pub(super) fn alone(asked: &Asked, kind: QuestionKind, columns: Columns) -> Self {
        let id = id_of(&asked.code);
        Self::new(id, worded(&asked.text, &asked.code), kind, columns)
    }

    /// An item `part` of the question `asked`, with its wording.
    pub(super) fn item(asked: &Asked, (part, text): (&str, &str), kind: QuestionKind, columns: Columns) -> Self {
        let id = format!("{}.{}", id_of(&asked.code), id_of(part));
        let mut draft = Self::new(id, worded(text, part), kind, columns);
        draft.question.question.grid =
            Some(Grid { id: id_of(&asked.code), text: worded(&asked.text, &asked.code).to_owned() });
        draft
    }

    fn new(id: String, text: &str, kind: QuestionKind, columns: Columns) -> Self {
        let question = Question {
            id,
            text: text.to_owned(),
            kind,
            class: Class::Sensitive,
            options: Vec::new(),
            grid: None,
            asked_if: None,
            codes: Vec::new(),
            role: None,
            empty_is_answer: false,
        };
        Self { question: FormQuestion::new(question, columns), words: Vec::new(), shown_if: String::new() }
    }

    /// The same question with options.
    pub(super) fn with(mut self, options: &Options) -> Self {
        self.question.question.options.clone_from(&options.list);
        self.question.spellings.clone_from(&options.spellings);
        self
    }

    /// All its columns, each by all its names.
    pub(super) fn columns(&self) -> Vec<Vec<String>> {
        let mut all = match &self.question.columns {
            Columns::One(names) => vec![names.clone()],
            Columns::PerOption(columns) => columns.iter().map(|(names, _)| names.clone()).collect(),
            Columns::PerRank(columns, _) => columns.clone(),
        };
        all.extend(self.words.iter().cloned());
        all
    }

    /// About the bytes it takes.
    fn size(&self) -> usize {
        let question = &self.question.question;
        let options: usize = question.options.iter().map(|option| option.id.len() + option.label.len() + 100).sum();
        let columns: usize = self.columns().iter().flatten().map(|name| name.len() + 40).sum();
        let grid = question.grid.as_ref().map_or(0, |grid| grid.id.len() + grid.text.len());
        question.id.len() + question.text.len() + grid + options + columns + self.shown_if.len() + 400
    }
}

/// `text`, or the code where there is none.
pub(super) fn worded<'t>(text: &'t str, code: &'t str) -> &'t str {
    if text.is_empty() { code } else { text }
}

/// An option called `id`.
pub(super) fn option(id: &str, label: &str) -> AnswerOption {
    AnswerOption { id: id.to_owned(), label: label.to_owned(), ..AnswerOption::default() }
}

/// Options and the further ways of naming them.
#[derive(Default)]
pub(super) struct Options {
    /// The options, no two with the same id.
    pub(super) list: Vec<AnswerOption>,
    /// The way and the position.
    pub(super) spellings: Vec<(String, u16)>,
    ids: FreeIds,
}

impl Options {
    /// Adds an option with a code and a wording and gives its position; `None` when there are too many.
    pub(super) fn push(&mut self, code: &str, text: &str) -> Option<u16> {
        let position = u16::try_from(self.list.len()).ok().filter(|position| *position < u16::MAX)?;
        let named = option_id_of(code);
        let named = if named.is_empty() { format!("option-{}", u32::from(position) + 1) } else { named };
        // Codes that differ in case only are one id.
        let id = self.ids.take(&named);
        if id != code && !code.is_empty() {
            self.spellings.push((code.to_owned(), position));
        }
        self.list.push(option(&id, worded(text, &id)));
        Some(position)
    }

    /// Options that are the same for every question of a type.
    pub(super) fn fixed(list: Vec<AnswerOption>, spellings: Vec<(String, u16)>) -> Self {
        Self { list, spellings, ids: FreeIds::default() }
    }

    /// Makes the options called `codes` rule the others out.
    pub(super) fn exclude(&mut self, codes: &[String]) {
        for option in &mut self.list {
            option.exclusive = codes.contains(&option.id);
        }
    }
}
