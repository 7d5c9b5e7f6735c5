//! Whole numbers where the linear programme gives fractions: branch and bound (Land and Doig 1960).

use super::interval::Fraction;
use super::system::Term;
use super::tableau::{Intricate, Tableau};

/// How many corners are looked at for one question before what was found has to do.
const CORNERS: u32 = 200;
/// How far a variable without limit is followed.
const FAR: i64 = 1 << 20;

/// The greatest value of `form` over whole assignments, as far as it can be found: never less than `known`, which must be
/// possible, and a value that is possible in any case. Stops at `enough`, or when it has looked at 200 corners or as many
/// `corners` as are left, which it counts down.
pub(super) fn most(
    tableau: &Tableau,
    form: &[Term],
    (known, enough): (i64, i64),
    corners: &mut u32,
) -> Result<i64, Intricate> {
    if *corners == 0 || known >= enough {
        return Ok(known);
    }

    let mut start = tableau.clone();
    for (variable, limit) in limits(tableau).into_iter().enumerate() {
        let far = start.below(variable).0.saturating_add(FAR);
        let range = &mut start.range[variable];
        *range = range.or(Some(limit.unwrap_or(far)));
    }
    let given = CORNERS.min(*corners);
    let mut search = Branching { form, best: known, enough, corners: given };
    let explored = search.explore(start);
    *corners -= given - search.corners;
    explored.map(|()| search.best)
}

/// How large each variable can be, where a row shows it at once: one in which nothing is taken away.
fn limits(tableau: &Tableau) -> Vec<Option<i64>> {
    let mut limits = vec![None; tableau.range.len()];
    for row in 0..tableau.rows() {
        let entries = || (0..tableau.columns).map(|column| (tableau.resting[column], tableau.entry(row, column)));
        if entries().all(|(_, entry)| entry >= 0) {
            let level = tableau.level[row];
            for (variable, entry) in entries().chain([(tableau.working[row], tableau.under)]).filter(|term| term.1 > 0)
            {
                let limit = level / entry;
                limits[variable] = Some(limits[variable].map_or(limit, |known: i64| known.min(limit)));
            }
        }
    }
    limits
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
        let Some((variable, below)) = tableau.narrowest_fraction() else {
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
