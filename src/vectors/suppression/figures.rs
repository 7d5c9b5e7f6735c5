//! The cells of a case by name, with what is published about them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::audit::{Attacker, Cell, CellId, Fraction, Standing, System, audit};

/// Cells with their factors, and what they come to.
type Sum = (Vec<(usize, i64)>, i64);

/// A table, or named values with equations between them.
#[derive(Debug)]
pub(super) struct Figures {
    names: Vec<String>,
    counts: Vec<u64>,
    /// Whether each cell may be hidden, as opposed to totals.
    inner: Vec<bool>,
    equations: Vec<Sum>,
    pub(super) threshold: u64,
}

impl Figures {
    /// Reads `counts` (nested to any depth, with all sums over one index published) or `values` with `equations`.
    pub(super) fn read(stated: &Value, threshold: u64) -> Option<Self> {
        match stated.get("counts") {
            Some(counts) => Self::table(stated, counts, threshold),
            None => Self::named(stated, threshold),
        }
    }

    fn table(stated: &Value, counts: &Value, threshold: u64) -> Option<Self> {
        let mut cells = Vec::new();
        flatten(counts, &mut Vec::new(), &mut cells)?;
        let depth = cells.first()?.0.len();
        let letters = letters(stated, depth);
        let mut equations: Vec<Sum> = Vec::new();
        let margins = stated.get("published_margins").and_then(Value::as_bool) != Some(false);
        for axis in (0..depth).filter(|_| margins) {
            let mut sums: BTreeMap<Vec<usize>, Sum> = BTreeMap::new();
            for (at, (place, count)) in cells.iter().enumerate() {
                let mut others = place.clone();
                (axis < others.len()).then(|| others.remove(axis))?;
                let sum = sums.entry(others).or_default();
                sum.0.push((at, 1));
                sum.1 = sum.1.checked_add(i64::try_from(*count).ok()?)?;
            }
            equations.extend(sums.into_values());
        }
        let named = |place: &[usize]| -> String {
            place.iter().zip(&letters).flat_map(|(at, letter)| [letter.clone(), at.to_string()]).collect()
        };
        Some(Self {
            names: cells.iter().map(|(place, _)| named(place)).collect(),
            inner: vec![true; cells.len()],
            counts: cells.into_iter().map(|(_, count)| count).collect(),
            equations,
            threshold,
        })
    }

    fn named(stated: &Value, threshold: u64) -> Option<Self> {
        let values = stated.get("values")?.as_object()?;
        let names: Vec<String> = values.keys().cloned().collect();
        let counts: Vec<u64> = values.values().map(whole).collect::<Option<_>>()?;
        let place = |name: &Value| names.iter().position(|known| Some(known.as_str()) == name.as_str());
        let mut equations = Vec::new();
        let mut totals = vec![false; names.len()];
        for equation in stated.get("equations")?.as_array()? {
            let total = place(equation.get(0)?)?;
            let parts = equation.get(1)?.as_array()?.iter().map(|part| Some((place(part)?, 1)));
            let terms: Vec<(usize, i64)> = parts.chain([Some((total, -1))]).collect::<Option<_>>()?;
            equations.push((terms, 0));
            totals[total] = true;
        }
        let asked = |name: &String| {
            stated.get("primary").and_then(Value::as_array).is_some_and(|all| all.contains(&json!(name)))
        };
        let hides_totals = names.iter().zip(&totals).any(|(name, total)| *total && asked(name));
        let inner = totals.iter().map(|total| !total || hides_totals).collect();
        Some(Self { names, counts, inner, equations, threshold })
    }

    /// How many cells may be hidden.
    pub(super) fn inner_cells(&self) -> usize {
        self.inner.iter().filter(|inner| **inner).count()
    }

    fn is_primary(&self, cell: usize) -> bool {
        self.inner[cell] && self.counts[cell] > 0 && self.counts[cell] < self.threshold
    }

    /// The cells that must be hidden.
    pub(super) fn primary(&self) -> Vec<CellId> {
        self.ids().into_iter().enumerate().filter(|(at, _)| self.is_primary(*at)).map(|(_, id)| id).collect()
    }

    fn ids(&self) -> Vec<CellId> {
        self.system(0, 0).map(|system| system.named().map(|(id, _)| id).collect()).unwrap_or_default()
    }

    /// The system in which hidden cells are at least `floor` and primary ones must be `width` wide. Fewer cells are cheaper
    /// than more, and among as many those of smaller counts.
    pub(super) fn system(&self, floor: u64, width: u64) -> Option<System> {
        let mut system = System::new();
        let apiece = self.counts.iter().fold(1_u64, |sum, count| sum.saturating_add(*count));
        let mut ids = Vec::new();
        for (at, count) in self.counts.iter().enumerate() {
            let standing = match (self.is_primary(at), self.inner[at] && *count > 0) {
                (true, _) => Standing::Primary,
                (false, true) => Standing::Free,
                (false, false) => Standing::Fixed,
            };
            ids.push(
                system
                    .cell(Cell { count: *count, floor, cost: apiece.saturating_add(*count), width, standing })
                    .ok()?,
            );
        }
        for (terms, sum) in &self.equations {
            let terms: Vec<(CellId, i64)> = terms.iter().map(|(cell, factor)| (ids[*cell], *factor)).collect();
            system.relate(&terms, *sum).ok()?;
        }
        Some(system)
    }

    /// The cells of a list of names.
    pub(super) fn cells(&self, names: &Value) -> Option<Vec<CellId>> {
        let ids = self.ids();
        let place = |name: &Value| self.names.iter().position(|known| Some(known.as_str()) == name.as_str());
        names.as_array()?.iter().map(|name| ids.get(place(name)?).copied()).collect()
    }

    /// The names of cells as a list, in the order stated when that names the same ones.
    pub(super) fn listed(&self, stated: Option<&Value>, cells: &[CellId]) -> Value {
        let mut names: Vec<&str> = self.names_of(cells);
        names.sort_unstable();
        let told = stated.and_then(Value::as_array).map(|list| {
            let mut told: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            told.sort_unstable();
            told
        });
        if told.as_ref() == Some(&names) { stated.cloned().unwrap_or_default() } else { json!(names) }
    }

    fn names_of(&self, cells: &[CellId]) -> Vec<&str> {
        let ids = self.ids();
        let place = |cell: &CellId| ids.iter().position(|id| id == cell);
        cells.iter().filter_map(|cell| self.names.get(place(cell)?).map(String::as_str)).collect()
    }

    /// The sum of the counts of cells.
    pub(super) fn sum(&self, cells: &[CellId]) -> u64 {
        let ids = self.ids();
        self.counts
            .iter()
            .zip(&ids)
            .filter(|(_, id)| cells.contains(id))
            .fold(0, |sum, (count, _)| sum.saturating_add(*count))
    }

    /// The interval of every cell of `hidden`, by name; null is no limit.
    pub(super) fn intervals(&self, hidden: &[CellId], floor: u64) -> Option<Value> {
        let found = audit(&self.system(floor, 1)?, hidden, Attacker::Fractions);
        let ends = found.intervals.iter().map(|(cell, interval)| {
            let name = self.names_of(&[*cell]).first().map(|name| (*name).to_owned())?;
            Some((name, json!([interval.low.map(Fraction::as_f64), interval.high.map(Fraction::as_f64)])))
        });
        Some(Value::Object(ends.collect::<Option<Map<_, _>>>()?))
    }
}

/// The counts with their places.
fn flatten(counts: &Value, place: &mut Vec<usize>, cells: &mut Vec<(Vec<usize>, u64)>) -> Option<()> {
    let Some(items) = counts.as_array() else {
        cells.push((place.clone(), whole(counts)?));
        return Some(());
    };
    for (at, item) in items.iter().enumerate() {
        place.push(at);
        flatten(item, place, cells)?;
        place.pop();
    }
    Some(())
}

/// A whole number that is not negative, even when it is written with a point.
fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_f64()?.to_string().parse().ok())
}

/// The letters before each number of a cell's name, from a name in the case or as is usual.
fn letters(stated: &Value, depth: usize) -> Vec<String> {
    let lists = ["primary", "suppressed"].into_iter().filter_map(|key| stated.get(key)?.as_array());
    let mut names = lists.flatten().filter_map(Value::as_str);
    let split = |name: &str| -> Vec<String> {
        let words = name.split(|letter: char| letter.is_ascii_digit()).map(ToOwned::to_owned);
        words.filter(|word| !word.is_empty()).collect()
    };
    let usual = if depth == 1 { &["c"][..] } else { &["r", "c", "l", "m"][..] };
    let usual = || usual.iter().map(|letter| (*letter).to_owned()).collect();
    names.find_map(|name| Some(split(name)).filter(|letters| letters.len() == depth)).unwrap_or_else(usual)
}
