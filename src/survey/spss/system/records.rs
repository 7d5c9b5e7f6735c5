//! The records of the dictionary of a system file, as bytes: their texts can be read only when all are there.

use std::collections::BTreeMap;

use super::super::fault::Fault;
use super::super::feed::{Feed, Order};
use crate::file::Input;

/// The kinds of extension that are read.
const READ: [i32; 11] = [3, 4, 7, 11, 13, 14, 16, 19, 20, 21, 22];
/// A file with more bytes than this about its variables is no survey.
const DICTIONARY_MAX: u64 = 256 << 20;

/// One variable record with those that continue it.
#[derive(Debug, Default)]
pub(super) struct RawVariable {
    /// The number of its first element, counted from nought.
    pub(super) first: usize,
    /// How many elements of eight bytes it has.
    pub(super) elements: usize,
    /// The width of a text, nought for a number.
    pub(super) width: usize,
    pub(super) name: [u8; 8],
    pub(super) label: Option<Vec<u8>>,
    /// The code of the format.
    pub(super) format: u32,
    /// How many missing values there are, less than nought where the first two are a range.
    pub(super) missing_count: i32,
    pub(super) missing: Vec<[u8; 8]>,
}

/// Labels of values, and the elements they are for, counted from one.
#[derive(Debug, Default)]
pub(super) struct RawLabels {
    pub(super) labels: Vec<([u8; 8], Vec<u8>)>,
    pub(super) elements: Vec<i32>,
}

/// All records.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) variables: Vec<RawVariable>,
    /// How many elements of eight bytes a case has.
    pub(super) elements: usize,
    pub(super) labels: Vec<RawLabels>,
    /// The bytes of the extensions by their kind.
    pub(super) extensions: BTreeMap<i32, Vec<u8>>,
}

/// Reads records up to the one that ends the dictionary.
pub(super) fn read<I: Input>(feed: &mut Feed<I>, order: Order) -> Result<Records, Fault> {
    let mut records = Records::default();
    loop {
        if feed.at() > DICTIONARY_MAX {
            return Err(Fault::Damaged("the description of the variables has no end".to_owned()));
        }
        match feed.int(order)? {
            2 => variable(feed, order, &mut records)?,
            3 => labels(feed, order, &mut records)?,
            4 => elements(feed, order, &mut records)?,
            6 => {
                let lines = u64::try_from(feed.int(order)?).unwrap_or(0);
                feed.skip(lines.saturating_mul(80))?;
            }
            7 => extension(feed, order, &mut records)?,
            999 => {
                feed.skip(4)?;
                return Ok(records);
            }
            other => return Err(Fault::Damaged(format!("there is a record of an unknown kind `{other}`"))),
        }
    }
}

fn variable<I: Input>(feed: &mut Feed<I>, order: Order, records: &mut Records) -> Result<(), Fault> {
    let width = feed.int(order)?;
    let has_label = feed.int(order)? != 0;
    let missing_count = feed.int(order)?;
    let format = u32::from_ne_bytes(feed.int(order)?.to_ne_bytes()) >> 16 & 0xff;
    feed.skip(4)?;
    let name = feed.array()?;
    let label = if has_label { Some(padded(feed, order)?) } else { None };
    if !(-3..=3).contains(&missing_count) {
        return Err(Fault::Damaged(format!("a variable has {missing_count} missing values")));
    }
    let missing = (0..missing_count.unsigned_abs()).map(|_| feed.array()).collect::<Result<Vec<_>, Fault>>()?;
    let first = records.elements;
    records.elements += 1;
    match (usize::try_from(width), records.variables.last_mut()) {
        (Ok(width @ 0..=255), _) => {
            let elements = 1;
            let known = RawVariable { first, elements, width, name, label, format, missing_count, missing };
            records.variables.push(known);
        }
        (Err(_), Some(last)) if width == -1 => last.elements += 1,
        _ => return Err(Fault::Damaged(format!("a variable has the width {width}"))),
    }
    Ok(())
}

/// A text behind its length, filled up to a multiple of four bytes.
fn padded<I: Input>(feed: &mut Feed<I>, order: Order) -> Result<Vec<u8>, Fault> {
    let length = u64::try_from(feed.int(order)?).map_err(|_| Fault::Damaged("a label has no length".to_owned()))?;
    let text = feed.bytes(length)?;
    feed.skip(length.wrapping_neg() % 4)?;
    Ok(text)
}

fn labels<I: Input>(feed: &mut Feed<I>, order: Order, records: &mut Records) -> Result<(), Fault> {
    let count = feed.int(order)?;
    let mut raw = RawLabels::default();
    for _ in 0..count {
        let value = feed.array()?;
        let [length] = feed.array()?;
        let label = feed.bytes(u64::from(length))?;
        feed.skip((u64::from(length) + 1).wrapping_neg() % 8)?;
        raw.labels.push((value, label));
    }
    records.labels.push(raw);
    Ok(())
}

fn elements<I: Input>(feed: &mut Feed<I>, order: Order, records: &mut Records) -> Result<(), Fault> {
    let count = feed.int(order)?;
    let Some(last) = records.labels.last_mut() else {
        return Err(Fault::Damaged("labels are given to variables before there are any".to_owned()));
    };
    for _ in 0..count {
        last.elements.push(feed.int(order)?);
    }
    Ok(())
}

fn extension<I: Input>(feed: &mut Feed<I>, order: Order, records: &mut Records) -> Result<(), Fault> {
    let kind = feed.int(order)?;
    let sizes = [feed.int(order)?, feed.int(order)?].map(u64::try_from);
    let [Ok(size), Ok(count)] = sizes else {
        return Err(Fault::Damaged(format!("the extension `{kind}` has no length")));
    };
    let length = size.checked_mul(count).ok_or(Fault::Ends)?;
    if READ.contains(&kind) {
        let bytes = feed.bytes(length)?;
        records.extensions.entry(kind).or_insert(bytes);
        return Ok(());
    }
    feed.skip(length)
}
