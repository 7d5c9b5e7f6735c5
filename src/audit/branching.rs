//! Whole numbers where the linear programme gives fractions: branch and bound (Land and Doig 1960).

use super::interval::Fraction;
use super::system::Term;
use super::tableau::{Intricate, Tableau};

/// How many corners are looked at before what was found has to do.
const CORNERS: u32 = 400;
/// How far a variable without limit is followed.
const FAR: i64 = 1 << 20;

/// The greatest value of `form` over whole assignments, as far as it can be found: never less than `known`, which must be
/// possible, and a value that is possible in any case. Stops at `enough`.
pub(super) fn most(tableau: &Tableau, form: &[Term], known: i64, enough: i64) -> Result<i64, Intricate> {
    let mut start = tableau.clone();
    let values: Vec<i64> = (0..start.range.len()).map(|variable| start.below(variable).0).collect();
    for (range, value) in start.range.iter_mut().zip(values) {
        *range = range.or(Some(value.saturating_add(FAR)));
    }
    let mut search = Branching { form, best: known, enough, corners: CORNERS };
    search.explore(start)?;
    Ok(search.best)
}

struct Branching<'a> {
    form: &'a [Term],
    best: i64,
    enough: i64,
    corners: u32,
}

impl Branching<'_> {
    fn explore(&mut self, mut tableau: Tableau) -> Result<(), Intricate> {
        if self.corners == 0 || self.best >= self.enough {
            return Ok(());
        }
        self.corners -= 1;
        let bound = tableau.maximise(self.form)?.map_or(i64::MAX, Fraction::floor);
        if bound <= self.best {
            return Ok(());
        }
        let Some((variable, below)) = tableau.first_fraction() else {
            self.best = bound;
            return Ok(());
        };
        let mut above = tableau.clone();
        if tableau.cap(variable, below)? {
            self.explore(tableau)?;
        }
        if above.floor(variable, below + 1)? {
            self.explore(above)?;
        }
        Ok(())
    }
}
