//! Names for the numbers of a release: the same people counted in two tables have one name.

use crate::breakdown::table::{Column, PathPart, Row, Table};
use crate::survey::QuestionKind;

/// The people of a number: what they said to each of some questions, sorted by question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key(Vec<(usize, Said)>);

/// What somebody said to a question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Said {
    /// An answer that counts.
    Something,
    /// This option or code; of several that may be chosen, this one among them.
    Option(u16),
    /// Of several that may be chosen, another than this.
    NotOption(u16),
    /// Any of these options or codes, several of them, ascending.
    AnyOf(Vec<u16>),
    /// Something, and none of these.
    NoneOf(Vec<u16>),
    /// Something that the row of this id counts, which is no option: a number, a band, a net.
    Row(String),
    /// Something else than what this row counts.
    NotRow(String),
    /// Something, in a statistic over all of it.
    Measured,
    /// Nothing that counts.
    Nothing,
}

impl Key {
    fn new(table: &Table, column: &Column, said: Said) -> Self {
        let part = |part: &PathPart| (part.question, part.option.map_or(Said::Nothing, Said::Option));
        let path = table.within.iter().chain(&column.path);
        let mut parts: Vec<(usize, Said)> = path.map(part).chain([(table.position, said)]).collect();
        parts.sort_unstable();
        parts.dedup();
        Self(parts)
    }

    /// Everybody in the base of a column.
    pub(super) fn base(table: &Table, column: &Column) -> Self {
        Self::new(table, column, Said::Something)
    }

    /// Everybody in a cell.
    pub(super) fn cell(table: &Table, row: usize, column: &Column) -> Self {
        Self::new(table, column, said(table, row).0)
    }

    /// Everybody in a row, in whatever column.
    pub(super) fn answer(table: &Table, row: usize) -> Self {
        Self(vec![(table.position, said(table, row).0)])
    }

    /// Everybody in the base of a column who is not in a cell of it.
    pub(super) fn rest(table: &Table, row: usize, column: &Column) -> Self {
        Self::new(table, column, said(table, row).1)
    }

    /// Where these people said something to a question: those who did or did not, and those who did not. The first is the sum of
    /// these people and the second.
    pub(super) fn with_the_silent(&self) -> impl Iterator<Item = (Self, Self)> + '_ {
        let something = self.0.iter().enumerate().filter(|(_, (_, said))| *said == Said::Something);
        something.map(|(at, (question, _))| {
            let (mut everybody, mut silent) = (self.0.clone(), self.0.clone());
            everybody.remove(at);
            silent[at] = (*question, Said::Nothing);
            silent.sort_unstable();
            (Self(everybody), Self(silent))
        })
    }

    /// The statistics of a column.
    pub(super) fn statistics(table: &Table, column: &Column) -> Self {
        Self::new(table, column, Said::Measured)
    }
}

/// What the people of a row said, and what the others of its column did who said something.
fn said(table: &Table, row: usize) -> (Said, Said) {
    let codes = |codes: &[u16]| match codes {
        [code] => (Said::Option(*code), Said::NotOption(*code)),
        codes => (Said::AnyOf(codes.to_vec()), Said::NoneOf(codes.to_vec())),
    };
    match (table.rows.get(row).and_then(|row| row.filed.as_ref()), option(table, row)) {
        (Some(filed), _) if filed.any => codes(&filed.codes),
        (Some(filed), _) => {
            let (any, none) = codes(&filed.codes);
            (none, any)
        }
        (None, Some(code)) => (Said::Option(code), Said::NotOption(code)),
        (None, None) => (Said::Row(id(table, row)), Said::NotRow(id(table, row))),
    }
}

fn id(table: &Table, row: usize) -> String {
    table.rows.get(row).map_or_else(String::new, |row| row.id.clone())
}

/// The option a row stands for. The ranks of an item are no options that a column could have.
fn option(table: &Table, row: usize) -> Option<u16> {
    let row: &Row = table.rows.get(row)?;
    row.code.filter(|_| table.kind != QuestionKind::Ranking)
}
