//! The rows of nets: added up where nobody is in two of their members, counted where somebody may be.

use crate::breakdown::Plan;
use crate::breakdown::columns::{ColumnPlan, merge};
use crate::breakdown::nets::Net;
use crate::breakdown::plan::Purpose;
use crate::breakdown::rows::{RowPlan, tally};
use crate::breakdown::table::{Cell, Column, PathPart, Row};
use crate::breakdown::tabulate::cell;
use crate::engine::{Crosstab, CrosstabColumn, Tally};
use crate::survey::Questionnaire;

/// What the nets of a table are made from.
pub(super) struct NetCounts<'a> {
    pub(super) plan: &'a Plan,
    pub(super) counted: &'a [Crosstab],
    pub(super) questionnaire: &'a Questionnaire,
}

impl NetCounts<'_> {
    /// One row for each net of which at least two members are rows.
    pub(super) fn rows(&self, rows: &[RowPlan], plans: &[ColumnPlan], columns: &[Column]) -> Vec<Row> {
        let nets = self.plan.nets.iter().enumerate();
        let row = |(at, net): (usize, &Net)| {
            let is_member = |row: &RowPlan| row.code().is_some_and(|code| net.members.contains(&code));
            let members: Vec<usize> = (0..rows.len()).filter(|at| rows.get(*at).is_some_and(is_member)).collect();
            let cells = self.cells(at, &members, rows, plans, columns);
            let (id, label) = (net.id.clone(), net.label.clone());
            (members.len() > 1).then_some(Row {
                id,
                label,
                code: None,
                members,
                reason: None,
                span: None,
                cells,
                filed: None,
            })
        };
        nets.filter_map(row).collect()
    }

    fn cells(
        &self,
        net: usize,
        members: &[usize],
        rows: &[RowPlan],
        plans: &[ColumnPlan],
        columns: &[Column],
    ) -> Vec<Cell> {
        let counted = self.counted_columns(Purpose::Net(net));
        let tallies = plans.iter().map(|plan| {
            let Some(counted) = &counted else {
                let members = members.iter().filter_map(|at| rows.get(*at));
                return members.fold(Tally::default(), |sum, row| sum.plus(tally(row, &plan.counts, Tally::default)));
            };
            let here = counted.iter().find(|(path, column)| *path == plan.path && column.block == plan.counts.block);
            here.map(|(_, column)| column.respondents).unwrap_or_default()
        });
        tallies.zip(columns).map(|(tally, column)| cell(tally, column)).collect()
    }

    /// The columns of the count made for a net; `None` where it is the sum of its members.
    pub(super) fn counted_columns(&self, purpose: Purpose) -> Option<Vec<(Vec<PathPart>, CrosstabColumn)>> {
        let crosstab = self.plan.counted(purpose, self.counted)?;
        Some(merge(&crosstab.columns, &self.plan.main.banner, self.questionnaire))
    }
}
