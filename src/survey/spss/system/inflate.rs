//! The bytes of the cases of a system file: as they are, or out of zlib blocks that follow each other.

use std::io::{self, BufRead, BufReader, Read, SeekFrom, Take};

use flate2::bufread::ZlibDecoder;

use super::{Layout, Packing};
use crate::file::Input;

/// A file from its first case to its last.
pub(super) enum Packed<I> {
    /// Bytes as they are.
    Plain(Take<I>),
    /// Zlib blocks; nothing only while one block is changed for the next.
    Zlib(Option<Blocks<I>>),
}

type Blocks<I> = ZlibDecoder<Take<BufReader<I>>>;

impl<I: Input> Packed<I> {
    /// Begins before the first case.
    pub(super) fn new(mut input: I, layout: &Layout) -> io::Result<Self> {
        input.seek(SeekFrom::Start(layout.start))?;
        let length = layout.end.saturating_sub(layout.start);
        Ok(match layout.packing {
            Packing::Zlib => Self::Zlib(Some(ZlibDecoder::new(BufReader::new(input).take(length)))),
            Packing::None | Packing::Bytecode => Self::Plain(input.take(length)),
        })
    }

    /// The file itself, at whatever place.
    pub(super) fn into_input(self) -> Option<I> {
        match self {
            Self::Plain(input) => Some(input.into_inner()),
            Self::Zlib(blocks) => blocks.map(|blocks| blocks.into_inner().into_inner().into_inner()),
        }
    }
}

impl<I: Input> Read for Packed<I> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let slot = match self {
            Self::Plain(input) => return input.read(room),
            Self::Zlib(slot) => slot,
        };
        // Every turn takes at least the head of a block, so this comes to an end.
        while let Some(blocks) = slot.as_mut() {
            let at_end = blocks.total_in() == 0 && blocks.get_mut().fill_buf()?.is_empty();
            if at_end || room.is_empty() {
                break;
            }
            let count = blocks.read(room)?;
            if count > 0 {
                return Ok(count);
            }
            *slot = slot.take().map(|blocks| ZlibDecoder::new(blocks.into_inner()));
        }
        Ok(0)
    }
}
