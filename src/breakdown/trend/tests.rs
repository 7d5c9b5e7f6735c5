//! What is compared, what is called a change, and what is not.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::breakdown::fixture::{single, source, table};
use crate::breakdown::{InternalTable, Policy, release};
use crate::survey::{LinkedBy, OptionsChange};

fn link() -> Link {
    let q1 = "q1".to_owned();
    Link { earlier: q1.clone(), later: q1, by: LinkedBy::Both, reworded: false, options: OptionsChange::Same }
}

/// A wave of `year` in which so many gave each option.
fn wave(year: i32, counts: &[u64], kind: SurveyKind) -> WaveTable {
    wave_seen(year, counts, kind, |made| Disclosed::Internal(InternalTable::new(made)))
}

fn wave_seen(
    year: i32,
    counts: &[u64],
    kind: SurveyKind,
    seen: impl Fn(crate::breakdown::Table) -> Disclosed,
) -> WaveTable {
    let rows: Vec<[u64; 1]> = counts.iter().map(|count| [*count]).collect();
    let mut made = table(&rows.iter().map(<[u64; 1]>::as_slice).collect::<Vec<_>>());
    made.survey_kind = kind;
    made.evidence.estimates = matches!(kind, SurveyKind::Probability | SurveyKind::Census);
    let labels: Vec<String> = made.rows.iter().map(|row| row.label.clone()).collect();
    let question = single("q1", &labels.iter().map(String::as_str).collect::<Vec<_>>());
    let source = Arc::new(Source { year: Some(year), survey_kind: Some(kind), ..source() });
    WaveTable { source, question, table: seen(made), link: Some(link()) }
}

fn random(waves: &[(i32, &[u64])]) -> Trend {
    trend(waves.iter().map(|(year, counts)| wave(*year, counts, SurveyKind::Probability)).collect(), Vec::new())
}

fn change(trend: &Trend, row: usize, wave: usize) -> Option<TrendChange> {
    trend.rows[row].cells[wave].change
}

#[test]
fn a_clear_change_is_marked_and_a_small_one_is_not() {
    let made = random(&[(2024, &[200, 200]), (2025, &[260, 140]), (2026, &[264, 136])]);
    let first = change(&made, 0, 1).unwrap();
    assert_eq!((first.marked, format_points(first.difference).as_str()), (Some(Against::Higher), "+15"));
    let interval = first.interval.unwrap();
    let error = (0.25_f64 / 399.0 + 0.65 * 0.35 / 399.0).sqrt();
    assert!((interval.high - interval.low - 2.0 * 1.959_963_984_540_054 * error).abs() < 1e-9);
    assert_eq!(change(&made, 1, 1).unwrap().marked, Some(Against::Lower));
    assert_eq!(change(&made, 0, 2).unwrap().marked, None);
    assert_eq!(change(&made, 0, 0), None);
    assert_eq!((made.rows[0].trend, made.rows[1].trend), (Some(Against::Higher), Some(Against::Lower)));
    assert_eq!(made.test, Some(TrendTest { from: 0, plain: true, by_year: true }));
}

#[test]
fn what_is_sure_but_tiny_is_no_change() {
    let made = random(&[(2024, &[500_000, 500_000]), (2025, &[510_000, 490_000])]);
    let found = change(&made, 0, 1).unwrap();
    assert!(found.p.unwrap() < 1e-9 && found.marked.is_none());
    let made = random(&[(2024, &[500_000, 500_000]), (2025, &[520_000, 480_000])]);
    assert_eq!(change(&made, 0, 1).unwrap().marked, Some(Against::Higher));
}

#[test]
fn where_people_chose_to_take_part_only_a_wide_gap_is_marked_and_nothing_is_tested() {
    let of = |later: &[u64]| {
        let waves = [(2024, &[100, 100][..]), (2025, later), (2026, later)];
        trend(waves.iter().map(|(year, counts)| wave(*year, counts, SurveyKind::SelfSelected)).collect(), Vec::new())
    };
    let made = of(&[120, 80]);
    let found = change(&made, 0, 1).unwrap();
    assert_eq!((found.marked, found.p, found.interval), (Some(Against::Higher), None, None));
    assert_eq!(change(&of(&[118, 82]), 0, 1).unwrap().marked, None);
    assert_eq!(made.test, None);
    assert!(made.notes.iter().any(|note| note.contains("no test of significance")), "{:?}", made.notes);
}

#[test]
fn nothing_is_compared_across_a_break_and_the_reason_is_told() {
    let mut waves: Vec<WaveTable> = [2023, 2024, 2025, 2026]
        .into_iter()
        .zip([[100, 300], [200, 200], [260, 140], [300, 100]])
        .map(|(year, counts)| wave(year, &counts, SurveyKind::Probability))
        .collect();
    waves[1].link = Some(Link { reworded: true, ..link() });
    let made = trend(waves, Vec::new());
    assert_eq!(change(&made, 0, 1), None);
    assert!(made.waves[1].breaks[0].contains("worded otherwise"), "{:?}", made.waves[1].breaks);
    assert!(made.notes.iter().any(|note| note.starts_with("[b] Break between 2023 and 2024: ")), "{:?}", made.notes);
    assert!(change(&made, 0, 2).is_some());
    assert_eq!(made.test.map(|test| test.from), Some(1), "the trend begins after the break");
}

#[test]
fn another_weight_base_kind_or_way_of_asking_is_a_break() {
    let of = |later: &dyn Fn(&mut WaveTable)| {
        let mut waves: Vec<WaveTable> =
            [2024, 2025].into_iter().map(|year| wave(year, &[100, 100], SurveyKind::Probability)).collect();
        for wave in &mut waves {
            Arc::make_mut(&mut wave.source).method = Some("online".to_owned());
        }
        later(&mut waves[1]);
        trend(waves, Vec::new()).waves[1].breaks.concat()
    };
    assert_eq!(of(&|_| ()), "");
    assert!(
        of(&|wave| Arc::make_mut(&mut wave.source).method = Some("paper".to_owned())).contains("paper, before: online")
    );
    let asked_if = crate::survey::Condition { question: "q0".to_owned(), options: Vec::new() };
    assert!(of(&|wave| wave.question.asked_if = Some(asked_if.clone())).contains("other people were asked"));
    let kind = |after: &mut WaveTable| *after = wave(2025, &[100, 100], SurveyKind::SelfSelected);
    assert!(of(&kind).contains("in another way"));
    let weighted = |after: &mut WaveTable| {
        *after = wave_seen(2025, &[100, 100], SurveyKind::Probability, |mut made| {
            made.weight = Some("w".to_owned());
            Disclosed::Internal(InternalTable::new(made))
        });
    };
    assert!(of(&weighted).contains("it is weighted"));
    let rows = |after: &mut WaveTable| *after = wave(2025, &[100, 60, 40], SurveyKind::Probability);
    assert!(of(&rows).contains("other rows"));
}

#[test]
fn weighted_waves_are_tested_with_their_own_errors_and_other_weights_are_told() {
    let weighted = |year: i32, good: u64| {
        wave_seen(year, &[good, 400 - good], SurveyKind::Probability, |mut made| {
            made.weight = Some(format!("w{year}"));
            for (weight, squared) in
                made.rows.iter_mut().flat_map(|row| &mut row.cells).map(|cell| (&mut cell.weighted, &mut cell.squared))
            {
                *squared = *weight * 4.0;
            }
            let column = &mut made.columns[0];
            column.squared = column.weighted_base * 4.0;
            column.effective_base = column.weighted_base / 4.0;
            Disclosed::Internal(InternalTable::new(made))
        })
    };
    let made =
        trend([(2024, 160), (2025, 200), (2026, 260)].map(|(year, good)| weighted(year, good)).into(), Vec::new());
    assert_eq!(made.test, Some(TrendTest { from: 0, plain: false, by_year: true }));
    assert_eq!(made.rows[0].trend, Some(Against::Higher));
    // Ten points of 400 people are clear; of a hundred, which the weights leave, they are not.
    assert_eq!(change(&made, 0, 1).unwrap().marked, None);
    let plain = random(&[(2024, &[160, 240]), (2025, &[200, 200])]);
    assert_eq!(change(&plain, 0, 1).unwrap().marked, Some(Against::Higher));
    assert!(made.notes.iter().any(|note| note.contains("`w2024`, `w2025`, `w2026`")), "{:?}", made.notes);
}

#[test]
fn what_a_release_hides_has_no_change_and_a_small_base_neither() {
    let released = |year: i32, counts: &[u64]| {
        wave_seen(year, counts, SurveyKind::Probability, |mut made| {
            made.class = crate::survey::Class::Sensitive;
            Disclosed::Released(release(made, &Policy::default()))
        })
    };
    let made = trend(vec![released(2025, &[150, 60, 4, 30]), released(2026, &[100, 90, 40, 30])], Vec::new());
    for row in &made.rows {
        let hidden = row.cells[0].cell.as_ref().unwrap().share.is_none();
        assert_eq!(row.cells[1].change.is_none(), hidden, "{row:?}");
    }
    assert!(made.rows[2].cells[1].change.is_none() && made.rows[0].cells[1].change.is_some());
    let small = random(&[(2025, &[10, 12]), (2026, &[200, 100])]);
    assert_eq!(change(&small, 0, 1), None);
}

#[test]
fn options_that_came_or_went_keep_their_rows() {
    let mut waves =
        vec![wave(2025, &[50, 50, 10], SurveyKind::Probability), wave(2026, &[60, 50], SurveyKind::Probability)];
    waves[1].link = Some(Link { options: OptionsChange::Different, ..link() });
    let made = trend(waves, Vec::new());
    assert_eq!(made.rows.len(), 3);
    assert!(made.rows[2].cells[1].cell.is_none() && made.rows[2].cells[0].cell.is_some());
    assert_eq!(made.waves[1].breaks, ["other answers were offered: no longer “Option 2”"]);
}

#[test]
fn points_are_rounded_half_away_from_nought_with_their_sign() {
    for (difference, text) in [
        (0.145, "+15"),
        (-0.145, "-15"),
        (0.004, "0"),
        (-0.004, "0"),
        (0.005, "+1"),
        (0.62 - 0.575, "+5"),
        (f64::NAN, "-"),
    ] {
        assert_eq!(format_points(difference), text, "{difference}");
    }
}

proptest! {
    #[test]
    fn a_change_is_the_difference_of_the_unrounded_shares_and_lies_in_its_interval(
        old in prop::collection::vec(0_u64..400, 3),
        new in prop::collection::vec(0_u64..400, 3),
    ) {
        let made = random(&[(2025, &old), (2026, &new)]);
        for (row, (before, after)) in made.rows.iter().zip(old.iter().zip(&new)) {
            let Some(found) = row.cells[1].change else { continue };
            let share = |count: &u64, all: &[u64]| crate::stats::people(*count) / crate::stats::people(all.iter().sum());
            let wanted = share(after, &new) - share(before, &old);
            prop_assert!((found.difference - wanted).abs() <= f64::EPSILON);
            if let Some(interval) = found.interval {
                prop_assert!(interval.low <= found.difference && found.difference <= interval.high);
                let excludes = interval.low > 0.0 || interval.high < 0.0;
                prop_assert!(excludes || found.marked.is_none(), "marked although chance explains it: {:?}", found);
            }
        }
    }
}
