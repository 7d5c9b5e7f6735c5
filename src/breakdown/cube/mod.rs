//! What the public tables of a survey divide people by: its dimensions, in groups that no few people can be told apart by.
//!
//! Answers that few people gave make a group with others, and so do few who gave none. What is hidden is found out of the groups: none
//! of them, and nothing that is left when some are taken from others, is of few. So no column must be hidden for the sake of who is in
//! it, and the tables of the dimensions by themselves tell nothing of who answered a question. A reader sees the answers people were
//! offered: those of a group of several stand there hidden, and one that stands for those who gave none says so. Two dimensions are
//! divided by together only where each group they make is of nobody or of enough people.
//!
//! Reading order: `dimensions` (by what people may be divided), `cut` (where few hold a division together), `groups` (merging until
//! nobody does), `counter`, `categories`, this, `faces` (what three tables tell together), `sides`.

mod categories;
mod counter;
mod cut;
mod dimensions;
mod faces;
mod groups;
mod sides;

use std::collections::{BTreeMap, BTreeSet};

use crate::breakdown::base::meaning;
use crate::breakdown::columns::wording;
use crate::breakdown::disclosure::{Grouped, release_grouped};
use crate::breakdown::table::{PathPart, Table};
use crate::breakdown::{BaseRule, Hidden, Policy, ReleasedTable};
use crate::corpus::Source;
use crate::engine::{Crosstab, TabulateRequest};
use crate::survey::{Merging, Questionnaire};
use categories::is_told;
use counter::Counter;
use groups::{Atom, Division, Divisions};

pub use categories::is_ordered;
pub use dimensions::dimensions;
pub use sides::{Dimensions, without_tight};

/// What the public tables of a survey, or of one question, may divide people by.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicCube {
    /// The questions with the groups that may be told apart. What is hidden is found out of these.
    audited: Merging,
    /// The questions as public tables show them: of groups of several answers each answer stands there, and is hidden.
    shown: Merging,
    /// The same in the table of a dimension by itself.
    shown_alone: Merging,
    /// The positions of the dimensions.
    dimensions: Vec<usize>,
    /// Their answers in groups.
    divisions: Vec<Division>,
    /// The dimensions that divide people together.
    pairs: BTreeSet<Vec<usize>>,
    /// By group of one dimension: the groups of others that hold everybody in it, and nobody but such groups.
    nests: BTreeMap<(usize, Atom), Vec<PathPart>>,
}

impl PublicCube {
    /// The cube of the dimensions of a survey under a policy. `count` counts everybody, in the options of `questionnaire`.
    ///
    /// # Errors
    /// Those of `count`.
    pub fn of<E>(
        source: &Source,
        questionnaire: &Questionnaire,
        policy: &Policy,
        count: impl Fn(&TabulateRequest) -> Result<Crosstab, E>,
    ) -> Result<Self, E> {
        let mut dimensions = dimensions(source, questionnaire);
        if !policy.secondary {
            return Ok(Self::whole(questionnaire, dimensions));
        }
        let counter = Counter { source, questionnaire, among: None, count };
        if source.dimensions.is_none() {
            dimensions = counter.without_rare_opinions(dimensions, policy.few())?;
        }
        let mut divisions = counter.divisions(&dimensions, policy.few())?;
        divisions.settle();
        counter.cube(dimensions, divisions, |_| true)
    }

    /// The same of those alone who answered a question, which may tell apart no more than this.
    ///
    /// # Errors
    /// Those of `count`.
    pub fn of_question<E>(
        &self,
        question: usize,
        source: &Source,
        questionnaire: &Questionnaire,
        policy: &Policy,
        count: impl Fn(&TabulateRequest) -> Result<Crosstab, E>,
    ) -> Result<Self, E> {
        if !policy.secondary || self.dimensions.contains(&question) {
            return Ok(self.clone());
        }
        let counter = Counter { source, questionnaire, among: Some(question), count };
        let mut divisions = counter.divisions(&self.dimensions, policy.few())?;
        for (division, known) in divisions.all.iter_mut().zip(&self.divisions) {
            *division = division.in_groups_of(known);
        }
        divisions.settle();
        counter.cube(self.dimensions.clone(), divisions, |pair| self.pairs.contains(pair))
    }

    /// Every dimension as it was asked, and every two together: for policies that let numbers stand beside few.
    fn whole(questionnaire: &Questionnaire, dimensions: Vec<usize>) -> Self {
        let pairs = dimensions.iter().flat_map(|one| dimensions.iter().map(move |other| vec![*one, *other]));
        Self {
            audited: Merging::of(questionnaire, Vec::new()),
            shown: Merging::of(questionnaire, Vec::new()),
            shown_alone: Merging::of(questionnaire, Vec::new()),
            pairs: pairs.filter(|pair| pair[0] < pair[1]).collect(),
            dimensions,
            divisions: Vec::new(),
            nests: BTreeMap::new(),
        }
    }

    /// The questions with the groups that may be told apart.
    pub fn audited(&self) -> &Merging {
        &self.audited
    }

    /// The questions as public tables show them.
    pub fn shown(&self) -> &Merging {
        &self.shown
    }

    /// The same for a table that divides nobody, where those who gave no answer to its question are no group of their own.
    #[must_use]
    pub fn for_totals(&self) -> Self {
        Self { shown: self.shown_alone.clone(), ..self.clone() }
    }

    /// The positions of the questions that public tables may divide people by.
    pub fn dimensions(&self) -> &[usize] {
        &self.dimensions
    }

    /// The dimensions that divide people together, each two ascending.
    pub(super) fn pairs(&self) -> &BTreeSet<Vec<usize>> {
        &self.pairs
    }

    /// What may be seen of a public table, as it is shown, when what `hidden` names is hidden.
    pub fn release(&self, table: Table, hidden: &Hidden, policy: &Policy) -> ReleasedTable {
        release_grouped(self.explained(table), |table| self.grouped(table), &[hidden], &[], policy)
    }

    /// A table that says which of its answers stand for people who gave none.
    fn explained(&self, mut table: Table) -> Table {
        let questions = table.columns.iter().flat_map(|column| &column.path).map(|part| part.question);
        let questions: BTreeSet<usize> = questions.chain([table.position]).collect();
        let with_silent = questions.into_iter().filter(|at| self.shown.place_of_silent(*at).is_some());
        let asked = with_silent.filter_map(|at| self.shown.questionnaire.questions.get(at));
        table.notes.extend(asked.map(|question| {
            format!(
                "The few people who gave no answer to “{}” are counted with one of the answers, so that nothing is told of them.",
                wording(question)
            )
        }));
        if self.shown.place_of_silent(table.position).is_some() {
            BaseRule::All.definition().clone_into(&mut table.base.definition);
        }
        table
    }

    /// A question as one of the divisions.
    fn division(&self, question: usize) -> Option<&Division> {
        self.divisions.iter().find(|division| division.question == question)
    }

    /// What somebody said to a question, by the options people were offered; nothing, where it stands for a reason.
    fn said(&self, question: usize, code: Atom) -> Atom {
        if let Some(division) = self.division(question) {
            return code.filter(|_| division.group_of(code).is_some());
        }
        let asked = self.audited.questionnaire.questions.get(question)?;
        code.filter(|code| meaning(asked, *code).is_none())
    }

    /// The answers people were offered that a group has.
    fn answers(&self, question: usize, group: Atom) -> Vec<Atom> {
        let Some(group) = group else { return vec![None] };
        let silent = (self.audited.place_of_silent(question) == Some(group)).then_some(None);
        let said = self.audited.options_at(question, group).into_iter().map(|code| self.said(question, Some(code)));
        said.chain(silent).collect()
    }

    /// A table as it is shown with its answers in groups.
    fn grouped(&self, table: &Table) -> Grouped {
        let mut table = table.clone();
        let within: Vec<bool> =
            table.within.iter_mut().map(|part| self.regroup(part.question, &mut part.option)).collect();
        let all = within.into_iter().any(|is_part| is_part);
        let columns = table.columns.iter_mut().map(|column| {
            let parts = column.path.iter_mut().map(|part| self.regroup(part.question, &mut part.option));
            all | parts.fold(false, |any, is_part| any | is_part)
        });
        let columns = columns.collect();
        let position = table.position;
        let rows =
            table.rows.iter_mut().map(|row| row.code.is_some() && self.regroup(position, &mut row.code)).collect();
        Grouped { table, columns, rows }
    }

    /// Puts the group of an answer in its place; whether the answer is a part of it.
    fn regroup(&self, question: usize, answer: &mut Atom) -> bool {
        let Some(division) = self.divisions.iter().find(|division| division.question == question) else { return false };
        let asked = answer.map(|code| self.shown.options_at(question, code).first().copied().unwrap_or(code));
        let group = division.group_of(asked).and_then(|at| division.groups.get(at));
        *answer = match asked {
            Some(code) => Some(self.audited.place(question, code)),
            None => self.audited.place_of_silent(question),
        };
        group.is_some_and(|group| !is_told(group))
    }

    /// A table that knows which of its columns lie within others.
    pub(super) fn with_nests(&self, mut table: Table) -> Table {
        for column in &mut table.columns {
            let nests = column.path.iter().filter_map(|part| self.nests.get(&(part.question, part.option)));
            column.within = nests.flatten().copied().collect();
        }
        table
    }

    fn note_nests(&mut self, divisions: &Divisions) {
        let place = |division: &Division, group: usize| {
            let first = division.groups.get(group).and_then(|group| group.first().copied()).flatten();
            (division.question, first.map(|code| self.audited.place(division.question, code)))
        };
        for nest in divisions.nests() {
            let (outer, inner) = (&divisions.all[nest.outer], &divisions.all[nest.inner]);
            let (question, option) = place(outer, nest.group);
            for part in nest.parts {
                let part = place(inner, part);
                self.nests.entry(part).or_default().push(PathPart { question, option, several: false });
            }
        }
    }
}

#[cfg(test)]
mod tests;
