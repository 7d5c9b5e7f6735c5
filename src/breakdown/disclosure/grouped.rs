//! Tables of which some answers are told only in groups.

use crate::breakdown::table::Table;

/// A table with its answers in groups.
pub(in crate::breakdown) struct Grouped {
    /// The table, each column and row named after the group it is in.
    pub(in crate::breakdown) table: Table,
    /// By column: whether it is of a part of a group.
    pub(in crate::breakdown) columns: Vec<bool>,
    /// By row: the same.
    pub(in crate::breakdown) rows: Vec<bool>,
}

impl Grouped {
    /// A table whose answers are groups by themselves.
    pub(in crate::breakdown) fn as_it_is(table: &Table) -> Self {
        Self { table: table.clone(), columns: Vec::new(), rows: Vec::new() }
    }
}
