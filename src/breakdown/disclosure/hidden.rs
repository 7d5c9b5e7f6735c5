//! What is hidden of everything that is public together, by the people behind each number, so that any table over the same people
//! shows and hides the same.

use std::collections::BTreeSet;

use crate::breakdown::RowsBy;
use crate::breakdown::disclosure::grouped::Grouped;
use crate::breakdown::disclosure::keys::Key;
use crate::breakdown::disclosure::pattern::Pattern;
use crate::breakdown::disclosure::{Policy, coarse, rounded, safe, single_weights, stub};
use crate::breakdown::table::{Column, Table};
use crate::survey::Class;

/// Banners of which the rules alone hide more than this share are not published at all: too little would be left to see.
const MOST_HIDDEN: f64 = 0.3;

/// Of a question with more answers than this the same holds for single columns and for the total, and where more than so many
/// cells of a banner are hidden by the rules: what must be hidden beside so many could not be found while somebody waits.
const MANY_ROWS: usize = 100;
const MANY_HIDDEN: usize = 50;

/// The numbers that are hidden.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Every number that was looked at. What was not is not shown.
    known: BTreeSet<Key>,
    /// Those that are hidden.
    keys: BTreeSet<Key>,
    /// Questions that would divide people too finely together, by position, each list sorted.
    withheld: BTreeSet<Vec<usize>>,
    /// Questions of which no column is shown together, in rows, columns or filters; each list sorted.
    concealed: BTreeSet<Vec<usize>>,
    /// Whether a number of few people is shown.
    few: bool,
    /// The answers to questions under the cell rule of which some number is hidden.
    answers: BTreeSet<Key>,
}

impl Hidden {
    /// What must be hidden of `tables` when they are public together and what `known` hides is hidden already. Columns of
    /// several questions that hide too much are withheld.
    pub fn of_public(mut tables: Vec<Table>, known: &[&Self], policy: &Policy) -> Self {
        let mut withheld = Self::default();
        for table in &mut tables {
            withheld.withhold(table, policy);
        }
        Self { withheld: withheld.withheld, ..Self::of(tables, known, policy) }
    }

    /// What must be hidden of `tables` when they are shown together and what `known` hides is hidden already.
    pub fn of(tables: Vec<Table>, known: &[&Self], policy: &Policy) -> Self {
        let mut hidden = Self::default();
        let prepared =
            |table| rounded::judged(coarse::without_single_answers(stub::where_too_few(table, policy), policy), policy);
        let tables: Vec<Table> = tables.into_iter().map(prepared).collect();
        let tables: Vec<&Table> = tables.iter().collect();
        for (table, pattern) in tables.iter().zip(safe::patterns(&tables, Known(known), policy)) {
            hidden.note(table, &pattern);
        }
        hidden
    }

    /// Whether tables that have all of `questions` in their columns or filters are not published; with none, whether no table of
    /// the rows is.
    pub fn withholds(&self, questions: &[usize]) -> bool {
        let mut sorted = questions.to_vec();
        sorted.sort_unstable();
        self.withheld.contains(&sorted)
    }

    /// Shows no column of a table with all of `questions` in its rows, columns or filters.
    pub(in crate::breakdown) fn conceal(&mut self, mut questions: Vec<usize>) {
        questions.sort_unstable();
        self.concealed.insert(questions);
    }

    /// Whether nothing by all of these questions is shown.
    pub(in crate::breakdown) fn conceals(&self, questions: &[usize]) -> bool {
        self.withheld.iter().chain(&self.concealed).any(|gone| gone.iter().all(|at| questions.contains(at)))
    }

    /// Whether a column is of questions of which none is shown.
    fn conceals_column(&self, table: &Table, column: &Column) -> bool {
        let parts = table.within.iter().chain(&column.path).map(|part| part.question);
        let questions: Vec<usize> = parts.chain([table.position]).collect();
        self.concealed.iter().any(|gone| gone.iter().all(|at| questions.contains(at)))
    }

    /// Whether the number of a cell is hidden.
    pub(in crate::breakdown) fn hides_cell(&self, table: &Table, row: usize, column: &Column) -> bool {
        self.keys.contains(&Key::cell(table, row, column))
    }

    /// Whether the base of a column is hidden.
    pub(in crate::breakdown) fn hides_base(&self, table: &Table, column: &Column) -> bool {
        self.keys.contains(&Key::base(table, column))
    }

    /// Whether a number of few people is shown in any of the tables.
    pub(super) fn shows_few(&self) -> bool {
        self.few
    }

    /// Whether some number of the people who gave an answer, those of a row, is hidden.
    pub(super) fn hides_some_of(&self, table: &Table, row: usize) -> bool {
        self.answers.contains(&Key::answer(table, row))
    }

    /// Takes out the blocks of several questions of which the rules alone hide too much; where there are many answers those of one
    /// question too, and everything with the total.
    fn withhold(&mut self, table: &mut Table, policy: &Policy) {
        let pattern = safe::primary(&rounded::judged(table.clone(), policy), policy);
        let questions = |at: usize| -> Vec<usize> {
            table
                .columns
                .get(at)
                .map(|column| column.path.iter().map(|part| part.question).collect())
                .unwrap_or_default()
        };
        // Themes are beside codes, and take nothing away from them.
        let columns = if table.rows_by == RowsBy::Themes { 0 } else { table.columns.len() };
        let judged = |path: &Vec<usize>| path.len() > 1 || table.rows.len() > MANY_ROWS;
        let blocks: BTreeSet<Vec<usize>> = (0..columns).map(questions).filter(judged).collect();
        for block in blocks {
            let columns: Vec<usize> = (0..table.columns.len()).filter(|at| questions(*at) == block).collect();
            let many = table.rows.len() > MANY_ROWS && pattern.hidden_among(&columns) > MANY_HIDDEN;
            if many || pattern.hidden_share(&columns) > MOST_HIDDEN {
                let mut sorted = block;
                sorted.sort_unstable();
                self.withheld.insert(sorted);
            }
        }
        let all = self.withholds(&[]);
        let kept: Vec<bool> = (0..table.columns.len()).map(|at| !all && !self.withholds(&questions(at))).collect();
        keep(&mut table.columns, &kept);
        table.rows.iter_mut().for_each(|row| keep(&mut row.cells, &kept));
        table.statistics.iter_mut().for_each(|statistic| keep(&mut statistic.values, &kept));
    }

    fn note(&mut self, table: &Table, pattern: &Pattern) {
        for (at, column) in table.columns.iter().enumerate() {
            self.known.insert(Key::base(table, column));
            self.known.extend((0..table.rows.len()).map(|row| Key::cell(table, row, column)));
            if pattern.hides_column(at) {
                self.keys.insert(Key::base(table, column));
            }
            if pattern.hides_statistics(at) {
                self.keys.insert(Key::statistics(table, column));
            }
            let shown = table.rows.iter().enumerate().filter(|(row, _)| !pattern.hides(*row, at));
            let mut counts = shown.filter_map(|(_, row)| row.cells.get(at)).map(|cell| cell.count);
            self.few |= counts.any(single_weights::is_few);
            let hidden = || (0..table.rows.len()).filter(|row| pattern.hides(*row, at));
            self.keys.extend(hidden().map(|row| Key::cell(table, row, column)));
            if table.class == Class::Sensitive && !pattern.hides_column(at) {
                self.answers.extend(hidden().map(|row| Key::answer(table, row)));
            }
        }
    }
}

/// What was decided before.
#[derive(Clone, Copy)]
pub(super) struct Known<'a>(&'a [&'a Hidden]);

impl Known<'_> {
    /// Whether a number is hidden already.
    pub(super) fn hides(self, key: &Key) -> bool {
        self.0.iter().any(|hidden| hidden.keys.contains(key))
    }

    /// Whether a number is shown already, and so cannot be hidden any more.
    pub(super) fn shows(self, key: &Key) -> bool {
        !self.hides(key) && self.0.iter().any(|hidden| hidden.known.contains(key))
    }
}

/// What `hidden` leaves of a table whose answers are in groups. What is of a part of a group is hidden.
pub(super) fn pattern(grouped: &Grouped, hidden: &[&Hidden]) -> Pattern {
    let table = &grouped.table;
    let is_hidden = |key: &Key| hidden.iter().any(|hidden| hidden.keys.contains(key));
    let is_known = |key: &Key| hidden.iter().any(|hidden| hidden.known.contains(key));
    let mut pattern = Pattern::open(table);
    for (at, column) in table.columns.iter().enumerate() {
        let part_of_row = |row: usize| grouped.rows.get(row).is_some_and(|is_part| *is_part);
        (0..table.rows.len()).filter(|row| part_of_row(*row)).for_each(|row| pattern.hide_cell(row, at));
        let base = Key::base(table, column);
        let is_concealed = hidden.iter().any(|hidden| hidden.conceals_column(table, column));
        if is_concealed
            || grouped.columns.get(at).is_some_and(|is_part| *is_part)
            || is_hidden(&base)
            || !is_known(&base)
        {
            pattern.hide_column(at);
        }
        for (row, line) in table.rows.iter().enumerate() {
            let key = Key::cell(table, row, column);
            // A sum of shown rows tells nothing new; a sum of hidden ones would.
            let sum = line.is_net() && !table.several && !line.members.iter().any(|member| pattern.hides(*member, at));
            if is_hidden(&key) || !(is_known(&key) || sum) {
                pattern.hide_cell(row, at);
            }
        }
        let any = (0..table.rows.len()).any(|row| pattern.hides(row, at));
        if any || is_hidden(&Key::statistics(table, column)) {
            pattern.hide_statistics(at);
        }
    }
    pattern
}

/// The items of which `kept` says so.
fn keep<T>(items: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    items.retain(|_| *kept.next().unwrap_or(&true));
}
