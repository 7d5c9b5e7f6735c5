//! Sets of respondents, kept beside the events and named by what is in them.

use std::fmt;
use std::io::{Read, Write};
use std::str::FromStr;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};

use crate::problem::{Place, Problem};
use crate::text;

/// The most bytes of a set before it is deflated: room for 64 million people in a row. A set that claims more is no set.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// The name of a set of respondents: the SHA-256 of what is in it, as 64 hex digits. Equal sets have one name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SetId(String);

impl SetId {
    /// The 64 hex digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SetId {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if digits { Ok(Self(text.to_owned())) } else { Err("a set is named by 64 hex digits") }
    }
}

impl TryFrom<String> for SetId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<SetId> for String {
    fn from(id: SetId) -> Self {
        id.0
    }
}

impl fmt::Display for SetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Some of the respondents of a snapshot, by their row numbers in it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct RespondentSet {
    rows: Vec<u32>,
}

/// Says how many, never who.
impl fmt::Debug for RespondentSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RespondentSet({} respondents)", self.rows.len())
    }
}

impl FromIterator<u32> for RespondentSet {
    fn from_iter<I: IntoIterator<Item = u32>>(rows: I) -> Self {
        let mut rows: Vec<u32> = rows.into_iter().collect();
        rows.sort_unstable();
        rows.dedup();
        Self { rows }
    }
}

impl RespondentSet {
    /// The row numbers, ascending, each once.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Its name.
    pub fn id(&self) -> SetId {
        SetId(text::fingerprint(&self.steps()))
    }

    /// The steps from each row to the next, seven bits a byte, the lowest first; the high bit says that the step goes on. What
    /// the name is made of, so that it does not depend on how well the deflating was done.
    fn steps(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.rows.len());
        let mut before = 0;
        for row in &self.rows {
            let mut step = row - before;
            before = *row;
            while step > 0x7f {
                bytes.push(u8::try_from(step & 0x7f).unwrap_or(0x7f) | 0x80);
                step >>= 7;
            }
            bytes.push(u8::try_from(step).unwrap_or(0x7f));
        }
        bytes
    }

    /// Its name, and its bytes as they are kept.
    pub(super) fn pack(&self) -> Result<(SetId, Vec<u8>), Problem> {
        let steps = self.steps();
        if steps.len() > MOST_BYTES {
            let problem = Problem::error("too_large", Place::default(), "a set of respondents is too large to be kept");
            return Err(problem.hint("nothing was stored; a bank is made for surveys of up to some millions"));
        }
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        let packed = encoder.write_all(&steps).and_then(|()| encoder.finish());
        // Writing to memory cannot fail.
        Ok((SetId(text::fingerprint(&steps)), packed.unwrap_or_default()))
    }

    /// The set called `id` in the bytes that were kept; none where they are not what they were.
    pub(super) fn unpack(id: &SetId, packed: &[u8]) -> Option<Self> {
        let mut steps = Vec::new();
        let limit = u64::try_from(MOST_BYTES).ok()?;
        DeflateDecoder::new(packed).take(limit + 1).read_to_end(&mut steps).ok()?;
        let same = steps.len() <= MOST_BYTES && text::fingerprint(&steps) == id.0;
        same.then(|| Self::walk(&steps)).flatten()
    }

    fn walk(steps: &[u8]) -> Option<Self> {
        let mut rows = Vec::new();
        let (mut step, mut shift, mut before) = (0_u32, 0_u32, 0_u32);
        for byte in steps {
            let bits = u32::from(byte & 0x7f);
            step |= bits.checked_shl(shift).filter(|moved| moved >> shift == bits)?;
            shift += 7;
            if byte & 0x80 == 0 {
                before = before.checked_add(step)?;
                rows.push(before);
                (step, shift) = (0, 0);
            }
        }
        let ascending = rows.windows(2).all(|pair| pair.first() < pair.last());
        (ascending && shift == 0).then_some(Self { rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(rows: &[u32]) -> RespondentSet {
        rows.iter().copied().collect()
    }

    #[test]
    fn a_set_of_many_in_a_row_takes_next_to_no_room() {
        let (id, packed) = (0..1_000_000).collect::<RespondentSet>().pack().unwrap();
        assert!(packed.len() < 2_000, "{}", packed.len());
        assert_eq!(RespondentSet::unpack(&id, &packed).unwrap().rows().len(), 1_000_000);
    }

    #[test]
    fn bytes_that_never_were_a_set_are_none() {
        for steps in [&[0x80][..], &[0xff, 0xff, 0xff, 0xff, 0x7f], &[1, 0], &[0xff, 0xff, 0xff, 0xff, 0x0f, 1]] {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(steps).unwrap();
            let id = SetId(text::fingerprint(steps));
            assert!(RespondentSet::unpack(&id, &encoder.finish().unwrap()).is_none(), "{steps:?}");
        }
    }

    #[test]
    fn who_is_in_a_set_is_not_in_what_is_logged() {
        assert_eq!(format!("{:?}", set(&[4711])), "RespondentSet(1 respondents)");
    }

    proptest::proptest! {
        #[test]
        fn a_set_reads_back_as_it_was_and_under_no_other_name(rows: Vec<u32>, mut other: Vec<u32>) {
            let (id, packed) = set(&rows).pack().unwrap();
            proptest::prop_assert_eq!(&id, &set(&rows).id());
            proptest::prop_assert_eq!(RespondentSet::unpack(&id, &packed), Some(set(&rows)));
            other.push(0);
            let name = set(&other).id();
            proptest::prop_assert_eq!(RespondentSet::unpack(&name, &packed).is_some(), set(&rows) == set(&other));
        }
    }
}
