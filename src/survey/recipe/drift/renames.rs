//! Which column that is gone became which that is new.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::alike::{closeness, essence};
use super::slots::{Slot, Spot};
use crate::survey::Question;
use crate::survey::form::Form;

/// How many columns are looked at for which became which.
const LOOKED_AT: usize = 80;

/// Which column that is gone became which new one: the nearest first, then the only ones left.
pub(super) fn find<'f>(
    lost: &mut Vec<Slot<'f>>,
    arrived: &mut Vec<Slot<'f>>,
    old: &Form,
    new: &Form,
) -> Vec<(Slot<'f>, Slot<'f>)> {
    let mut near: Vec<(usize, usize, usize)> = Vec::new();
    for (at, gone) in lost.iter().enumerate().take(LOOKED_AT) {
        for (now, fresh) in arrived.iter().enumerate().take(LOOKED_AT) {
            near.extend(slot_closeness(gone, fresh).map(|close| (close, at, now)));
        }
    }
    near.sort_by_key(|(close, at, now)| (Reverse(*close), *at, *now));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, at, now) in near {
        if pairs.iter().all(|(other, of)| *other != at && *of != now) {
            pairs.push((at, now));
        }
    }
    let left = |count: usize, taken: &dyn Fn(usize) -> bool| (0..count).filter(|at| !taken(*at)).collect::<Vec<_>>();
    let gone = left(lost.len(), &|at| pairs.iter().any(|(other, _)| *other == at));
    let fresh = left(arrived.len(), &|at| pairs.iter().any(|(_, other)| *other == at));
    for at in gone.into_iter().take(LOOKED_AT) {
        let same = |now: &&usize| could_be(&lost[at], &arrived[**now], old, new);
        let mut candidates = fresh.iter().take(LOOKED_AT).filter(same);
        let only = candidates.next().filter(|_| candidates.next().is_none());
        if let Some(now) = only.filter(|now| pairs.iter().all(|(_, other)| other != *now)) {
            pairs.push((at, *now));
        }
    }
    pairs.sort_unstable();
    let renamed = pairs.iter().map(|(at, now)| (lost[*at], arrived[*now])).collect();
    let (gone, fresh): (BTreeSet<usize>, BTreeSet<usize>) = pairs.into_iter().unzip();
    let mut place = 0..;
    lost.retain(|_| !place.next().is_some_and(|at| gone.contains(&at)));
    let mut place = 0..;
    arrived.retain(|_| !place.next().is_some_and(|at| fresh.contains(&at)));
    renamed
}

fn slot_closeness(gone: &Slot<'_>, fresh: &Slot<'_>) -> Option<usize> {
    let pairs = gone.names.iter().flat_map(|name| fresh.names.iter().map(move |other| (name, other)));
    pairs.filter_map(|(name, other)| heading_closeness(name, other)).max()
}

/// Two headings of one battery are told apart by what comes after the words they share.
fn heading_closeness(name: &str, other: &str) -> Option<usize> {
    match (parts(name), parts(other)) {
        (Some((stem, tail)), Some((same, end))) if stem == same => closeness(tail, end),
        _ => closeness(name, other),
    }
}

/// A heading as the words of its question and those of its option or item.
pub(super) fn parts(heading: &str) -> Option<(String, &str)> {
    let ends = ["[", "_", " - ", ": ", "/"].iter().filter_map(|mark| Some((heading.rfind(mark)?, mark.len())));
    let (end, length) = ends.max()?;
    let (stem, tail) = (heading.get(..end)?, heading.get(end + length..)?.trim_end_matches(']'));
    (!stem.trim().is_empty() && !tail.trim().is_empty()).then(|| (essence(stem), tail))
}

/// Whether one column can have become the other though they share no words: options of one battery, or questions that are
/// answered alike.
fn could_be(gone: &Slot<'_>, fresh: &Slot<'_>, old: &Form, new: &Form) -> bool {
    let stem = |slot: &Slot<'_>| parts(slot.name()).map(|(stem, _)| stem);
    if matches!(gone.spot, Spot::Option(_)) {
        return stem(gone).is_some() && stem(gone) == stem(fresh);
    }
    let was = gone.question.and_then(|at| old.questions.get(at));
    let (Some(was), Some(is)) = (was, fresh.question.and_then(|at| new.questions.get(at))) else {
        return false;
    };
    (gone.spot, fresh.spot) == (Spot::One, Spot::One) && are_answered_alike(&was.question, &is.question)
}

fn are_answered_alike(was: &Question, is: &Question) -> bool {
    let labels = |of: &Question| of.options.iter().map(|option| essence(&option.label)).collect::<BTreeSet<_>>();
    let (ours, theirs) = (labels(was), labels(is));
    !ours.is_empty() && ours.intersection(&theirs).count() * 2 >= ours.len().max(theirs.len())
}
