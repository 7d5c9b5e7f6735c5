//! What an attacker works out from public tables.

use super::{People, Public, places};
use crate::audit::{Cell, CellId, Standing, System, audit_sum};
use crate::breakdown::{Marker, PathPart};
use crate::survey::Questionnaire;

/// The kinds of people there can be, as unknowns, and what the tables say of them.
pub(super) struct Unknowns {
    system: System,
    kinds: Vec<([Option<u16>; 4], CellId)>,
}

impl Unknowns {
    pub(super) fn of(people: &People, questionnaire: &Questionnaire) -> Self {
        let mut system = System::new();
        let kinds = places(&[0, 1, 2, 3], questionnaire).into_iter().map(|kind| {
            let kind = [kind[0], kind[1], kind[2], kind[3]];
            let count = u64::try_from(people.iter().filter(|person| **person == kind).count()).unwrap();
            let cell = Cell { count, floor: 0, cost: 1, width: 0, standing: Standing::Free };
            (kind, system.cell(cell).unwrap())
        });
        let kinds = kinds.collect();
        Self { system, kinds }
    }

    /// The kinds of people in a column, and in one row of it where one is named.
    fn terms(&self, table: &Public, column: usize, row: Option<usize>) -> Vec<(CellId, i64)> {
        let made = &table.made;
        let path: Vec<PathPart> = made.within.iter().chain(&made.columns[column].path).copied().collect();
        let rows: Vec<usize> = row.map_or_else(|| (0..made.rows.len()).collect(), |row| vec![row]);
        let counted: Vec<_> = rows.iter().flat_map(|row| table.answers(made.position, made.rows[*row].code)).collect();
        let is_in = |kind: &[Option<u16>; 4], part: &PathPart| {
            table.answers(part.question, part.option).contains(&kind[part.question])
        };
        let here = self
            .kinds
            .iter()
            .filter(|(kind, _)| counted.contains(&kind[made.position]) && path.iter().all(|part| is_in(kind, part)));
        here.map(|(_, cell)| (*cell, 1)).collect()
    }

    /// Takes note of every number a table shows.
    pub(super) fn learn(&mut self, table: &Public) {
        let shown = table.released.shown();
        for (at, column) in shown.columns.iter().enumerate() {
            if let Some(base) = column.unweighted_base {
                let terms = self.terms(table, at, None);
                self.system.relate(&terms, i64::try_from(base).unwrap()).unwrap();
            }
            for (row, line) in shown.rows.iter().enumerate() {
                if let Some(count) = line.cells[at].count {
                    let terms = self.terms(table, at, Some(row));
                    self.system.relate(&terms, i64::try_from(count).unwrap()).unwrap();
                }
            }
        }
    }

    /// The hidden numbers that follow, or nearly do, from everything learnt.
    pub(super) fn found(&self, table: &Public, sensitive: bool) -> Vec<String> {
        let (made, released) = (&table.made, &table.released);
        let everybody: Vec<CellId> = self.kinds.iter().map(|(_, cell)| *cell).collect();
        let mut found = Vec::new();
        let shown = released.shown();
        for (row, line) in shown.rows.iter().enumerate() {
            for (at, cell) in
                line.cells.iter().enumerate().filter(|(_, cell)| cell.marker == Some(Marker::Confidential))
            {
                let count = made.rows[row].cells[at].count;
                let interval = audit_sum(&self.system, &everybody, &self.terms(table, at, Some(row))).unwrap();
                let width = interval.most.zip(interval.least).map_or(i64::MAX, |(most, least)| most - least);
                // How many left a question empty may be told by who they are.
                let silent = made.position > 0 && made.columns[at].is_silent();
                let small = sensitive && !silent && (1..10).contains(&count);
                // Where an opinion tells that few said something, as it may, nothing more than that is told of them.
                let told = made.columns[at].people.min(made.rows[row].cells[0].count).min(9);
                if (count > 0 && !silent && width < 1) || (small && width < i64::try_from(told).unwrap()) {
                    found.push(format!(
                        "{}: row {row}, column `{}`: {count}, width {width} ({cell:?})",
                        shown.permalink, shown.columns[at].id
                    ));
                }
            }
        }
        found
    }
}
