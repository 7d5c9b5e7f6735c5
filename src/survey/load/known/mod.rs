//! Reading columns as a questionnaire says, where one is given.

mod options;
mod reader;
mod wording;

use std::collections::{HashMap, HashSet};

use options::Ranks;
pub(super) use reader::with_reasons;
use reader::{excepting, reader, reasons};
use wording::{is_akin, is_worded};

use super::column::read_column;
use super::groups::says_no;
use super::heading::Heading;
use super::naming::{item_id, question_id};
use super::plan::{From, Plan};
use super::points::Points;
use super::profile::Column;
use crate::survey::form::{Columns, Form, FormQuestion};
use crate::survey::{Question, QuestionKind};

/// The plans of a questionnaire, and which columns they take.
pub(super) struct Known<'c> {
    columns: &'c [Column],
    finder: HashMap<String, Vec<usize>>,
    taken: Vec<bool>,
    pub(super) plans: Vec<Plan>,
    /// Columns of words beside a question that has one such column already, with the question's place among the plans.
    pub(super) more_words: Vec<(usize, usize)>,
    /// The columns that a recipe names: none of them is an option of another question than it says.
    named: HashSet<String>,
}

/// A plan for each question of `form`, in its order, of the columns that are not `taken`.
pub(super) fn plans<'c>(form: &Form, columns: &'c [Column], taken: &[bool], points: &mut Points) -> Known<'c> {
    let mut finder: HashMap<String, Vec<usize>> = HashMap::new();
    // Whoever is called exactly so comes before whoever may also be called so.
    for (index, column) in columns.iter().enumerate() {
        finder.entry(column.heading.name.to_lowercase()).or_default().push(index);
    }
    for (index, column) in columns.iter().enumerate() {
        for name in names_of(&column.heading) {
            finder.entry(name.to_lowercase()).or_default().push(index);
        }
    }
    let mut known =
        Known { columns, finder, taken: taken.to_vec(), plans: Vec::new(), more_words: Vec::new(), named: named(form) };
    for question in &form.questions {
        if let Some(plan) = known.plan(form, question, points) {
            known.plans.push(plan);
            known.take_words(question);
        }
    }
    known
}

/// The names of all columns in a recipe, small.
fn named(form: &Form) -> HashSet<String> {
    let names = |asked: &FormQuestion| -> Vec<String> {
        let columns: Vec<String> = match &asked.columns {
            Columns::One(names) => names.clone(),
            Columns::PerOption(options) => options.iter().flat_map(|(names, _)| names.clone()).collect(),
            Columns::PerRank(ranks, _) => ranks.concat(),
        };
        columns.into_iter().chain(asked.words.iter().cloned()).map(|name| name.to_lowercase()).collect()
    };
    let questions = form.questions.iter().filter(|_| form.settled).flat_map(names);
    questions.chain(form.technical.iter().filter(|_| form.settled).map(|name| name.to_lowercase())).collect()
}

/// The names a column answers to.
fn names_of(heading: &Heading) -> Vec<String> {
    let mut names = vec![heading.name.clone(), heading.full.clone()];
    names.extend(heading.code.clone().filter(|_| heading.part.is_none() && heading.item.is_none() && !heading.words));
    if let (Some(code), Some(part)) = (&heading.code, &heading.part) {
        names.extend([format!("{code}[{part}]"), format!("{code}_{part}"), format!("{code}.{part}")]);
    }
    if heading.part.is_some() || heading.option.is_some() {
        names.push(item_id(heading));
    } else {
        names.push(question_id(heading));
    }
    names.sort();
    names.dedup();
    names
}

impl Known<'_> {
    fn find(&self, names: &[String]) -> Option<usize> {
        let columns = names.iter().filter_map(|name| self.finder.get(&name.to_lowercase())).flatten();
        columns.copied().find(|index| !self.taken[*index])
    }

    /// The plan of a question; `None` where the file has its columns and other answers in them.
    fn plan(&mut self, form: &Form, asked: &FormQuestion, points: &mut Points) -> Option<Plan> {
        let mut question = asked.question.clone();
        if !question.is_chosen_from() {
            // What a code stands for is in the answers then: there is nothing to choose from.
            question.options.clear();
        }
        let from = match &asked.columns {
            Columns::PerOption(options) => self.ticks(asked, options, &mut question),
            Columns::PerRank(ranks, item) => match self.ranks(form, ranks, item) {
                Some(Ranks::Other) if !form.settled => return differs(&question, points),
                found => found.and_then(Ranks::into_from),
            },
            Columns::One(_) if question.kind == QuestionKind::Multiple => self.ticks(asked, &[], &mut question),
            Columns::One(_) => None,
        };
        if let Some(from) = from {
            if let From::Ticks(members) = &from {
                question.empty_is_answer |= says_no(self.columns, members);
            }
            return Some(Plan::new(question, from));
        }
        let Some(column) = self.one_column(asked) else {
            if self.is_left_out(asked) {
                return None;
            }
            return Some(Plan::new(question, From::Nowhere));
        };
        if is_loose(form, asked) {
            self.taken[column] = true;
            let reasons = reasons(form, asked);
            let answers = self.columns[column].without(|text| reasons.contains_key(text));
            let reading = read_column(&answers, &question.id, points);
            (question.kind, question.options) = (reading.kind, reading.options);
            return Some(Plan::new(question, From::Column { column, reader: excepting(form, asked, reading.reader) }));
        }
        let (reader, admission) = reader(form, &mut question, asked, &self.columns[column]);
        if admission.is_another && !form.settled {
            return differs(&question, points);
        }
        points.unknown_options(&question, &admission.strange);
        self.taken[column] = true;
        Some(Plan::new(question, From::Column { column, reader }))
    }

    /// Whether the question has a column that is taken for something else already, such as one that tells who somebody is.
    fn is_left_out(&self, asked: &FormQuestion) -> bool {
        let Columns::One(names) = &asked.columns else { return false };
        names.iter().chain([&asked.question.id]).any(|name| self.finder.contains_key(&name.to_lowercase()))
    }

    fn one_column(&self, asked: &FormQuestion) -> Option<usize> {
        let question = &asked.question;
        let named = match &asked.columns {
            Columns::One(names) => self.find(names),
            Columns::PerOption(_) | Columns::PerRank(..) => None,
        };
        let by_id = || self.find(std::slice::from_ref(&question.id));
        let by_wording = || {
            (0..self.columns.len())
                .find(|index| !self.taken[*index] && is_worded(question, &self.columns[*index].heading))
        };
        named.or_else(by_id).or_else(by_wording).or_else(|| self.lettered(asked))
    }

    /// The column at the letter the questionnaire gives, if its heading is near the words of the question.
    fn lettered(&self, asked: &FormQuestion) -> Option<usize> {
        let index = asked.letter?;
        let heading = &self.columns.get(index)?.heading;
        (!self.taken[index] && is_akin(heading, &asked.question.text)).then_some(index)
    }

    /// The columns of words beside the question planned last: the first is kept with its answers.
    fn take_words(&mut self, asked: &FormQuestion) {
        let at = self.plans.len() - 1;
        for name in &asked.words {
            let Some(column) = self.find(std::slice::from_ref(name)) else { continue };
            self.taken[column] = true;
            match &mut self.plans[at].words {
                None => self.plans[at].words = Some(column),
                Some(_) => self.more_words.push((column, at)),
            }
        }
    }
}

/// A question whose column holds other answers is recognised as if nothing were known of it.
fn differs(question: &Question, points: &mut Points) -> Option<Plan> {
    points.questionnaire_differs(&question.id);
    None
}

/// Whether the answers themselves tell how they are read: a dictionary names the column and says no more than that it holds
/// numbers or texts, or a questionnaire offers a choice and does not list the options.
fn is_loose(form: &Form, asked: &FormQuestion) -> bool {
    let question = &asked.question;
    let plain = matches!(question.kind, QuestionKind::Number | QuestionKind::Open) && form.maker == "SPSS";
    let unlisted = question.is_chosen_from() && question.options.is_empty();
    !form.settled && (plain || unlisted) && question.role.is_none()
}
