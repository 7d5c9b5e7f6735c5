//! Moving from one corner to the next: the arithmetic of the tableau.

use super::tableau::{Intricate, Place, Tableau};

impl Tableau {
    /// Lets the variable of `column` take the place of the variable of `row`, which comes to rest at `end` (0 or its range).
    pub(super) fn pivot(&mut self, row: usize, column: usize, end: i64) -> Result<(), Intricate> {
        let old = self.under;
        let entry = self.entry(row, column);
        let (sign, size) = (entry.signum(), entry.abs());
        let gap = difference(self.level[row], product(end, old)?)?;
        let taken: Vec<(usize, i64)> = (0..self.columns)
            .filter(|other| *other != column)
            .map(|other| (other, self.entry(row, other)))
            .filter(|(_, entry)| *entry != 0)
            .collect();
        for other in (0..self.level.len()).filter(|other| *other != row) {
            self.reduce(other, column, &taken, Step { old, sign, size, gap })?;
        }
        for (other, entry) in &taken {
            self.entries[row * self.columns + other] = sign * entry;
        }
        self.entries[row * self.columns + column] = sign * old;
        self.level[row] = sum(product(size, self.rest[column])?, sign * gap)?;
        self.under = size;
        self.swap(row, column, end);
        Ok(())
    }

    /// Takes the pivot row out of another row.
    fn reduce(&mut self, row: usize, column: usize, taken: &[(usize, i64)], step: Step) -> Result<(), Intricate> {
        let start = row * self.columns;
        let Some(line) = self.entries.get_mut(start..start + self.columns) else { return Ok(()) };
        let times = line[column];
        if step.size != step.old {
            for entry in line.iter_mut().filter(|entry| **entry != 0) {
                *entry = product(*entry, step.size)?;
            }
            for (other, entry) in taken.iter().filter(|_| times != 0) {
                line[*other] = difference(line[*other], product(step.sign * times, *entry)?)?;
            }
            line.iter_mut().filter(|entry| **entry != 0).for_each(|entry| *entry /= step.old);
        } else if times != 0 {
            for (other, entry) in taken {
                line[*other] = difference(line[*other], step.quotient(times, *entry)?)?;
            }
        }
        line[column] = -step.sign * times;
        if times == 0 && step.size == step.old {
            return Ok(());
        }
        let wide =
            i128::from(self.level[row]) * i128::from(step.size) - i128::from(step.sign * times) * i128::from(step.gap);
        let wide = if step.old == 1 { wide } else { wide / i128::from(step.old) };
        self.level[row] = i64::try_from(wide).map_err(|_| Intricate)?;
        Ok(())
    }

    /// Changes the places of the two variables of a pivot.
    fn swap(&mut self, row: usize, column: usize, end: i64) {
        let (out, into) = (self.working[row], self.resting[column]);
        self.working[row] = into;
        self.resting[column] = out;
        self.place[into] = Place::Row(row);
        self.place[out] = Place::Column(column);
        self.rest[column] = end;
    }

    /// Moves the variable of a column by `by` without changing places.
    pub(super) fn shift(&mut self, column: usize, by: i64) -> Result<(), Intricate> {
        for row in 0..self.level.len() {
            let moved = product(self.entry(row, column), by)?;
            self.level[row] = difference(self.level[row], moved)?;
        }
        self.rest[column] += by;
        Ok(())
    }

    /// Counts the variable of a column from the other end of its range, where it is.
    pub(super) fn turn(&mut self, column: usize) {
        let variable = self.resting[column];
        self.turned[variable] = !self.turned[variable];
        self.rest[column] = 0;
        for row in 0..self.level.len() {
            let at = row * self.columns + column;
            self.entries[at] = -self.entries[at];
        }
    }
}

/// What every row of a pivot shares.
#[derive(Debug, Clone, Copy)]
struct Step {
    old: i64,
    sign: i64,
    size: i64,
    gap: i64,
}

impl Step {
    /// The change of an entry when the denominator stays as it is.
    fn quotient(&self, times: i64, entry: i64) -> Result<i64, Intricate> {
        let whole = product(self.sign * times, entry)?;
        Ok(if self.old == 1 { whole } else { whole / self.old })
    }
}

fn product(one: i64, two: i64) -> Result<i64, Intricate> {
    one.checked_mul(two).ok_or(Intricate)
}

fn sum(one: i64, two: i64) -> Result<i64, Intricate> {
    one.checked_add(two).ok_or(Intricate)
}

fn difference(one: i64, two: i64) -> Result<i64, Intricate> {
    one.checked_sub(two).ok_or(Intricate)
}
