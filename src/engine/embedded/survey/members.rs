//! Who is behind a count: the positions of the respondents of every column, answer and reason.

use super::banner::Block;
use super::coded::{Coded, Entries};
use super::crowd::{Crowd, slots_of};
use super::keep::Kept;
use super::slots::Role;
use super::{Answering, Fault};
use crate::engine::embedded::lexicon::Lexicon;
use crate::engine::{ColumnMembers, TabulateRequest};

/// Lists who is behind the counts that `request` asks for, in the same columns; those nobody is in are left out.
pub(super) fn members(
    from: &Answering<'_>,
    request: &TabulateRequest,
    lexicon: &Lexicon,
) -> Result<Vec<ColumnMembers>, Fault> {
    let rows = from.coded(request.question)?;
    let kept = Kept::new(from, request, lexicon)?;
    let crowd = Crowd::new(kept.people(0, kept.candidates()), None);
    let mut columns = in_block(None, &Block::new(from, &[])?, &crowd, &rows);
    for (number, path) in request.banner.iter().enumerate() {
        columns.extend(in_block(Some(number), &Block::new(from, path)?, &crowd, &rows));
    }
    Ok(columns)
}

fn in_block(number: Option<usize>, block: &Block, crowd: &Crowd<'_>, rows: &Coded) -> Vec<ColumnMembers> {
    let roles = rows.slots().roles(rows.offsets().is_some());
    let column = |at| ColumnMembers { block: number, path: block.path(at), ..ColumnMembers::default() };
    let mut members: Vec<ColumnMembers> = (0..block.width()).map(column).collect();
    let mut places = Vec::new();
    if number.is_none() {
        crowd.begin(&mut places);
    }
    let spread = number.and_then(|_| block.place(crowd, &mut places));
    spread.as_ref().unwrap_or(crowd).each_placed(&places, |person, column, _| {
        if let Some(members) = members.get_mut(column as usize) {
            for role in slots(rows, person).into_iter().filter_map(|slot| roles.get(slot)) {
                add(members, person, *role);
            }
        }
    });
    members.retain(|members| !members.respondents.is_empty());
    members
}

fn add(members: &mut ColumnMembers, person: u32, role: Role) {
    if role.person {
        members.respondents.push(person);
    }
    if let Some(code) = role.answer {
        members.answers.entry(code).or_default().push(person);
    }
    if let Some(reason) = role.reason.filter(|_| role.person) {
        members.missing.entry(reason).or_default().push(person);
    }
}

/// The slots a respondent is in.
fn slots(rows: &Coded, person: u32) -> Vec<usize> {
    fn of<T: Copy + Into<u32>>(person: u32, offsets: Option<&[u32]>, entries: &[T]) -> Vec<usize> {
        let wide = |slot: &T| (*slot).into() as usize;
        match offsets {
            None => entries.get(person as usize).map(wide).into_iter().collect(),
            Some(offsets) => slots_of(person, offsets, entries).iter().map(wide).collect(),
        }
    }
    match rows.entries() {
        Entries::Small(entries) => of(person, rows.offsets(), entries),
        Entries::Wide(entries) => of(person, rows.offsets(), entries),
    }
}
