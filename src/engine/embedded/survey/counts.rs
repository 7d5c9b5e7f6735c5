//! What has been counted of a block so far: a flat array of tallies, by column and slot.

use std::collections::BTreeMap;

use super::banner::Block;
use super::slots::Role;
use crate::engine::{CrosstabColumn, Distribution, Tally};
use crate::survey::Missing;

/// The counts of one block.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    /// By column, then by slot of the answer.
    pub(super) cells: Vec<Tally>,
    /// By column and number, where the answers are numbers.
    pub(super) values: BTreeMap<(u32, u64), Tally>,
}

/// What is counted: codes by the meaning of their slots, numbers, or words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Codes,
    Values,
    Texts,
}

impl Counts {
    /// Nothing yet, for so many cells.
    pub(super) fn new(cells: usize) -> Self {
        Self { cells: vec![Tally::default(); cells], values: BTreeMap::new() }
    }

    /// The two together.
    pub(super) fn plus(mut self, other: Self) -> Self {
        for (tally, more) in self.cells.iter_mut().zip(other.cells) {
            *tally = tally.plus(more);
        }
        for (key, more) in other.values {
            let tally = self.values.entry(key).or_default();
            *tally = tally.plus(more);
        }
        self
    }

    /// All columns as one.
    pub(super) fn total(&self, width: usize) -> Self {
        let mut total = Self::new(width);
        for column in self.cells.chunks(width.max(1)) {
            for (tally, more) in total.cells.iter_mut().zip(column) {
                *tally = tally.plus(*more);
            }
        }
        for ((_, number), more) in &self.values {
            let tally = total.values.entry((0, *number)).or_default();
            *tally = tally.plus(*more);
        }
        total
    }

    /// The columns of the block called `number`; a "not stated" nobody is in is left out.
    pub(super) fn columns(
        &self,
        number: Option<usize>,
        block: &Block,
        roles: &[Role],
        kind: Kind,
    ) -> Vec<CrosstabColumn> {
        let columns = self.cells.chunks(roles.len().max(1)).enumerate().map(|(at, cells)| {
            let mut column = column(cells, roles, kind);
            if let Distribution::Values(values) = &mut column.answers {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                let own = self.values.range((at, 0)..=(at, u64::MAX));
                values.extend(own.map(|((_, number), tally)| (tantivy::u64_to_f64(*number), *tally)));
            }
            CrosstabColumn { block: number, path: block.path(at), ..column }
        });
        columns.filter(|column| column.respondents.n > 0 || column.path.iter().all(Option::is_some)).collect()
    }
}

/// The tallies of one column by what they mean.
fn column(cells: &[Tally], roles: &[Role], kind: Kind) -> CrosstabColumn {
    let mut respondents = Tally::default();
    let mut missing: BTreeMap<Missing, Tally> = BTreeMap::new();
    let mut codes = BTreeMap::new();
    for (tally, role) in cells.iter().zip(roles).filter(|(tally, _)| tally.n > 0) {
        if role.person {
            respondents = respondents.plus(*tally);
        }
        if let Some(reason) = role.reason {
            let reasons = missing.entry(reason).or_default();
            *reasons = reasons.plus(*tally);
        }
        if let Some(code) = role.answer {
            codes.insert(code, *tally);
        }
    }
    let answers = match kind {
        Kind::Codes => Distribution::Codes(codes),
        Kind::Values => Distribution::Values(Vec::new()),
        Kind::Texts => Distribution::Texts,
    };
    CrosstabColumn { block: None, path: Vec::new(), respondents, missing, answers }
}
