//! The simplex tableau in whole numbers: every entry stands over one common denominator (Edmonds 1967, fraction-free
//! pivoting), so nothing is ever rounded. Where the equations are totally unimodular the denominator stays 1.

use super::system::Term;

/// The numbers outgrew 64 bits. Nothing is known then, and whoever asked must assume the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Intricate;

/// Where a variable stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is worked out from the others, in this row.
    Row(usize),
    /// It rests at an end of its range, in this column.
    Column(usize),
}

/// Equations solved for some of their variables. Each variable runs from 0 to its range, or without limit; one that is
/// `turned` is counted from the upper end of its range instead. The last row is what is to be made large.
#[derive(Debug, Clone)]
pub(super) struct Tableau {
    pub(super) columns: usize,
    pub(super) entries: Vec<i64>,
    /// The common denominator, above 0.
    pub(super) under: i64,
    /// The value of each row's variable times the denominator.
    pub(super) level: Vec<i64>,
    /// The variable of each row.
    pub(super) working: Vec<usize>,
    /// The variable of each column.
    pub(super) resting: Vec<usize>,
    /// The value of each column's variable.
    pub(super) rest: Vec<i64>,
    pub(super) place: Vec<Place>,
    pub(super) range: Vec<Option<i64>>,
    pub(super) turned: Vec<bool>,
    /// What has been taken off each variable so that it starts from 0.
    pub(super) raised: Vec<i64>,
}

/// For each equation whether it says more than those before it together.
pub(super) fn independent(equations: &[Vec<Term>], variables: usize) -> Result<Vec<bool>, Intricate> {
    let ranges = vec![None; variables];
    Tableau::unsolved(equations, &vec![0; variables], ranges).eliminate(equations.len(), variables)
}

impl Tableau {
    /// Solves `equations`, for which `start` is known to be a solution, and goes to a corner: a solution in which every
    /// variable that is not worked out is at an end of its range.
    pub(super) fn new(equations: &[Vec<Term>], start: &[i64], range: Vec<Option<i64>>) -> Result<Self, Intricate> {
        let mut tableau = Self::unsolved(equations, start, range);
        tableau.eliminate(equations.len(), start.len())?;
        tableau.settle()?;
        Ok(tableau)
    }

    fn unsolved(equations: &[Vec<Term>], start: &[i64], range: Vec<Option<i64>>) -> Self {
        let (rows, columns) = (equations.len(), start.len());
        let mut entries = vec![0; (rows + 1) * columns];
        for (row, equation) in equations.iter().enumerate() {
            for (variable, factor) in equation {
                entries[row * columns + variable] = *factor;
            }
        }
        Self {
            columns,
            entries,
            under: 1,
            level: vec![0; rows + 1],
            working: (columns..columns + rows).collect(),
            resting: (0..columns).collect(),
            rest: start.to_vec(),
            place: (0..columns).map(Place::Column).chain((0..rows).map(Place::Row)).collect(),
            range: range.into_iter().chain(std::iter::repeat_n(Some(0), rows)).collect(),
            turned: vec![false; columns + rows],
            raised: vec![0; columns + rows],
        }
    }

    /// How many rows there are, without the last.
    pub(super) fn rows(&self) -> usize {
        self.working.len()
    }

    pub(super) fn entry(&self, row: usize, column: usize) -> i64 {
        self.entries[row * self.columns + column]
    }

    /// The last row.
    pub(super) fn aim(&self) -> usize {
        self.working.len()
    }

    /// Puts a variable in the place of each equation's own, and drops what is left of equations that say nothing new.
    /// Gives for each equation whether it said something.
    fn eliminate(&mut self, rows: usize, variables: usize) -> Result<Vec<bool>, Intricate> {
        let mut spent = vec![false; rows];
        let mut gone = vec![false; variables];
        for (row, spent) in spent.iter_mut().enumerate() {
            let open = (0..self.columns).filter(|column| !gone[*column] && self.entry(row, *column) != 0);
            let best = open.min_by_key(|column| (self.entry(row, *column).abs(), -self.rest[*column], *column));
            let Some(column) = best else { continue };
            self.pivot(row, column, 0)?;
            gone[column] = true;
            *spent = true;
            for row in 0..=rows {
                self.entries[row * self.columns + column] = 0;
            }
        }
        self.compact(&spent, &gone, variables);
        Ok(spent)
    }

    /// Keeps the rows in `kept` and the columns not in `gone`.
    fn compact(&mut self, kept: &[bool], gone: &[bool], variables: usize) {
        let columns: Vec<usize> = (0..self.columns).filter(|column| !gone[*column]).collect();
        let rows: Vec<usize> = (0..kept.len()).filter(|row| kept[*row]).collect();
        let mut entries = Vec::with_capacity((rows.len() + 1) * columns.len());
        for row in &rows {
            entries.extend(columns.iter().map(|column| self.entry(*row, *column)));
        }
        entries.resize((rows.len() + 1) * columns.len(), 0);
        self.entries = entries;
        self.level = rows.iter().map(|row| self.level[*row]).chain([0]).collect();
        self.working = rows.iter().map(|row| self.working[*row]).collect();
        self.resting = columns.iter().map(|column| self.resting[*column]).collect();
        self.rest = columns.iter().map(|column| self.rest[*column]).collect();
        self.columns = columns.len();
        self.place.truncate(variables);
        self.range.truncate(variables);
        self.turned.truncate(variables);
        self.raised.truncate(variables);
        self.replace();
    }

    /// Notes anew where every variable stands.
    fn replace(&mut self) {
        for (row, variable) in self.working.iter().enumerate() {
            self.place[*variable] = Place::Row(row);
        }
        for (column, variable) in self.resting.iter().enumerate() {
            self.place[*variable] = Place::Column(column);
        }
    }

    /// The value of a variable times the denominator, counted from its own nought and not turned.
    pub(super) fn value(&self, variable: usize) -> i128 {
        let under = i128::from(self.under);
        let counted = match self.place[variable] {
            Place::Row(row) => i128::from(self.level[row]),
            Place::Column(column) => i128::from(self.rest[column]) * under,
        };
        let counted = match self.range[variable] {
            Some(range) if self.turned[variable] => i128::from(range) * under - counted,
            _ => counted,
        };
        counted + i128::from(self.raised[variable]) * under
    }

    /// The greatest whole number not above a variable's value, and whether it is the value.
    pub(super) fn below(&self, variable: usize) -> (i64, bool) {
        let (value, under) = (self.value(variable), i128::from(self.under));
        (i64::try_from(value.div_euclid(under)).unwrap_or(i64::MAX), value.rem_euclid(under) == 0)
    }

    /// The values of all variables, when they are all whole.
    pub(super) fn whole_values(&self) -> Option<Vec<i64>> {
        let values = (0..self.place.len()).map(|variable| self.below(variable));
        values.map(|(value, exact)| exact.then_some(value)).collect()
    }

    /// The variable of the smallest range that is not whole, with the whole number below it.
    pub(super) fn narrowest_fraction(&self) -> Option<(usize, i64)> {
        let values = (0..self.place.len()).map(|variable| (variable, self.below(variable)));
        let open = values.filter(|(_, (_, exact))| !exact).map(|(variable, (below, _))| (variable, below));
        open.min_by_key(|(variable, _)| (self.range[*variable].unwrap_or(i64::MAX), *variable))
    }
}
