//! The answers to a question as slots in memory: a byte for a respondent where that is enough, offsets only where people gave
//! several answers.

use super::build::ANSWERED;
use super::slots::Slots;

/// The answers to one question.
#[derive(Debug)]
pub(super) struct Coded {
    slots: Slots,
    /// Where the slots of each respondent begin, and of one more; one each when `None`.
    offsets: Option<Vec<u32>>,
    entries: Entries,
}

/// Slots one after the other.
#[derive(Debug)]
pub(super) enum Entries {
    /// Of a question with few slots.
    Small(Vec<u8>),
    /// Of a question with many.
    Wide(Vec<u32>),
}

impl Entries {
    fn push(&mut self, slot: u32) {
        match self {
            Self::Small(entries) => entries.push(u8::try_from(slot).unwrap_or(u8::MAX)),
            Self::Wide(entries) => entries.push(slot),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Small(entries) => entries.len(),
            Self::Wide(entries) => entries.len(),
        }
    }
}

impl Coded {
    /// Nobody's answers, to be filled for so many respondents.
    pub(super) fn new(slots: Slots, several: bool, respondents: usize) -> Self {
        let small = slots.width() <= usize::from(u8::MAX) + 1;
        let entries = if small {
            Entries::Small(Vec::with_capacity(respondents))
        } else {
            Entries::Wide(Vec::with_capacity(respondents))
        };
        let offsets = several.then(|| {
            let mut offsets = Vec::with_capacity(respondents + 1);
            offsets.push(0);
            offsets
        });
        Self { slots, offsets, entries }
    }

    /// Adds the next respondent: their status and the codes they gave.
    pub(super) fn push(&mut self, status: u8, mut codes: impl Iterator<Item = u32>) {
        let Some(offsets) = &mut self.offsets else {
            self.entries.push(self.slots.single(status, codes.next()));
            return;
        };
        self.entries.push(self.slots.none(status));
        for code in codes.filter(|code| *code < self.slots.codes()) {
            let slot = match status {
                ANSWERED => Some(code),
                _ => self.slots.aside(code).map(|(slot, _)| slot),
            };
            if let Some(slot) = slot {
                self.entries.push(slot);
            }
        }
        offsets.push(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
    }

    /// Gives back the room that was set aside and not needed.
    pub(super) fn finish(mut self) -> Self {
        match &mut self.entries {
            Entries::Small(entries) => entries.shrink_to_fit(),
            Entries::Wide(entries) => entries.shrink_to_fit(),
        }
        self
    }

    /// What the slots mean.
    pub(super) fn slots(&self) -> &Slots {
        &self.slots
    }

    /// Where the slots of each respondent begin, when people gave several answers.
    pub(super) fn offsets(&self) -> Option<&[u32]> {
        self.offsets.as_deref()
    }

    /// The slots.
    pub(super) fn entries(&self) -> &Entries {
        &self.entries
    }

    /// How much memory it takes.
    pub(super) fn bytes(&self) -> usize {
        let entries = match &self.entries {
            Entries::Small(entries) => entries.len(),
            Entries::Wide(entries) => entries.len() * size_of::<u32>(),
        };
        entries + self.offsets.as_ref().map_or(0, |offsets| offsets.len() * size_of::<u32>())
    }
}
