//! The attacker's view of one part: how far each hidden cell, or any sum of them, can move.

use super::interval::{Fraction, Interval};
use super::network::{ENDLESS, Net};
use super::part::Part;
use super::system::Term;
use super::tableau::{Intricate, Tableau};
use super::{Attacker, branching};

/// How many corners branching looks at for all questions to one part.
const CORNERS: u32 = 2000;

/// A part ready to be asked. All its cells are hidden.
#[derive(Debug)]
pub(super) struct Probe {
    method: Method,
    slack: Vec<i64>,
}

#[derive(Debug)]
enum Method {
    Flows(Net),
    Programme(Box<Programme>),
    /// The numbers outgrew what can be computed: every cell counts as known.
    Lost,
}

/// A linear programme, and what whole solutions of it have been seen.
#[derive(Debug)]
struct Programme {
    tableau: Tableau,
    /// How many corners branching may still look at.
    corners: u32,
    truth: Vec<i64>,
    seen: Vec<(i64, i64)>,
}

impl Probe {
    /// By flows where the part is a network, else by linear programmes.
    pub(super) fn new(part: &Part, attacker: Attacker) -> Self {
        match Net::of(part) {
            Some(net) => Self { method: Method::Flows(net), slack: part.slack.clone() },
            None => Self::by_programmes(part, attacker),
        }
    }

    /// By linear programmes in any case.
    pub(super) fn by_programmes(part: &Part, attacker: Attacker) -> Self {
        let corners = if attacker == Attacker::Whole { CORNERS } else { 0 };
        Self { method: Self::programmed(part, corners), slack: part.slack.clone() }
    }

    fn programmed(part: &Part, corners: u32) -> Method {
        Tableau::new(&part.rows, &part.slack, vec![None; part.len()]).map_or(Method::Lost, |tableau| {
            let seen = part.slack.iter().map(|slack| (*slack, *slack)).collect();
            Method::Programme(Box::new(Programme { tableau, corners, truth: part.slack.clone(), seen }))
        })
    }

    /// The range of a cell above its floor.
    pub(super) fn interval(&mut self, cell: usize) -> Interval {
        let slack = self.slack[cell];
        match &mut self.method {
            Method::Flows(net) => {
                let (fall, rise) = net.reach(cell, &vec![true; net.arcs.len()], ENDLESS);
                let most = (rise.amount < ENDLESS).then(|| slack + rise.amount);
                Interval::between(Some(slack - fall.amount), most)
            }
            Method::Programme(programme) => programme.interval(&[(cell, 1)]).unwrap_or_else(|_| known(slack)),
            Method::Lost => known(slack),
        }
    }

    /// Lets branching look at as many corners as at first, for a question of its own.
    pub(super) fn rest(&mut self) {
        if let Method::Programme(programme) = &mut self.method {
            programme.corners = CORNERS;
        }
    }

    /// The range of a form, each cell counted from its floor.
    pub(super) fn form(&mut self, form: &[Term]) -> Interval {
        let truth = form.iter().map(|(cell, factor)| self.slack[*cell] * factor).sum();
        match &mut self.method {
            Method::Programme(programme) => programme.interval(form).unwrap_or_else(|_| known(truth)),
            _ => known(truth),
        }
    }

    /// Whether the equations alone fix a form.
    pub(super) fn fixes(&mut self, form: &[Term]) -> bool {
        match &mut self.method {
            Method::Programme(programme) => programme.tableau.fixes(form).unwrap_or(true),
            _ => true,
        }
    }

    /// Whether a cell's range is at least `need` wide.
    pub(super) fn is_wide(&mut self, cell: usize, need: i64, attacker: Attacker) -> bool {
        match &mut self.method {
            Method::Programme(programme) => programme.is_wide(cell, need, attacker).unwrap_or(need <= 0),
            _ => need <= 0 || self.interval(cell).is_wide(need, attacker),
        }
    }
}

/// The range of something that counts as known.
fn known(value: i64) -> Interval {
    Interval::between(Some(value), Some(value))
}

impl Programme {
    /// Whether a cell's range is at least `need` wide, with no more work than it takes to tell.
    fn is_wide(&mut self, cell: usize, need: i64, attacker: Attacker) -> Result<bool, Intricate> {
        let mut ends = [(1, None), (-1, None)];
        for (side, end) in &mut ends {
            if self.seen_width(cell) >= need {
                return Ok(true);
            }
            *end = self.tableau.maximise(&[(cell, *side)])?;
            self.note_corner();
            if end.is_none() {
                return Ok(true);
            }
        }
        let [(_, high), (_, low)] = ends;
        let outer = Interval { low: low.map(Fraction::turned), high, least: None, most: None };
        if attacker == Attacker::Fractions || !outer.is_wide(need, Attacker::Fractions) {
            return Ok(outer.is_wide(need, Attacker::Fractions));
        }
        for side in [1, -1] {
            let missing = need - self.seen_width(cell);
            if missing > 0 {
                self.follow(cell, side, missing)?;
            }
        }
        Ok(self.seen_width(cell) >= need)
    }

    /// Looks for a whole solution in which a cell is up to `missing` further out on one side than seen so far.
    fn follow(&mut self, cell: usize, side: i64, missing: i64) -> Result<(), Intricate> {
        let known = self.reached(&[(cell, side)]);
        let found = branching::most(&self.tableau, &[(cell, side)], (known, known + missing), &mut self.corners)?;
        let (low, high) = &mut self.seen[cell];
        *(if side > 0 { high } else { low }) = found * side;
        Ok(())
    }

    fn seen_width(&self, cell: usize) -> i64 {
        let (low, high) = self.seen[cell];
        high - low
    }

    fn interval(&mut self, form: &[Term]) -> Result<Interval, Intricate> {
        let turned: Vec<Term> = form.iter().map(|(cell, factor)| (*cell, -factor)).collect();
        let (high, most) = self.greatest(form)?;
        let (low, least) = self.greatest(&turned)?;
        let turned_over = |end: Option<i64>| end.map(i64::wrapping_neg);
        Ok(Interval { low: low.map(Fraction::turned), high, least: turned_over(least), most })
    }

    /// The greatest value of a form: with fractions, and the greatest whole one that was found.
    fn greatest(&mut self, form: &[Term]) -> Result<(Option<Fraction>, Option<i64>), Intricate> {
        let Some(high) = self.tableau.maximise(form)? else { return Ok((None, None)) };
        if self.note_corner() {
            return Ok((Some(high), Some(high.floor())));
        }
        let known = self.reached(form);
        Ok((Some(high), Some(branching::most(&self.tableau, form, (known, high.floor()), &mut self.corners)?)))
    }

    /// A value of the form that is possible for certain.
    fn reached(&self, form: &[Term]) -> i64 {
        match form {
            [(cell, 1)] => self.seen[*cell].1,
            [(cell, -1)] => -self.seen[*cell].0,
            _ => form.iter().map(|(cell, factor)| self.truth[*cell] * factor).sum(),
        }
    }

    /// Notes the values at the corner reached, if they are whole.
    fn note_corner(&mut self) -> bool {
        let values = self.tableau.whole_values();
        for ((low, high), value) in self.seen.iter_mut().zip(values.iter().flatten()) {
            *low = (*low).min(*value);
            *high = (*high).max(*value);
        }
        values.is_some()
    }
}
