//! What is withheld because tables of other questions would tell with it what is hidden.

use crate::breakdown::table::{Column, Table};
use crate::breakdown::{Hidden, Policy, whole_question};
use crate::engine::{Crosstab, TabulateRequest};
use crate::id::Slug;
use crate::survey::QuestionKind;

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

/// Every two of some, in order.
fn two_of(all: &[usize]) -> Vec<[usize; 2]> {
    all.iter().enumerate().flat_map(|(at, one)| all.iter().skip(at + 1).map(move |other| [*one, *other])).collect()
}

impl PublicCube {
    /// Withholds what would tell hidden numbers together with tables of other questions: those by two dimensions, of which `dimensions`
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
                if !dimensions.hides_between(one, other) {
                    continue;
                }
                hidden.withhold_also(vec![one, other]);
            }
            let gone = |questions: &[usize]| hidden.withholds(questions);
            if gone(&[one]) || gone(&[other]) || dimensions.hidden.withholds(&[one, other]) {
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
                hidden.withhold_also(vec![by]);
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
            if two_of(&questions).iter().any(|pair| hidden.withholds(pair)) {
                continue;
            }
            let [first, one, other] = questions;
            let request = TabulateRequest { banner: vec![vec![one, other]], ..whole_question(survey, first) };
            let counted = count(&request)?;
            let block = Block { questions, finest: self, counted: &counted, answers: 0, several: false };
            if let Some(worst) = block.narrow(&[Side { cube: self, tables, hidden: &hidden }], policy) {
                hidden.withhold_also(worst);
            }
        }
        Ok(hidden)
    }
}
