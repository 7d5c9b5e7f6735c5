//! What the extensions of the dictionary of a system file say.

use std::collections::BTreeMap;

use super::super::charset::Charset;
use super::super::dictionary::Measure;
use super::super::feed::{Order, Pieces};

/// Pairs written `SHORT=long` with tabs between them: long names, and the widths of very long texts. Short names in capitals.
pub(super) fn pairs(bytes: &[u8], charset: Charset) -> BTreeMap<String, String> {
    let pair = |pair: &[u8]| {
        let divide = pair.iter().position(|byte| *byte == b'=')?;
        let (name, value) = (pair.get(..divide)?, pair.get(divide + 1..)?);
        Some((charset.text(name).to_uppercase(), charset.text(value)))
    };
    bytes.split(|byte| *byte == b'\t').filter_map(pair).collect()
}

/// The measure of each variable, of which there are `count`: two or three numbers for each.
pub(super) fn measures(bytes: &[u8], count: usize, order: Order) -> Vec<Measure> {
    let each = if bytes.len() >= count.saturating_mul(12) { 12 } else { 8 };
    let measure = |bytes: &[u8]| Pieces(bytes).int(order).map(Measure::of_code);
    bytes.chunks_exact(each).filter_map(measure).collect()
}

/// What a record about long texts says of one variable, as bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct AboutText<'b, T> {
    pub(super) variable: &'b [u8],
    pub(super) entries: Vec<T>,
}

/// A value and its label.
type Labelled<'b> = (&'b [u8], &'b [u8]);

/// The labels of the values of long texts.
pub(super) fn long_labels(bytes: &[u8], order: Order) -> (Vec<AboutText<'_, Labelled<'_>>>, bool) {
    whole(bytes, |pieces| {
        let variable = pieces.counted(order)?;
        pieces.int(order)?;
        let mut entries = Vec::new();
        for _ in 0..pieces.int(order)? {
            entries.push((pieces.counted(order)?, pieces.counted(order)?));
        }
        Some(AboutText { variable, entries })
    })
}

/// The missing values of long texts.
pub(super) fn long_missing(bytes: &[u8], order: Order) -> (Vec<AboutText<'_, &[u8]>>, bool) {
    whole(bytes, |pieces| {
        let variable = pieces.counted(order)?;
        let count = *pieces.take(1)?.first()?;
        let length = usize::try_from(pieces.int(order)?).ok()?;
        let mut entries = Vec::new();
        for position in 0..count {
            // Some writers give the length again before each further value.
            let again =
                position > 0 && Pieces(pieces.0).int(order).and_then(|n| usize::try_from(n).ok()) == Some(length);
            if again {
                pieces.int(order)?;
            }
            entries.push(pieces.take(length)?);
        }
        Some(AboutText { variable, entries })
    })
}

/// Everything `read` reads, and whether nothing was left over.
fn whole<'b, T>(bytes: &'b [u8], mut read: impl FnMut(&mut Pieces<'b>) -> Option<T>) -> (Vec<T>, bool) {
    let mut pieces = Pieces(bytes);
    let mut all = Vec::new();
    while !pieces.0.is_empty() {
        match read(&mut pieces) {
            Some(one) => all.push(one),
            None => return (all, false),
        }
    }
    (all, true)
}
