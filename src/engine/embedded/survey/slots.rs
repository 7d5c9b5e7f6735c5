//! What an answer counts as: a small number, the same for all who answered alike. Answers and reasons for none are numbers of one
//! kind, so that a count looks at one array and asks nothing.
//!
//! The codes of a question come first, each its own slot. Then one slot for who answered and gave no code, and one for each reason
//! for no answer. Last the options that stand for a reason: they can be asked for, and whoever chose one gave no answer.

use super::build::ANSWERED;
use super::layout::Shape;
use crate::survey::Missing;

/// The slots of one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slots {
    codes: u32,
    /// The options that stand for a reason.
    standing: Vec<(u32, Missing)>,
}

/// What it means to be counted in a slot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Role {
    /// Whether every respondent is in just one of these.
    pub(super) person: bool,
    /// The code given.
    pub(super) answer: Option<u16>,
    /// Why none was given.
    pub(super) reason: Option<Missing>,
}

impl Slots {
    /// The slots for the answers of a shape.
    pub(super) fn of(shape: &Shape) -> Self {
        let codes = shape.codes().unwrap_or_default();
        let standing = (0..codes).filter_map(|code| Some((u32::from(code), shape.meaning(code)?)));
        Self { codes: u32::from(codes), standing: standing.collect() }
    }

    /// How many codes there are; also the first slot that is none of them.
    pub(super) fn codes(&self) -> u32 {
        self.codes
    }

    /// How many slots there are.
    pub(super) fn width(&self) -> usize {
        self.codes as usize + 1 + Missing::ALL.len() + self.standing.len()
    }

    /// The slot of who gave no code.
    pub(super) fn none(&self, status: u8) -> u32 {
        self.codes + u32::from(status)
    }

    /// The slot of an option that stands for a reason, and the reason.
    pub(super) fn aside(&self, code: u32) -> Option<(u32, Missing)> {
        let first = self.codes + 1;
        let after = (first..).skip(Missing::ALL.len());
        let mut asides = after.zip(&self.standing);
        asides.find(|(_, (known, _))| *known == code).map(|(slot, (_, reason))| (slot, *reason))
    }

    /// The slot of one who chose a single code and has a status.
    pub(super) fn single(&self, status: u8, code: Option<u32>) -> u32 {
        match code.filter(|code| *code < self.codes) {
            Some(code) if status == ANSWERED => code,
            Some(code) => self
                .aside(code)
                .filter(|(_, reason)| Some(*reason) == reason_of(status))
                .map_or(self.none(status), |(slot, _)| slot),
            None => self.none(status),
        }
    }

    /// Which slots hold a choice of any of `codes`, one after the other.
    pub(super) fn chosen(&self, codes: &[u16]) -> Vec<bool> {
        let mut chosen = vec![false; self.width()];
        for code in codes.iter().map(|code| u32::from(*code)).filter(|code| *code < self.codes) {
            for slot in [Some(code), self.aside(code).map(|(slot, _)| slot)].into_iter().flatten() {
                if let Some(chosen) = chosen.get_mut(slot as usize) {
                    *chosen = true;
                }
            }
        }
        chosen
    }

    /// What the slots mean. Where answers are `several`, each respondent is first in a slot of their own among those of no code,
    /// and then in those of their codes.
    pub(super) fn roles(&self, several: bool) -> Vec<Role> {
        let codes =
            (0..self.codes).map(|code| Role { person: !several, answer: u16::try_from(code).ok(), reason: None });
        let reasons = [None].into_iter().chain(Missing::ALL.map(Some));
        let none = reasons.map(|reason| Role { person: true, answer: None, reason });
        let aside = self.standing.iter().map(|(_, reason)| {
            if several { Role::default() } else { Role { person: true, answer: None, reason: Some(*reason) } }
        });
        codes.chain(none).chain(aside).collect()
    }
}

/// The reason a status stands for; none where there was an answer.
fn reason_of(status: u8) -> Option<Missing> {
    Missing::ALL.get(usize::from(status.checked_sub(1)?)).copied()
}
