//! All tables of a release as one system of sums, and what must be hidden so that nothing hidden follows from all of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Attacker, Cell, CellId, Effort, Standing, System, protect};
use crate::breakdown::disclosure::Policy;
use crate::breakdown::disclosure::hidden::Known;
use crate::breakdown::disclosure::joint_rows;
use crate::breakdown::disclosure::keys::Key;
use crate::breakdown::disclosure::links::{Link, links};
use crate::breakdown::disclosure::pattern::Pattern;
use crate::breakdown::disclosure::primary::{divides_in_two, obeys_the_cell_rule};
use crate::breakdown::table::Table;
use crate::survey::Class;

/// Hiding a number costs this much, and one more for each person in it: few cells first, then small ones.
const CELL: u64 = 1_000_000;

/// How hard to look for the pattern that hides least. A release is asked for by somebody who waits.
const EFFORT: Effort = Effort { exact_cells: 60, steps: 2_000 };

/// A cell of the total is in every table of the question, and dear to hide.
const TOTAL: u64 = 40 * CELL;

/// The numbers of some tables, each once however many tables it is in.
#[derive(Default)]
pub(super) struct Joint {
    numbers: BTreeMap<Key, Number>,
    sums: Vec<(Key, Vec<Key>)>,
}

/// A number of the release.
#[derive(Clone, Copy)]
struct Number {
    count: u64,
    hidden: bool,
    /// Whether hiding it is of any use: a base goes with its whole column, which is decided elsewhere.
    fixed: bool,
    floor: u64,
    width: u64,
    cost: u64,
}

/// What the audit asks for.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// Numbers that are hidden somewhere, or must be beside those that are.
    hide: BTreeSet<Key>,
    /// Hidden numbers that no further cell can protect: a column has to go.
    exposed: BTreeSet<Key>,
}

impl Findings {
    /// Whether a number must be hidden wherever it is.
    pub(super) fn hides(&self, key: &Key) -> bool {
        self.hide.contains(key)
    }

    /// Whether a number can be worked out, whatever cells are hidden beside it.
    pub(super) fn exposes(&self, key: &Key) -> bool {
        self.exposed.contains(key)
    }
}

impl Joint {
    /// Adds the numbers of a table as `pattern` has them, and the sums between them.
    pub(super) fn add(&mut self, table: &Table, pattern: &Pattern, policy: &Policy, known: Known<'_>) {
        for column in 0..table.columns.len() {
            self.add_column(table, pattern, policy, column);
        }
        for link in links(table) {
            self.add_link(table, &link);
        }
        for (key, number) in &mut self.numbers {
            number.fixed |= known.shows(key);
        }
    }

    /// What an attacker who solves everything at once makes it necessary to hide.
    pub(super) fn audit(&self) -> Findings {
        let mut system = System::new();
        let mut ids: BTreeMap<&Key, CellId> = BTreeMap::new();
        for (key, number) in &self.numbers {
            if let Ok(id) = system.cell(number.cell()) {
                ids.insert(key, id);
            }
        }
        let silent = self.silent();
        let with_silent =
            silent.iter().map(|(everybody, key, silent)| (everybody.clone(), vec![key.clone(), silent.clone()]));
        for (whole, parts) in self.sums.iter().cloned().chain(with_silent) {
            let known: Option<Vec<CellId>> = parts.iter().map(|part| ids.get(part).copied()).collect();
            if let (Some(whole), Some(parts)) = (ids.get(&whole), known) {
                // Sums that do not hold, as where people may be in several rows, tell an attacker nothing certain.
                let _ = system.total(*whole, &parts);
            }
        }
        let protection = protect(&system, Attacker::Whole, EFFORT);
        let keys: BTreeMap<CellId, &Key> = ids.iter().map(|(key, id)| (*id, *key)).collect();
        let named = |ids: &[CellId]| ids.iter().filter_map(|id| keys.get(id).map(|key| (*key).clone())).collect();
        let mut hide: BTreeSet<Key> = named(&protection.secondary);
        hide.extend(self.numbers.iter().filter(|(_, number)| number.hidden).map(|(key, _)| key.clone()));
        let mut exposed: BTreeSet<Key> = named(&protection.unprotectable);
        // A base of those who said something gives away those who did not, wherever it is shown.
        let bases = silent.into_iter().filter(|(_, _, silent)| exposed.contains(silent)).map(|(_, key, _)| key);
        exposed.extend(bases.collect::<Vec<_>>());
        Findings { hide, exposed }
    }

    /// Everybody, those of them who said something to a question, and those who did not, where all three are in tables.
    fn silent(&self) -> Vec<(Key, Key, Key)> {
        let sums = self
            .numbers
            .keys()
            .flat_map(|key| key.with_the_silent().map(|(everybody, silent)| (everybody, key.clone(), silent)));
        sums.filter(|(everybody, _, silent)| self.numbers.contains_key(everybody) && self.numbers.contains_key(silent))
            .collect()
    }

    fn add_column(&mut self, table: &Table, pattern: &Pattern, policy: &Policy, at: usize) {
        let Some(column) = table.columns.get(at) else { return };
        let hidden = pattern.hides_column(at);
        let base = Key::base(table, column);
        let width = if policy.is_small(column.unweighted_base) { policy.base_threshold.saturating_sub(1) } else { 0 };
        self.put(base.clone(), Number { count: column.unweighted_base, hidden, fixed: true, floor: 0, width, cost: 0 });
        let plain = || table.rows.iter().enumerate().filter(|(_, row)| !row.is_net());
        // Of a closed row nobody is told anything, so it tells nothing either.
        let open = || (0..table.rows.len()).filter(|row| !pattern.closes(*row));
        for row in open() {
            self.add_cell(table, pattern, policy, (row, at));
        }
        if stands_alone(table) {
            for row in open() {
                self.sums.push((base.clone(), vec![Key::cell(table, row, column), Key::rest(table, row, column)]));
            }
            return;
        }
        self.sums.push((base, plain().map(|(row, _)| Key::cell(table, row, column)).collect()));
        for (net, row) in table.rows.iter().enumerate().filter(|(_, row)| row.is_net()) {
            let members = row.members.iter().map(|member| Key::cell(table, *member, column)).collect();
            self.sums.push((Key::cell(table, net, column), members));
        }
    }

    fn add_cell(&mut self, table: &Table, pattern: &Pattern, policy: &Policy, (row, at): (usize, usize)) {
        let (Some(column), Some(line)) = (table.columns.get(at), table.rows.get(row)) else { return };
        let Some(count) = line.cells.get(at).map(|cell| cell.count) else { return };
        let hidden = pattern.hides(row, at);
        // Noughts are shown, except with a hidden column and where unanimity is not told, so elsewhere a hidden cell is
        // known to be at least one.
        let unanimous = || divides_in_two(table) || (0..table.rows.len()).all(|row| pattern.hides(row, at));
        let nought_possible =
            policy.hides_nought || pattern.hides_column(at) || (column.people < policy.unanimity_base && unanimous());
        let [least, fewest_others] = joint_rows::floors(line, column, at);
        let floor = u64::from(!nought_possible && count > 0).max(least);
        let strict = obeys_the_cell_rule(table, line, policy);
        let width = |count: u64| match table.class {
            _ if strict && (policy.is_small_cell(count) || joint_rows::is_close(line, at, policy)) => policy.slack(),
            Class::Opinion | Class::Sensitive => u64::from(count > 0),
        };
        let cost = if column.path.is_empty() { TOTAL } else { CELL } + count;
        let fixed = count == 0 || column.tells_silence;
        let number = Number { count, hidden, fixed, floor, width: width(count), cost };
        self.put(Key::cell(table, row, column), number);
        if stands_alone(table) {
            let rest = column.unweighted_base.saturating_sub(count);
            // Whoever is told one is told the other, so the two are hidden together.
            let floor = fewest_others.min(rest);
            let number = Number { count: rest, floor, width: width(rest), cost: 0, fixed: false, hidden };
            self.put(Key::rest(table, row, column), number);
        }
    }

    fn add_link(&mut self, table: &Table, link: &Link) {
        let Some(whole) = table.columns.get(link.whole) else { return };
        let parts = || link.parts.iter().filter_map(|part| table.columns.get(*part));
        self.sums.push((Key::base(table, whole), parts().map(|part| Key::base(table, part)).collect()));
        for row in 0..table.rows.len() {
            self.sums.push((Key::cell(table, row, whole), parts().map(|part| Key::cell(table, row, part)).collect()));
        }
    }

    /// Adds a number, or joins what another table says of it: hidden in one is hidden in all.
    fn put(&mut self, key: Key, number: Number) {
        let known = self.numbers.entry(key).or_insert(number);
        known.hidden |= number.hidden;
        known.floor = known.floor.min(number.floor);
        known.width = known.width.max(number.width);
        known.cost = known.cost.max(number.cost);
    }
}

/// Whether each row stands against everybody else in the base, and the rows do not add up.
fn stands_alone(table: &Table) -> bool {
    table.several
}

impl Number {
    fn cell(self) -> Cell {
        let standing = match (self.hidden, self.fixed) {
            (true, _) => Standing::Primary,
            (false, true) => Standing::Fixed,
            (false, false) => Standing::Free,
        };
        let floor = if self.hidden { self.floor.min(self.count) } else { self.floor };
        Cell { count: self.count, floor, cost: self.cost, width: self.width, standing }
    }
}
