//! What a policy that rounds shows: nothing but rounded figures, and never few people.

use proptest::prelude::*;

use super::*;
use crate::breakdown::Marker;
use crate::breakdown::fixture::{multiple_table, table};
use crate::breakdown::table::Statistic;
use crate::corpus::SurveyKind;
use crate::survey::{Class, Missing};

const HES: Policy = Policy::NHSD_HES;

/// A number of people and another that is rounded to the same.
fn alike() -> impl Strategy<Value = [u64; 2]> {
    let few = (1_u64..8, 1_u64..8).prop_map(|(one, other)| [one, other]);
    let ten = (8_u64..13, 8_u64..13).prop_map(|(one, other)| [one, other]);
    prop_oneof![Just([0, 0]), few, ten, many_alike(3)]
}

fn many_alike(least: u64) -> impl Strategy<Value = [u64; 2]> {
    (least..40, 0_u64..5, 0_u64..5).prop_map(|(fives, one, other)| [5 * fives + one - 2, 5 * fives + other - 2])
}

/// A sum of weights and another that is rounded to the same.
fn weights_alike() -> impl Strategy<Value = [f64; 2]> {
    let off = || -2.4_f64..2.4;
    (1_u32..30, off(), off()).prop_map(|(fives, one, other)| [one, other].map(|off| 5.0 * f64::from(fives) + off))
}

/// What two tables that round alike are made of.
#[derive(Debug, Clone)]
struct Pair {
    total: [u64; 2],
    bases: Vec<[u64; 2]>,
    cells: Vec<Vec<[u64; 2]>>,
    weights: Vec<[f64; 2]>,
    silent: [u64; 2],
    sensitive: bool,
    weighted: bool,
    several: bool,
}

fn pairs() -> impl Strategy<Value = Pair> {
    let sized = (1_usize..5, 1_usize..5);
    sized.prop_flat_map(|(rows, columns)| {
        let cells = prop::collection::vec(prop::collection::vec(alike(), columns + 1), rows);
        let weights = prop::collection::vec(weights_alike(), (rows + 2) * (columns + 1));
        let numbers = (many_alike(20), prop::collection::vec(alike(), columns), cells, weights, alike());
        (numbers, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(numbers, sensitive, weighted, several)| {
            let (total, bases, cells, weights, silent) = numbers;
            Pair { total, bases, cells, weights, silent, sensitive, weighted, several }
        })
    })
}

impl Pair {
    fn table(&self, which: usize) -> Table {
        let counts: Vec<Vec<u64>> = self.cells.iter().map(|row| row.iter().map(|cell| cell[which]).collect()).collect();
        let rows: Vec<&[u64]> = counts.iter().map(Vec::as_slice).collect();
        let bases: Vec<u64> = std::iter::once(&self.total).chain(&self.bases).map(|base| base[which]).collect();
        let mut made = multiple_table(&rows, &bases);
        made.several = self.several;
        made.class = if self.sensitive { Class::Sensitive } else { Class::Opinion };
        made.survey_kind = SurveyKind::Probability;
        (made.evidence.estimates, made.evidence.intervals) = (true, true);
        made.base.excluded = [(Missing::Blank, self.silent[which]), (Missing::PreferNotToSay, 12)].into();
        made.scores = (1..=rows.len()).map(|score| u32::try_from(score).ok().map(f64::from)).collect();
        let statistic =
            |id: &str| Statistic { id: id.to_owned(), label: id.to_owned(), values: vec![None; bases.len()] };
        made.statistics = ["mean", "sd", "median", "max"].map(statistic).into();
        if self.weighted {
            self.weigh(&mut made, which);
        }
        made
    }

    fn weigh(&self, made: &mut Table, which: usize) {
        made.weight = Some("w".to_owned());
        let mut weights = self.weights.iter().map(|pair| pair[which]);
        for column in &mut made.columns {
            column.weighted_base = weights.next().unwrap_or_default();
            column.effective_base = weights.next().unwrap_or_default();
        }
        // A total that weighs as many as it has people.
        made.columns[0].weighted_base = crate::stats::people(self.total[which]);
        for cell in made.rows.iter_mut().flat_map(|row| &mut row.cells) {
            cell.weighted = if cell.count == 0 { 0.0 } else { weights.next().unwrap_or_default() };
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn tables_that_round_alike_are_shown_alike(pair in pairs()) {
        prop_assert_eq!(release(pair.table(0), &HES), release(pair.table(1), &HES));
    }

    #[test]
    fn few_people_are_never_shown_and_all_others_are_rounded(pair in pairs()) {
        let shown = release(pair.table(0), &HES).shown;
        let bases = shown.columns.iter().filter_map(|column| column.unweighted_base);
        let cells = shown.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.count);
        for n in bases.chain(cells).chain(shown.base.excluded.values().copied().flatten()) {
            prop_assert!(n.is_multiple_of(5) && n != 5, "{n}");
        }
        for cell in shown.rows.iter().flat_map(|row| row.cells.iter().zip(&shown.columns)) {
            let (cell, column) = cell;
            if let (Some(share), Some(weighted), Some(base)) = (cell.share, cell.weighted, column.weighted_base) {
                prop_assert!((share - weighted / base).abs() < 1e-12, "{share} of {base}");
                prop_assert!(weighted % 5.0 == 0.0 && base % 5.0 == 0.0, "{weighted} of {base}");
            }
        }
    }

    #[test]
    fn where_more_is_hidden_too_as_much_is_as_of_exact_counts(pair in pairs()) {
        let rounds = Policy { preset: Preset::Custom, rounding: Some(5), ..Policy::ICS_PUBLIC };
        // Sums of exact weights hide more, so that they do not tell what the counts hide.
        let made = Table { class: Class::Sensitive, weight: None, ..pair.table(0) };
        let (rounded, exact) = (release(made.clone(), &rounds).shown, release(made, &Policy::ICS_PUBLIC).shown);
        let hidden = |shown: &ShownTable| -> Vec<bool> {
            let cells = shown.rows.iter().flat_map(|row| &row.cells);
            cells.map(|cell| cell.marker == Some(Marker::Confidential)).collect()
        };
        prop_assert_eq!(hidden(&rounded), hidden(&exact));
        let counts = rounded.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.count);
        prop_assert!(counts.chain(rounded.columns.iter().filter_map(|column| column.unweighted_base)).all(|n| n.is_multiple_of(5)));
    }
}

#[test]
fn percentages_and_averages_are_of_the_rounded_counts() {
    let mut made = table(&[&[12], &[23], &[0], &[68]]);
    made.class = Class::Opinion;
    made.scores = vec![Some(1.0), Some(2.0), Some(3.0), Some(4.0)];
    made.statistics = ["mean", "min"]
        .map(|id| Statistic { id: id.to_owned(), label: id.to_owned(), values: vec![Some(3.2038)] })
        .into();
    let shown = release(made, &HES).shown;
    let cells: Vec<(Option<u64>, &str)> =
        shown.rows.iter().map(|row| (row.cells[0].count, row.cells[0].printed.as_str())).collect();
    assert_eq!(cells, [(Some(10), "10%"), (Some(25), "24%"), (Some(0), "0%"), (Some(70), "67%")]);
    assert_eq!(shown.columns[0].unweighted_base, Some(105));
    assert_eq!(shown.statistics[0].values, [Some(340.0 / 105.0)]);
    assert_eq!(shown.statistics[1].values, [None]);
    assert!(shown.is_rounded());
    let notes = shown.notes.join(" ");
    for words in ["rounded to the nearest 5, and percentages are of the rounded counts", "Averages are of the rounded"]
    {
        assert!(notes.contains(words), "{notes}");
    }
}

#[test]
fn few_are_hidden_whatever_the_question_and_nothing_beside_them() {
    let mut made = table(&[&[4], &[43], &[60]]);
    made.class = Class::Opinion;
    let released = release(made, &HES);
    let cells: Vec<&str> = released.shown.rows.iter().map(|row| row.cells[0].printed.as_str()).collect();
    assert_eq!(cells, ["[c]", "43%", "57%"]);
    assert_eq!(released.disclosure.hidden_cells, 1);
    assert!(released.shown.notes.iter().any(|note| note.contains("small counts and small bases are hidden")));
}

#[test]
fn weights_that_gross_people_up_tell_no_count() {
    // Everybody stands for a thousand: a sum of weights to the nearest five would tell how many they are.
    let mut made = table(&[&[12], &[88]]);
    (made.class, made.weight) = (Class::Opinion, Some("w".to_owned()));
    made.columns[0].weighted_base = 100_000.0;
    made.rows[0].cells[0].weighted = 12_000.0;
    made.rows[1].cells[0].weighted = 88_000.0;
    let shown = release(made, &HES).shown;
    assert_eq!(shown.rows[0].cells[0].weighted, Some(10_000.0));
    assert_eq!(shown.rows[1].cells[0].share, Some(0.9));
    assert!(shown.notes.iter().any(|note| note.ends_with("rounded to the nearest 5000.")), "{:?}", shown.notes);
}

#[test]
fn of_too_few_people_a_rounded_table_is_the_same_for_any_number_and_weight_of_them() {
    let of = |n: u64, weight: f64| {
        let mut made = table(&[&[n], &[0]]);
        made.weight = Some("w".to_owned());
        made.columns[0].weighted_base *= weight;
        release(made, &HES)
    };
    assert!((1..8).all(|n| of(n, 40.0) == of(0, 1.0)));
}
