//! System files: `.sav`, and `.zsav` with zlib around it.

mod assemble;
mod cases;
mod extensions;
mod header;
mod inflate;
mod labels;
mod reading;
mod records;
mod sets;

pub(super) use cases::Cases;
pub(super) use header::Packing;

use super::charset::Charset;
use super::dictionary::Dictionary;
use super::fault::Fault;
use super::feed::{Feed, Order};
use super::notes::Notes;
use crate::file::Input;

/// How the cases of a file are laid out, which is all that is needed to read them again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// Where the cases begin.
    start: u64,
    /// Where they end: before what describes the zlib blocks, or at the end of the file.
    end: u64,
    order: Order,
    pub(super) packing: Packing,
    bias: f64,
    /// The number that stands for nothing.
    nothing: f64,
    /// The elements of eight bytes of a case.
    elements: usize,
    /// How many cases the file says it has.
    pub(super) cases: Option<u64>,
}

/// Reads the dictionary of a file that starts with `magic`, which is read already.
pub(super) fn open<I: Input>(
    mut feed: Feed<I>,
    magic: [u8; 4],
    notes: &mut Notes,
) -> Result<(Dictionary, Layout, I), Fault> {
    let header = header::read(&mut feed, magic)?;
    let order = header.order;
    let records = records::read(&mut feed, order)?;
    let extension = |kind: i32, at: usize, size: usize| records.extensions.get(&kind)?.get(at..at + size);
    let page = extension(3, 28, 4).and_then(|bytes| Some(order.int(*bytes.first_chunk()?)));
    let name = records.extensions.get(&20).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let charset = Charset::find(name.as_deref(), page).unwrap_or_else(|found| notes.unknown_encoding(&found));
    let nothing = extension(4, 0, 8).and_then(|bytes| Some(order.float(*bytes.first_chunk()?)));
    let cases = extension(16, 8, 8).and_then(|bytes| u64::try_from(order.long(*bytes.first_chunk()?)).ok());
    let mut layout = Layout {
        start: feed.at(),
        end: feed.at() + feed.left(),
        order,
        packing: header.packing,
        bias: header.bias,
        nothing: nothing.unwrap_or(-f64::MAX),
        elements: records.elements,
        // A writer that does not know how many cases there will be may write nought.
        cases: cases.or(header.cases).filter(|cases| *cases > 0),
    };
    if layout.packing == Packing::Zlib {
        blocks(&mut feed, &mut layout)?;
    }
    let dictionary = assemble::dictionary(&header, &records, charset, notes);
    Ok((dictionary, layout, feed.into_input()))
}

/// Where the zlib blocks are. What the file says of their sizes is not needed: they follow each other.
fn blocks<I: Input>(feed: &mut Feed<I>, layout: &mut Layout) -> Result<(), Fault> {
    let [_, trailer, _] = [feed.array()?, feed.array()?, feed.array()?].map(|bytes| layout.order.long(bytes));
    layout.start = feed.at();
    let within = |trailer: &u64| (layout.start..=layout.end).contains(trailer);
    layout.end = u64::try_from(trailer).ok().filter(within).unwrap_or(layout.end);
    Ok(())
}
