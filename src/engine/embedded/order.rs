//! The order of hits as one number and an address, and the cursor that says where a page ended.

use serde::{Deserialize, Serialize};

use crate::engine::{EngineError, SearchRequest, Sort};
use crate::text;

/// Scores are ranked in steps of this size. Sums of the same parts in another order differ in their last digits, and that must
/// not decide an order.
const STEPS_PER_POINT: f32 = 1_000.0;

/// Where a hit stands: smaller comes first; equal keys are ordered by address.
pub(super) type Key = u64;

/// A score in whole steps.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and scores are small and positive"
)]
pub(super) fn steps(score: f32) -> u32 {
    (score * STEPS_PER_POINT).round() as u32
}

/// The score of so many steps.
#[expect(clippy::cast_precision_loss, reason = "a score needs no more digits than it has")]
pub(super) fn score_of(steps: u32) -> f32 {
    steps as f32 / STEPS_PER_POINT
}

/// The key of a hit.
pub(super) fn key(sort: Sort, steps: u32, year: Option<i64>) -> Key {
    // Years as numbers above zero, so that "no year" can come last both ways.
    let offset = i64::from(i32::MAX) + 2;
    let year = year.and_then(|year| u64::try_from(year.saturating_add(offset)).ok());
    match sort {
        Sort::Relevance => u64::from(u32::MAX - steps),
        Sort::Newest => year.map_or(u64::MAX, |year| u64::MAX - 1 - year),
        Sort::Oldest => year.unwrap_or(u64::MAX),
    }
}

/// Where a page ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The key of its last hit.
    pub(super) key: Key,
    /// The address of its last hit.
    pub(super) id: String,
}

/// A cursor as it is written, with the search it belongs to.
#[derive(Serialize, Deserialize)]
struct Written(String, Key, String);

impl Cursor {
    /// Writes the cursor for the pages of `request`.
    pub(super) fn write(&self, request: &SearchRequest) -> String {
        let written = Written(print_of(request), self.key, self.id.clone());
        let json = serde_json::to_vec(&written).unwrap_or_default();
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
        json.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }

    /// Reads the cursor of `request`, where it has one.
    ///
    /// # Errors
    /// When it was not written for this search.
    pub(super) fn read(request: &SearchRequest) -> Result<Option<Self>, EngineError> {
        let Some(text) = &request.cursor else {
            return Ok(None);
        };
        let json = from_hex(text).and_then(|bytes| serde_json::from_slice::<Written>(&bytes).ok());
        match json {
            Some(Written(print, key, id)) if print == print_of(request) => Ok(Some(Self { key, id })),
            _ => Err(EngineError::Cursor { cursor: text.chars().take(80).collect() }),
        }
    }
}

/// Tells one search from another; the page and its length do not matter.
fn print_of(request: &SearchRequest) -> String {
    let whole = format!("{:?}", (&request.query, &request.filters, request.sort));
    text::fingerprint(whole.as_bytes()).chars().take(16).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = text.chars().map(|c| c.to_digit(16)).collect::<Option<_>>()?;
    let byte = |pair: &[u32]| match pair {
        [high, low] => u8::try_from(high * 16 + low).ok(),
        _ => None,
    };
    digits.chunks(2).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Filters;

    fn request(query: &str, cursor: Option<String>) -> SearchRequest {
        SearchRequest {
            query: query.into(),
            filters: Filters::default(),
            sort: Sort::Newest,
            limit: 5,
            cursor,
            facets: false,
        }
    }

    #[test]
    fn a_cursor_belongs_to_one_search() {
        let cursor = Cursor { key: u64::MAX, id: "a.é\"".into() };
        let written = cursor.write(&request("x", None));
        assert_eq!(Cursor::read(&request("x", Some(written.clone()))).unwrap(), Some(cursor));
        for bad in [written.clone() + "0", "zz".into(), String::new(), "é".into()] {
            assert!(Cursor::read(&request("x", Some(bad))).is_err());
        }
        assert!(Cursor::read(&request("y", Some(written))).is_err());
    }

    #[test]
    fn no_year_comes_last_both_ways() {
        let newest: Vec<Key> = [Some(2022), Some(2020), Some(-5), None].map(|year| key(Sort::Newest, 0, year)).to_vec();
        assert!(newest.is_sorted());
        let oldest: Vec<Key> = [Some(-5), Some(2020), Some(2022), None].map(|year| key(Sort::Oldest, 0, year)).to_vec();
        assert!(oldest.is_sorted());
    }
}
