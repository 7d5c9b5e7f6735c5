//! What is withheld because tables of other questions would tell with it what is hidden.

use std::collections::BTreeSet;

use crate::breakdown::table::{Column, Table};
use crate::breakdown::{Hidden, Policy, whole_question};
use crate::engine::{Crosstab, TabulateRequest};
use crate::id::Slug;
use crate::survey::{Class, QuestionKind};

use super::PublicCube;
use super::faces::{Block, Side};

/// The tables of the dimensions by one another, and what is hidden of them.
#[derive(Debug, Clone, Copy)]
pub struct Dimensions<'a> {
    /// The survey.
    pub survey: &'a Slug,
    /// Their groups.
    pub cube: &'a PublicCube,
    /// Their tables.
    pub tables: &'a [Table],
    /// What is hidden.
    pub hidden: &'a Hidden,
}

impl Dimensions<'_> {
    /// Whether any number of two dimensions by one another is hidden.
    fn hides_between(&self, one: usize, other: usize) -> bool {
        let is_of = |table: &Table, column: &Column| {
            let by = column.path.iter().map(|part| part.question).collect::<Vec<usize>>();
            (table.position == one && by == [other]) || (table.position == other && by == [one])
        };
        self.tables.iter().any(|table| {
            let hides = |column: &Column| {
                let mut rows = 0..table.rows.len();
                self.hidden.hides_base(table, column) || rows.any(|row| self.hidden.hides_cell(table, row, column))
            };
            table.columns.iter().filter(|column| is_of(table, column)).any(hides)
        })
    }
}

/// What is left of tables of the dimensions without those by which few could be told whatever was hidden: an answer that hardly more
/// gave than there are groups to divide them among has no room for any number to hide in.
pub fn without_tight(mut tables: Vec<Table>, policy: &Policy) -> Vec<Table> {
    let tight: BTreeSet<[usize; 2]> =
        tables.iter().filter(|_| policy.secondary).flat_map(|table| tight_pairs(table, policy)).collect();
    for table in &mut tables {
        let is_kept = |column: &Column| {
            column.path.iter().all(|part| {
                let pair = [table.position.min(part.question), table.position.max(part.question)];
                !tight.contains(&pair)
            })
        };
        let kept: Vec<bool> = table.columns.iter().map(is_kept).collect();
        keep(&mut table.columns, &kept);
        table.rows.iter_mut().for_each(|row| keep(&mut row.cells, &kept));
        table.statistics.iter_mut().for_each(|statistic| keep(&mut statistic.values, &kept));
    }
    tables
}

/// The items of which `kept` says so.
fn keep<T>(items: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    items.retain(|_| *kept.next().unwrap_or(&true));
}

/// The questions that a table divides people too finely by, each with that of its rows.
fn tight_pairs(table: &Table, policy: &Policy) -> Vec<[usize; 2]> {
    if table.class != Class::Sensitive {
        return Vec::new();
    }
    let questions: BTreeSet<usize> =
        table.columns.iter().flat_map(|column| &column.path).map(|part| part.question).collect();
    let is_tight = |question: &usize| {
        let of = |column: &Column| !column.is_silent() && column.path.iter().any(|part| part.question == *question);
        let columns: Vec<usize> =
            (0..table.columns.len()).filter(|at| table.columns.get(*at).is_some_and(of)).collect();
        let rows = table.rows.iter().filter(|row| !row.is_net());
        let counts: Vec<Vec<u64>> = rows
            .map(|row| columns.iter().filter_map(|at| row.cells.get(*at)).map(|cell| cell.count).collect())
            .collect();
        let across = |at: usize| counts.iter().filter_map(|row| row.get(at).copied()).collect::<Vec<u64>>();
        let lines = counts.iter().cloned().chain((0..columns.len()).map(across));
        lines.into_iter().any(|line| has_no_room(&line, policy))
    };
    questions.into_iter().filter(is_tight).map(|at| [table.position.min(at), table.position.max(at)]).collect()
}

/// Whether few of a line could be told from their sum, even if all of it is hidden: each that is there is at least one.
fn has_no_room(line: &[u64], policy: &Policy) -> bool {
    let there: Vec<u64> = line.iter().copied().filter(|count| *count > 0).collect();
    let cells = u64::try_from(there.len()).unwrap_or(u64::MAX);
    there.iter().any(|count| policy.is_small_cell(*count)) && there.iter().sum::<u64>() < policy.slack() + cells
}

/// Every two of some, in order.
fn two_of(all: &[usize]) -> Vec<[usize; 2]> {
    all.iter().enumerate().flat_map(|(at, one)| all.iter().skip(at + 1).map(move |other| [*one, *other])).collect()
}

impl PublicCube {
    /// Conceals what would tell hidden numbers together with tables of other questions: those by two dimensions, of which `dimensions`
    /// are the tables and what is hidden of them.
    ///
    /// # Errors
    /// Those of `count`.
    pub fn guard_sides<E>(
        &self,
        hidden: Hidden,
        tables: &[Table],
        dimensions: Dimensions<'_>,
        policy: &Policy,
        count: impl Fn(&TabulateRequest) -> Result<Crosstab, E>,
    ) -> Result<Hidden, E> {
        let mut hidden = hidden;
        let Some(table) = tables.first().filter(|_| policy.secondary) else { return Ok(hidden) };
        let survey = &dimensions.survey;
        let question = table.position;
        let answers = self
            .audited
            .questionnaire
            .questions
            .get(question)
            .filter(|question| question.is_coded())
            .map(|it| if it.kind == QuestionKind::Open { it.codes.len() } else { it.options.len() });
        let Some(answers) = answers.and_then(|answers| u16::try_from(answers).ok()) else { return Ok(hidden) };
        for [one, other] in two_of(&self.dimensions) {
            if self.pairs.contains(&vec![one, other]) {
                if !dimensions.hides_between(one, other) && !dimensions.hidden.conceals(&[one, other]) {
                    continue;
                }
                hidden.conceal(vec![one, other]);
            }
            let gone = |at: usize| hidden.conceals(&[question, at]);
            if gone(one) || gone(other) || dimensions.hidden.conceals(&[one, other]) {
                continue;
            }
            let request = TabulateRequest { banner: vec![vec![one, other]], ..whole_question(survey, question) };
            let counted = count(&request)?;
            let block = Block {
                questions: [question, one, other],
                finest: dimensions.cube,
                counted: &counted,
                answers,
                several: table.several,
            };
            let own = Side { cube: self, tables, hidden: &hidden };
            let beside = Side { cube: dimensions.cube, tables: dimensions.tables, hidden: dimensions.hidden };
            if let Some(worst) = block.narrow(&[own, beside], policy) {
                let by = worst.into_iter().find(|at| *at != question && [one, other].contains(at)).unwrap_or(other);
                hidden.conceal(vec![question, by]);
            }
        }
        Ok(hidden)
    }

    /// The same of the dimensions by themselves, each three of them.
    ///
    /// # Errors
    /// Those of `count`.
    pub fn guard_dimensions<E>(
        &self,
        hidden: Hidden,
        tables: &[Table],
        survey: &Slug,
        policy: &Policy,
        count: impl Fn(&TabulateRequest) -> Result<Crosstab, E>,
    ) -> Result<Hidden, E> {
        let mut hidden = hidden;
        let pairs = two_of(&self.dimensions);
        let threes = pairs.into_iter().flat_map(|[one, other]| {
            let thirds = self.dimensions.iter().copied().filter(move |third| *third > other);
            thirds.map(move |third| [one, other, third])
        });
        for questions in threes.filter(|_| policy.secondary) {
            if two_of(&questions).iter().any(|pair| hidden.conceals(pair)) {
                continue;
            }
            let [first, one, other] = questions;
            let request = TabulateRequest { banner: vec![vec![one, other]], ..whole_question(survey, first) };
            let counted = count(&request)?;
            let block = Block { questions, finest: self, counted: &counted, answers: 0, several: false };
            if let Some(worst) = block.narrow(&[Side { cube: self, tables, hidden: &hidden }], policy) {
                hidden.conceal(worst);
            }
        }
        Ok(hidden)
    }
}
