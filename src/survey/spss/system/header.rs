//! The first bytes of a system file.

use super::super::fault::Fault;
use super::super::feed::{Feed, Order};
use crate::file::Input;

/// How the cases are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Packing {
    /// Not at all.
    None,
    /// A byte for each small number.
    Bytecode,
    /// As before, and then zlib.
    Zlib,
}

/// What the head of a file says.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) order: Order,
    pub(super) packing: Packing,
    /// The number of the element that weights cases, counted from one; nought for none.
    pub(super) weight: i32,
    pub(super) cases: Option<u64>,
    pub(super) bias: f64,
    pub(super) title: Vec<u8>,
}

/// Reads the head behind the four bytes that tell a system file.
pub(super) fn read<I: Input>(feed: &mut Feed<I>, magic: [u8; 4]) -> Result<Header, Fault> {
    feed.skip(60)?;
    let layout: [u8; 4] = feed.array()?;
    let order = [Order::Little, Order::Big].into_iter().find(|order| matches!(order.int(layout), 2 | 3));
    let order = order.ok_or_else(|| Fault::Damaged("the order of bytes is not told".to_owned()))?;
    feed.skip(4)?;
    let packing = match (feed.int(order)?, magic) {
        (0, _) => Packing::None,
        (1, [b'$', b'F', b'L', b'2']) => Packing::Bytecode,
        (1 | 2, _) => Packing::Zlib,
        (other, _) => return Err(Fault::Damaged(format!("the way the cases are packed is not known: {other}"))),
    };
    let weight = feed.int(order)?;
    let cases = u64::try_from(feed.int(order)?).ok();
    let bias = order.float(feed.array()?);
    if !(0.0..=1000.0).contains(&bias) {
        return Err(Fault::Foreign(
            "the file holds its numbers in the way of an old mainframe".to_owned(),
            "open it in SPSS and save it again",
        ));
    }
    feed.skip(9 + 8)?;
    let title = feed.bytes(64)?;
    feed.skip(3)?;
    Ok(Header { order, packing, weight, cases, bias, title })
}
