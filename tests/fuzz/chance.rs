//! Chance that can be repeated: xorshift64*, from the numbers one gives.

/// A source of chance.
pub(crate) struct Chance(u64);

impl Chance {
    /// The chance of a round, which is another for each seed and each round.
    pub(crate) fn new(seed: u64, round: u64) -> Self {
        let mixed = (seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ round.wrapping_mul(0xD6E8_FEB8_6659_FD93)) | (1 << 63);
        let mut chance = Self(mixed);
        // Numbers that differ little give much the same at first.
        (0..8).for_each(|_| _ = chance.next());
        chance
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `limit`; nought when that is nought.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap_or(u64::MAX);
        usize::try_from((self.next() >> 11) % limit).unwrap_or(0)
    }

    pub(crate) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[4]
    }

    pub(crate) fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }
}
