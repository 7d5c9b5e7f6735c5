//! The signs of a table that are no plain number, and what each means.

use crate::breakdown::disclosure::{ShownCell, ShownTable};
use crate::breakdown::table::Marker;

/// A sign and its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// As print has it.
    pub sign: &'static str,
    /// What it means, in a few words.
    pub meaning: &'static str,
}

/// Every sign a table can have. The markers are the shorthand of the Government Analysis Function.
pub const SIGNS: [Sign; 6] = [
    Sign { sign: "[c]", meaning: "hidden for confidentiality" },
    Sign { sign: "[u]", meaning: "base too small to rely on" },
    Sign { sign: "[x]", meaning: "not available" },
    Sign { sign: "[z]", meaning: "nobody in the base" },
    Sign { sign: "<1", meaning: "some, but less than half of one percent" },
    Sign { sign: ">99", meaning: "99.5% or more, but not all" },
];

/// What can stand behind a figure.
const BESIDE: [Sign; 3] = [
    Sign { sign: "(25 to 33)", meaning: "the interval: how far the figure could be off by chance" },
    Sign { sign: "A, B, C", meaning: "higher than the column of that letter, beyond chance" },
    Sign { sign: "higher, lower", meaning: "than everybody else in the table; a note says by what rule" },
];

impl ShownTable {
    /// The signs that are in the table, in the order of [`SIGNS`].
    pub fn legend(&self) -> Vec<Sign> {
        SIGNS.into_iter().filter(|sign| self.has(sign.sign)).collect()
    }

    /// What stands behind figures in the table and what it means: intervals, letters, words.
    pub fn legend_beside(&self) -> Vec<Sign> {
        let any = |test: &dyn Fn(&ShownCell) -> bool| self.rows.iter().flat_map(|row| &row.cells).any(test);
        let beside =
            [any(&|cell| cell.interval.is_some()), self.has_letters(), any(&|cell| cell.against_rest.is_some())];
        BESIDE.into_iter().zip(beside).filter_map(|(sign, there)| there.then_some(sign)).collect()
    }

    fn has(&self, sign: &str) -> bool {
        let mut cells = self.rows.iter().flat_map(|row| &row.cells);
        match sign {
            "[c]" => {
                self.columns.iter().any(|column| column.unweighted_base.is_none())
                    || cells.any(|cell| cell.shows(Marker::Confidential))
            }
            "[x]" => self.statistics.iter().any(|statistic| statistic.values.iter().any(Option::is_none)),
            marker if marker.starts_with('[') => cells.any(|cell| cell.printed.ends_with(marker)),
            figure => cells.any(|cell| cell.printed.starts_with(figure)),
        }
    }

    /// Whether any cell names columns that are lower, so that the heads of columns need their letters.
    pub fn has_letters(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).any(|cell| !cell.letters.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use crate::breakdown::fixture;
    use crate::breakdown::{Disclosed, InternalTable, Policy, Table, release};

    fn signs(disclosed: &Disclosed) -> Vec<&'static str> {
        disclosed.shown().legend().into_iter().map(|sign| sign.sign).collect()
    }

    fn made() -> Table {
        fixture::table(&[&[995, 55, 5], &[5, 30, 20]])
    }

    #[test]
    fn only_signs_that_are_in_the_table_are_explained() {
        assert_eq!(signs(&Disclosed::Internal(InternalTable::new(fixture::table(&[&[60], &[40]])))), [""; 0]);
        assert_eq!(signs(&Disclosed::Internal(InternalTable::new(made()))), ["[u]", ">99"]);
        assert_eq!(signs(&Disclosed::Released(release(made(), &Policy::default())))[0], "[c]");
    }
}
