//! The release register, against trying every way the people could be spread.

use proptest::prelude::*;

use crate::audit::{Attacker, Block, Members, Register, Source};

fn members(list: &[usize]) -> Members {
    list.iter().copied().collect()
}

/// Whether people can be spread over the members so that `sets` keep their counts and `group` has `people`.
fn possible(sizes: &[u64], sets: &[Members], group: &Members, people: u64) -> bool {
    fn spread(at: usize, chosen: &mut Vec<u64>, sizes: &[u64], fits: &dyn Fn(&[u64]) -> bool) -> bool {
        if at == sizes.len() {
            return fits(chosen);
        }
        (0..=sizes.iter().sum()).any(|people| {
            chosen.push(people);
            let found = spread(at + 1, chosen, sizes, fits);
            chosen.pop();
            found
        })
    }
    let count = |set: &Members, of: &[u64]| set.iter().map(|member| of[member]).sum::<u64>();
    let fits = |chosen: &[u64]| {
        sets.iter().all(|set| count(set, chosen) == count(set, sizes)) && count(group, chosen) == people
    };
    spread(0, &mut Vec::new(), sizes, &fits)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_blocked_group_is_pinned_down_as_said(sizes in prop::collection::vec(0..4_u64, 4), picks in prop::collection::vec(1..16_usize, 1..4)) {
        let sets: Vec<Members> = picks.iter().map(|bits| (0..4).filter(|at| bits & (1 << at) != 0).collect()).collect();
        let register = Register::new(sizes.clone(), 3);
        for block in register.check(&sets, Attacker::Whole).unwrap() {
            let Block::Group { members, people, interval } = block else { continue };
            prop_assert!((1..3).contains(&people));
            let all: Vec<u64> = (0..=sizes.iter().sum()).filter(|people| possible(&sizes, &sets, &members, *people)).collect();
            prop_assert_eq!(interval.least, all.first().map(|least| i64::try_from(*least).unwrap()));
            prop_assert_eq!(interval.most, all.last().map(|most| i64::try_from(*most).unwrap()));
            prop_assert!(interval.whole_width().unwrap() < 2);
        }
    }

    #[test]
    fn a_hidden_set_is_told_when_every_way_to_count_it_agrees(
        sizes in prop::collection::vec(0..4_u64, 4),
        picks in prop::collection::vec(1..16_usize, 2..5),
        released in 0..3_usize,
    ) {
        let mut sets: Vec<Members> = picks.iter().map(|bits| (0..4).filter(|at| bits & (1 << at) != 0).collect()).collect();
        let hidden = sets.pop().unwrap();
        let new = sets.split_off(released.min(sets.len()));
        // How many took part is known, so that the ways to count are few enough to be tried.
        sets.push(members(&[0, 1, 2, 3]));
        let mut register = Register::new(sizes.clone(), 3);
        register.release(sets.clone());
        let told = register.told(&new, std::slice::from_ref(&hidden)).unwrap();
        let ways = |known: &[Members]| (0..=sizes.iter().sum()).filter(|people| possible(&sizes, known, &hidden, *people)).count();
        prop_assert_eq!(told == [0], ways(&sets) > 1 && ways(&[sets.clone(), new].concat()) == 1);
    }

    #[test]
    fn being_within_is_what_it_is_of_sets(one in prop::collection::btree_set(0..200_usize, 0..9), two in prop::collection::btree_set(0..200_usize, 0..9)) {
        let sets: [Members; 2] = [one.iter().copied().collect(), two.iter().copied().collect()];
        prop_assert_eq!(sets[0].is_within(&sets[1]), one.is_subset(&two));
        prop_assert_eq!(sets[0].iter().collect::<Vec<_>>(), one.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn all_but_a_few_is_refused() {
    let mut register = Register::new(vec![60, 40, 6], 10);
    assert_eq!(register.check(&[members(&[0, 1, 2])], Attacker::Whole).unwrap(), []);
    register.release([members(&[0, 1, 2])]);
    let blocks = register.check(&[members(&[0, 1])], Attacker::Whole).unwrap();
    assert_eq!(blocks[0], Block::Between { outer: Source::Earlier(0), inner: Source::New(0), people: 6 });
    assert!(matches!(&blocks[1], Block::Group { people: 6, members: group, .. } if *group == members(&[2])));
    assert_eq!(register.check(&[members(&[0])], Attacker::Whole).unwrap(), []);
}

#[test]
fn three_releases_that_pin_a_group_are_refused_though_no_two_nest() {
    // Rows {0,1} and {2,3}, columns {0,2} and {1,3}, and then a diagonal: that fixes all four, of which the last is small.
    let mut register = Register::new(vec![30, 20, 25, 3], 10);
    register.release([members(&[0, 1]), members(&[2, 3]), members(&[0, 2]), members(&[1, 3])]);
    let blocks = register.check(&[members(&[0, 3])], Attacker::Whole).unwrap();
    assert!(blocks.iter().all(|block| matches!(block, Block::Group { .. })));
    assert!(
        blocks.iter().any(|block| matches!(block, Block::Group { people: 3, interval, .. } if interval.is_exact()))
    );
}

#[test]
fn what_was_given_away_before_is_not_held_against_a_new_release() {
    let mut register = Register::new(vec![60, 6, 50], 10);
    register.release([members(&[0, 1]), members(&[0])]);
    assert_eq!(register.check(&[members(&[2])], Attacker::Whole).unwrap(), []);
}
