//! Three tables that look at the same people from three sides.
//!
//! A question by one dimension, the same by another, and the two dimensions by one another are three sides of one block of counts.
//! Each may be safe with all tables of its question and still the three together leave a hidden number no room: where all of one
//! place are of one age, the ages of a place are known. So the block is solved as one system for every hidden number of its sides,
//! and where one is left too little room, of the side that hides most nothing but the total is shown.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Cell, CellId, Interval, Questioned, Standing, System};
use crate::breakdown::disclosure::obeys_the_cell_rule;
use crate::breakdown::table::{Column, Table};
use crate::breakdown::{Hidden, Policy, RowsBy};
use crate::engine::{Crosstab, Distribution};

use super::PublicCube;
use super::groups::Atom;

/// Blocks of more counts than this cannot be solved while somebody waits. Of those no more is known than that each side is safe with
/// all tables of its question.
const MOST: usize = 150;

/// Tables of one scope, what is hidden of them, and the groups they are in.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) cube: &'a PublicCube,
    pub(super) tables: &'a [Table],
    pub(super) hidden: &'a Hidden,
}

/// Three questions, the one whose answers are counted first, and how many people gave what to all of them.
pub(super) struct Block<'a> {
    pub(super) questions: [usize; 3],
    /// The dimensions by themselves: their groups are the finest that anybody is told of.
    pub(super) finest: &'a PublicCube,
    /// The first question by the two others.
    pub(super) counted: &'a Crosstab,
    /// How many answers the first question has.
    pub(super) answers: u16,
    /// Whether people may give several of them.
    pub(super) several: bool,
}

/// A number of a table: which of the answers to each question it counts, how many people, and whether it is told.
struct Number {
    answers: [BTreeSet<usize>; 3],
    people: u64,
    told: bool,
    /// How much room it needs, where it is hidden.
    room: i64,
    /// The questions it is of.
    questions: Vec<usize>,
    /// The places of its questions in the block, ascending, and of the third.
    axes: [usize; 3],
}

impl Block<'_> {
    /// The questions of the side that must go, if one must.
    pub(super) fn narrow(&self, sides: &[Side<'_>], policy: &Policy) -> Option<Vec<usize>> {
        let groups = [1, 2].map(|at| self.groups(self.questions[at]));
        let first = if self.several { 3 } else { self.groups(self.questions[0]) };
        if first * groups.iter().product::<usize>() > MOST {
            return None;
        }
        if self.several {
            return (0..usize::from(self.answers)).find_map(|answer| self.narrow_for(Some(answer), sides, policy));
        }
        self.narrow_for(None, sides, policy)
    }

    /// The same, of all answers to the first question or of one against the others.
    fn narrow_for(&self, only: Option<usize>, sides: &[Side<'_>], policy: &Policy) -> Option<Vec<usize>> {
        let numbers: Vec<Number> = sides.iter().flat_map(|side| self.numbers(only, *side, policy)).collect();
        let hidden = |number: &&Number| !number.told && number.people > 0;
        if !numbers.iter().any(|number| hidden(&number)) {
            return None;
        }
        let unknowns = Unknowns::of(self, only, &numbers)?;
        let corners = unknowns.corners(&numbers);
        let close: Vec<&Number> = numbers.iter().filter(hidden).filter(|number| !is_roomy(number, &corners)).collect();
        if close.is_empty() {
            return None;
        }
        let everybody: Vec<CellId> = unknowns.cells.values().copied().collect();
        let mut questioned = Questioned::of(&unknowns.system, &everybody);
        let narrow = close.iter().any(|number| room(questioned.range(&unknowns.terms(number)).ok()) < number.room);
        narrow.then(|| worst(&numbers)).flatten()
    }

    /// How many groups a question has here.
    fn groups(&self, question: usize) -> usize {
        self.finest.division(question).map_or(usize::from(self.answers) + 1, |division| division.groups.len())
    }

    /// The place among the answers to a question of what somebody said to it.
    fn place(&self, question: usize, said: Atom) -> Option<usize> {
        match self.finest.division(question) {
            Some(division) => division.group_of(said),
            None => Some(usize::from(said.filter(|code| *code < self.answers).unwrap_or(self.answers))),
        }
    }

    /// How many people gave what, the first question as `only` has it.
    fn people(&self, only: Option<usize>) -> BTreeMap<[usize; 3], u64> {
        let mut people = BTreeMap::new();
        for column in self.counted.columns.iter().filter(|column| column.block.is_some()) {
            let Distribution::Codes(codes) = &column.answers else { continue };
            let [Some(one), Some(other)] = [0, 1].map(|at| {
                let question = self.questions[at + 1];
                let code = column.path.get(at).copied().flatten();
                self.place(question, self.finest.said(question, code))
            }) else {
                continue;
            };
            let first = self.questions[0];
            let mut answered = 0;
            let mut add = |place: usize, count: u64| {
                *people.entry([place, one, other]).or_insert(0) += count;
            };
            for (code, tally) in codes {
                let Some(place) = self.place(first, self.finest.said(first, Some(*code))) else { continue };
                match only {
                    Some(only) if place == only => add(0, tally.n),
                    Some(_) => {}
                    None => add(place, tally.n),
                }
                if only == Some(place) {
                    answered += tally.n;
                }
            }
            let silent: u64 = column.missing.values().map(|tally| tally.n).sum();
            match only {
                // One answer, others, none.
                Some(_) => {
                    let meant = codes.iter().filter(|(code, _)| self.finest.said(first, Some(**code)).is_none());
                    let silent = silent + meant.map(|(_, tally)| tally.n).sum::<u64>();
                    add(1, column.respondents.n.saturating_sub(answered + silent));
                    add(2, silent);
                }
                None => {
                    if let Some(place) = self.place(first, None) {
                        add(place, silent);
                    }
                }
            }
        }
        people
    }

    /// Every number of the tables of a side that is of these questions alone.
    fn numbers(&self, only: Option<usize>, side: Side<'_>, policy: &Policy) -> Vec<Number> {
        let mut numbers = Vec::new();
        let of_codes = side.tables.iter().filter(|table| table.rows_by == RowsBy::Codes);
        for table in of_codes.filter(|table| self.questions.contains(&table.position)) {
            for column in table.columns.iter().filter(|column| self.holds(table, column)) {
                numbers.extend(self.of_column(only, side, table, column, policy));
            }
        }
        numbers
    }

    /// Whether a column is of everybody or of one other of these questions.
    fn holds(&self, table: &Table, column: &Column) -> bool {
        let within = |question: usize| question != table.position && self.questions.contains(&question);
        column.path.len() <= 1 && column.path.iter().all(|part| within(part.question))
    }

    fn of_column(
        &self,
        only: Option<usize>,
        side: Side<'_>,
        table: &Table,
        column: &Column,
        policy: &Policy,
    ) -> Vec<Number> {
        let mut all = self.questions.map(|question| (0..self.groups(question)).collect::<BTreeSet<usize>>());
        if only.is_some() {
            all[0] = (0..3).collect();
        }
        let at = |question: usize| self.questions.iter().position(|it| *it == question).unwrap_or(0);
        let mut questions = vec![table.position];
        for part in &column.path {
            // One answer stands against all others together, not against each.
            let set = self.set(only, side.cube, part.question, part.option);
            if only.is_some() && part.question == self.questions[0] && !set.contains(&0) {
                return Vec::new();
            }
            all[at(part.question)] = set;
            questions.push(part.question);
        }
        questions.sort_unstable();
        let row_at = at(table.position);
        let column_at = column.path.first().map_or((row_at + 1) % 3, |part| at(part.question));
        let axes = [row_at.min(column_at), row_at.max(column_at), 3 - row_at - column_at];
        let mut numbers = Vec::new();
        let mut answered = BTreeSet::new();
        for (row, line) in table.rows.iter().enumerate().filter(|(_, line)| !line.is_net()) {
            let Some(cell) = line.cells.get(table.columns.iter().position(|it| it.id == column.id).unwrap_or(0)) else {
                continue;
            };
            let mut answers = all.clone();
            answers[row_at] = self.set(only, side.cube, table.position, line.code);
            answered.extend(answers[row_at].iter().copied());
            if only.is_some() && row_at == 0 && !answers[0].contains(&0) {
                continue;
            }
            let told = !side.hidden.hides_cell(table, row, column) || column.tells_silence;
            let strict = obeys_the_cell_rule(table, line, policy) && policy.is_small_cell(cell.count);
            let fewest = column.people.min(line.cells.first().map_or(0, |total| total.count));
            let room = if strict { fewest.min(policy.slack()) } else { 1 };
            let room = i64::try_from(room).unwrap_or(i64::MAX);
            numbers.push(Number { answers, people: cell.count, told, room, questions: questions.clone(), axes });
        }
        if only.is_some() && row_at == 0 {
            answered = BTreeSet::from([0, 1]);
        }
        let mut answers = all;
        answers[row_at] = answered;
        let told = !side.hidden.hides_base(table, column);
        numbers.push(Number { answers, people: column.unweighted_base, told, room: 0, questions, axes });
        numbers
    }

    /// The places of the answers that a column or a row counts.
    fn set(&self, only: Option<usize>, cube: &PublicCube, question: usize, code: Option<u16>) -> BTreeSet<usize> {
        let said = cube.answers(question, code);
        let places = said.into_iter().filter_map(|said| self.place(question, said));
        match only {
            Some(only) if question == self.questions[0] => places.map(|place| usize::from(place != only)).collect(),
            _ => places.collect(),
        }
    }
}

/// The side of two questions that hides most.
fn worst(numbers: &[Number]) -> Option<Vec<usize>> {
    let mut hidden: BTreeMap<&Vec<usize>, usize> = BTreeMap::new();
    for number in numbers.iter().filter(|number| !number.told && number.questions.len() > 1) {
        *hidden.entry(&number.questions).or_default() += 1;
    }
    hidden.into_iter().max_by_key(|(_, count)| *count).map(|(questions, _)| questions.clone())
}

/// The people of a block, and what is told of them.
struct Unknowns {
    people: BTreeMap<[usize; 3], u64>,
    system: System,
    cells: BTreeMap<[usize; 3], CellId>,
}

impl Unknowns {
    fn of(block: &Block<'_>, only: Option<usize>, numbers: &[Number]) -> Option<Self> {
        let people = block.people(only);
        let mut unknowns = Self { people, system: System::new(), cells: BTreeMap::new() };
        let first = if only.is_some() { 3 } else { block.groups(block.questions[0]) };
        for one in 0..first {
            for two in 0..block.groups(block.questions[1]) {
                for three in 0..block.groups(block.questions[2]) {
                    let place = [one, two, three];
                    let count = unknowns.people.get(&place).copied().unwrap_or(0);
                    let cell = Cell { count, floor: 0, cost: 1, width: 0, standing: Standing::Free };
                    unknowns.cells.insert(place, unknowns.system.cell(cell).ok()?);
                }
            }
        }
        for number in numbers.iter().filter(|number| number.told) {
            let sum = i64::try_from(number.people).ok()?;
            // A number that is not the sum of these people says nothing certain of them.
            let _ = unknowns.system.relate(&unknowns.terms(number), sum);
        }
        Some(unknowns)
    }

    fn terms(&self, number: &Number) -> Vec<(CellId, i64)> {
        let is_in = |place: &[usize; 3]| place.iter().zip(&number.answers).all(|(at, answers)| answers.contains(at));
        self.cells.iter().filter(|(place, _)| is_in(place)).map(|(_, cell)| (*cell, 1)).collect()
    }

    /// The hidden numbers of each side, with how many people of each gave which answer to the third question.
    fn corners<'n>(&self, numbers: &'n [Number]) -> Corners<'n> {
        let mut corners = Corners::new();
        for number in numbers.iter().filter(|number| !number.told && number.questions.len() == 2) {
            let [one, other, third] = number.axes;
            let sides = (&number.answers[one], &number.answers[other]);
            let mut people: BTreeMap<usize, u64> = BTreeMap::new();
            for (place, count) in self.people.iter().filter(|(_, count)| **count > 0) {
                if sides.0.contains(&place[one]) && sides.1.contains(&place[other]) {
                    *people.entry(place[third]).or_default() += count;
                }
            }
            corners.entry(&number.questions).or_default().insert(sides, people);
        }
        corners
    }
}

/// By the two questions of a side: the hidden numbers by the answers to each, and their people by the third question.
type Corners<'n> = BTreeMap<&'n Vec<usize>, BTreeMap<Answers<'n>, BTreeMap<usize, u64>>>;

/// The answers to two questions.
type Answers<'n> = (&'n BTreeSet<usize>, &'n BTreeSet<usize>);

/// Whether a hidden number has room enough by exchanging people with three others that are hidden on its side: of two answers to
/// each of its questions, and one to the third, so that no other side is touched. Most have, which spares solving.
fn is_roomy(number: &Number, corners: &Corners<'_>) -> bool {
    let Some(side) = corners.get(&number.questions) else { return false };
    let (a, b) = (&number.answers[number.axes[0]], &number.answers[number.axes[1]]);
    let Some(own) = side.get(&(a, b)) else { return false };
    let room = |(c, d): Answers<'_>, far: &BTreeMap<usize, u64>| -> Option<u64> {
        let beside = (a.is_disjoint(c) && b.is_disjoint(d)).then(|| side.get(&(a, d)).zip(side.get(&(c, b))))??;
        let both = |one: &BTreeMap<usize, u64>, other: &BTreeMap<usize, u64>| -> u64 {
            one.iter().map(|(at, people)| other.get(at).map_or(0, |it| *it.min(people))).sum()
        };
        Some(both(beside.0, beside.1) + both(own, far))
    };
    let needed = u64::try_from(number.room).unwrap_or(u64::MAX);
    side.iter().any(|(corner, far)| room(*corner, far).is_some_and(|room| room >= needed))
}

/// How many values a hidden number could have, less one.
fn room(range: Option<Interval>) -> i64 {
    let Some(range) = range else { return 0 };
    range.most.zip(range.least).map_or(i64::MAX, |(most, least)| most - least)
}
