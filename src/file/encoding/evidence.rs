//! What speaks for Windows-1252, Latin-1, Latin-9 or Mac Roman in a file that is not UTF-8.

use super::name::{Encoding, Kind};
use super::sense::{BESIDES, Beside, sense};
use super::upper::{LATIN9, MAC, Upper, WINDOWS, char_of};

const PLACES: usize = 128 * 25;
/// Better by less than this is no better.
const MARGIN: i64 = 2;

/// How often each byte from 0x80 on stands between which neighbours.
pub(super) struct Evidence {
    counts: Vec<u64>,
    /// A no-break space that has been wrongly decoded twice on a Mac: 0x8C 0xE6.
    mac_traces: u64,
    before: Option<u8>,
    current: Option<u8>,
}

impl Evidence {
    pub(super) fn new() -> Self {
        Self { counts: vec![0; PLACES], mac_traces: 0, before: None, current: None }
    }

    /// Takes in the next piece of the file.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.step(Some(*byte));
        }
    }

    fn step(&mut self, after: Option<u8>) {
        if let Some(byte @ 0x80..) = self.current {
            let place = usize::from(byte - 0x80) * 25 + index(Beside::of(self.before)) * 5 + index(Beside::of(after));
            if let Some(count) = self.counts.get_mut(place) {
                *count += 1;
            }
            self.mac_traces += u64::from(byte == 0x8C && after == Some(0xE6));
        }
        self.before = self.current;
        self.current = after;
    }

    /// The encoding that makes most sense of the bytes.
    pub(super) fn verdict(mut self) -> Encoding {
        self.step(None);
        let controls = self.seen(0x80..=0x9F) > 0;
        let latin9 = self.score(&LATIN9);
        let latin1 = self.score(&WINDOWS);
        let windows = if controls { latin1 } else { latin1.max(latin9) };
        let mac = self.score(&MAC).saturating_add_unsigned(self.mac_traces.saturating_mul(6));
        let kind = match () {
            () if mac > windows => Kind::MacRoman,
            () if controls => Kind::Windows,
            () if latin9 > latin1 => Kind::Latin9,
            () => Kind::Latin1,
        };
        let unsure = (self.differing() > 0 && windows.abs_diff(mac) < MARGIN.unsigned_abs()) || self.buried();
        Encoding { unsure, ..Encoding::of(kind, false) }
    }

    fn score(&self, upper: &Upper) -> i64 {
        let scores = self.places().map(|(byte, before, after, count)| {
            sense(char_of(byte, upper), before, after).saturating_mul(i64::try_from(count).unwrap_or(i64::MAX))
        });
        scores.fold(0, i64::saturating_add)
    }

    /// Each byte with its neighbours and how often it is there.
    fn places(&self) -> impl Iterator<Item = (u8, Beside, Beside, u64)> {
        let found = self.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        found.filter_map(|(place, count)| {
            let byte = u8::try_from(place / 25 + 0x80).ok()?;
            Some((byte, *BESIDES.get(place / 5 % 5)?, *BESIDES.get(place % 5)?, *count))
        })
    }

    fn seen(&self, bytes: std::ops::RangeInclusive<u8>) -> u64 {
        self.places().filter(|(byte, ..)| bytes.contains(byte)).map(|(.., count)| count).sum()
    }

    /// How many bytes the two readings read differently.
    fn differing(&self) -> u64 {
        let differing = self.places().filter(|(byte, ..)| char_of(*byte, &WINDOWS) != char_of(*byte, &MAC));
        differing.map(|(.., count)| count).sum()
    }

    /// Whether most of these bytes stand among others of their kind, as in Greek or Russian and hardly ever in Latin letters.
    fn buried(&self) -> bool {
        let all = self.seen(0x80..=0xFF);
        let within = self.places().filter(|(_, before, after, _)| (*before, *after) == (Beside::High, Beside::High));
        within.map(|(.., count)| count).sum::<u64>().saturating_mul(2) > all
    }
}

fn index(beside: Beside) -> usize {
    BESIDES.iter().position(|other| *other == beside).unwrap_or_default()
}
