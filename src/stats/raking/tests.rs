//! Raking: laws, and figures other tools gave.

use proptest::prelude::*;

use super::*;

/// Rows with two margins of two and three categories, every combination among them, and weights to begin with.
fn samples() -> impl Strategy<Value = (Vec<(usize, usize)>, Vec<f64>)> {
    prop::collection::vec((0_usize..2, 0_usize..3, 0.2_f64..5.0), 0..40).prop_map(|more| {
        let each = (0..6).map(|at| (at % 2, at % 3, 1.0));
        each.chain(more).map(|(one, two, weight)| ((one, two), weight)).unzip()
    })
}

/// Targets that are not too far from even.
fn targets() -> impl Strategy<Value = [Vec<f64>; 2]> {
    (0.2_f64..0.8, 0.2_f64..0.5, 0.2_f64..0.4)
        .prop_map(|(one, two, three)| [vec![one, 1.0 - one], vec![two, three, 1.0 - two - three]])
}

fn margins(rows: &[(usize, usize)], [one, two]: &[Vec<f64>; 2]) -> [Margin; 2] {
    [
        Margin { codes: rows.iter().map(|row| Some(row.0)).collect(), targets: one.clone() },
        Margin { codes: rows.iter().map(|row| Some(row.1)).collect(), targets: two.clone() },
    ]
}

fn differ(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).fold(0.0, |most: f64, (one, other)| most.max((one - other).abs()))
}

/// A sample of four people, two of each sex, three young.
fn four() -> Vec<Margin> {
    let codes = |codes: [usize; 4]| codes.map(Some).to_vec();
    vec![
        Margin { codes: codes([0, 0, 1, 1]), targets: vec![0.4, 0.6] },
        Margin { codes: codes([0, 0, 0, 1]), targets: vec![70.0, 30.0] },
    ]
}

fn refused(change: impl FnOnce(&mut Vec<f64>, &mut Vec<Margin>)) -> RakingRefusal {
    let (mut start, mut margins) = (vec![1.0; 4], four());
    change(&mut start, &mut margins);
    rake(&start, &margins, Limits::default()).unwrap_err()
}

/// R 4.2.2, survey 4.1-1: `rake` of eight people to 60:40 and 50:50.
#[test]
fn weights_are_those_of_r() {
    let codes = |codes: [usize; 8]| codes.map(Some).to_vec();
    let margins = [
        Margin { codes: codes([0, 0, 0, 1, 1, 1, 1, 0]), targets: vec![0.6, 0.4] },
        Margin { codes: codes([0, 1, 0, 1, 0, 1, 1, 1]), targets: vec![0.5, 0.5] },
    ];
    let raked = rake(&[1.0; 8], &margins, Limits::default()).unwrap();
    let (a, b, c, d) = (1.456_440_422_583_831, 0.943_559_577_416_396, 0.704_293_615_055_736, 1.087_119_154_832_338);
    assert!(differ(&raked.weights, &[a, b, a, c, d, c, c, b]) < 1e-9);
}

#[test]
fn every_refusal_names_its_cause() {
    assert_eq!(rake(&[], &four(), Limits::default()), Err(RakingRefusal::NoRows));
    assert_eq!(rake(&[1.0], &[], Limits::default()), Err(RakingRefusal::NoMargins));
    assert_eq!(rake(&[1.0; 4], &four(), Limits { rounds: 0, ..Limits::default() }), Err(RakingRefusal::NoRounds));
    assert_eq!(refused(|start, _| start[1] = 0.0), RakingRefusal::BadStart { row: 1, weight: 0.0, rows: 1 });
    assert_eq!(refused(|start, _| start[2..].fill(-1.0)), RakingRefusal::BadStart { row: 2, weight: -1.0, rows: 2 });
    assert!(matches!(refused(|start, _| start[3] = f64::NAN), RakingRefusal::BadStart { row: 3, rows: 1, .. }));
    assert_eq!(
        refused(|_, margins| _ = margins[1].codes.pop()),
        RakingRefusal::CodesMissing { margin: 1, codes: 3, rows: 4 }
    );
    assert_eq!(
        refused(|_, margins| margins[1].targets = vec![-1.0, 2.0]),
        RakingRefusal::BadTarget { margin: 1, category: 0, target: -1.0 }
    );
    assert_eq!(refused(|_, margins| margins[0].targets[1] = 0.5), RakingRefusal::TargetSum { margin: 0, sum: 0.9 });
    assert_eq!(refused(|_, margins| margins[1].codes[2] = None), RakingRefusal::Uncoded { margin: 1, row: 2, rows: 1 });
    assert_eq!(
        refused(|_, margins| margins[0].codes[0] = Some(9)),
        RakingRefusal::Uncoded { margin: 0, row: 0, rows: 1 }
    );
    assert_eq!(
        refused(|_, margins| margins[0].targets = vec![0.25, 0.5, 0.25]),
        RakingRefusal::EmptyCategory { margin: 0, category: 2, target: 0.25 }
    );
    assert_eq!(
        refused(|_, margins| margins[0].targets = vec![0.0, 1.0]),
        RakingRefusal::ZeroTarget { margin: 0, category: 0, rows: 2 }
    );
}

/// The only person who is old is of the second sex, of whom there are to be fewer than of the old.
#[test]
fn margins_that_contradict_each_other_are_refused() {
    let contradictory = refused(|_, margins| margins[1].targets = vec![30.0, 70.0]);
    let RakingRefusal::NoConvergence { worst, .. } = contradictory else { panic!("{contradictory}") };
    assert!(worst.margin == 0 && (worst.achieved - worst.target).abs() > 0.05);
}

#[test]
fn a_category_that_nobody_is_to_have_may_be_empty() {
    let mut margins = four();
    margins[0].targets = vec![0.4, 0.6, 0.0];
    assert!(rake(&[1.0; 4], &margins, Limits::default()).is_ok());
}

#[test]
fn bounds_that_leave_no_room_are_refused() {
    let within = |bounds| rake_within(&[1.0; 4], &four(), bounds, Limits::default());
    assert!(matches!(within([1.1, 3.0]), Err(RakingRefusal::BadBounds { .. })));
    assert!(matches!(within([0.3, f64::INFINITY]), Err(RakingRefusal::BadBounds { .. })));
    assert!(matches!(within([0.95, 3.0]), Err(RakingRefusal::OutOfReach { margin: 0, category: 0, .. })));
}

/// The old one is to weigh 1, so the other of the second sex would have to weigh 1.4.
#[test]
fn margins_that_cannot_both_be_met_within_bounds_are_refused() {
    let mut margins = four();
    margins[1].targets = vec![75.0, 25.0];
    assert!(rake(&[1.0; 4], &margins, Limits::default()).is_ok());
    let narrow = rake_within(&[1.0; 4], &margins, [0.3, 1.3], Limits::default());
    assert!(matches!(narrow, Err(RakingRefusal::NoConvergence { rounds: 5000, .. })), "{narrow:?}");
}

proptest! {
    #[test]
    fn margins_are_met_and_raking_again_changes_nothing((rows, start) in samples(), targets in targets()) {
        let margins = margins(&rows, &targets);
        let raked = rake(&start, &margins, Limits::default()).unwrap();
        let all: f64 = raked.weights.iter().sum();
        prop_assert!((all / count(rows.len()) - 1.0).abs() < 1e-9);
        for (margin, targets) in margins.iter().zip(&targets) {
            for (category, target) in targets.iter().enumerate() {
                let members = raked.weights.iter().zip(&margin.codes).filter(|(_, code)| **code == Some(category));
                let sum: f64 = members.map(|(weight, _)| weight).sum();
                prop_assert!((sum / all - target).abs() < 1e-9);
            }
        }
        let again = rake(&raked.weights, &margins, Limits::default()).unwrap();
        prop_assert!(differ(&again.weights, &raked.weights) < 1e-8);
    }

    #[test]
    fn neither_the_scale_of_weights_nor_of_targets_matters((rows, start) in samples(), targets in targets(), scale in 0.01_f64..100.0) {
        let raked = rake(&start, &margins(&rows, &targets), Limits::default()).unwrap();
        let scaled: Vec<f64> = start.iter().map(|weight| weight * scale).collect();
        let hundred = targets.map(|targets| targets.into_iter().map(|target| target * 100.0).collect());
        let other = rake(&scaled, &margins(&rows, &hundred), Limits::default()).unwrap();
        prop_assert!(differ(&raked.weights, &other.weights) < 1e-9);
    }

    #[test]
    fn people_alike_in_all_margins_keep_their_proportion((rows, start) in samples(), targets in targets()) {
        let raked = rake(&start, &margins(&rows, &targets), Limits::default()).unwrap();
        let factors: Vec<f64> = raked.weights.iter().zip(&start).map(|(weight, start)| weight / start).collect();
        for (row, factor) in rows.iter().zip(&factors) {
            let same = rows.iter().zip(&factors).filter(|(other, _)| *other == row);
            prop_assert!(same.into_iter().all(|(_, other)| (other / factor - 1.0).abs() < 1e-9));
        }
    }

    #[test]
    fn bounds_are_kept_with_margins_met((rows, start) in samples(), targets in targets(), upper in 1.2_f64..4.0) {
        let margins = margins(&rows, &targets);
        let Ok(raked) = rake_within(&start, &margins, [0.3, upper], Limits::default()) else { return Ok(()) };
        prop_assert!(raked.weights.iter().all(|weight| (0.3..=upper).contains(weight)));
        prop_assert!(raked.worst.error() <= 1e-10);
        let free = rake(&start, &margins, Limits::default()).unwrap();
        let fits = free.weights.iter().all(|weight| (0.3..=upper).contains(weight));
        prop_assert!(!fits || differ(&free.weights, &raked.weights) < 1e-7);
    }
}
