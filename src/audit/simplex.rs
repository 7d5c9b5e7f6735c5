//! The simplex method over a [`Tableau`] (Dantzig 1947) with ranges on the variables; after too many steps that gain nothing
//! it goes by Bland's rule (1977), which cannot run in circles.

use super::interval::Fraction;
use super::system::Term;
use super::tableau::{Intricate, Place, Tableau};

/// What ends a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// The moving variable comes to the end of its own way.
    Own(i64),
    /// The variable of a row comes to this end of its range.
    Row { row: usize, end: i64, standing: bool },
    /// Nothing.
    Never,
}

impl Tableau {
    /// Brings every variable that rests inside its range to an end, or lets another rest there instead.
    pub(super) fn settle(&mut self) -> Result<(), Intricate> {
        for column in 0..self.columns {
            if self.rest[column] > 0 {
                match self.stop(column, false, false) {
                    Stop::Row { row, end, .. } => self.exchange(row, column, end)?,
                    _ => self.shift(column, -self.rest[column])?,
                }
            }
        }
        Ok(())
    }

    /// The greatest value of a form over everything that is possible; `None` when there is no limit. Leaves the tableau at
    /// a corner that has that value.
    pub(super) fn maximise(&mut self, form: &[Term]) -> Result<Option<Fraction>, Intricate> {
        self.set_aim(form)?;
        let mut stalled = 0;
        while let Some(column) = self.gaining(stalled > self.rows() + self.columns) {
            let careful = stalled > self.rows() + self.columns;
            match self.stop(column, true, careful) {
                Stop::Never => return Ok(None),
                Stop::Own(way) => {
                    self.shift(column, way)?;
                    self.turn(column);
                    stalled = 0;
                }
                Stop::Row { row, end, standing } => {
                    self.exchange(row, column, end)?;
                    stalled = if standing { stalled + 1 } else { 0 };
                }
            }
        }
        Ok(Some(Fraction::new(self.level[self.aim()], self.under)))
    }

    /// Whether the equations alone fix a form, whatever the values are.
    pub(super) fn fixes(&mut self, form: &[Term]) -> Result<bool, Intricate> {
        self.set_aim(form)?;
        Ok((0..self.columns).all(|column| self.entry(self.aim(), column) == 0))
    }

    fn exchange(&mut self, row: usize, column: usize, end: i64) -> Result<(), Intricate> {
        self.pivot(row, column, end)?;
        if end > 0 {
            self.turn(column);
        }
        Ok(())
    }

    /// Makes `form` what the last row stands for.
    fn set_aim(&mut self, form: &[Term]) -> Result<(), Intricate> {
        let aim = self.aim() * self.columns;
        self.entries[aim..].fill(0);
        let mut level = 0_i128;
        for (variable, factor) in form {
            level += self.value(*variable) * i128::from(*factor);
            let factor = if self.turned[*variable] { -factor } else { *factor };
            match self.place[*variable] {
                Place::Column(column) => self.add_to_aim(column, -factor, self.under)?,
                Place::Row(row) => {
                    for column in 0..self.columns {
                        self.add_to_aim(column, factor, self.entry(row, column))?;
                    }
                }
            }
        }
        let at = self.aim();
        self.level[at] = i64::try_from(level).map_err(|_| Intricate)?;
        Ok(())
    }

    fn add_to_aim(&mut self, column: usize, factor: i64, entry: i64) -> Result<(), Intricate> {
        let at = self.aim() * self.columns + column;
        let more = entry.checked_mul(factor).ok_or(Intricate)?;
        self.entries[at] = self.entries[at].checked_add(more).ok_or(Intricate)?;
        Ok(())
    }

    /// The column whose variable gains most by rising, or the first that gains when `careful`.
    fn gaining(&self, careful: bool) -> Option<usize> {
        let aim = self.aim();
        let gains = (0..self.columns)
            .filter(|column| self.entry(aim, *column) < 0 && self.range[self.resting[*column]] != Some(0));
        if careful {
            gains.min_by_key(|column| self.resting[*column])
        } else {
            gains.min_by_key(|column| (self.entry(aim, *column), self.resting[*column]))
        }
    }

    /// What the variable of `column` meets first as it rises, or falls. Among equals it is the smallest entry, which keeps
    /// the numbers small, or the lowest variable when `careful`.
    fn stop(&self, column: usize, rising: bool, careful: bool) -> Stop {
        let own = if rising { self.range[self.resting[column]] } else { Some(self.rest[column]) };
        let mut best: Option<(i64, i64, usize)> = None;
        for row in 0..self.rows() {
            let entry = self.entry(row, column);
            let Some(room) = self.room(row, (entry > 0) == rising).filter(|_| entry != 0) else { continue };
            let size = entry.abs();
            let nearer = best.is_none_or(|(shortest, under, held)| {
                let (one, two) = (i128::from(room) * i128::from(under), i128::from(shortest) * i128::from(size));
                let low = self.working[row] < self.working[held];
                one < two || one == two && if careful { low } else { (size, !low) < (under, true) }
            });
            if nearer {
                best = Some((room, size, row));
            }
        }
        match (best, own) {
            (Some((room, size, _)), Some(way)) if i128::from(room) >= i128::from(way) * i128::from(size) => {
                Stop::Own(way)
            }
            (Some((room, _, row)), _) => {
                let falls = (self.entry(row, column) > 0) == rising;
                let end = if falls { 0 } else { self.range[self.working[row]].unwrap_or(0) };
                Stop::Row { row, end, standing: room == 0 }
            }
            (None, Some(way)) => Stop::Own(way),
            (None, None) => Stop::Never,
        }
    }

    /// How far the variable of a row can fall, or rise, times the denominator; `None` without limit.
    fn room(&self, row: usize, falls: bool) -> Option<i64> {
        if falls {
            return Some(self.level[row]);
        }
        self.range[self.working[row]].map(|range| range.saturating_mul(self.under).saturating_sub(self.level[row]))
    }

    /// Allows a variable no more than `most`, in the state found by making it as small as possible.
    /// `false` when it cannot be that small.
    pub(super) fn cap(&mut self, variable: usize, most: i64) -> Result<bool, Intricate> {
        let least = self.maximise(&[(variable, -1)])?.map(Fraction::turned);
        if least.is_some_and(|least| least.ceil() > most) {
            return Ok(false);
        }
        let counted = most - self.raised[variable];
        match self.range[variable] {
            Some(range) if range <= counted => return Ok(true),
            Some(range) if self.turned[variable] => self.lift(variable, range - counted)?,
            _ => {}
        }
        self.range[variable] = Some(counted);
        Ok(true)
    }

    /// Allows a variable, which must have a range, no less than `least`, in the state found by making it as large as
    /// possible. `false` when it cannot be that large.
    pub(super) fn floor(&mut self, variable: usize, least: i64) -> Result<bool, Intricate> {
        let most = self.maximise(&[(variable, 1)])?;
        if most.is_some_and(|most| most.floor() < least) {
            return Ok(false);
        }
        let by = least - self.raised[variable];
        if by <= 0 {
            return Ok(true);
        }
        self.range[variable] = self.range[variable].map(|range| range - by);
        self.raised[variable] = least;
        if !self.turned[variable] {
            self.lift(variable, by)?;
        }
        Ok(true)
    }

    /// Counts a variable from `by` further up. Its value must be at least that.
    fn lift(&mut self, variable: usize, by: i64) -> Result<(), Intricate> {
        if let Place::Row(row) = self.place[variable] {
            let gone = by.checked_mul(self.under).ok_or(Intricate)?;
            self.level[row] = self.level[row].checked_sub(gone).ok_or(Intricate)?;
        }
        Ok(())
    }
}
