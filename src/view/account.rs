//! The account of a load in the shape people read it: totals that add up, questions by kind, and the columns in their order
//! with those of one question together.

use std::collections::{BTreeMap, BTreeSet};

use crate::survey::QuestionKind;
use crate::survey::load::ColumnAccount;

/// What became of all cells of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Every cell of every data row.
    pub cells: u64,
    /// Became an option, number, date or tick.
    pub mapped: u64,
    /// Kept as words.
    pub stored: u64,
    /// The rest.
    pub left_out: u64,
    /// Why the rest was left out.
    pub reasons: BTreeMap<String, u64>,
}

impl Totals {
    /// The sums over `columns`.
    pub fn of(columns: &[ColumnAccount]) -> Self {
        let mut totals = Self::default();
        for column in columns {
            totals.cells = totals.cells.saturating_add(column.cells);
            totals.mapped = totals.mapped.saturating_add(column.mapped);
            totals.stored = totals.stored.saturating_add(column.stored);
            totals.left_out = totals.left_out.saturating_add(column.left_out);
            for (reason, count) in &column.reasons {
                let sum = totals.reasons.entry(reason.clone()).or_default();
                *sum = sum.saturating_add(*count);
            }
        }
        totals
    }
}

/// Why cells are left out, in a person's words; the reason itself where it is not one of the bank's own.
pub fn meaning_of(reason: &str) -> &str {
    match reason {
        "blank" => "the cell is empty",
        "not_asked" => "the question was not put to this person",
        "not_applicable" => "the person said that it does not apply",
        "prefer_not_to_say" => "the person would rather not say",
        "invalid" => "no answer that the question allows",
        "technical" => "no answer but a time, number or address of the record",
        other => other,
    }
}

/// How many questions of each kind the columns went to.
pub fn kinds(columns: &[ColumnAccount]) -> BTreeMap<QuestionKind, u64> {
    let mut seen = BTreeSet::new();
    let mut kinds = BTreeMap::new();
    for column in columns {
        if let (Some(question), Some(kind)) = (&column.question, column.kind)
            && seen.insert(question)
        {
            *kinds.entry(kind).or_default() += 1;
        }
    }
    kinds
}

/// What a spreadsheet calls the column at `position`: `A` for the first, `AA` after `Z`.
pub fn letters(position: usize) -> String {
    let mut rest = position;
    let mut backwards = Vec::new();
    loop {
        backwards.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => return backwards.iter().rev().collect(),
        }
    }
}

/// What the columns of a block have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared<'r> {
    /// The grid their questions are items of.
    Grid(&'r str),
    /// The question they went to.
    Question(&'r str),
    /// That they went to no question.
    Nothing,
}

/// Columns side by side that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block<'r> {
    /// The position of the first of them in the file.
    pub first: usize,
    /// The columns.
    pub columns: &'r [ColumnAccount],
    /// What they have in common.
    pub shared: Shared<'r>,
}

impl<'r> Block<'r> {
    /// The blocks of a file, in its order; together they hold every column once.
    pub fn all(columns: &'r [ColumnAccount]) -> Vec<Self> {
        let mut first = 0;
        let block = |columns: &'r [ColumnAccount]| {
            let shared = columns.first().map_or(Shared::Nothing, shared);
            let block = Self { first, columns, shared };
            first += columns.len();
            block
        };
        columns.chunk_by(|one, next| shared(one) == shared(next)).map(block).collect()
    }

    /// Whether the same became of the cells of every column: one line can then stand for all.
    pub fn is_alike(&self) -> bool {
        let facts = |column: &'r ColumnAccount| (column.mapped, column.stored, column.left_out, &column.reasons);
        self.columns.windows(2).all(|pair| matches!(pair, [one, next] if facts(one) == facts(next)))
    }

    /// The letters of its columns.
    pub fn letters(&self) -> String {
        let last = self.first + self.columns.len().saturating_sub(1);
        if last == self.first {
            return letters(self.first);
        }
        format!("{} to {}", letters(self.first), letters(last))
    }

    /// What its columns are to what they share.
    pub fn part(&self) -> &'static str {
        match (self.shared, self.columns.first().and_then(|column| column.kind)) {
            (Shared::Nothing, _) => "no question",
            (Shared::Grid(_), _) => "item each of",
            (Shared::Question(_), Some(QuestionKind::Multiple)) => "option each of",
            (Shared::Question(_), Some(QuestionKind::Ranking)) => "place each of",
            (Shared::Question(_), _) => "part each of",
        }
    }
}

fn shared(column: &ColumnAccount) -> Shared<'_> {
    match (&column.grid, &column.question) {
        (Some(grid), _) => Shared::Grid(grid),
        (None, Some(question)) => Shared::Question(question),
        (None, None) => Shared::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn column(question: Option<&str>, mapped: u64, blank: u64) -> ColumnAccount {
        ColumnAccount {
            name: "a heading".to_owned(),
            question: question.map(str::to_owned),
            kind: question.map(|_| QuestionKind::Multiple),
            grid: None,
            cells: mapped + blank,
            mapped,
            stored: 0,
            left_out: blank,
            reasons: BTreeMap::from([("blank".to_owned(), blank)]),
        }
    }

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        let called: Vec<String> = [0, 25, 26, 51, 52, 701, 702, 16_383].into_iter().map(letters).collect();
        assert_eq!(called, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn columns_of_one_question_stand_together_and_are_alike_only_if_the_same_became_of_their_cells() {
        let columns = [column(None, 0, 3), column(Some("q"), 1, 2), column(Some("q"), 1, 2), column(Some("r"), 1, 2)];
        let blocks = Block::all(&columns);
        let seen: Vec<(String, bool)> = blocks.iter().map(|block| (block.letters(), block.is_alike())).collect();
        assert_eq!(seen, [("A".to_owned(), true), ("B to C".to_owned(), true), ("D".to_owned(), true)]);
        let uneven = [column(Some("q"), 1, 2), column(Some("q"), 2, 1)];
        assert!(!Block::all(&uneven)[0].is_alike());
        assert_eq!(kinds(&columns), BTreeMap::from([(QuestionKind::Multiple, 2)]));
    }

    proptest! {
        #[test]
        fn no_column_is_lost_and_the_totals_add_up(made in prop::collection::vec((0_u8..4, 0_u64..9, 0_u64..9), 0..40)) {
            let names = [None, Some("p"), Some("q"), Some("r")];
            let columns: Vec<ColumnAccount> =
                made.iter().map(|(name, mapped, blank)| column(names[usize::from(*name)], *mapped, *blank)).collect();
            let blocks = Block::all(&columns);
            let again: Vec<ColumnAccount> = blocks.iter().flat_map(|block| block.columns.to_vec()).collect();
            prop_assert_eq!(&again, &columns);
            prop_assert!(blocks.iter().all(|block| columns[block.first] == block.columns[0]));
            let totals = Totals::of(&columns);
            prop_assert_eq!(totals.mapped + totals.stored + totals.left_out, totals.cells);
            prop_assert_eq!(totals.reasons.values().sum::<u64>(), totals.left_out);
        }
    }
}
