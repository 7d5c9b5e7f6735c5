//! The first hits of all segments, from the first of each. Within a segment addresses are ordered by number; only those that meet at
//! the front are looked up.

use tantivy::columnar::StrColumn;
use tantivy::{DocAddress, DocId, SegmentOrdinal};

use super::order::Key;

/// A hit by its place in the order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked {
    pub(super) key: Key,
    pub(super) id: String,
    pub(super) steps: u32,
    pub(super) address: DocAddress,
}

/// A hit by its place within a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) key: Key,
    /// The number of its address.
    pub(super) ord: u64,
    pub(super) steps: u32,
    pub(super) doc: DocId,
}

/// The first hits of a segment.
pub(super) struct SegmentFirst {
    pub(super) ordinal: SegmentOrdinal,
    /// In their order.
    pub(super) places: Vec<Place>,
    /// The addresses by number.
    pub(super) ids: StrColumn,
}

impl SegmentFirst {
    /// The hit at a place, with its address.
    fn at(&self, place: usize) -> tantivy::Result<Option<Ranked>> {
        let Some(Place { key, ord, steps, doc }) = self.places.get(place).copied() else {
            return Ok(None);
        };
        let mut id = String::new();
        self.ids.ord_to_str(ord, &mut id)?;
        Ok(Some(Ranked { key, id, steps, address: DocAddress::new(self.ordinal, doc) }))
    }
}

/// The first `limit` hits of all `segments`, in their order.
pub(super) fn first_of(segments: Vec<SegmentFirst>, limit: usize) -> tantivy::Result<Vec<Ranked>> {
    let mut fronts = Vec::new();
    for segment in segments {
        fronts.extend(segment.at(0)?.map(|front| (front, 1, segment)));
    }
    let mut first = Vec::new();
    while first.len() < limit {
        let best = (0..fronts.len()).min_by(|a, b| fronts[*a].0.cmp(&fronts[*b].0));
        let Some((front, next, segment)) = best.and_then(|best| fronts.get_mut(best)) else { break };
        match segment.at(*next)? {
            Some(following) => {
                *next += 1;
                first.push(std::mem::replace(front, following));
            }
            None => first.extend(best.map(|best| fronts.swap_remove(best).0)),
        }
    }
    Ok(first)
}
