//! The cases of a system file, one at a time.

use std::io::{self, BufReader, Read};

use super::super::cell::Cell;
use super::super::charset::{Charset, trimmed};
use super::super::fault::Fault;
use super::super::feed::Order;
use super::inflate::Packed;
use super::{Layout, Packing};
use crate::file::{Input, Row};

const BUFFER: usize = 1 << 16;

/// Reads cases from the first on.
pub(in super::super) struct Cases<I> {
    input: BufReader<Packed<I>>,
    layout: Layout,
    /// The codes of which those from `next` on are still to do.
    codes: [u8; 8],
    next: usize,
    ended: bool,
    case: Vec<u8>,
    /// The bytes of a text in several pieces.
    joined: Vec<u8>,
}

/// What came of reading a case.
enum Filled {
    Whole,
    End,
}

impl<I: Input> Cases<I> {
    /// Begins before the first case of `input`.
    pub(in super::super) fn new(input: I, layout: Layout) -> Result<Self, Fault> {
        let input = BufReader::with_capacity(BUFFER, Packed::new(input, &layout)?);
        // Every element has a record of 32 bytes in the dictionary, which was read whole: this is no more than the file.
        let case = vec![0; layout.elements.saturating_mul(8)];
        Ok(Self { input, layout, codes: [0; 8], next: 8, ended: false, case, joined: Vec::new() })
    }

    /// The file itself, at whatever place.
    pub(in super::super) fn into_input(self) -> Option<I> {
        self.input.into_inner().into_input()
    }

    /// Reads the next case; `false` at the end.
    pub(in super::super) fn next_case(&mut self) -> Result<bool, Fault> {
        if self.ended || self.case.is_empty() {
            return Ok(false);
        }
        let filled = match self.layout.packing {
            Packing::None => self.plain(),
            Packing::Bytecode | Packing::Zlib => self.unpack(),
        };
        if !matches!(filled, Ok(Filled::Whole)) {
            self.ended = true;
        }
        Ok(matches!(filled?, Filled::Whole))
    }

    /// A case as it is. Bytes that are no whole case are the end of a file that was cut.
    fn plain(&mut self) -> Result<Filled, Fault> {
        match fill(&mut self.input, &mut self.case)? {
            0 => Ok(Filled::End),
            count if count == self.case.len() => Ok(Filled::Whole),
            _ => Err(Fault::Ends),
        }
    }

    /// A case in which a byte says what each element is.
    fn unpack(&mut self) -> Result<Filled, Fault> {
        let Self { input, layout, codes, next, case, .. } = self;
        for (position, element) in case.chunks_exact_mut(8).enumerate() {
            let code = loop {
                if *next >= codes.len() {
                    match fill(input, codes)? {
                        0 if position == 0 => return Ok(Filled::End),
                        8 => *next = 0,
                        _ => return Err(Fault::Ends),
                    }
                }
                let code = codes.get(*next).copied().unwrap_or(0);
                *next += 1;
                if code != 0 {
                    break code;
                }
            };
            match code {
                252 if position == 0 => return Ok(Filled::End),
                252 => return Err(Fault::Ends),
                253 => input.read_exact(element)?,
                254 => element.fill(b' '),
                255 => element.copy_from_slice(&layout.order.bytes(layout.nothing)),
                code => element.copy_from_slice(&layout.order.bytes(f64::from(code) - layout.bias)),
            }
        }
        Ok(Filled::Whole)
    }

    /// Writes the case that was read last into `row`; gives how many texts had bytes that are no letters.
    pub(in super::super) fn write(&mut self, cells: &[Cell], charset: Charset, row: &mut Row) -> u64 {
        let Self { layout, case, joined, .. } = self;
        let mut unread = 0;
        for cell in cells {
            if !cell.is_text() {
                let number = number(case, cell, layout.order);
                // Every bit counts here: the neighbour of the number that stands for nothing is a number.
                let number = number.filter(|number| number.to_bits() != layout.nothing.to_bits());
                row.push_with(|out| number.into_iter().for_each(|number| cell.write_number(number, out)));
                continue;
            }
            let bytes = trimmed(text(case, cell, joined));
            if let Some(plain) = std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii()) {
                row.push_with(|out| cell.write_text(plain, out));
                continue;
            }
            let (decoded, clean) = charset.decode(bytes);
            unread += u64::from(!clean);
            row.push_with(|out| cell.write_text(&decoded, out));
        }
        unread
    }
}

fn number(case: &[u8], cell: &Cell, order: Order) -> Option<f64> {
    let piece = cell.pieces().first()?;
    Some(order.float(*case.get(piece.start..)?.first_chunk()?))
}

/// The bytes of a text, put together in `joined` where they are in several places.
fn text<'c>(case: &'c [u8], cell: &Cell, joined: &'c mut Vec<u8>) -> &'c [u8] {
    let bytes = |start: usize, length: usize| case.get(start..start.saturating_add(length)).unwrap_or_default();
    if let [piece] = cell.pieces() {
        return bytes(piece.start, piece.length);
    }
    joined.clear();
    for piece in cell.pieces() {
        joined.extend_from_slice(bytes(piece.start, piece.length));
    }
    joined
}

/// Reads as many bytes as there is room for, or up to the end.
fn fill(input: &mut impl Read, room: &mut [u8]) -> Result<usize, Fault> {
    let mut count = 0;
    while let Some(rest) = room.get_mut(count..).filter(|rest| !rest.is_empty()) {
        match input.read(rest) {
            Ok(0) => break,
            Ok(read) => count += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(count)
}
